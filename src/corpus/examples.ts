/** What the base learns from: scores with what is known of them, split by song. */
import { PARTS, type Part, randomOf, type Score, type Style } from '../music/index.ts';

/** A score to learn from. */
export interface Example {
  readonly score: Score;
  /** Where it is from, such as `groove`, `grammar` or the name of a folder. */
  readonly source: string;
  /** What it is a piece of; all pieces of a song lie on one side of a split. */
  readonly song: string;
  /** The parts that its source has; the others are unknown, not silent. */
  readonly parts: readonly Part[];
  /** False where the tempo is a stand-in, since the source has none. */
  readonly tempoIsKnown: boolean;
  readonly style?: Style;
  /** Who played or wrote it, where that is known. */
  readonly artist?: string;
}

export interface Split<T> {
  readonly train: T[];
  readonly validation: T[];
}

/** What was left out, and why: said, not fatal. */
export interface Problem {
  /** A file, or a row of a table. */
  readonly where: string;
  readonly what: string;
}

export interface Reading extends Split<Example> {
  readonly problems: readonly Problem[];
}

/** The share of songs that validates, unless told. */
export const VALIDATION_SHARE = 0.1;

/**
 * Splits things by the song they belong to. The same names and seed give the same split, in whatever order
 * they come; of two songs or more, at least one validates.
 */
export function splitBySong<T>(
  items: readonly T[],
  songOf: (item: T) => string,
  seed: number,
  share = VALIDATION_SHARE,
): Split<T> {
  const ranked = [...new Set(items.map(songOf))]
    .map((song) => ({ song, rank: randomOf(`split ${seed} ${song}`).next() }))
    .sort((a, b) => a.rank - b.rank || (a.song < b.song ? -1 : 1));
  const count = ranked.length < 2 || share <= 0 ? 0 : Math.max(1, Math.round(ranked.length * share));
  const validating = new Set(ranked.slice(0, Math.min(count, ranked.length - 1)).map(({ song }) => song));
  return {
    train: items.filter((item) => !validating.has(songOf(item))),
    validation: items.filter((item) => validating.has(songOf(item))),
  };
}

/** The parts of a score that have events. */
export function partsIn(score: Score): Part[] {
  return PARTS.filter((part) => score[part].length > 0);
}
