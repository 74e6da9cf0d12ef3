/** From how well each tonic and family of modes fits to a key. */
import type { Mode } from '../../music/index.ts';
import type { HeardKey } from '../types.ts';

/** The two families that a profile tells apart; which church mode it is follows from single degrees. */
export const FAMILIES = ['minor', 'major'] as const;
export type Family = (typeof FAMILIES)[number];

export interface KeyFit {
  readonly tonic: number;
  readonly family: Family;
  /** In nats. */
  readonly fit: number;
}

/** What each pitch class sounds, in shares of an even spread, less one: 0 is as much as all others; all 0 where nothing sounds. */
export function sharesOf(sums: readonly number[]): number[] {
  const total = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((value) => (total > 0 ? (12 * value) / total - 1 : 0));
}

/**
 * The key that fits best, how sure that is beside all others, and the runner-up.
 * @param classes what each pitch class sounds, as `sharesOf` gives it: it tells the mode.
 */
export function keyFrom(fits: readonly KeyFit[], classes: readonly number[]): HeardKey {
  const [best, second] = fits.toSorted((a, b) => b.fit - a.fit);
  const total = fits.reduce((sum, { fit }) => sum + Math.exp(fit - best!.fit), 0);
  const keyAt = ({ tonic, family }: KeyFit) => ({ tonic, mode: modeOf(classes, tonic, family) });
  return { key: keyAt(best!), confidence: Math.round(1000 / total) / 1000, runnerUp: keyAt(second!) };
}

/** A degree must sound this much more than the one it takes the place of, in shares of an even spread. */
const CLEARLY = 0.35;

function modeOf(classes: readonly number[], tonic: number, family: Family): Mode {
  const at = (degree: number) => classes[(tonic + degree) % 12]!;
  if (family === 'major') {
    if (at(10) - at(11) > CLEARLY) return 'mixolydian';
    return at(6) - at(5) > CLEARLY ? 'lydian' : 'major';
  }
  if (at(1) - at(2) > CLEARLY) return 'phrygian';
  if (at(9) - at(8) > CLEARLY) return 'dorian';
  return at(11) - at(10) > CLEARLY ? 'harmonic minor' : 'minor';
}
