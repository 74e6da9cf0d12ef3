import type { Part } from '../../../music/index.ts';
import { FIELD_SIZES, type Field } from '../../core/fields.ts';
import type { Table } from './table.ts';

/** A choice as it was made. */
export interface Visit {
  readonly part: Part;
  readonly bar: number;
  readonly field: Field;
  readonly contexts: readonly number[];
  readonly value: number;
  /** The values that the grammar ruled out, if any. */
  readonly impossible: readonly number[];
}

/**
 * The distribution of the next value, interpolated from the most general context to the most particular:
 * P(v | c) = (n(c, v) + t(c) · P(v | shorter)) / (n(c) + t(c)), where t(c) is the number of different values
 * seen in c and the shortest backs off to the uniform distribution. Witten and Bell, "The zero-frequency
 * problem", IEEE Trans. Information Theory 37(4), 1991, method C.
 *
 * @returns probabilities of `size` values, all positive, summing to 1.
 */
export function estimate(counts: Table, contexts: readonly number[], size: number): Float64Array {
  const probabilities = new Float64Array(size).fill(1 / size);
  const seenTimes = new Float64Array(size);
  for (const context of contexts) {
    const seen = counts.get(context);
    if (!seen) continue;
    seenTimes.fill(0);
    for (let i = 0; i < seen.values.length; i++) seenTimes[seen.values[i]!] = seen.counts[i]!;
    const different = seen.values.length;
    const sum = seen.total + different;
    for (let v = 0; v < size; v++) probabilities[v] = (seenTimes[v]! + different * probabilities[v]!) / sum;
  }
  return probabilities;
}

/** What a choice costs in bits: the values that the grammar rules out have no share in the probability. */
export function bitsOf(counts: Table, visit: Visit): number {
  const probabilities = estimate(counts, visit.contexts, FIELD_SIZES[visit.field]);
  let possible = 0;
  for (let v = 0; v < probabilities.length; v++) {
    if (!visit.impossible.includes(v)) possible += probabilities[v]!;
  }
  return Math.log2(possible) - Math.log2(probabilities[visit.value]!);
}
