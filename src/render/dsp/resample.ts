/** Reading a recording between its samples, faster or slower than it was made, without aliasing. */
import { windowedSinc } from './sinc.ts';

interface Kernel {
  /** Zero crossings of the sinc to each side. */
  readonly reach: number;
  /** Half of it, which is its own mirror: `FINE` places between two zero crossings. */
  readonly taps: Float64Array;
}

const FINE = 512;
/** What is played as it is: flat to 18 kHz at 44.1. */
const PLAIN = kernelOf(8, 5);
/** What is played higher than it was recorded: steep, so that nothing folds back. */
const STEEP = kernelOf(16, 8);
/** Up to this speed a recording is played as it is: what would fold back lies within the last percent of the band. */
const NEARLY = 1.01;
/** How far under the edge of the band the steep low-pass lies, so that it is down at the edge. */
const GUARD = 1.16;

function kernelOf(reach: number, beta: number): Kernel {
  const taps = Float64Array.from({ length: reach * FINE + 2 }, (_, i) =>
    windowedSinc(i / FINE, 1, reach, beta),
  );
  return { reach, taps };
}

/**
 * A recording's level at a place between its samples, silence around it.
 * @param step how many of its samples pass in one that is made of them: what a higher pitch would carry beyond half the
 * sample rate, and fold back, is left out
 */
export function readAt(samples: Float32Array, place: number, step: number): number {
  const isHigher = step > NEARLY;
  const { reach, taps } = isHigher ? STEEP : PLAIN;
  const stretch = isHigher ? step * GUARD : 1;
  const from = Math.max(0, Math.ceil(place - reach * stretch));
  const to = Math.min(samples.length - 1, Math.floor(place + reach * stretch));
  const scale = FINE / stretch;
  let sum = 0;
  for (let k = from; k <= to; k++) {
    const x = Math.abs(place - k) * scale;
    const i = x | 0;
    const tap = taps[i]!;
    sum += samples[k]! * (tap + (taps[i + 1]! - tap) * (x - i));
  }
  return sum / stretch;
}
