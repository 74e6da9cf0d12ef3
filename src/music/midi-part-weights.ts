/**
 * What each feature of a voice's notes (`FEATURES` in `midi-features.ts`, in that order) says for each part,
 * as logarithms of odds. Fitted by logistic regression: `scripts/fit-midi-parts.ts` prints them.
 */
import type { Part } from './score.ts';

export const NOTE_WEIGHTS: Readonly<Record<Part, readonly number[]>> = {
  drums: [
    -2.75, -0.38, 3.09, 0.36, -0.59, -1.37, -1.54, -1.2, -0.47, -0.66, 1.61, 0.53, 1.33, 0.02, 1.16, -0.81,
    0.1, 1.91, 0.34, 0.85, 0.9, -0.3, 1.61, 3.04, 2.31, 2.15, 0.78,
  ],
  bass: [
    1.34, -2.15, -0.95, 2.86, 1.3, -1.9, 0.38, 0.25, 0.39, 0.52, 0.04, 0.03, -0.53, -1.43, -0.27, 1.62, 0.33,
    -1.39, 0.5, -0.86, 1.1, 0.1, -1.22, -3.1, -1.95, -1.75, -0.69,
  ],
  chords: [
    -0.11, 5.2, -0.38, -0.81, -0.3, 0.72, 0.45, -0.28, 0, -0.22, -0.34, -0.21, -0.24, -0.54, -0.22, -0.52,
    0.58, -0.82, -0.59, -0.32, 0.45, -0.61, 2, -0.77, -1.35, -0.1, -0.05,
  ],
  melody: [
    1.52, -2.67, -1.76, -2.41, -0.41, 2.56, 0.71, 1.23, 0.09, 0.35, -1.31, -0.35, -0.56, 1.95, -0.67, -0.28,
    -1.01, 0.3, -0.25, 0.33, -2.45, 0.81, -2.4, 0.83, 0.99, -0.3, -0.05,
  ],
};

/** How far the sum of all evidence is to be believed: 1 would take it as it is. */
export const SURENESS = 1;
