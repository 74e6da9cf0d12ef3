/**
 * Buffers as long as a loop, kept for their next use. A take needs some thirty of them, and to let each be
 * collected would cost more than what is done with it.
 */

/** Buffers kept at most; all of one length, since the takes of a beat mostly are. */
const MOST = 16;
const kept: Float32Array[] = [];

/** A buffer of silence. */
export function borrow(length: number): Float32Array {
  const buffer = kept[0]?.length === length ? kept.pop() : undefined;
  return buffer?.fill(0) ?? new Float32Array(length);
}

/** Gives buffers up: whoever calls this neither reads nor writes them again. The same one may come twice. */
export function giveBack(...buffers: readonly (Float32Array | undefined)[]): void {
  for (const buffer of buffers) {
    if (!buffer || kept.includes(buffer)) continue;
    if (kept[0]?.length !== buffer.length) kept.length = 0;
    if (kept.length < MOST) kept.push(buffer);
  }
}
