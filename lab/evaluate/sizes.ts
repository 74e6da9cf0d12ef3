/** How much an evaluation hears. */
import { BeatwrightError } from '../../src/words/index.ts';

export interface Sizes {
  /** Scores that each model writes in each style. */
  readonly samples: number;
  /** Held-out songs of each style that they are compared with, and that their requests are taken from. */
  readonly real: number;
  /** Further held-out songs of each style, from which the recogniser learns what the styles are like. */
  readonly recogniser: number;
  /** Training songs of each style among which verbatim windows are looked for. */
  readonly training: number;
  /** Held-out loops of each open data set that are measured in bits. */
  readonly open: number;
}

export const FULL_SIZES: Sizes = { samples: 200, real: 200, recogniser: 100, training: 200, open: 200 };
/** For a look in minutes: figures wobble by a few points. */
export const QUICK_SIZES: Sizes = { samples: 20, real: 40, recogniser: 40, training: 200, open: 30 };

/** Below these a figure has no meaning: sets are halved and compared piece by piece. */
const LEAST: Sizes = { samples: 4, real: 6, recogniser: 2, training: 1, open: 1 };

/** @throws BeatwrightError `evaluate-size`. */
export function checkSizes(sizes: Sizes): Sizes {
  for (const [name, least] of Object.entries(LEAST) as [keyof Sizes, number][]) {
    const size = sizes[name];
    if (Number.isInteger(size) && size >= least && size <= 10_000) continue;
    throw new BeatwrightError('evaluate-size', { name, size, least });
  }
  return sizes;
}
