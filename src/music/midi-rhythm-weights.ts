/** What the rhythm of a sound says of which drum it is. */

/** The drums that a rhythm can tell apart: a clap is struck like a snare, a ride like a hat. */
export const TOLD_BY_RHYTHM = ['kick', 'snare', 'closedHat', 'openHat', 'crash'] as const;
export type ToldByRhythm = (typeof TOLD_BY_RHYTHM)[number];

/**
 * How each feature of a sound's rhythm (`RHYTHM_FEATURES` in `midi-rhythm.ts`, in that order) speaks for each
 * drum against any percussion, as logarithms of odds. Fitted by logistic regression:
 * `lab/midi/fit-parts.ts` prints them.
 */
export const RHYTHM_WEIGHTS: Readonly<Record<ToldByRhythm, readonly number[]>> = {
  kick: [
    -0.7, 1.37, 0.01, 0.19, 0.22, -2.49, 4.09, 5.18, 0.45, -1.84, 0.43, -3.26, -0.88, -1.47, 0.29, -3.06,
    -0.46, -4.88, 0.79,
  ],
  snare: [
    -4.75, -2.74, 0.26, -0.35, 0.15, -2.07, -1.36, 3.65, 4.35, -0.09, 1.18, 2.13, 1.4, 2.78, -1.71, -2.56,
    0.75, -0.07, -0.36,
  ],
  closedHat: [
    -2.8, -1.27, 0.67, -0.24, 1.94, -3.89, 1.26, 2.06, 1.22, 0.09, -0.55, -0.02, 0.34, -0.25, 0, 3.64, 2.38,
    -1.97, 0.13,
  ],
  openHat: [
    -0.96, -0.18, -0.31, -0.09, 1.69, -2.06, 1.18, 0.43, -0.46, 1.4, 0.41, 2.17, 0.1, -0.35, 0.21, -1.31,
    -1.24, -1.58, 0.11,
  ],
  crash: [
    -1.89, 1.27, -0.18, -0.22, -0.43, -2.33, 2.09, 0.08, 0.35, 1.84, -1.43, -0.8, 0.02, -0.04, 1.48, -1.16,
    -0.71, -1.37, -0.12,
  ],
};
