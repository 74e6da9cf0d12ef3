/** The drum listener: what it learns from, its training, and how well it hears. */
import { join } from 'node:path';
import { createAudio } from '../../audio/index.ts';
import {
  type DrumExample,
  type DrumProgress,
  excerptsOf,
  openDrums,
  type TrainedDrums,
  trainDrums,
} from '../../listen/index.ts';
import { randomOf } from '../../music/index.ts';
import { examplesOf, type MaterialOptions } from './material.ts';
import { remixes } from './remix.ts';
import { type DrumReport, measureDrums } from './report.ts';
import { readSamples } from './samples.ts';
import { type Piece, pieceOf, readGrooves, type Side } from './scores.ts';
import { type Source, sourceOf } from './sources.ts';
import { templateListener } from './templates.ts';

export { drumCard } from './card.ts';
export { type Degradation, degrade } from './degrade.ts';
export { drumFigures } from './figures.ts';
export { remixes, type Stock } from './remix.ts';
export type { DrumReport } from './report.ts';
export { trueStrokes } from './scores.ts';
export { drumTable } from './table.ts';
export { wildShot } from './wild.ts';

interface DrumDataOptions {
  /** The folder of the open data sets. */
  readonly data: string;
  /** Where material and checkpoints are kept; what is there is not made again. */
  readonly folder: string;
  /** Which pieces of four bars train, each heard in three ways. */
  readonly pieces: readonly number[];
  /** How many choose thresholds. */
  readonly validation: number;
  readonly seed: number;
  /** Hears one sentence where the person who trains should know something. */
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface PretrainDrumsOptions extends DrumDataOptions {
  readonly threads?: number;
  readonly steps: number;
  /** Kits and music that remixes are made of; none, and only whole renders are learned from. */
  readonly sources: number;
  /** The weights of a network to go on from. */
  readonly begin?: Uint8Array;
  readonly onProgress?: (progress: PretrainDrumsProgress) => void;
}

export type PretrainDrumsProgress =
  | { readonly stage: 'material'; readonly done: number; readonly of: number }
  | ({ readonly stage: 'training' } & DrumProgress);

/** How often an excerpt is of a whole render, with its mastering and its coding, and not of a remix. */
const RENDERED = 0.2;
/** The learning rate of a network that has learned before. */
const RATE_FURTHER = 1e-3;
/** Patterns of remixes, and where their pieces count from. */
const PATTERNS = 300;
const FIRST_PATTERN = 30_000;

/**
 * Makes the material and trains the drum network. Stopped or killed, it goes on where it was.
 * @throws BeatwrightError `samples-absent`, `corpus-data-absent`, `drums-settings`.
 */
export async function pretrainDrums(o: PretrainDrumsOptions): Promise<TrainedDrums> {
  const material = await openMaterial(o);
  const all = o.sources + o.pieces.length + o.validation;
  const { train, validation } = await readMaterial(material, o, (done) =>
    o.onProgress?.({ stage: 'material', done, of: all }),
  );
  const sources: Source[] = [];
  for (let n = 0; n < o.sources; n++) {
    o.signal?.throwIfAborted();
    sources.push(await sourceOf(n, material));
    o.onProgress?.({ stage: 'material', done: o.pieces.length + o.validation + n + 1, of: all });
  }
  const [rendered, remixed] = [
    excerptsOf(train),
    remixes({ sources, recordings: material.samples.train, pieces: patternsOf(material) }, o.seed),
  ];
  return trainDrums({
    train: (frames, random, step) => (random.next() < RENDERED ? rendered : remixed)(frames, random, step),
    material: `${train.length} renders, ${sources.length} sources`,
    validation,
    folder: o.begin ? join(o.folder, 'further') : o.folder,
    steps: o.steps,
    ...(o.begin && { begin: o.begin, rate: RATE_FURTHER }),
    seed: o.seed,
    ...(o.threads !== undefined && { threads: o.threads }),
    onProgress: (progress) => o.onProgress?.({ stage: 'training', ...progress }),
    ...(o.signal && { signal: o.signal }),
  });
}

export interface EvaluateDrumsOptions extends DrumDataOptions {
  readonly weights: Uint8Array;
  /** Pieces of four bars to measure with. */
  readonly test: number;
  readonly onProgress?: (fraction: number) => void;
}

/** Pieces of either side that templates are made of: five spectra and thresholds need no more. */
const TEMPLATE_PIECES = 20;

/** Measures a drum network beside templates, on scores and kits that neither was trained with. */
export async function evaluateDrums(o: EvaluateDrumsOptions): Promise<DrumReport> {
  const material = await openMaterial(o);
  const few = {
    pieces: o.pieces.slice(0, TEMPLATE_PIECES),
    validation: Math.min(o.validation, TEMPLATE_PIECES),
  };
  const { train, validation } = await readMaterial(material, few);
  return measureDrums({
    listeners: { network: await openDrums(o.weights), templates: templateListener(train, validation) },
    ...material,
    pieces: o.test,
    seed: o.seed,
    ...(o.onProgress && { onProgress: o.onProgress }),
  });
}

function patternsOf({ grooves, seed }: MaterialOptions): Piece[] {
  return Array.from({ length: PATTERNS }, (_, i) => {
    const n = FIRST_PATTERN + i;
    return pieceOf('train', n, grooves, randomOf(`drum pattern ${seed} ${n}`));
  });
}

async function openMaterial({ data, folder, seed, log, signal }: DrumDataOptions): Promise<MaterialOptions> {
  const audio = createAudio(log === undefined ? {} : { log });
  return {
    folder,
    audio,
    seed,
    samples: await readSamples(audio, data),
    grooves: await readGrooves(data),
    ...(signal && { signal }),
  };
}

async function readMaterial(
  material: MaterialOptions,
  { pieces, validation }: Pick<DrumDataOptions, 'pieces' | 'validation'>,
  onPiece: (done: number) => void = () => {},
): Promise<Record<Side, DrumExample[]>> {
  const sides: Record<Side, DrumExample[]> = { train: [], validation: [] };
  const wanted: Record<Side, readonly number[]> = {
    validation: [...Array(validation).keys()],
    train: pieces,
  };
  let done = 0;
  for (const side of ['validation', 'train'] as const) {
    for (const n of wanted[side]) {
      sides[side].push(...(await examplesOf(side, n, material)));
      onPiece(++done);
    }
  }
  return sides;
}
