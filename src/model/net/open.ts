/** The base network at work: opened once a thread, it writes takes, works on scores and measures them. */
import pLimit from 'p-limit';
import { PARTS, type Part, type Random, type Score, type Style } from '../../music/index.ts';
import type { Taste } from '../../taste/index.ts';
import { adaptedBase, baseVersion } from '../artist/adapter-file.ts';
import type { BitsPerStep, SampleRequest } from '../core/generator.ts';
import { homeMode } from '../core/language.ts';
import { checkRequest } from '../core/request.ts';
import { type Base, readBase } from './base.ts';
import { type BatchShape, shapeFor } from './batch.ts';
import type { Draft } from './choosing.ts';
import { createDecoder, type Decoder } from './decoder.ts';
import { continueScore, type Edit, rewriteBars, rewriteParts, vary } from './edits.ts';
import type { Likeness } from './likeness.ts';
import { plainPiece } from './material.ts';
import { createMeasure, type Measure } from './measure.ts';
import type { Repetitions } from './pen.ts';
import type { Take, TakePlan } from './plan.ts';
import { sheetOf } from './sheet.ts';
import { isSketched, SKETCHES, writeCandidates, writeEach, writeTakes } from './takes.ts';

/** How many takes are given, and how many are written to choose them from, unless told. */
const TAKES = 4;
const CANDIDATES = 8;
/** How many pieces programs write side by side: compiled for the smallest number that is enough. */
const ROWS = [1, 4, SKETCHES.goOn, CANDIDATES];

export interface TakesRequest extends SampleRequest {
  readonly count?: number;
  readonly candidates?: number;
  /** Events a bar that a part should have. */
  readonly density?: Partial<Readonly<Record<Part, number>>>;
  /** Where the off 16th falls within its 8th: 0.5 straight, 0.667 triplet. */
  readonly swing?: number;
  /** What takes should take after, from `likenessTo`: of what is written, the most like it and no copy. */
  readonly like?: Likeness;
  /** 16th steps from the start at which the melody should rest: a strong wish, which very likely notes overrule. */
  readonly space?: readonly number[];
  /** What those who will vote like: then more takes are begun, and of a beat's four one explores. */
  readonly taste?: Taste;
  /** Which bars say again what the first ones said: they do, to the letter. */
  readonly repeats?: Repetitions;
}

/** A request, and the chance it is answered by. */
export interface Sampling {
  readonly request: TakesRequest;
  readonly random: Random;
}

/** What can be done to a score. Bars are counted from 0. */
export type Change =
  | { readonly kind: 'parts'; readonly parts: readonly Part[] }
  | { readonly kind: 'bars'; readonly bars: readonly number[]; readonly parts?: readonly Part[] }
  | { readonly kind: 'continue'; readonly bars: number }
  | { readonly kind: 'vary'; readonly strength: 'light' | 'strong' };

export interface EditRequest {
  readonly score: Score;
  readonly style: Style;
  readonly change: Change;
  readonly count?: number;
  readonly candidates?: number;
  readonly temperature?: number;
}

/** A base network that can be played. Its calls block the thread for as long as they take, one after another. */
export interface OpenBase {
  readonly kind: 'network';
  /** How it was trained. */
  readonly facts: unknown;
  /** Compiles what `takes` needs, which it does itself otherwise. */
  prepare(): Promise<void>;
  /** Writes takes, the best first. The same request and a `Random` of the same seed give the same ones. */
  takes(request: TakesRequest, random: Random, signal?: AbortSignal): Promise<Take[]>;
  /** What takes are chosen from, and the plan that they were written by: what the choice is measured by. */
  drafts(request: TakesRequest, random: Random): Promise<{ drafts: readonly Draft[]; plan: TakePlan }>;
  /** One score for each request, as it comes and not chosen from several: what the network is measured by. */
  samples(requests: readonly Sampling[], signal?: AbortSignal): Promise<Score[]>;
  /** Works on a score: versions of it, the best first; what is kept of it stays to the tick. */
  edit(request: EditRequest, random: Random, signal?: AbortSignal): Promise<Take[]>;
  /** What scores cost under the network; see `Generator`. */
  bitsPerStep(scores: readonly { score: Score; style?: Style }[]): Promise<BitsPerStep>;
  release(): Promise<void>;
}

export interface OpenOptions {
  /** An artist's adapter: everything is written, worked on and measured as theirs. */
  readonly adapter?: Uint8Array;
  /** Whether pieces are the artist's, as they are unless told: else its vector is left out, as when the base replays. */
  readonly asArtist?: boolean;
}

/**
 * @throws BeatwrightError `checkpoint-damaged`, `checkpoint-version` or `checkpoint-network`; with an adapter also `generator-damaged`,
 * `generator-newer` or `generator-other-base`.
 */
