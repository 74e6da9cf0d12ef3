/** What is evaluated: anything that can tell what scores cost and write new ones, style by style. */
import { setImmediate } from 'node:timers/promises';
import type { BitsPerStep, SampleRequest, Sampling } from '../../src/model/index.ts';
import type { Part, Random, Score, Style } from '../../src/music/index.ts';

type Answer<T> = T | Promise<T>;

/** What the evaluation needs of a generator. */
export interface Contestant {
  /** Bits a 16th step of scores, in total and by part. */
  bitsPerStep(scores: readonly Score[]): Answer<BitsPerStep>;
  /** A score as people get it. The same request and a `Random` of the same seed give the same score. */
  sample(request: SampleRequest, random: Random): Answer<Score>;
  /** Scores as they come, for models that choose what people get from several: their distribution is the model's. */
  samples?(requests: readonly Sampling[]): Promise<Score[]>;
  /** Gives back what it holds, when its style is done. */
  release?(): Answer<void>;
}

/** Wishes beyond the request, for models that take any: each adds one to a request. */
export interface Wishes {
  /** @param density events a bar that are wanted of each part. */
  density?(request: SampleRequest, density: Readonly<Record<Part, number>>): SampleRequest;
  /** @param swing where the off 16th is to fall within its 8th: 0.5 straight, 0.667 a triplet. */
  swing?(request: SampleRequest, swing: number): SampleRequest;
}

/** A model under evaluation. */
export interface Candidate {
  /** Names it in reports, such as `network`, `gru`, `ngram` or `chapter`. */
  readonly name: string;
  /** The model with nothing learned of an artist. @param signal stops what takes long. */
  generator(style: Style, signal?: AbortSignal): Promise<Contestant>;
  readonly wishes?: Wishes;
}

/** Asks for scores as they come. */
export async function samplesOf(
  contestant: Contestant,
  asked: readonly Sampling[],
): Promise<readonly Score[]> {
  return contestant.samples ? contestant.samples(asked) : handedOut(contestant, asked);
}

/** Asks for scores as people get them, one after the other. */
export async function handedOut(contestant: Contestant, asked: readonly Sampling[]): Promise<Score[]> {
  const scores: Score[] = [];
  for (const { request, random } of asked) {
    scores.push(await contestant.sample(request, random));
    // Generators that compute in JavaScript would keep a signal from arriving.
    await setImmediate();
  }
  return scores;
}
