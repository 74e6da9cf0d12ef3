/** The data that a generator is trained on: data sets, folders and tables of MIDI files. */
import { count, listed } from '../text.ts';

export const errors = {
  'corpus-data-absent': ({ file, origin }: { file: string; origin: string }) =>
    `The data set is missing: ${file} does not exist. Get it from ${origin}, or name the folder that has it.`,
  'corpus-data': ({ file, origin }: { file: string; origin: string }) =>
    `${file} is not the expected file. Download it again from ${origin}.`,
  'corpus-absent': ({ path }: { path: string }) => `${path} does not exist. Check the path.`,
  'corpus-not-folder': ({ path }: { path: string }) =>
    `${path} is a file, but a folder is needed. Check the path.`,
  'corpus-not-file': ({ path }: { path: string }) =>
    `${path} is a folder, but a file is needed. Check the path.`,
  'corpus-table': ({ path, why }: { path: string; why: string }) =>
    `${path} cannot be read as a table: ${why}. Save it as comma-separated values (CSV) with a header row.`,
  'corpus-columns': ({
    path,
    found,
    wanted,
  }: {
    path: string;
    found: readonly string[];
    wanted: readonly string[];
  }) =>
    `${path} has the columns ${listed(found)}, but none that names the files. Call that column ${listed(wanted, 'or')}.`,
  'corpus-empty': ({ path }: { path: string }) => `${path} has no MIDI files. Put .mid files in 4/4 there.`,
  'corpus-unusable': ({
    path,
    files,
    where,
    why,
  }: {
    path: string;
    files: number;
    where: string;
    why: string;
  }) => `${path} has ${count(files, 'MIDI file')}, but none could be used. ${where}: ${why}`,
  'corpus-twin': ({ twin }: { twin: string }) =>
    `This is the same music as ${twin}, so it is used only once.`,
};

export const notes = {
  'corpus-file-absent': 'The file does not exist.',
  'corpus-is-folder': 'This is a folder, not a file.',
  'corpus-forbidden': 'There is no permission to read the file.',
  'corpus-unreadable': ({ code }: { code: string }) => `The file cannot be read (${code}).`,
  'corpus-no-path': ({ column }: { column: string }) => `The column ${column} is empty.`,
  'corpus-split': ({ split }: { split: string }) =>
    `The split is “${split}”; it must be train or validation.`,
  'corpus-chord': ({ text }: { text: string }) => `“${text}” is not a chord.`,
  'corpus-lead-sheet': ({ why }: { why: string }) => `This is not a lead sheet: ${why}.`,
};
