/** What is told of how an artist raps. The lyrics themselves are not kept. */
import { type Flow, flowSchema, type Pace, paceAt } from '../flow/index.ts';
import { STYLE_FACTS, type Style } from '../music/index.ts';
import type { Store } from '../store/index.ts';

/** What is usual where neither references nor a style say. */
const USUAL_BPM = 90;

/** What lyrics say of how an artist raps. The lyrics themselves are not kept. */
export interface FlowCard {
  readonly measured: Flow;
  /** How the lines sit on a tempo of the artist's, in quarter notes a minute. */
  readonly pace: Pace & { readonly bpm: number };
  readonly addedById: string;
  readonly addedAt: Date;
}

export interface MeasuredLyrics extends FlowCard {
  readonly artist: string;
}

/** What is known of an artist's flow; undefined without lyrics. The pace is told at the middle of the references. */
export async function flowCard(
  store: Store,
  artistId: string,
  references: readonly [number, number] | null,
  style: Style | null,
): Promise<FlowCard | undefined> {
  const lyrics = await store.lyrics.get(artistId);
  if (lyrics === undefined) return undefined;
  const measured = flowSchema.parse(lyrics.flow);
  const range = references ?? (style === null ? undefined : STYLE_FACTS[style].bpm);
  const bpm = range === undefined ? USUAL_BPM : Math.round((range[0] + range[1]) / 2);
  return {
    measured,
    pace: { bpm, ...paceAt(measured, bpm) },
    addedById: lyrics.consent.memberId,
    addedAt: lyrics.consent.givenAt,
  };
}
