/** How somebody plays: what can be counted in one of their pieces. Of many pieces, these are an artist's habits. */
import { type Bar, barsOf, partSimilarity, similarity } from './bars.ts';
import { quantile } from './median.ts';
import { PARTS, type Part, type Score } from './score.ts';
import { swingOf } from './statistics.ts';

export const PITCHED = ['bass', 'chords', 'melody'] as const satisfies readonly Part[];
export type Pitched = (typeof PITCHED)[number];

export interface Playing {
  /** Events a bar of each part that plays. */
  readonly density: Partial<Readonly<Record<Part, number>>>;
  /** The pitches between which nearly all notes of a part lie, MIDI. */
  readonly registers: Partial<Readonly<Record<Pitched, readonly [low: number, high: number]>>>;
  /** See `swingOf`, in percent; absent where nothing tells. */
  readonly swing?: number;
  /** How alike a bar and the next are, 0–1; absent of a single bar. */
  readonly alike?: number;
  readonly repeats: Repeats;
}

/** How soon a piece says again what it said. */
export interface Repeats {
  /** Its length in bars. */
  readonly of: number;
  /** After so many bars it begins again; as many as it has where it does not. */
  readonly after: number;
  /** The later bars, from 0, that are not the same as the one of the first `after` that they repeat. */
  readonly changes: readonly number[];
}

/** The share of notes, from below and from above, that say nothing of a register. */
const OUTLIERS = 0.05;
/** Lengths of loops that are looked for, in bars. */
const LOOPS = [1, 2, 4, 8, 16];
/** How alike each part must be, on the mean, to what it was a loop before. */
const LEAST_ALIKE = 0.75;
/** A longer loop is none if its bars are hardly more alike than this. */
const HARDLY = 0.03;

/** How a piece is played, by its loops: the first tells how it repeats. @throws RangeError without one. */
export function playingOf(scores: readonly Score[]): Playing {
  const [first] = scores;
  if (first === undefined) throw new RangeError('nothing was played');
  const bars = scores.reduce((sum, score) => sum + score.bars, 0);
  const count = (part: Part) => scores.reduce((sum, score) => sum + score[part].length, 0);
  const own = PARTS.filter((part) => count(part) > 0);
  const swing = swingOf({ drums: first.drums });
  const sounding = barsOf(first);
  const alike = likeness(sounding, 1, similarity);
  return {
    density: Object.fromEntries(own.map((part) => [part, count(part) / bars])),
    registers: Object.fromEntries(
      PITCHED.filter((part) => own.includes(part)).map((part) => [part, registerOf(scores, part)]),
    ),
    ...(swing !== undefined && { swing }),
    ...(alike !== undefined && { alike }),
    repeats: repeatsOf(sounding),
  };
}

function registerOf(scores: readonly Score[], part: Pitched): [number, number] {
  const pitches = scores.flatMap((score) =>
    part === 'chords'
      ? score.chords.flatMap((chord) => chord.pitches)
      : score[part].map(({ pitch }) => pitch),
  );
  return [Math.round(quantile(pitches, OUTLIERS)!), Math.round(quantile(pitches, 1 - OUTLIERS)!)];
}

/**
 * The shortest loop after which every part comes again, unless bars a longer loop apart are clearly more alike: hats that
 * go through make every bar a little like the next.
 */
function repeatsOf(bars: readonly Bar[]): Repeats {
  const parts = PARTS.filter((part) => bars.some((bar) => bar[part].size > 0));
  const loops = LOOPS.filter((after) => 2 * after <= bars.length).map((after) => ({
    after,
    alike: likeness(bars, after, similarity)!,
    least: Math.min(...parts.map((part) => likeness(bars, after, (a, b) => partSimilarity(a, b, part))!)),
  }));
  const most = Math.max(...loops.map(({ alike }) => alike));
  const loop = loops.find(({ alike, least }) => alike >= most - HARDLY && least >= LEAST_ALIKE);
  const after = loop?.after ?? bars.length;
  const changes = bars.flatMap((bar, i) => (i >= after && similarity(bar, bars[i % after]!) < 1 ? [i] : []));
  return { of: bars.length, after, changes };
}

/** The mean likeness of each bar and the one so many bars before; undefined where there is none. */
function likeness(
  bars: readonly Bar[],
  apart: number,
  alike: (a: Bar, b: Bar) => number,
): number | undefined {
  if (bars.length <= apart) return undefined;
  const later = bars.slice(apart);
  return later.reduce((sum, bar, i) => sum + alike(bar, bars[i]!), 0) / later.length;
}
