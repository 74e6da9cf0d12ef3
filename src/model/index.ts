/**
 * The models: what learns from scores and writes new ones. A `Generator` predicts a score 16th step by 16th
 * step, tells how many bits a step it needs (so that models can be compared on music they have not seen), and
 * samples scores that obey a request exactly.
 */
import type { Score, Style } from '../music/index.ts';
import type { TrainingReference } from './artist/examples.ts';
import type { TrainArtistOptions, TrainedArtist } from './artist/train.ts';
import { learnNgram } from './baselines/ngram/learn.ts';
import { ngramGenerator } from './baselines/ngram/ngram.ts';
import { stylePrior } from './baselines/ngram/prior.ts';
import { readNgram } from './baselines/ngram/save.ts';
import type { Generator, Learned, LearnOptions } from './core/generator.ts';
import type { OpenBase, OpenOptions } from './net/open.ts';

export type { TrainingReference } from './artist/examples.ts';
export { isAdapter } from './artist/kind.ts';
export type { ArtistSettings } from './artist/settings.ts';
export type { ArtistProgress, TrainArtistOptions, TrainedArtist } from './artist/train.ts';
export {
  type ChapterGenerator,
  type ChapterGeneratorOptions,
  chapterGenerator,
} from './baselines/chapter/generator.ts';
export * from './core/generator.ts';
export { nearestStyle } from './core/nearest-style.ts';
export { resemblance } from './core/resemblance.ts';
export type { Change, EditRequest, OpenBase, OpenOptions, Sampling, TakesRequest } from './net/open.ts';

/** Where the base network lies that Beatwright comes with; assets/base.md says how it was made. */
export const BASE_FILE = new URL('../../assets/base.safetensors', import.meta.url);

/** A style with nothing learned of an artist. */
export async function baseGenerator(style: Style): Promise<Generator> {
  return ngramGenerator(stylePrior(style));
}

/**
 * Learns n-grams from an artist's scores, and measures on music that was not learned from what that gained: what is
 * left where there is no base network.
 *
 * @throws BeatwrightError `learn-nothing` if there are no scores.
 */
export async function learn(scores: readonly Score[], options: LearnOptions): Promise<Learned> {
  options.onProgress?.({ stage: 'preparing', fraction: 0 });
  return learnNgram(scores, options, stylePrior(options.style));
}

/**
 * A generator of n-grams as it was saved; an artist's adapter is opened with its base, by `openBase`.
 *
 * @throws BeatwrightError `generator-unknown`, `generator-newer` or `generator-damaged`.
 */
export async function loadGenerator(bytes: Uint8Array): Promise<Generator> {
  const { style, artist } = readNgram(bytes);
  return ngramGenerator(stylePrior(style), artist);
}

/**
 * Learns an artist as an adapter of a base network; see `artist/train.ts`. Its engine is loaded only by whoever calls
 * this.
 *
 * @param base the base's file, as `pretrain` has made it.
 * @throws BeatwrightError `learn-nothing`, `checkpoint-damaged` or `checkpoint-other`.
 */
export async function trainArtist(
  base: Uint8Array,
  references: readonly TrainingReference[],
  options: TrainArtistOptions,
): Promise<TrainedArtist> {
  const training = await import('./artist/train.ts');
  return training.trainArtist(base, references, options);
}

/**
 * Opens a base network that `pretrain` has made, or with an adapter an artist's generator; see `net/open.ts`. Its
 * engine is loaded only by whoever calls this.
 *
 * @throws BeatwrightError `checkpoint-damaged` or `checkpoint-other`; with an adapter also `generator-damaged`,
 * `generator-newer` or `generator-other-base`.
 */
export async function openBase(bytes: Uint8Array, options?: OpenOptions): Promise<OpenBase> {
  const network = await import('./net/open.ts');
  return network.openBase(bytes, options);
}
