/**
 * Buffers kept for their next use. A take needs some thirty as long as its loop and as many of other lengths, and
 * to let each be collected would cost more than what is done with it.
 */

/** Samples kept at most in either way: 64 MB. A song's are let go. */
const MOST_SAMPLES = 16 * 2 ** 20;
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
    if (kept.length < MOST && (kept.length + 1) * buffer.length <= MOST_SAMPLES) kept.push(buffer);
  }
}

/** Scratch buffers come in whole numbers of these samples, so that they fit again. */
const GRAIN = 2 ** 14;
const scratch: ArrayBuffer[] = [];

/** A buffer of any length, holding whatever was there: for what is written before it is read. */
export function lend(length: number): Float32Array<ArrayBuffer> {
  const bytes = 4 * GRAIN * Math.ceil(length / GRAIN);
  const found = scratch.findIndex(({ byteLength }) => byteLength >= bytes && byteLength <= 2 * bytes);
  const [buffer = new ArrayBuffer(bytes)] = found < 0 ? [] : scratch.splice(found, 1);
  return new Float32Array(buffer, 0, length);
}

/** Gives lent buffers up, each once: whoever calls this neither reads nor writes them again. */
export function handBack(...buffers: readonly Float32Array<ArrayBuffer>[]): void {
  for (const { buffer } of buffers) {
    scratch.push(buffer);
    let bytes = scratch.reduce((sum, { byteLength }) => sum + byteLength, 0);
    while (bytes > 4 * MOST_SAMPLES) bytes -= scratch.shift()!.byteLength;
  }
}
