/** Kits of one's own and SoundFonts. */
import { count, size } from '../text.ts';

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
  'one-shot-silent': ({ name }: { name: string }) => `${name} is silent. Use another file.`,
  'one-shot-pitch': ({ name }: { name: string }) =>
    `No note can be heard in ${name} for long enough to play a bass with. Use an 808 that rings at one pitch, or add it as a kick.`,
  'kit-file': ({ name }: { name: string }) =>
    `${name} is MIDI. A kit is made of sounds: send audio such as WAV, or a ZIP of it.`,
  'kit-voice': ({ name }: { name: string }) =>
    `The name ${name} does not say what it is. Pick it as \`sound\`, such as kick or 808.`,
  'kit-nothing': ({ name }: { name: string }) =>
    `There is no sound for a kit in ${name}. Files or folders should be called Kick, Snare, Open Hat, 808 and so on; loops are left out.`,
  'kit-full': ({ artist, most }: { artist: string; most: number }) =>
    `The kit of ${artist} has ${count(most, 'sound')}, which is the limit. Empty it with /kit reset to add others.`,
  'kit-heavy': ({ artist, most }: { artist: string; most: number }) =>
    `The kit of ${artist} would have more than ${size(most)}. Add shorter sounds, or empty it with /kit reset first.`,
  'kit-empty': ({ artist }: { artist: string }) =>
    `${artist} has no sounds of its own: the style's kit plays. Add some with /kit add; drums are fitted to audio references when they are learned.`,
  'kit-no-recordings': ({ artist }: { artist: string }) =>
    `You have handed over no audio references of ${artist}. Add songs as MP3 or WAV with /reference add, or add sounds with /kit add.`,
  'kit-not-heard': ({ artist }: { artist: string }) =>
    `No drum is heard cleanly enough in your references of ${artist}. Add songs in which drums strike alone, or their stems, or add sounds with /kit add.`,
  'kit-changed': 'Sounds of the kit were taken back meanwhile. Ask again.',
  'kit-same': 'Pick two different artists.',
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
