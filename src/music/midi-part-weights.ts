/**
 * What each feature of a voice's notes (`FEATURES` in `midi-features.ts`, in that order) says for each part,
 * as logarithms of odds. Fitted by logistic regression: `scripts/fit-midi-parts.ts` prints them.
 */
import type { Part } from './score.ts';

export const NOTE_WEIGHTS: Readonly<Record<Part, readonly number[]>> = {
  drums: [
    -1.11, -0.92, 1.76, 0.22, -0.03, -1.02, -1.29, 0.34, -0.06, -0.14, 1.27, 0.62, 0.35, -0.1, 0.55, -0.49,
    0.16, 1.22, 1.39, 1.58, 0.72, -1.16, 1.64, 1.08, 1.38,
  ],
  bass: [
    0.41, -0.93, -0.97, 2.3, 0.96, -1.33, 0.25, -0.08, -0.05, 0.54, -0.07, -0.08, -0.2, -0.8, -0.17, 0.76,
    0.21, -0.92, -0.13, -2.1, 0.23, 0.81, -1.57, -1.13, -0.79,
  ],
  chords: [
    -0.1, 3.45, -0.22, -0.88, -0.31, 0.41, 0.47, -0.38, 0.04, -0.24, -0.43, -0.19, -0.07, -0.55, -0.13, -0.28,
    0.02, -0.48, -0.6, 0.37, 0.34, -0.15, 1.84, -0.71, -0.97,
  ],
  melody: [
    0.8, -1.61, -0.57, -1.64, -0.62, 1.94, 0.58, 0.12, 0.07, -0.16, -0.77, -0.35, -0.08, 1.44, -0.25, 0.01,
    -0.4, 0.18, -0.66, 0.16, -1.29, 0.51, -1.91, 0.76, 0.38,
  ],
};

/** How far the sum of all evidence is to be believed: 1 would take it as it is. */
export const SURENESS = 1;
