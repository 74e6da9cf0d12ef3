/** Which styles an artist's scores may start from, where nobody has said: by the base network, tempo and habits. */
import { grammarSong } from '../../corpus/index.ts';
import { type Score, STYLE_FACTS, STYLES, type Style, slice } from '../../music/index.ts';
import type { BitsPerStep } from '../core/generator.ts';
import { resemblanceOf, styleFeatures } from '../core/resemblance.ts';

export interface StyleShare {
  readonly style: Style;
  /** How likely it is beside the others, 0–1; all sum to 1. */
  readonly share: number;
}

/** Scores that are listened to, spread over all of them, and bars of each: as many as the network measures at once. */
const SCORES = 4;
const BARS = 4;
/** Songs of each style that the scores are compared with: enough for their features to settle. */
const SONGS = 24;
/** What likeness to a style's songs is worth beside a bit a step. */
const LIKENESS = 3;
/**
 * What a tempo costs, in bits a step, that is none of the style's: for each octave beyond its tempi, but never more than
 * `most`; and where half or double of it is meant.
 */
const FOREIGN = { octave: 0.7, beyond: 15, most: 2.5 };
/** How many times likelier a style is that fits better by a bit a step: e to the power of this. */
const SHARPNESS = 3;

/**
 * All styles, the likeliest first: what the scores cost under the base network told each style, how alike they are to
 * its songs, and whether it has their tempo.
 * @param onProgress told the share that is done.
 * @throws RangeError if no score is given.
 */
export async function likelyStyles(
  base: { bitsPerStep(scores: readonly { score: Score; style?: Style }[]): Promise<BitsPerStep> },
  scores: readonly Score[],
  onProgress?: (fraction: number) => void,
): Promise<StyleShare[]> {
  if (scores.length === 0) throw new RangeError('no score to find a style for');
  const some = spread(scores).map((score) => slice(score, 0, Math.min(BARS, score.bars)));
  const features = some.map((score) => styleFeatures([score]));
  const fits: { style: Style; fit: number }[] = [];
  for (const [i, style] of STYLES.entries()) {
    const { total } = await base.bitsPerStep(some.map((score) => ({ score, style })));
    const songs = styleFeatures(Array.from({ length: SONGS }, (_, seed) => grammarSong(style, seed)));
    const likeness = mean(features.map((own) => resemblanceOf(own, songs)));
    const foreign = mean(scores.map(({ bpm }) => foreignness(bpm, style)));
    fits.push({ style, fit: LIKENESS * (Number.isNaN(likeness) ? 0 : likeness) - total - foreign });
    onProgress?.((i + 1) / STYLES.length);
  }
  const best = Math.max(...fits.map(({ fit }) => fit));
  const weights = fits.map(({ style, fit }) => ({ style, weight: Math.exp(SHARPNESS * (fit - best)) }));
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights
    .map(({ style, weight }) => ({ style, share: weight / all }))
    .sort((a, b) => b.share - a.share);
}

function foreignness(bpm: number, style: Style): number {
  const [slow, fast] = STYLE_FACTS[style].bpm;
  const costs = [0.5, 1, 2].map((times) => {
    const beyond = Math.max(0, Math.log2(slow / (times * bpm)), Math.log2((times * bpm) / fast));
    return (times === 1 ? 0 : FOREIGN.octave) + FOREIGN.beyond * beyond;
  });
  return Math.min(FOREIGN.most, ...costs);
}

function spread(scores: readonly Score[]): Score[] {
  const count = Math.min(SCORES, scores.length);
  return Array.from({ length: count }, (_, i) => scores[Math.floor((i * scores.length) / count)]!);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
