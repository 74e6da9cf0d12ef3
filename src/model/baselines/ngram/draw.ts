import type { Random } from '../../../music/index.ts';

export interface DrawOptions {
  /** 1 as learned; towards 0 the likeliest only. */
  readonly temperature: number;
  /** Values less likely than this share of the likeliest are not drawn. */
  readonly minP: number;
  /** Which values may be drawn at all. */
  readonly allows: (value: number) => boolean;
}

/**
 * Draws a value of a distribution, with temperature and min-p truncation (Nguyen et al., "Turning Up the
 * Heat: Min-p Sampling", 2024).
 *
 * @returns the value, or −1 if none is allowed.
 */
export function draw(probabilities: ArrayLike<number>, options: DrawOptions, random: Random): number {
  const weights = new Float64Array(probabilities.length);
  let most = 0;
  for (let v = 0; v < weights.length; v++) {
    if (!options.allows(v)) continue;
    weights[v] = probabilities[v]!;
    most = Math.max(most, weights[v]!);
  }
  if (most <= 0) return -1;
  for (let v = 0; v < weights.length; v++) {
    weights[v] = weights[v]! < most * options.minP ? 0 : (weights[v]! / most) ** (1 / options.temperature);
  }
  return random.weighted(weights);
}
