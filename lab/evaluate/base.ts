/** All models of a run, on the same held-out music. */
import { performance } from 'node:perf_hooks';
import type { BitsPerStep } from '../../src/model/index.ts';
import {
  PARTS,
  type Part,
  pitchInScaleRate,
  randomOf,
  type Score,
  STYLES,
  type Style,
} from '../../src/music/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import type { Candidate } from './candidate.ts';
import { goalsOf } from './goals.ts';
import { heldOutSongs, OPEN_SETS, type OpenData, type OpenSet, openData, trainingSongs } from './held-out.ts';
import { figuresInStyle, pooledBits, recognised, type StyleTask, timingOfHalves } from './in-style.ts';
import { meanGaps, meanOf, measuresOf } from './measures.ts';
import { baseCandidates } from './models.ts';
import { trainRecogniser } from './recogniser.ts';
import type { BaseReport, ModelReport, RealFigures, Source, StyleFigures } from './report.ts';
import { checkSizes, FULL_SIZES, type Sizes } from './sizes.ts';
import { traitsOf } from './traits.ts';
import { type PartShares, Windows } from './verbatim.ts';

export interface EvaluateOptions {
  /** The models; those of `baseCandidates` unless told. */
  readonly candidates?: readonly Candidate[];
  /** All styles unless told. */
  readonly styles?: readonly Style[];
  /** Names the run: the same seed, the same figures. 1 unless told. */
  readonly seed?: number;
  /** `FULL_SIZES` unless told. */
  readonly sizes?: Sizes;
  /** The folder of the open data sets; one that is not there is skipped, and the report says so. */
  readonly data?: string;
  readonly onProgress?: (progress: { readonly stage: string; readonly fraction: number }) => void;
  /** Stops the work: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

type Task = Omit<StyleTask, 'signal'>;
type Figures = Omit<ModelReport, 'goals'>;

/**
 * Measures base generators against music that none of them has learned from: what it costs them in bits, how what
 * they write differs from it, and whether they do as they are told. What they write is seeded by style and place,
 * the same for every model.
 * @throws BeatwrightError `evaluate-size`, or `evaluate-nothing` if there are no models or styles.
 */
export async function evaluateBase(options: EvaluateOptions = {}): Promise<BaseReport> {
  const { candidates = baseCandidates(), styles = STYLES, seed = 1, onProgress, signal } = options;
  const sizes = checkSizes(options.sizes ?? FULL_SIZES);
  if (candidates.length === 0 || styles.length === 0) {
    throw new BeatwrightError('evaluate-nothing');
  }
  const units = styles.length * (candidates.length + 1);
  const tell = (stage: string, done: number) => onProgress?.({ stage, fraction: Math.min(1, done / units) });
  const open = await openData(sizes, options.data);
  const { tasks, real } = await prepared({ styles, seed, sizes, open, signal }, (style, i) =>
    tell(`the music itself: ${style}`, i),
  );

  const models: Figures[] = [];
  for (const [m, candidate] of candidates.entries()) {
    const before = styles.length * (m + 1);
    models.push(
      await figuresOf(candidate, tasks, open, signal, (style, done) =>
        tell(`${candidate.name}: ${style}`, before + done),
      ),
    );
  }
  tell('done', units);
  const sources = Object.entries(open.validation) as [OpenSet, readonly Score[]][];
  return {
    seed,
    styles,
    sizes,
    heldOut: {
      grammar: tasks.reduce((sum, task) => sum + task.real.length, 0),
      ...Object.fromEntries(sources.map(([name, scores]) => [name, scores.length])),
    },
    skipped: open.skipped,
    real,
    models: models.map((model) => ({ ...model, goals: goalsOf(model, models) })),
  };
}

interface Preparation {
  readonly styles: readonly Style[];
  readonly seed: number;
  readonly sizes: Sizes;
  readonly open: OpenData;
  readonly signal: AbortSignal | undefined;
}

/** Everything that the models are held against, and what it is like itself. */
async function prepared(
  { styles, seed, sizes, open, signal }: Preparation,
  onStyle: (style: Style, i: number) => void,
): Promise<{ tasks: Task[]; real: RealFigures }> {
  const windows = new Windows();
  for (const score of open.training) windows.add(score);
  const songs: Score[][] = [];
  const lessons: { traits: number[]; style: number }[] = [];
  for (const [number, style] of styles.entries()) {
    signal?.throwIfAborted();
    onStyle(style, number);
    const held = heldOutSongs(style, sizes);
    songs.push(held.real);
    for (const score of held.recogniser) lessons.push({ traits: traitsOf(score), style: number });
    for (const score of trainingSongs(style, sizes)) windows.add(score);
  }
  const recogniser = styles.length > 1 ? await trainRecogniser(lessons, styles.length) : null;
  const tasks = styles.map((style, number): Task => {
    const { samples } = sizes;
    return { style, number, real: songs[number]!, samples, windows, recogniser, seed };
  });
  const random = randomOf(`halves ${seed}`);
  const real: RealFigures = {
    measures: byStyle(tasks, (task) => measuresOf(task.real)),
    recognised: meanOf(tasks.map((task) => recognised(recogniser, task.real, task.number))),
    verbatim: meanShares(tasks.map((task) => windows.sharesOf(task.real))),
    timing: meanOf(tasks.map((task) => timingOfHalves(task.real, random.fork(task.style)))),
    notesInKey: meanOf(tasks.flatMap((task) => task.real.map(pitchInScaleRate))),
  };
  return { tasks, real };
}

async function figuresOf(
  candidate: Candidate,
  tasks: readonly Task[],
  open: OpenData,
  signal: AbortSignal | undefined,
  onProgress: (style: Style, done: number) => void,
): Promise<Figures> {
  const start = performance.now();
  const figures: StyleFigures[] = [];
  const bits: Partial<Record<Source, BitsPerStep>> = {};
  const sources = Object.entries(open.validation) as [OpenSet, readonly Score[]][];
  for (const task of tasks) {
    signal?.throwIfAborted();
    onProgress(task.style, task.number);
    const contestant = await candidate.generator(task.style, signal);
    let written = 0;
    try {
      figures.push(
        await figuresInStyle(candidate, contestant, { ...task, signal }, () => {
          written += 1;
          onProgress(task.style, task.number + Math.min(0.99, written / task.samples));
        }),
      );
      for (const [name, scores] of sources)
        if (OPEN_SETS[name].style === task.style) bits[name] = await contestant.bitsPerStep(scores);
    } finally {
      await contestant.release?.();
    }
  }
  bits.grammar = pooledBits(tasks.map(({ real }, i) => ({ bits: figures[i]!.bits, scores: real })));
  for (const [name, scores] of sources) {
    if (bits[name] !== undefined) continue;
    const contestant = await candidate.generator(OPEN_SETS[name].style, signal);
    bits[name] = await contestant.bitsPerStep(scores);
    await contestant.release?.();
  }
  return {
    name: candidate.name,
    bits,
    ...meanFigures(figures),
    styles: byStyle(tasks, ({ number }) => figures[number]!),
    seconds: (performance.now() - start) / 1000,
  };
}

/** Means over the styles. */
function meanFigures(
  figures: readonly StyleFigures[],
): Omit<Figures, 'name' | 'bits' | 'styles' | 'seconds'> {
  const mean = (of: (one: StyleFigures) => number | null | undefined) => meanOf(figures.map(of));
  const sure = (of: (one: StyleFigures) => number) => mean(of)!;
  const [error, quantised, shuffled] = (['error', 'quantised', 'shuffled'] as const).map((which) =>
    mean(({ timing }) => timing?.[which]),
  );
  const [area, splitHalf] = [sure(({ overlap }) => overlap.area), sure(({ overlap }) => overlap.splitHalf)];
  return {
    gaps: meanGaps(figures.map(({ gaps }) => gaps)),
    timing: error === null ? null : { error: error!, quantised: quantised!, shuffled: shuffled! },
    overlap: { area, splitHalf, share: area / splitHalf },
    controls: {
      bpm: sure(({ controls }) => controls.bpm),
      key: sure(({ controls }) => controls.key),
      bars: sure(({ controls }) => controls.bars),
      parts: sure(({ controls }) => controls.parts),
      notesInKey: mean(({ controls }) => controls.notesInKey),
    },
    wishes: { density: mean(({ wishes }) => wishes.density), swing: mean(({ wishes }) => wishes.swing) },
    verbatim: meanShares(figures.map(({ verbatim }) => verbatim)),
    recognised: mean(({ recognised }) => recognised),
  };
}

function meanShares(shares: readonly PartShares[]): PartShares {
  return Object.fromEntries(PARTS.map((part) => [part, meanOf(shares.map((one) => one[part]))])) as Record<
    Part,
    number | null
  >;
}

function byStyle<T>(tasks: readonly Task[], make: (task: Task) => T): Partial<Record<Style, T>> {
  return Object.fromEntries(tasks.map((task) => [task.style, make(task)]));
}
