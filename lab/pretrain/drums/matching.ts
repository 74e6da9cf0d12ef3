/** Strokes that were found against strokes that are there. */
export interface Matches {
  /** Pairs of places in the two lists, ascending. */
  readonly pairs: readonly (readonly [found: number, true_: number])[];
  readonly precision: number;
  readonly recall: number;
  readonly f: number;
}

/**
 * The most pairs of a found and a true time at most `tolerance` seconds apart, each used once: what
 * `mir_eval.onset.f_measure` counts (Raffel et al., "mir_eval: A Transparent Implementation of Common MIR Metrics",
 * ISMIR 2014). On a line, taking the earliest that fit gives as many pairs as any matching. Nothing found where
 * nothing is counts as right.
 * @param found seconds, ascending
 * @param truth seconds, ascending
 */
export function matchTimes(found: readonly number[], truth: readonly number[], tolerance: number): Matches {
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < found.length && j < truth.length) {
    const gap = found[i]! - truth[j]!;
    // Times a tolerance apart by definition may differ from it by rounding.
    if (Math.abs(gap) <= tolerance + 1e-9) pairs.push([i++, j++]);
    else if (gap < 0) i++;
    else j++;
  }
  const empty = found.length + truth.length === 0;
  return {
    pairs,
    precision: found.length === 0 ? (empty ? 1 : 0) : pairs.length / found.length,
    recall: truth.length === 0 ? (empty ? 1 : 0) : pairs.length / truth.length,
    f: empty ? 1 : (2 * pairs.length) / (found.length + truth.length),
  };
}
