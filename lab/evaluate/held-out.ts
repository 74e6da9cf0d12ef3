/** Music that no model has learned from, and the training data in which copies are looked for. */
import {
  DATA_FOLDER,
  type Example,
  grammarExamples,
  readGroove,
  readOpenEwld,
} from '../../src/corpus/index.ts';
import type { Score, Style } from '../../src/music/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import type { Sizes } from './sizes.ts';

/** Validating songs of the grammar that teach the recogniser are counted from here, far from those compared. */
const RECOGNISER_SEED = 500_000;

/** Songs of a style that are kept out of training: to compare with, and others to teach the recogniser. */
export function heldOutSongs(style: Style, sizes: Sizes): { real: Score[]; recogniser: Score[] } {
  const songs = (validation: number, seed: number) =>
    [...grammarExamples('validation', { styles: [style], train: 0, validation, seed })].map(
      ({ score }) => score,
    );
  return { real: songs(sizes.real, 0), recogniser: songs(sizes.recogniser, RECOGNISER_SEED) };
}

/** Songs of a style that train. */
export function trainingSongs(style: Style, sizes: Sizes): Score[] {
  const train = grammarExamples('train', { styles: [style], train: sizes.training, validation: 0 });
  return [...train].map(({ score }) => score);
}

/** The open data sets, and the style whose generator is asked about each: they have no style of their own. */
export const OPEN_SETS = {
  /** Human drummers in full time. */
  groove: { style: 'boom-bap', read: (data: string) => readGroove({ data }) },
  /** Songs of jazz's book, melody and chords. */
  openewld: { style: 'lo-fi', read: (data: string) => readOpenEwld({ data }) },
} as const satisfies Record<string, { style: Style; read: (data: string) => Promise<unknown> }>;
export type OpenSet = keyof typeof OPEN_SETS;

export interface OpenData {
  readonly validation: Partial<Record<OpenSet, readonly Score[]>>;
  readonly training: readonly Score[];
  /** What was not there, in sentences. */
  readonly skipped: readonly string[];
}

/** Reads the open data sets that are there. */
export async function openData(sizes: Sizes, folder = DATA_FOLDER): Promise<OpenData> {
  const validation: Partial<Record<OpenSet, readonly Score[]>> = {};
  const training: Score[] = [];
  const skipped: string[] = [];
  for (const [name, { read }] of Object.entries(OPEN_SETS) as [OpenSet, (typeof OPEN_SETS)[OpenSet]][]) {
    try {
      const reading = await read(folder);
      validation[name] = spread(reading.validation, sizes.open).map(({ score }) => score);
      for (const { score } of reading.train) training.push(score);
    } catch (error) {
      if (!(error instanceof BeatwrightError) || error.id !== 'corpus-data-absent') throw error;
      skipped.push(`${name} is left out. ${error.message}`);
    }
  }
  return { validation, training, skipped };
}

/** At most so many examples, taken evenly from all. */
function spread(examples: readonly Example[], most: number): Example[] {
  const count = Math.min(most, examples.length);
  return Array.from({ length: count }, (_, i) => examples[Math.floor((i * examples.length) / count)]!);
}
