/** What an artist's flow asks of one beat, and what is said of it. */
import { PARTS, type Part, type Score, upperMedian } from '../music/index.ts';
import { words } from '../words/index.ts';
import type { Flow } from './measure.ts';
import { type FlowWishes, wishesFor } from './wishes.ts';

/** What a flow asks of one beat. */
export interface FlowRequest extends Pick<FlowWishes, 'density' | 'space'> {
  /** What it asks for, in a sentence. */
  readonly note: string;
}

/**
 * What a flow asks of a beat.
 * @param usual music that has as many events a bar as is usual; without any, nothing is asked of density.
 */
export function flowRequest(
  flow: Flow,
  {
    bpm,
    bars,
    parts = PARTS,
  }: { readonly bpm: number; readonly bars: number; readonly parts?: readonly Part[] },
  usual: readonly Score[],
): FlowRequest {
  const density = usualDensity(usual, parts);
  const wishes = wishesFor(flow, { bpm, bars, usual: density });
  const heard = parts.includes('melody') ? wishes : { ...wishes, quarters: [], space: [] };
  return { density: heard.density, space: heard.space, note: noteOf(heard, bpm, density) };
}

type Density = Partial<Readonly<Record<Part, number>>>;

/** Events a bar of each part that is played: the median. */
function usualDensity(scores: readonly Score[], parts: readonly Part[]): Density {
  return Object.fromEntries(
    parts.flatMap((part) => {
      const counts = scores.flatMap((score) =>
        score[part].length > 0 ? [score[part].length / score.bars] : [],
      );
      const usual = upperMedian(counts);
      return usual === undefined ? [] : [[part, usual]];
    }),
  );
}

/** A change below this share is not worth a word. */
const HARDLY = 0.08;

function noteOf({ pace, density, quarters }: FlowWishes, bpm: number, usual: Density): string {
  const change = (part: Part) => {
    const ratio = (density[part] ?? 1) / (density[part] === undefined ? 1 : usual[part]!);
    return ratio < 1 - HARDLY ? 'less' : ratio > 1 + HARDLY ? 'more' : undefined;
  };
  return words.notes['flow-asks']({
    time: pace.time,
    bpm,
    perSecond: pace.perSecond,
    hats: change('drums'),
    melody: change('melody'),
    rests: quarters.length === 0 ? undefined : quarters.map(String),
    isBar: pace.lineSteps === 16,
  });
}
