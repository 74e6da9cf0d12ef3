/** What a belief says in a producer's words: of which features more or less is liked, and how surely. */
import { extent } from 'd3-array';
import type { Belief } from './choice.ts';
import { TASTE_FEATURES, type TasteFeature } from './features.ts';

export interface Leaning {
  readonly feature: TasteFeature;
  /** Whether more of it is liked. */
  readonly isMore: boolean;
  /** In logits a deviation, between what is nine in ten likely: −1 turns the odds from 1 to 1 into 1 to 2.7. */
  readonly worth: number;
  readonly from: number;
  readonly to: number;
  /** How likely it is that this is the right way round, 0.5–1. */
  readonly sure: number;
}

/** Of a normal distribution nine tenths lie so many deviations around the middle. */
const NINE_TENTHS = 1.645;

/** All features, those that are believed most surely first. */
export function leaningsOf({ mean, covariance }: Belief): Leaning[] {
  const all = TASTE_FEATURES.map((feature, i): Leaning => {
    const worth = mean[i]!;
    const deviation = Math.sqrt(covariance.get(i, i));
    const [from, to] = extent([worth - NINE_TENTHS * deviation, worth + NINE_TENTHS * deviation]) as [
      number,
      number,
    ];
    return { feature, isMore: worth >= 0, worth, from, to, sure: belowNormal(Math.abs(worth) / deviation) };
  });
  return all.sort((a, b) => b.sure - a.sure || (a.feature < b.feature ? -1 : 1));
}

/** The share of the standard normal distribution that lies below, to 0.0001 (Abramowitz and Stegun, 26.2.17). */
function belowNormal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
