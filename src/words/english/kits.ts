/** Kits of one's own and SoundFonts. */
import { size } from '../text.ts';

export const errors = {
  'kit-unreadable': ({ path }: { path: string }) =>
    `The kit ${path} cannot be read. Check that the path names a file that you may read.`,
  'kit-not-json': ({ path, why }: { path: string; why: string }) =>
    `The kit ${path} is not valid JSON: ${why}. Correct it and try again.`,
  'kit-not-object': ({ path }: { path: string }) =>
    `The kit ${path} must be a JSON object, such as {"drums": {"kick": {"pitch": 45}}}.`,
  'kit-base': ({ path, base, styles }: { path: string; base: string; styles: readonly string[] }) =>
    `The kit ${path} builds on the style ${base}, which does not exist. Set "base" to one of: ${styles.join(', ')}.`,
  'kit-invalid': ({ path, problems }: { path: string; problems: string }) =>
    `The kit ${path} cannot be played. Correct these places:\n${problems}`,
  'kit-silent': ({ path, drum }: { path: string; drum: string }) =>
    `The sample ${path} for the ${drum} is silent. Use another file.`,
  'soundfont-unreadable': ({ path }: { path: string }) =>
    `The SoundFont ${path} cannot be read. Check that the path names a file that you may read.`,
  'soundfont-too-big': ({ path, bytes, most }: { path: string; bytes: number; most: number }) =>
    `The SoundFont ${path} has ${size(bytes)}; the limit is ${size(most)}. Use a smaller one, or convert it to .sf3.`,
  'soundfont-empty': ({ path }: { path: string }) =>
    `The SoundFont ${path} has no melodic instruments. Use one with a piano, strings or similar.`,
  'soundfont-invalid': ({ path }: { path: string }) =>
    `${path} is not a valid SoundFont. Use an .sf2, .sf3 or .dls file, or save this one again.`,
};

export const notes = {
  'soundfont-no-program': ({
    file,
    part,
    program,
    bank,
    name,
    playedProgram,
    playedBank,
  }: {
    file: string;
    part: string;
    program: number;
    bank: number;
    name: string;
    playedProgram: number;
    playedBank: number;
  }) =>
    `${file} has no program ${program} in bank ${bank}. “${name}” (program ${playedProgram}, bank ${playedBank}) plays the ${part} instead.`,
};
