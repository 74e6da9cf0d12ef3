/** Buffers of a loop, and how sounds are laid into them: what passes the end goes on at the start. */

import { borrow } from './buffers.ts';

/** Two channels of equal length; of a sound in the middle both are one and the same buffer. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export function stereo(length: number): Stereo {
  return { left: borrow(length), right: borrow(length) };
}

/** A sound in the middle: what is written to one side is heard on both. */
export function mono(length: number): Stereo {
  const buffer = borrow(length);
  return { left: buffer, right: buffer };
}

/** Adds a sound to a loop from sample `at` on; its tail is laid into the loop's head, as often as it goes round. */
export function addWrapped(loop: Float32Array, sound: Float32Array, at: number, gain: number): void {
  const length = loop.length;
  let to = at % length;
  for (let from = 0; from < sound.length; ) {
    const count = Math.min(sound.length - from, length - to);
    for (let i = 0; i < count; i++) loop[to + i]! += sound[from + i]! * gain;
    from += count;
    to = 0;
  }
}

/** The same for a sound that is heard on both sides, at a gain for each. */
export function addBoth(
  loop: Stereo,
  sound: Float32Array,
  at: number,
  toLeft: number,
  toRight: number,
): void {
  const { left, right } = loop;
  const length = left.length;
  let to = at % length;
  for (let from = 0; from < sound.length; ) {
    const count = Math.min(sound.length - from, length - to);
    for (let i = 0; i < count; i++) {
      const x = sound[from + i]!;
      left[to + i]! += x * toLeft;
      right[to + i]! += x * toRight;
    }
    from += count;
    to = 0;
  }
}

/** The first `count` samples of a stereo sound, added in the same way. */
export function addStereo(loop: Stereo, sound: Stereo, at: number, gain: number, count: number): void {
  addWrapped(loop.left, sound.left.subarray(0, count), at, gain);
  addWrapped(loop.right, sound.right.subarray(0, count), at, gain);
}

/** Adds `source` to `target`, sample by sample. */
export function add(target: Stereo, source: Stereo, gain = 1): void {
  addWrapped(target.left, source.left, 0, gain);
  addWrapped(target.right, source.right, 0, gain);
}

/** The same sound with two buffers, which may become different. */
export function widened(sound: Stereo): Stereo {
  return sound.left === sound.right ? { left: sound.left, right: sound.left.slice() } : sound;
}

/** The buffers of a sound, each once. */
export function buffersOf({ left, right }: Stereo): readonly Float32Array[] {
  return left === right ? [left] : [left, right];
}

export function scale(sound: Stereo, gain: number): void {
  for (const buffer of buffersOf(sound)) {
    for (let i = 0; i < buffer.length; i++) buffer[i]! *= gain;
  }
}

/** Gains of left and right for a place from −1 to 1, of constant power and 1 each in the middle. */
export function panGains(pan: number): readonly [number, number] {
  const angle = ((pan + 1) * Math.PI) / 4;
  return [Math.SQRT2 * Math.cos(angle), Math.SQRT2 * Math.sin(angle)];
}

/** Amplitude of a level in dB. */
export function gainOf(db: number): number {
  return 10 ** (db / 20);
}
