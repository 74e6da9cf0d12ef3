/** A smooth equaliser that does what is wished at some frequencies, as nearly as it can. */
import { type Band, biquadOf, decibelsAt } from './biquad.ts';

/** Its bands: an octave apart, and as wide. */
const BANDS: readonly Band[] = [
  { kind: 'lowShelf', at: 50 },
  ...[90, 180, 360, 720, 1_440, 2_880, 5_760].map((at): Band => ({ kind: 'peak', at, q: 1 })),
  { kind: 'highShelf', at: 9_500 },
];
/** Bands that do less than this are left away, in dB. */
const LEAST = 0.25;
/** How strongly gains are held small against what is left of the difference, and steps in which they are found. */
const HELD = 0.005;
const STEPS = 1_000;
/** Responses are taken at this rate; at others they differ near half of it alone. */
const RATE = 44_100;

/**
 * Least squares by projected descent.
 * @param wanted decibels at `hertz`
 * @param most what it does anywhere, in dB
 */
export function equaliserFor(wanted: readonly number[], hertz: readonly number[], most: number): Band[] {
  // Decibels of a band grow nearly with its gain.
  const unit = BANDS.map((band) => {
    const biquad = biquadOf({ ...band, gain: most / 2 }, RATE);
    return hertz.map((at) => decibelsAt(biquad, at, RATE) / (most / 2));
  });
  const gains = BANDS.map(() => 0);
  const doneAt = (i: number) => unit.reduce((sum, one, j) => sum + one[i]! * gains[j]!, 0);
  const rate = 1 / unit.reduce((sum, one) => sum + one.reduce((all, x) => all + x * x, HELD), 0);
  for (let step = 0; step < STEPS; step++) {
    const errors = wanted.map((x, i) => doneAt(i) - x);
    for (const [j, one] of unit.entries()) {
      const slope = one.reduce((sum, x, i) => sum + errors[i]! * x, HELD * hertz.length * gains[j]!);
      gains[j] = Math.max(-most, Math.min(most, gains[j]! - rate * slope));
    }
  }
  // Bands that overlap may add up to more.
  const reached = Math.max(most, ...hertz.map((_, i) => Math.abs(doneAt(i))));
  return BANDS.flatMap((band, j) => {
    const gain = Number(((gains[j]! * most) / reached).toFixed(2));
    return Math.abs(gain) < LEAST ? [] : [{ ...band, gain }];
  });
}
