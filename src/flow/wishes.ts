/** What a flow asks of a beat: room for the voice. */
import { type Part, STEPS_PER_BAR } from '../music/index.ts';
import type { Flow } from './measure.ts';
import { type Pace, paceAt } from './pace.ts';

export interface FlowWishes {
  readonly pace: Pace;
  /** Events a bar, for the parts that fill what the voice leaves. */
  readonly density: Partial<Readonly<Record<Part, number>>>;
  /** Quarters of the line, 1–4, in which the rhymes gather. */
  readonly quarters: readonly number[];
  /** 16th steps of the loop at which the melody should rest, for the rhymes to be heard. */
  readonly space: readonly number[];
}

export interface Plan {
  /** In quarter notes a minute. */
  readonly bpm: number;
  readonly bars: number;
  /** Events a bar as they usually are with this artist. */
  readonly usual: Partial<Readonly<Record<Part, number>>>;
}

/** The pace, in syllables a second, that leaves the parts as they usually are. */
const MIDDLE = 4.3;
/** By how much a part changes for each doubling of the pace: `density × 2^(slope × octaves)`. */
const SLOPE = { drums: -0.35, melody: -0.8 } as const;
/** No wish goes farther than this many octaves from the middle. */
const FARTHEST = 0.75;
/** Rhymes gather in a quarter of the line that has at least this share of them, in two quarters at most. */
const GATHERED = 0.35;

/** What the flow asks for: the faster the voice, the sparser hats and melody; and rests where rhymes fall. */
export function wishesFor(flow: Flow, { bpm, bars, usual }: Plan): FlowWishes {
  const pace = paceAt(flow, bpm);
  const octaves = Math.max(-FARTHEST, Math.min(FARTHEST, Math.log2(pace.perSecond / MIDDLE)));
  const density: Partial<Record<Part, number>> = {};
  for (const part of ['drums', 'melody'] as const) {
    const plain = usual[part];
    if (plain !== undefined && plain > 0) {
      density[part] = Math.round(plain * 2 ** (SLOPE[part] * octaves) * 10) / 10;
    }
  }
  const quarters = gathered(flow);
  const space = stepsOf(quarters, pace.lineSteps, bars);
  // A line of two bars may have its rhymes in the second, where a loop of one bar never comes.
  return { pace, density, quarters: space.length > 0 ? quarters : [], space };
}

function gathered({ rhyming }: Flow): number[] {
  return (rhyming?.where ?? [])
    .flatMap((share, at) => (share >= GATHERED ? [{ share, quarter: at + 1 }] : []))
    .map(({ quarter }) => quarter);
}

function stepsOf(quarters: readonly number[], lineSteps: number, bars: number): number[] {
  return Array.from({ length: bars * STEPS_PER_BAR }, (_, step) => step).filter((step) =>
    quarters.includes(1 + Math.floor((4 * (step % lineSteps)) / lineSteps)),
  );
}