export function openBase(bytes: Uint8Array, { adapter, asArtist = true }: OpenOptions = {}): OpenBase {
  const plain = readBase(bytes);
  const adapted = (isCautious: boolean) =>
    adapter === undefined ? plain : adaptedBase(plain, baseVersion(bytes), adapter, { asArtist, isCautious });
  // What is drawn is drawn from the whole change: how daring a draw is, the temperature says. What is likely is another
  // question, and there the listener's mistakes would count.
  const base = adapted(false);
  const usual = adapter === undefined ? 1 : OWN_TEMPERATURE;
  const decoders = new Map<number, Promise<Decoder>>();
  /** The program that measured last, for the shape that it measures. */
  let measured: { shape: BatchShape; measure: Measure } | undefined;
  let believed: Base | undefined;
  /** The programs share their memory, so that only one call can be under way. */
  const inTurn = pLimit(1);
  const decoderFor = (wanted: number): Promise<Decoder> => {
    const rows = ROWS.find((count) => count >= wanted) ?? ROWS.at(-1)!;
    const known = decoders.get(rows) ?? createDecoder(base.size, base.network, rows);
    decoders.set(rows, known);
    return known;
  };
  const write = (plan: TakePlan, random: Random, signal?: AbortSignal) =>
    inTurn(async () => {
      const wanted = isSketched(plan) ? SKETCHES.goOn : Math.max(plan.count, plan.candidates);
      const decoder = await decoderFor(wanted);
      return writeTakes(base, decoder, plan, random, signal);
    });
  const measureFor = async (shape: BatchShape): Promise<Measure> => {
    if (JSON.stringify(measured?.shape) !== JSON.stringify(shape)) {
      await measured?.measure.release();
      believed ??= adapted(true);
      measured = { shape, measure: await createMeasure(believed.size, believed.network, shape) };
    }
    return measured!.measure;
  };
  return {
    kind: 'network',
    facts: base.facts,
    prepare: () =>
      inTurn(async () => {
        await decoderFor(CANDIDATES);
      }),
    takes: (request, random, signal) => write(planOf(base, request, usual), random, signal),
    drafts: (request, random) =>
      inTurn(async () => {
        const plan = planOf(base, request, usual);
        const drafts = await writeCandidates(base, await decoderFor(plan.candidates), plan, random);
        return { drafts: drafts.map(({ steps, logProbability }) => ({ steps, logProbability })), plan };
      }),
    samples: (requests, signal) => inTurn(() => writeSamples(base, decoderFor, requests, signal)),
    edit: (request, random, signal) => write(editPlan(request, random), random, signal),
    bitsPerStep(scores) {
      const sheets = scores.map((one) => sheetOf(plainPiece({ ...one, tempoIsKnown: true })));
      return inTurn(async () => (await measureFor(shapeFor(sheets))).bitsPerStep(sheets));
    },
    release: () =>
      inTurn(async () => {
        for (const decoder of decoders.values()) await (await decoder).release();
        await measured?.measure.release();
      }),
  };
}

/**
 * How daring an artist's takes are, unless told. An adapter leaves the base's habits possible, and drawn as they are, some
 * takes begin with these and go on with them.
 */
const OWN_TEMPERATURE = 0.7;

function planOf(base: Base, asked: TakesRequest, usual = 1): TakePlan {
  const { style, bpm, key, bars, parts, temperature } = checkRequest({
    ...asked,
    temperature: asked.temperature ?? usual,
  });
  const { density, swing, space, repeats, like, taste } = asked;
  return {
    style,
    ...(base.home !== undefined && base.home !== style && { home: base.home }),
    bpm,
    key,
    bars,
    parts,
    temperature,
    mode: homeMode(base.languages[style], key.mode),
    count: asked.count ?? TAKES,
    candidates: asked.candidates ?? usualCandidates(asked),
    density,
    swing,
    space,
    repeats,
    like,
    taste,
  };
}

/** The most times as many candidates as usual. */
const MOST_TIMES = 4;

/** How many takes are written to choose from, unless told. */
export function usualCandidates(asked: Pick<TakesRequest, 'bars' | 'repeats' | 'like'>): number {
  return CANDIDATES * timesMore(asked);
}

/** How many times as many candidates can be chosen from in the same time, where bars that repeat cost nothing. */
function timesMore({ bars, repeats, like }: Pick<TakesRequest, 'bars' | 'repeats' | 'like'>): number {
  if (repeats === undefined || like === undefined) return 1;
  const { after, changes } = repeats;
  // The network runs up to the last bar that is written, its head in those that are.
  const cost = (Math.max(after, ...changes.map((bar) => bar + 1)) + after + changes.length) / 2;
  return Math.max(1, Math.min(MOST_TIMES, Math.floor(bars / cost)));
}

/** Answers of as many bars are written side by side. */
async function writeSamples(
  base: Base,
  decoderFor: (wanted: number) => Promise<Decoder>,
  requests: readonly Sampling[],
  signal?: AbortSignal,
): Promise<Score[]> {
  const scores: Score[] = [];
  for (const alike of Map.groupBy([...requests.keys()], (i) => requests[i]!.request.bars).values()) {
    const decoder = await decoderFor(alike.length);
    for (let at = 0; at < alike.length; at += decoder.rows) {
      const some = alike.slice(at, at + decoder.rows);
      const plans = some.map((i) => ({
        plan: planOf(base, requests[i]!.request),
        random: requests[i]!.random,
      }));
      const written = await writeEach(base, decoder, plans, signal);
      some.forEach((i, n) => {
        scores[i] = written[n]!;
      });
    }
  }
  return scores;
}

function editPlan({ score, style, change, ...o }: EditRequest, random: Random): TakePlan {
  return {
    ...editOf(score, change, random),
    style,
    bpm: score.bpm,
    key: score.key,
    mode: score.key.mode,
    temperature: o.temperature ?? 1,
    count: o.count ?? 1,
    candidates: o.candidates ?? TAKES,
  };
}

function editOf(score: Score, change: Change, random: Random): Edit {
  switch (change.kind) {
    case 'parts':
      return rewriteParts(
        score,
        PARTS.filter((part) => change.parts.includes(part)),
      );
    case 'bars':
      return rewriteBars(score, change.bars, change.parts);
    case 'continue':
      return continueScore(score, change.bars);
    case 'vary':
      return vary(score, change.strength, random.fork('vary'));
  }
}
