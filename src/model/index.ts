/**
 * The models: what learns from scores and writes new ones. A `Generator` predicts a score 16th step by 16th
 * step, tells how many bits a step it needs (so that models can be compared on music they have not seen), and
 * samples scores that obey a request exactly.
 */
import type { Style } from '../music/index.ts';
import type { TrainingReference } from './artist/examples.ts';
import type { TrainArtistOptions, TrainedArtist } from './artist/train.ts';
import { ngramGenerator } from './baselines/ngram/ngram.ts';
import { stylePrior } from './baselines/ngram/prior.ts';
import type { Generator } from './core/generator.ts';
import type { OpenBase, OpenOptions } from './net/open.ts';

export type { TrainingReference } from './artist/examples.ts';
export type { ArtistSettings } from './artist/settings.ts';
export type { ArtistProgress, TrainArtistOptions, TrainedArtist } from './artist/train.ts';
export {
  type ChapterGenerator,
  type ChapterGeneratorOptions,
  chapterGenerator,
} from './baselines/chapter/generator.ts';
export * from './core/generator.ts';
export { resemblance } from './core/resemblance.ts';
export { likelyStyles, type StyleShare } from './net/likely-styles.ts';
export { type Likeness, likenessTo } from './net/likeness.ts';
export type { Change, EditRequest, OpenBase, OpenOptions, Sampling, TakesRequest } from './net/open.ts';

/** Where the base network lies that Beatwright comes with; assets/base.md says how it was made. */
export const BASE_FILE = new URL('../../assets/base.safetensors', import.meta.url);

/** The n-gram baseline of a style. */
export async function baseGenerator(style: Style): Promise<Generator> {
  return ngramGenerator(stylePrior(style));
}

/**
 * Learns an artist as an adapter of a base network; see `artist/train.ts`. Its engine is loaded only by whoever calls
 * this.
 *
 * @param base the base's file, as `pretrain` has made it.
 * @throws BeatwrightError `learn-nothing`, `checkpoint-damaged`, `checkpoint-version` or `checkpoint-network`.
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
 * @throws BeatwrightError `checkpoint-damaged`, `checkpoint-version` or `checkpoint-network`; with an adapter also `generator-damaged`,
 * `generator-newer` or `generator-other-base`.
 */
export async function openBase(bytes: Uint8Array, options?: OpenOptions): Promise<OpenBase> {
  const network = await import('./net/open.ts');
  return network.openBase(bytes, options);
}
