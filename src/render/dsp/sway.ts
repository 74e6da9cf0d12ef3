/** A loop read from a place that moves: tape that is not steady, a chorus. */

import { borrow } from './buffers.ts';

/** Samples between which the place moves along a straight line. */
const BLOCK = 32;

/**
 * The loop read `offsetAt(i)` samples from each place i.
 * @param reach the largest offset, in samples
 */
export function readSwaying(
  loop: Float32Array,
  offsetAt: (i: number) => number,
  reach: number,
): Float32Array {
  const length = loop.length;
  const edge = Math.ceil(reach) + 2;
  const padded = new Float32Array(length + 2 * edge);
  padded.set(loop, edge);
  for (let i = 0; i < edge; i++) {
    padded[edge - 1 - i] = loop[(length - 1 - (i % length) + length) % length]!;
    padded[edge + length + i] = loop[i % length]!;
  }
  const out = borrow(length);
  let offset = offsetAt(0);
  for (let start = 0; start < length; start += BLOCK) {
    const end = Math.min(length, start + BLOCK);
    const next = offsetAt(end);
    const slope = (next - offset) / (end - start);
    for (let i = start; i < end; i++) {
      const at = i + edge + offset + slope * (i - start);
      const k = at | 0;
      const here = padded[k]!;
      out[i] = here + (padded[k + 1]! - here) * (at - k);
    }
    offset = next;
  }
  return out;
}
