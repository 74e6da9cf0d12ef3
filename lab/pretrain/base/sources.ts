import {
  type Reading,
  readCsv,
  readFolder,
  readGroove,
  readOpenEwld,
  readProgressionScores,
} from '../../../src/corpus/index.ts';

export interface Sources {
  /** The folder of the open data sets; without it none is read. */
  readonly data?: string;
  /** Folders of MIDI files, or tables (.csv) of them. */
  readonly own?: readonly string[];
}

/** Reads everything but the grammar, which is written as it is needed. */
export async function readSources({ data, own = [] }: Sources): Promise<Reading> {
  const open =
    data === undefined ? [] : [readGroove({ data }), readOpenEwld({ data }), readProgressionScores({ data })];
  const mine = own.map((path) => (/\.csv$/i.test(path) ? readCsv(path) : readFolder(path)));
  const all = await Promise.all([...open, ...mine]);
  return {
    train: all.flatMap((reading) => reading.train),
    validation: all.flatMap((reading) => reading.validation),
    problems: all.flatMap((reading) => reading.problems),
  };
}
