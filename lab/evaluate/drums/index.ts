/** The drum listener: what it learns from, its training, and how well it hears. */
import { join } from 'node:path';
import { createAudio } from '../../../src/audio/index.ts';
import { type DrumListener, openDrums } from '../../../src/listen/index.ts';
import { randomOf } from '../../../src/music/index.ts';
import {
  type DrumExample,
  type DrumMember,
  type DrumProgress,
  excerptsOf,
  joinDrums,
  type TrainedDrums,
  trainDrums,
} from '../../pretrain/drums/index.ts';
import { examplesOf, type MaterialOptions } from './material.ts';
import { readRecordings } from './recordings.ts';
import { type Chances, remixedExamples, remixes, type Stock } from './remix.ts';
import { type DrumReport, measureDrums } from './report.ts';
import { readSamples } from './samples.ts';
import { type Piece, pieceOf, readGrooves, type Side } from './scores.ts';
import { type Source, sourceOf } from './sources.ts';
import { templateListener } from './templates.ts';

export { drumCard } from './card.ts';
export { type Degradation, degrade } from './degrade.ts';
export { drumFigures } from './figures.ts';
export { KITS_FOLDER } from './recordings.ts';
export { remixes, type Stock } from './remix.ts';
export type { DrumReport } from './report.ts';
export { trueStrokes } from './scores.ts';
export { drumTable } from './table.ts';
export { wildShot } from './wild.ts';

