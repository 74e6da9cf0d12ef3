/** What a producer takes home: the parts of a take in one ZIP. */
import { strToU8, type Zippable, zipSync } from 'fflate';
import {
  keyName,
  type Origin,
  provenanceOf,
  STYLE_FACTS,
  type TakeDetails,
  takeFileName,
} from '../music/index.ts';
import { words } from '../words/index.ts';

/** A file of the package, such as the WAV of a stem. */
export interface PackedFile {
  /** What it holds, in a word: `drums`, `mix`, `master`. */
  readonly label: string;
  /** Its ending, such as `wav`. */
  readonly ending: string;
  readonly bytes: Uint8Array;
}

/** ZIP keeps no time before 1980; with this one the same take is the same bytes. */
const TIME = new Date(1980, 0, 1);

/**
 * A ZIP of a take: its MIDI, its sound files, a text with tempo, key, seed and credits, and a sheet on where it comes from.
 * Every name within starts with the take's own.
 * @param ownKit whether it was played with another kit than Beatwright's, whose credits then are not all
 * @param origin who wrote it; without it there is no sheet
 */
export function packTake(
  name: TakeDetails,
  midi: Uint8Array,
  files: readonly PackedFile[],
  { ownKit = false, origin }: { ownKit?: boolean; origin?: Origin | undefined } = {},
): Uint8Array {
  const base = takeFileName(name);
  const named = files.map(({ label, ending, bytes }) => ({ path: `${base}_${label}.${ending}`, bytes }));
  const entries: Zippable = { [`${base}.mid`]: [midi, { level: 9, mtime: TIME }] };
  for (const { path, bytes } of named) {
    // WAV of music hardly shrinks by more than its silences, which the quickest level finds; FLAC not at all.
    entries[path] = [bytes, { level: path.endsWith('.wav') ? 1 : 0, mtime: TIME }];
  }
  const credits = ownKit ? words.packages['credits-own'] : words.packages.credits;
  const text = textOf(name, [`${base}.mid`, ...named.map(({ path }) => path)], credits);
  entries[`${base}.txt`] = [strToU8(text), { level: 9, mtime: TIME }];
  if (origin !== undefined) {
    const { sentence } = provenanceOf(origin);
    const sheet = words.packages.rights({
      origin: sentence,
      references: origin.generator?.references,
      credits,
    });
    entries[`${base}_rights.txt`] = [strToU8(sheet), { level: 9, mtime: TIME }];
  }
  return zipSync(entries);
}

function textOf(name: TakeDetails, paths: readonly string[], credits: string): string {
  const { artist, style, bpm, key, bars, seed, take } = name;
  const { packages } = words;
  const isOgg = paths.some((path) => path.endsWith('.ogg'));
  return [
    takeFileName(name),
    '',
    ...(artist === undefined ? [] : [packages.artist({ artist })]),
    packages.style({ style: STYLE_FACTS[style].label }),
    packages.tempo({ bpm }),
    packages.key({ key: keyName(key) }),
    packages.length({ bars }),
    packages.seed({ seed, take }),
    '',
    // Ogg leaves out what is hardly heard.
    isOgg ? packages['stems-ogg'] : packages.stems,
    '',
    ...paths.map((path) => `- ${path}`),
    '',
    credits,
    '',
  ].join('\r\n');
}
