/** What is sent of a beat's candidates, with and without a taste: as the product chooses, on candidates that are kept. */
import {
  beginningOf,
  bitsOf,
  chosen,
  type Draft,
  likeness,
  objections,
  readable,
  varietyOf,
} from '../../../src/model/net/choosing.ts';
import { SKETCHES } from '../../../src/model/net/takes.ts';
import type { Score } from '../../../src/music/index.ts';
import { pickByTaste, type Taste, traitsOf } from '../../../src/taste/index.ts';
import type { Beat } from './material.ts';

/** Of a beat: how many are sent, and how many of these explore. */
const SENT = 4;
const EXPLORERS = 1;

interface Seen {
  readonly against: readonly number[];
  readonly traits: readonly (readonly number[])[];
  readonly alike: readonly (readonly number[])[];
}

/** A beat's candidates with all that a choice looks at. */
export interface SeenBeat {
  readonly scores: readonly Score[];
  readonly whole: Seen;
  readonly sketched: Seen;
  /** Which candidates are sent today, by their places. */
  readonly today: readonly number[];
  /** How many are written without a taste. */
  readonly written: number;
  readonly variety: number;
}

export function seen({ drafts, plan, today }: Beat): SeenBeat {
  const look = (some: readonly Draft[]): Seen => ({
    against: objections(some, plan),
    traits: some.map((draft) => traitsOf(readable(draft.steps, plan), bitsOf(draft))),
    alike: some.map((a) => some.map((b) => likeness(a.steps, b.steps))),
  });
  const first = drafts.slice(0, today);
  return {
    scores: drafts.map(({ steps }) => readable(steps, plan)),
    whole: look(drafts),
    // What words cost is known of whole takes alone.
    sketched: look(drafts.map((draft) => beginningOf({ ...draft, logProbability: 0 }, SKETCHES.bars))),
    today: chosen(first, { ...plan, count: SENT }).map((draft) => first.indexOf(draft)),
    written: today,
    variety: varietyOf(plan),
  };
}

/** Which candidates are sent, by their places. */
export function sent(beat: SeenBeat, taste: Taste | undefined): readonly number[] {
  if (taste === undefined) return beat.today;
  const all = [...beat.scores.keys()];
  const { enough, begun, goOn } = SKETCHES;
  const finalists =
    beat.written >= enough
      ? all.slice(0, beat.written)
      : picked(beat, beat.sketched, all.slice(0, begun), taste, goOn, 2 * EXPLORERS);
  return picked(beat, beat.whole, finalists, taste, SENT, EXPLORERS);
}

function picked(
  { variety }: SeenBeat,
  { against, traits, alike }: Seen,
  among: readonly number[],
  taste: Taste,
  count: number,
  explorers: number,
): number[] {
  const candidates = among.map((i) => ({ against: against[i]!, traits: traits[i]! }));
  const picking = {
    count,
    explorers,
    variety,
    alike: (a: number, b: number) => alike[among[a]!]![among[b]!]!,
  };
  return pickByTaste(candidates, taste, picking).map((i) => among[i]!);
}

/** How unlike the takes of a set are, 0–1. */
export function varietyAmong({ whole }: SeenBeat, places: readonly number[]): number {
  const pairs = places.flatMap((a, i) => places.slice(i + 1).map((b) => 1 - whole.alike[a]![b]!));
  return pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
}
