/** True peak: how high the wave goes between its samples, after ITU-R BS.1770-4, annex 2. */
import { windowedSinc } from './sinc.ts';

/** Points between two samples, and samples that each of them hears: with half as many, hats are up to half a decibel higher. */
const PHASES = 4;
const TAPS = 24;
/** How far music swings between two samples beyond the higher of them; quieter places need not be looked at. */
const MOST_OVER = 1.5;

/** A sinc for each quarter between two samples. */
const KERNELS: readonly Float64Array[] = Array.from({ length: PHASES - 1 }, (_, p) => {
  const offset = (p + 1) / PHASES;
  const taps = Float64Array.from({ length: TAPS }, (_, k) =>
    windowedSinc(k - (TAPS / 2 - 1) - offset, 1, TAPS / 2, 5),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
});

/**
 * The highest level reached at each of a loop's samples or on the way to the next, where it may pass `floor`;
 * elsewhere the sample's own.
 */
export function envelopeOf(loop: Float32Array, floor: number, envelope: Float32Array): void {
  const length = loop.length;
  const near = floor / MOST_OVER;
  for (let i = 0; i < length; i++) {
    const here = Math.abs(loop[i]!);
    let most = here;
    if (here > near || Math.abs(loop[i + 1 < length ? i + 1 : 0]!) > near) {
      most = Math.max(most, between(loop, i));
    }
    if (most > envelope[i]!) envelope[i] = most;
  }
}

/** The highest level between a sample and the next. */
function between(loop: Float32Array, i: number): number {
  const length = loop.length;
  const first = i - (TAPS / 2 - 1);
  let most = 0;
  for (const kernel of KERNELS) {
    let sum = 0;
    if (first >= 0 && first + TAPS <= length) {
      for (let k = 0; k < TAPS; k++) sum += kernel[k]! * loop[first + k]!;
    } else {
      for (let k = 0; k < TAPS; k++) sum += kernel[k]! * loop[(((first + k) % length) + length) % length]!;
    }
    most = Math.max(most, Math.abs(sum));
  }
  return most;
}

/** True peak of a loop's channels as an amplitude. */
export function truePeakOf(channels: readonly Float32Array[]): number {
  let most = 0;
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) most = Math.max(most, Math.abs(channel[i]!));
  }
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) {
      if (Math.abs(channel[i]!) * MOST_OVER > most) most = Math.max(most, between(channel, i));
    }
  }
  return most;
}
