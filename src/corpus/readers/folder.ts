/** Anyone's own data: a folder of MIDI files, or a table that names them. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { checkScore, readMidi, STYLE_FACTS, STYLES, type Style } from '../../music/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import {
  type Example,
  type Problem,
  partsIn,
  type Reading,
  splitBySong,
  VALIDATION_SHARE,
} from '../examples.ts';
import { reasonOf } from './data.ts';
import { readTable } from './table.ts';

export interface SplitOptions {
  /** Names the split; 1 unless told. */
  readonly seed?: number;
  /** Share of the songs that validates; a tenth unless told. */
  readonly validationShare?: number;
}

/** MIDI files beyond this are no songs. */
const MAX_BYTES = 4 * 2 ** 20;
/** Columns that may name the file, the first that is there. */
const FILE_COLUMNS = ['file', 'path', 'midi', 'midi_filename', 'filename'];

/** A file to read, and what a table says of it. */
interface Entry {
  readonly file: string;
  /** How a problem with it is called. */
  readonly where: string;
  readonly song: string;
  readonly style?: Style;
  readonly artist?: string;
  readonly split?: 'train' | 'validation';
}

/**
 * Reads every .mid and .midi file of a folder and the folders in it, the loops of each, split by song.
 * Files that cannot be read are named as problems.
 * @throws BeatwrightError `corpus-absent` if the folder is not there, `corpus-not-folder`, `corpus-empty` if it has no
 * MIDI files, `corpus-unusable` if none could be read.
 */
export async function readFolder(path: string, o: SplitOptions = {}): Promise<Reading> {
  await kindOf(path, 'folder');
  const files = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(?:midi?|rmi)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const entries = files.map((file): Entry => {
    const song = relative(path, file);
    return { file, where: song, song };
  });
  return readEntries(entries, path, basename(resolve(path)), [], o);
}

/**
 * Reads the MIDI files that a table names: a column `file` (or `path`, `midi`, `midi_filename`, `filename`)
 * with paths relative to the table, and, if there are, `style`, `artist`, `song` (rows of one song stay on one
 * side of the split) and `split` (`train` or `validation`). Bad rows are named as problems.
 * @throws BeatwrightError `corpus-absent`, `corpus-not-file`, `corpus-table` if it is none, `corpus-columns` if none names
 * files, `corpus-empty`, `corpus-unusable`.
 */
export async function readCsv(path: string, o: SplitOptions = {}): Promise<Reading> {
  await kindOf(path, 'file');
  const rows = readTable(await readFile(path, 'utf8'), path);
  const columns = new Set(rows.flatMap(({ cells }) => Object.keys(cells)));
  const column = FILE_COLUMNS.find((name) => columns.has(name));
  if (column === undefined && rows.length > 0)
    throw new BeatwrightError('corpus-columns', { path, found: [...columns], wanted: FILE_COLUMNS });
  const problems: Problem[] = [];
  const entries: Entry[] = [];
  for (const { line, cells } of rows) {
    const where = `row on line ${line}`;
    const file = cells[column ?? 'file'];
    const style = styleNamed(cells['style']);
    const split = cells['split']?.toLowerCase();
    if (file === undefined || file === '') {
      problems.push({ where, what: words.notes['corpus-no-path']({ column: column ?? 'file' }) });
      continue;
    }
    if (split !== undefined && split !== '' && split !== 'train' && split !== 'validation') {
      problems.push({ where, what: words.notes['corpus-split']({ split }) });
      continue;
    }
    entries.push({
      file: resolve(dirname(path), file),
      where: `${where} (${file})`,
      song: cells['song'] || file,
      style,
      ...(cells['artist'] ? { artist: cells['artist'] } : {}),
      ...(split === 'train' || split === 'validation' ? { split } : {}),
    });
  }
  return readEntries(entries, path, basename(path), problems, o);
}

async function readEntries(
  entries: readonly Entry[],
  path: string,
  source: string,
  problems: Problem[],
  { seed = 1, validationShare = VALIDATION_SHARE }: SplitOptions,
): Promise<Reading> {
  const seen = new Map<string, string>();
  const fixed: { example: Example; side: 'train' | 'validation' }[] = [];
  const free: Example[] = [];
  for (const { file, where, song, split, ...known } of entries) {
    try {
      const { size } = await stat(file);
      if (size > MAX_BYTES) throw new BeatwrightError('midi-too-big', { bytes: size, most: MAX_BYTES });
      const bytes = await readFile(file);
      // The same file under two names would leak from one side of the split to the other.
      const digest = createHash('sha256').update(bytes).digest('hex');
      const twin = seen.get(digest);
      seen.set(digest, where);
      if (twin !== undefined) throw new BeatwrightError('corpus-twin', { twin });
      const { loops, tempoFrom } = readMidi(bytes, { fileName: basename(file) });
      // Where neither file nor name say the tempo, it is MIDI's own 120, which says nothing of the music.
      const tempoIsKnown = tempoFrom !== 'default';
      for (const score of loops.map(checkScore)) {
        const example = { score, source, song, parts: partsIn(score), tempoIsKnown, ...known };
        if (split === undefined) free.push(example);
        else fixed.push({ example, side: split });
      }
    } catch (error) {
      problems.push({ where, what: reasonOf(error) });
    }
  }
  const drawn = splitBySong(free, ({ song }) => song, seed, validationShare);
  const told = (side: string) => fixed.filter((one) => one.side === side).map(({ example }) => example);
  const reading = {
    train: [...told('train'), ...drawn.train],
    validation: [...told('validation'), ...drawn.validation],
    problems,
  };
  if (reading.train.length + reading.validation.length > 0) return reading;
  const [problem] = problems;
  if (entries.length === 0 || problem === undefined) throw new BeatwrightError('corpus-empty', { path });
  const { where, what: why } = problem;
  throw new BeatwrightError('corpus-unusable', { path, files: entries.length, where, why });
}

async function kindOf(path: string, wanted: 'folder' | 'file'): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new BeatwrightError('corpus-absent', { path });
  if (found.isDirectory() === (wanted === 'folder')) return;
  if (wanted === 'folder') throw new BeatwrightError('corpus-not-folder', { path });
  throw new BeatwrightError('corpus-not-file', { path });
}

/** A style by its name or its label, in any case; undefined for a style of others' own. */
function styleNamed(text: string | undefined): Style | undefined {
  const name = text?.toLowerCase();
  return STYLES.find((style) => style === name || STYLE_FACTS[style].label.toLowerCase() === name);
}