interface MaterialSource {
  /** The folder of the open data sets. */
  readonly data: string;
  /** Where material and checkpoints are kept; what is there is not made again. */
  readonly folder: string;
  readonly seed: number;
  /** Hears one sentence where the person who trains should know something. */
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface PretrainDrumsOptions extends MaterialSource {
  /** Pieces of four bars that train, each heard in three ways. */
  readonly pieces: number;
  /** How many choose thresholds, beside as many mixes of kits that train nothing. */
  readonly validation: number;
  readonly threads?: number;
  readonly steps: number;
  /** Kits and music that remixes are made of. */
  readonly sources: number;
  /** In which Debian's packages put drum kits. */
  readonly kits?: string;
  readonly onProgress?: (progress: PretrainDrumsProgress) => void;
}

export type PretrainDrumsProgress =
  | { readonly stage: 'material'; readonly done: number; readonly of: number }
  | ({ readonly stage: 'training'; readonly network: number; readonly of: number } & DrumProgress);

/** How often an excerpt is of a whole render, with its mastering and its coding, and not of a remix. */
const RENDERED = 0.2;
/** What the networks that hear together learn from, and what their chances begin with: each errs in its own way. */
const MEMBERS = [
  { wild: 0.2, thuds: 0, rattles: 0.15, turn: 0 },
  { wild: 0.1, thuds: 0.35, rattles: 0.3, turn: 1 },
  { wild: 0.3, thuds: 0.2, rattles: 0.15, turn: 2 },
] as const;
/** Patterns of remixes, and where their pieces count from. */
const PATTERNS = 300;
const FIRST_PATTERN = 30_000;
/** How long mixes of kits are that nobody learns from, in frames. */
const UNHEARD_FRAMES = 1_000;

/**
 * Makes the material, trains the drum networks and joins them. Stopped or killed, it goes on where it was.
 * @throws BeatwrightError `samples-absent`, `kits-absent`, `corpus-data-absent`, `drums-settings`.
 */
export async function pretrainDrums(o: PretrainDrumsOptions): Promise<TrainedDrums> {
  const material = await openMaterial(o);
  o.log?.('Reading drum kits.');
  const recordings = await readRecordings(material.audio, material.samples, o.kits);
  const all = o.sources + o.pieces + o.validation;
  const { train, validation: known } = await readMaterial(material, o, (done) =>
    o.onProgress?.({ stage: 'material', done, of: all }),
  );
  const sources: Source[] = [];
  for (let n = 0; n < o.sources; n++) {
    o.signal?.throwIfAborted();
    sources.push(await sourceOf(n, material));
    o.onProgress?.({ stage: 'material', done: o.pieces + o.validation + n + 1, of: all });
  }
  const rendered = excerptsOf(train);
  const stock = { sources, recordings: recordings.training, pieces: patternsOf('train', material) };
  const unheard: Stock = {
    sources,
    recordings: recordings.unheard,
    pieces: patternsOf('validation', material),
  };
  const validation = [...known, ...remixedExamples(unheard, known.length, UNHEARD_FRAMES, o.seed)];
  const members: DrumMember[] = [];
  for (const [n, { turn, ...chances }] of MEMBERS.entries()) {
    const seed = o.seed + turn;
    const remixed = remixes({ ...stock, chances }, seed);
    const member = await trainDrums({
      train: (frames, random, step) => (random.next() < RENDERED ? rendered : remixed)(frames, random, step),
      material: `${train.length} renders, ${sources.length} sources and ${stock.recordings.length} kits, ${inWords(chances)}`,
      folder: join(o.folder, `member-${n}`),
      steps: o.steps,
      seed,
      threads: o.threads,
      onProgress: (progress) =>
        o.onProgress?.({ stage: 'training', network: n + 1, of: MEMBERS.length, ...progress }),
      ...(o.signal && { signal: o.signal }),
    });
    members.push(member);
  }
  return joinDrums(members, {
    validation,
    threads: o.threads,
    signal: o.signal,
  });
}

export interface EvaluateDrumsOptions extends MaterialSource {
  readonly weights: Uint8Array;
  /** Pieces of four bars to measure with. */
  readonly test: number;
  readonly onProgress?: (fraction: number) => void;
}

/** Pieces of either side that templates are made of: five spectra and thresholds need no more. */
const TEMPLATE_PIECES = { pieces: 20, validation: 20 } as const;

/**
 * The baseline of templates, made of renders that train.
 * @throws BeatwrightError `samples-absent`, `corpus-data-absent`.
 */
export async function openTemplates(o: MaterialSource): Promise<DrumListener> {
  return templatesOf(await openMaterial(o));
}

async function templatesOf(material: MaterialOptions): Promise<DrumListener> {
  const { train, validation } = await readMaterial(material, TEMPLATE_PIECES);
  return templateListener(train, validation);
}

/** Measures a drum network beside templates, on scores and kits that neither was trained with. */
export async function evaluateDrums(o: EvaluateDrumsOptions): Promise<DrumReport> {
  const material = await openMaterial(o);
  return measureDrums({
    listeners: { network: await openDrums(o.weights), templates: await templatesOf(material) },
    ...material,
    pieces: o.test,
    seed: o.seed,
    ...(o.onProgress && { onProgress: o.onProgress }),
  });
}

function inWords({ wild, thuds, rattles }: Chances): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return `${percent(wild)} of drums made up, ${percent(thuds)} of hats with a thud, ${percent(rattles)} rattling`;
}

function patternsOf(side: Side, { grooves, seed }: MaterialOptions): Piece[] {
  return Array.from({ length: PATTERNS }, (_, i) => {
    const n = FIRST_PATTERN + i;
    return pieceOf(side, n, grooves, randomOf(`drum pattern ${seed} ${n}`));
  });
}

async function openMaterial({ data, folder, seed, log, signal }: MaterialSource): Promise<MaterialOptions> {
  const audio = createAudio({ log });
  return {
    folder,
    audio,
    seed,
    samples: await readSamples(audio, data),
    grooves: await readGrooves(data),
    signal,
  };
}

async function readMaterial(
  material: MaterialOptions,
  { pieces, validation }: Pick<PretrainDrumsOptions, 'pieces' | 'validation'>,
  onPiece: (done: number) => void = () => {},
): Promise<Record<Side, DrumExample[]>> {
  const sides: Record<Side, DrumExample[]> = { train: [], validation: [] };
  let done = 0;
  for (const [side, count] of [
    ['validation', validation],
    ['train', pieces],
  ] as const) {
    for (let n = 0; n < count; n++) {
      sides[side].push(...(await examplesOf(side, n, material)));
      onPiece(++done);
    }
  }
  return sides;
}
