/** What a producer takes home: the parts of a take in one ZIP. */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { keyName, STYLE_FACTS, type TakeDetails, takeFileName } from '../music/index.ts';

/** A file of the package, such as the WAV of a stem. */
export interface PackedFile {
  /** What it holds, in a word: `drums`, `mix`, `master`. */
  readonly label: string;
  /** Its ending, such as `wav`. */
  readonly ending: string;
  readonly bytes: Uint8Array;
}

/** Whose samples sound in a take; the licence of Beatwright's own asks for this notice. */
const CREDITS = [
  'Chords and melody: MuseScore_General (MIT licence), adapted by S. Christian Collins from',
  'FluidR3 (Frank Wen) and Fluid (R3) Mono (Michael Cowgill), with samples of the public domain.',
  'Drums, 808s and synthesizers: Beatwright.',
] as const;

/** Of a kit of one's own nobody here knows whose its sounds are. */
const OWN_CREDITS = [
  'Played with a kit of your own. What of it is yours to use, whoever made its samples can say; of',
  "Beatwright's sounds in it:",
] as const;

/** ZIP keeps no time before 1980; with this one the same take is the same bytes. */
const TIME = new Date(1980, 0, 1);

/**
 * A ZIP of a take: its MIDI, its sound files and a text with tempo, key, seed and credits. Every name within
 * starts with the take's own.
 * @param ownKit whether it was played with another kit than Beatwright's, whose credits then are not all
 */
export function packTake(
  name: TakeDetails,
  midi: Uint8Array,
  files: readonly PackedFile[],
  { ownKit = false } = {},
): Uint8Array {
  const base = takeFileName(name);
  const named = files.map(({ label, ending, bytes }) => ({ path: `${base}_${label}.${ending}`, bytes }));
  const entries: Zippable = { [`${base}.mid`]: [midi, { level: 9, mtime: TIME }] };
  for (const { path, bytes } of named) {
    // WAV of music hardly shrinks by more than its silences, which the quickest level finds; FLAC not at all.
    entries[path] = [bytes, { level: path.endsWith('.wav') ? 1 : 0, mtime: TIME }];
  }
  const credits = ownKit ? [...OWN_CREDITS, ...CREDITS] : CREDITS;
  const text = textOf(name, [`${base}.mid`, ...named.map(({ path }) => path)], credits);
  entries[`${base}.txt`] = [strToU8(text), { level: 9, mtime: TIME }];
  return zipSync(entries);
}

/** What the stems come to: Ogg leaves out what is hardly heard. */
function sumOf(paths: readonly string[]): string {
  return paths.some((path) => path.endsWith('.ogg')) ? 'are Ogg and sum very nearly to' : 'sum to';
}

function textOf(name: TakeDetails, paths: readonly string[], credits: readonly string[]): string {
  const { artist, style, bpm, key, bars, seed, take } = name;
  return [
    takeFileName(name),
    '',
    ...(artist === undefined ? [] : [`Artist: ${artist}`]),
    `Style:  ${STYLE_FACTS[style].label}`,
    `Tempo:  ${Math.round(bpm * 100) / 100} bpm, 4/4`,
    `Key:    ${keyName(key)}`,
    `Length: ${bars} ${bars === 1 ? 'bar' : 'bars'}`,
    `Seed:   ${seed}, take ${take}`,
    '',
    `Every sound file starts at bar 1 and loops without a gap. The stems ${sumOf(paths)} the mix before the master.`,
    '',
    ...paths.map((path) => `- ${path}`),
    '',
    ...credits,
    '',
  ].join('\r\n');
}
