/** One model in one style: what held-out songs cost, and what its samples are like. */
import type { BitsPerStep, SampleRequest } from '../../src/model/index.ts';
import { type Random, randomOf, type Score, STEPS_PER_BAR, type Style } from '../../src/music/index.ts';
import { type Candidate, type Contestant, handedOut, samplesOf } from './candidate.ts';
import { type Answer, controlsOf, requestLike, variedRequests, wishesObeyed } from './controls.ts';
import { gapsOf, measuresOf } from './measures.ts';
import { overlapArea } from './overlap.ts';
import type { Recogniser } from './recogniser.ts';
import type { StyleFigures } from './report.ts';
import { timingError } from './timing.ts';
import { traitsOf } from './traits.ts';
import type { Windows } from './verbatim.ts';

/** How many other requests, and how many with wishes, are made in a style, at most. */
const EXTRA = 10;
/** How many are asked for at once of models that write side by side. */
const SIDE_BY_SIDE = 24;

export interface StyleTask {
  readonly style: Style;
  /** The style's number among those that the recogniser knows. */
  readonly number: number;
  /** Held-out songs; samples answer the requests that these would be the answers to. */
  readonly real: readonly Score[];
  readonly samples: number;
  readonly windows: Windows;
  readonly recogniser: Recogniser | null;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

/** @param onSample told whenever a score is written: a few more than the samples. */
export async function figuresInStyle(
  { name, wishes }: Candidate,
  contestant: Contestant,
  task: StyleTask,
  onSample: () => void,
): Promise<StyleFigures> {
  const { style, real, samples, windows, recogniser, seed, signal } = task;
  const random = randomOf(`evaluate ${seed} ${style}`);
  const extra = Math.min(EXTRA, samples);
  const answersTo = async (requests: readonly SampleRequest[], name: string, ask: typeof samplesOf) => {
    const answers: Answer[] = [];
    const asked = requests.map((request, i) => ({ request, random: random.fork(`${name} ${i}`) }));
    const sideBySide = contestant.samples === undefined || ask === handedOut ? 1 : SIDE_BY_SIDE;
    for (let at = 0; at < asked.length; at += sideBySide) {
      signal?.throwIfAborted();
      const some = asked.slice(at, at + sideBySide);
      for (const [i, score] of (await ask(contestant, some)).entries()) {
        answers.push({ request: some[i]!.request, score });
        onSample();
      }
    }
    return answers;
  };
  const usual = Array.from({ length: samples }, (_, i) =>
    requestLike(real[placeOf(i, samples, real.length)]!, style),
  );
  const answers = await answersTo(usual, 'sample', samplesOf);
  const varied = await answersTo(variedRequests(style, extra, random.fork('requests')), 'varied', handedOut);
  const made = answers.map(({ score }) => score);
  const { area, splitHalf } = overlapArea(real, made);
  return {
    bits: await contestant.bitsPerStep(real),
    gaps: gapsOf(measuresOf(real), measuresOf(made)),
    timing: timingError(real, made, random.fork('shuffled')),
    overlap: { area, splitHalf },
    controls: controlsOf(answers, varied),
    wishes: await wishesObeyed(wishes, contestant, real, {
      style,
      count: extra,
      random: random.fork(`wishes ${name}`),
    }),
    verbatim: windows.sharesOf(made),
    recognised: recognised(recogniser, made, task.number),
  };
}

/** Which of the real scores sample i is to be like: spread over all, and even for even i (see `overlapArea`). */
function placeOf(i: number, samples: number, real: number): number {
  const pair = Math.floor(((i >> 1) * real) / samples);
  return (2 * pair + (i % 2)) % real;
}

/** The share of scores that are heard as a style; null without a listener. */
export function recognised(
  recogniser: Recogniser | null,
  scores: readonly Score[],
  style: number,
): number | null {
  if (recogniser === null) return null;
  return scores.filter((score) => recogniser.classOf(traitsOf(score)) === style).length / scores.length;
}

/** The bits a step of several sets of scores together. */
export function pooledBits(sets: readonly { bits: BitsPerStep; scores: readonly Score[] }[]): BitsPerStep {
  const steps = sets.map(({ scores }) => scores.reduce((sum, { bars }) => sum + bars * STEPS_PER_BAR, 0));
  const all = steps.reduce((sum, count) => sum + count, 0);
  const pooled = (of: (bits: BitsPerStep) => number) =>
    sets.reduce((sum, { bits }, i) => sum + of(bits) * steps[i]!, 0) / all;
  return {
    total: pooled(({ total }) => total),
    parts: {
      drums: pooled(({ parts }) => parts.drums),
      bass: pooled(({ parts }) => parts.bass),
      chords: pooled(({ parts }) => parts.chords),
      melody: pooled(({ parts }) => parts.melody),
    },
  };
}

/** The timing of one half of real scores against the other, in ms. */
export function timingOfHalves(real: readonly Score[], random: Random): number | null {
  const half = (side: number) => real.filter((_, i) => i % 2 === side);
  return timingError(half(0), half(1), random)?.error ?? null;
}
