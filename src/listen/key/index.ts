/**
 * Key and mode: how the pitch classes that sound fit each key's profile. The profiles begin as Temperley's ("What's
 * Key for Key?", Music Perception 17(1), 1999) and lean, as far as songs that train say so, towards what chords,
 * bass and beginnings of loops in rap sound like (`scripts/key-profiles.ts`).
 */

import table from '../../../assets/key-profiles.json' with { type: 'json' };
import type { HeardKey } from '../types.ts';
import type { Chroma } from './chroma.ts';
import { FAMILIES, type Family, keyFrom, sharesOf } from './families.ts';

export { keyOfBass } from './bass.ts';
export { type Chroma, chromaOf } from './chroma.ts';

/** Seconds from the start of a loop that its beginning lasts: home is where loops start. */
const BEGINNING = 1;

/** What a key is told by: shares of the twelve pitch classes, less their mean, in four views of a track. */
export type KeyFeatures = readonly (readonly number[])[];

/**
 * Treble and bass of the whole track, then those of the beginnings of its loops.
 * @param starts where loops begin, in seconds; the beginning of the sound unless told.
 */
export function keyFeatures(chroma: Chroma, starts: readonly number[] = [0]): KeyFeatures {
  const { rate, frames } = chroma;
  const whole = [[0, frames]] as const;
  const beginnings = starts.map((start) => {
    const from = Math.max(0, Math.min(frames, Math.round(start * rate)));
    return [from, Math.min(frames, from + Math.round(BEGINNING * rate))] as const;
  });
  return [whole, beginnings].flatMap((spans) => [shares(chroma.treble, spans), shares(chroma.bass, spans)]);
}

function shares(data: Float32Array, spans: readonly (readonly [number, number])[]): number[] {
  const sums = new Array<number>(12).fill(0);
  for (const [from, to] of spans) {
    for (let i = 12 * from; i < 12 * to; i++) sums[i % 12]! += data[i]!;
  }
  return sharesOf(sums);
}

/** The key of a track, how sure that is (the posterior of tonic and family), and the runner-up. */
export function keyOf(features: KeyFeatures): HeardKey {
  const fits = FAMILIES.flatMap((family) =>
    Array.from({ length: 12 }, (_, tonic) => ({ tonic, family, fit: fitOf(features, family, tonic) })),
  );
  return keyFrom(fits, features[0]!);
}

function fitOf(features: KeyFeatures, family: Family, tonic: number): number {
  const { bias, views } = table[family];
  let fit = bias;
  for (const [view, weights] of views.entries()) {
    for (const [degree, weight] of weights.entries()) fit += weight * features[view]![(tonic + degree) % 12]!;
  }
  return fit;
}
