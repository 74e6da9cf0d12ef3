import { FIELD_SIZES } from '../../core/fields.ts';
import type { Visit } from './count.ts';
import type { Table } from './table.ts';

/** Counts to estimate from: what is known of the style, and what is known of the artist. */
export interface Evidence {
  readonly style: Table;
  readonly artist?: Table;
  /**
   * How many observations the style counts for at most in one context, once there is an artist. Small: the
   * artist is believed soon. Chosen by cross-validation (see `learn`).
   */
  readonly styleWeight: number;
}

/**
 * The distribution of the next value, interpolated from the most general context to the most particular:
 * P(v | c) = (n(c, v) + t(c) · P(v | shorter)) / (n(c) + t(c)), where t(c) is the number of different values
 * seen in c and the shortest backs off to the uniform distribution. Witten and Bell, "The zero-frequency
 * problem", IEEE Trans. Information Theory 37(4), 1991, method C. Counts of the artist and (capped) of the style
 * are pooled in each context.
 *
 * @returns probabilities of `size` values, all positive, summing to 1.
 */
export function estimate(evidence: Evidence, contexts: readonly number[], size: number): Float64Array {
  const probabilities = new Float64Array(size).fill(1 / size);
  const pooled = new Float64Array(size);
  for (const context of contexts) {
    const style = evidence.style.get(context);
    const artist = evidence.artist?.get(context);
    if (!style && !artist) continue;
    let different = 0;
    let total = 0;
    pooled.fill(0);
    for (const [seen, weight] of [
      [artist, 1],
      [style, style && evidence.artist ? Math.min(1, evidence.styleWeight / style.total) : 1],
    ] as const) {
      if (!seen) continue;
      total += seen.total * weight;
      for (let i = 0; i < seen.values.length; i++) {
        const value = seen.values[i]!;
        if (pooled[value] === 0) different += 1;
        pooled[value]! += seen.counts[i]! * weight;
      }
    }
    const sum = total + different;
    for (let v = 0; v < size; v++) probabilities[v] = (pooled[v]! + different * probabilities[v]!) / sum;
  }
  return probabilities;
}

/** What a choice costs in bits: the values that the grammar rules out have no share in the probability. */
export function bitsOf(evidence: Evidence, visit: Visit): number {
  const probabilities = estimate(evidence, visit.contexts, FIELD_SIZES[visit.field]);
  let possible = 0;
  for (let v = 0; v < probabilities.length; v++) {
    if (!visit.impossible.includes(v)) possible += probabilities[v]!;
  }
  return Math.log2(possible) - Math.log2(probabilities[visit.value]!);
}
