/** Middle and sides of a part. */
import { biquadOf, WARM_UP } from './biquad.ts';
import type { Stereo } from './stereo.ts';

/** Under this the two sides are one, so that one subwoofer loses nothing. */
const MONO_BELOW = 120;
/** Where a voice is heard: the middle of its band, and how wide the band is. */
const VOICE = { kind: 'peak', at: 1_300, q: 0.45 } as const;

/**
 * Widens or narrows a loop, all but its lows, which stay in the middle, and makes room there for a voice. In
 * place. The sides go through two high-passes: a Linkwitz-Riley crossover of 24 dB an octave.
 * @param width 0 for mono, 1 for as it is
 * @param voice decibels that the middle gives up around 1.3 kHz
 */
export function spread({ left, right }: Stereo, width: number, voice: number, sampleRate: number): void {
  const length = left.length;
  const { b0, b1, b2, a1, a2 } = biquadOf({ kind: 'highPass', at: MONO_BELOW }, sampleRate);
  const room = biquadOf({ ...VOICE, gain: -voice }, sampleRate);
  const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = room;
  let s1 = 0;
  let s2 = 0;
  let t1 = 0;
  let t2 = 0;
  let u1 = 0;
  let u2 = 0;
  for (let i = -WARM_UP; i < length; i++) {
    const at = i < 0 ? (length - (-i % length)) % length : i;
    const x = (left[at]! - right[at]!) * 0.5 * width;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    const side = b0 * y + t1;
    t1 = b1 * y - a1 * side + t2;
    t2 = b2 * y - a2 * side;
    const m = (left[at]! + right[at]!) * 0.5;
    const middle = c0 * m + u1;
    u1 = c1 * m - d1 * middle + u2;
    u2 = c2 * m - d2 * middle;
    if (i < 0) continue;
    left[i] = middle + side;
    right[i] = middle - side;
  }
}
