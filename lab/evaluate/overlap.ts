/**
 * How alike the features of made and of real scores are distributed: overlap areas after Yang and Lerch (see
 * `compareSets`), beside what two halves of the real scores come to.
 */
import { compareSets, FEATURES, type Feature, featuresOf, type Score } from '../../src/music/index.ts';

export interface OverlapArea {
  /** Mean overlap area over the features, 0–1, of made with real scores. */
  readonly area: number;
  /** The same of one half of the real scores with the other. */
  readonly splitHalf: number;
  readonly features: Readonly<Record<Feature, { readonly area: number; readonly splitHalf: number }>>;
}

type Features = ReturnType<typeof featuresOf>;

/**
 * Each half of the real scores is compared with pieces of the other half and with as many made scores, so that the
 * two figures have the same noise. Even and odd places make the halves.
 * @param real at least six.
 * @param made at least four; those at even places answer requests of even places.
 */
export function overlapArea(real: readonly Score[], made: readonly Score[]): OverlapArea {
  const halves = [halfOf(real, 0), halfOf(real, 1)];
  const written = [halfOf(made, 0), halfOf(made, 1)];
  const most = Math.min(...[...halves, ...written].map((half) => half.length));
  const features = Object.fromEntries(
    FEATURES.map((feature) => {
      const between = (a: readonly Features[], b: readonly Features[]) =>
        compareSets(
          a.map((one) => one[feature]),
          b.slice(0, most).map((one) => one[feature]),
        ).overlap;
      const both = (others: readonly Features[][]) =>
        (between(halves[0]!, others[1]!) + between(halves[1]!, others[0]!)) / 2;
      return [feature, { area: both(written), splitHalf: both(halves) }];
    }),
  ) as OverlapArea['features'];
  const mean = (which: 'area' | 'splitHalf') =>
    FEATURES.reduce((sum, feature) => sum + features[feature][which], 0) / FEATURES.length;
  return { area: mean('area'), splitHalf: mean('splitHalf'), features };
}

function halfOf(scores: readonly Score[], side: 0 | 1): Features[] {
  return scores.filter((_, i) => i % 2 === side).map(featuresOf);
}
