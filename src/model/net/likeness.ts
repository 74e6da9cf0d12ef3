/** What an artist's takes are held against while they are chosen. */
import { originalityGate, PARTS, type Part, type Score } from '../../music/index.ts';
import { resemblanceOf, styleFeatures } from '../core/resemblance.ts';

/** How alike a score and some references are, and how alike these are to each other, 0–1. */
export interface Likeness {
  readonly of: (score: Score) => number;
  readonly usual: number;
  /** The parts that the references have. */
  readonly parts: readonly Part[];
  /** Whether a score comes so close to one of them that it would be stopped before delivery. */
  readonly isCopy: (score: Score) => boolean;
}

/**
 * Likeness to references, by their parts alone, so that a wish for others costs nothing. Many references take half a second.
 * @param references the scores of each; undefined if there are none.
 */
export function likenessTo(references: readonly (readonly Score[])[]): Likeness | undefined {
  const scores = references.flat();
  if (scores.length === 0) return undefined;
  const all = styleFeatures(scores);
  const gate = originalityGate(references);
  const has = PARTS.filter((part) => scores.some((score) => score[part].length > 0));
  const own = (score: Score): Score => ({
    ...score,
    ...Object.fromEntries(PARTS.filter((part) => !has.includes(part)).map((part) => [part, []])),
  });
  const each = scores.map((score) => resemblanceOf(styleFeatures([score]), all));
  return {
    of: (score) => resemblanceOf(styleFeatures([own(score)]), all),
    parts: has,
    isCopy: (score) => !gate.check(score).isOriginal,
    usual: each.reduce((sum, one) => sum + one, 0) / each.length,
  };
}
