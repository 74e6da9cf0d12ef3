/** Reading a recording between its samples, faster or slower than it was made, without aliasing. */
import { windowedSinc } from './sinc.ts';

/** Zero crossings of the sinc to each side, and places between two of them that are kept. */
const REACH = 16;
const FINE = 512;
const KERNEL = Float64Array.from({ length: REACH * FINE + 2 }, (_, i) => windowedSinc(i / FINE, 1, REACH, 8));
/** Up to here a recording is played as it is: what would fold down is within the last percent of the band. */
const NEARLY = 1.01;
/** How far under the edge of the band the low-pass lies, so that nothing beyond the edge is left. */
const GUARD = 1.16;

/**
 * A recording's level at a place between its samples, silence around it.
 * @param step how many of its samples pass in one that is made of them: what a higher pitch would carry beyond half the
 * sample rate, and fold back, is left out
 */
export function readAt(samples: Float32Array, place: number, step: number): number {
  const stretch = step > NEARLY ? step * GUARD : 1;
  const from = Math.max(0, Math.ceil(place - REACH * stretch));
  const to = Math.min(samples.length - 1, Math.floor(place + REACH * stretch));
  const scale = FINE / stretch;
  let sum = 0;
  for (let k = from; k <= to; k++) {
    const x = Math.abs(place - k) * scale;
    const i = x | 0;
    const tap = KERNEL[i]!;
    sum += samples[k]! * (tap + (KERNEL[i + 1]! - tap) * (x - i));
  }
  return sum / stretch;
}
