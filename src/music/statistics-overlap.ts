/**
 * How alike two sets of pieces are, after Yang and Lerch, "On the Evaluation of Generative Models in Music",
 * Neural Computing and Applications 32, 2020: the distances within the real set and those between the
 * sets are smoothed into densities, and the densities are compared. Pieces that are as far from real ones
 * as real ones are from each other overlap fully.
 */

/** Points at which the densities are compared. */
const POINTS = 1024;
/** How far the densities are followed beyond the distances, in bandwidths. */
const MARGIN = 4;

export interface SetComparison {
  /** Overlap area of the two densities, 0–1. */
  readonly overlap: number;
  /** Kullback–Leibler divergence of the distances between the sets from those within, in nats, 0 or more. */
  readonly divergence: number;
  /** Mean distance within the real set. */
  readonly within: number;
  /** Mean distance between the sets. */
  readonly between: number;
}

/**
 * Compares a feature of two sets.
 *
 * @param real the feature of each real piece, at least three.
 * @param made the feature of each piece to be judged, at least two.
 */
export function compareSets(
  real: readonly (readonly number[])[],
  made: readonly (readonly number[])[],
): SetComparison {
  if (real.length < 3 || made.length < 2) throw new RangeError('too few pieces to compare');
  const within = real.flatMap((one, i) => real.slice(i + 1).map((other) => distance(one, other)));
  const between = made.flatMap((one) => real.map((other) => distance(one, other)));
  return { ...compareDistances(within, between), within: mean(within), between: mean(between) };
}

/** The overlap area and the divergence of two samples' densities. */
export function compareDistances(
  within: readonly number[],
  between: readonly number[],
): Pick<SetComparison, 'overlap' | 'divergence'> {
  const all = [...within, ...between];
  const spread = highest(all) - lowest(all);
  if (spread === 0) return { overlap: 1, divergence: 0 };
  // A sample without variation is a spike, as narrow as the grid can show.
  const narrowest = spread / 200;
  const bandwidths = [within, between].map((sample) => Math.max(narrowest, scott(sample)));
  const margin = MARGIN * Math.max(...bandwidths);
  const from = lowest(all) - margin;
  const width = (spread + 2 * margin) / POINTS;
  const [p, q] = [within, between].map((sample, i) => density(sample, bandwidths[i]!, from, width));
  let overlap = 0;
  let divergence = 0;
  for (let i = 0; i < POINTS; i++) {
    overlap += Math.min(p![i]!, q![i]!);
    // Densities that underflow are bounded, as any tail that is written down must be.
    if (q![i]! > 1e-12) divergence += q![i]! * Math.log(q![i]! / Math.max(p![i]!, 1e-12));
  }
  return { overlap, divergence: Math.max(0, divergence) };
}

/** Scott's rule for the bandwidth of a Gaussian kernel (Multivariate Density Estimation, 1992). */
function scott(sample: readonly number[]): number {
  const centre = mean(sample);
  const variance =
    sample.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, sample.length - 1);
  return Math.sqrt(variance) * sample.length ** -0.2;
}

/** Probabilities of the cells of a grid: the sample, spread over the two nearest cells, then smoothed. */
function density(sample: readonly number[], bandwidth: number, from: number, width: number): Float64Array {
  const counts = new Float64Array(POINTS);
  for (const value of sample) {
    const place = (value - from) / width;
    const cell = Math.floor(place);
    counts[cell]! += 1 - (place - cell);
    counts[cell + 1]! += place - cell;
  }
  const reach = Math.ceil((MARGIN * bandwidth) / width);
  const kernel = Array.from({ length: reach + 1 }, (_, i) => Math.exp(-0.5 * ((i * width) / bandwidth) ** 2));
  const smooth = new Float64Array(POINTS);
  let total = 0;
  for (let i = 0; i < POINTS; i++) {
    if (counts[i] === 0) continue;
    for (let j = Math.max(0, i - reach); j <= Math.min(POINTS - 1, i + reach); j++) {
      const share = counts[i]! * kernel[Math.abs(i - j)]!;
      smooth[j]! += share;
      total += share;
    }
  }
  return smooth.map((value) => value / total);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
