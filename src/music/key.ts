/** Keys: their names as people write them, their scales and their signatures. */
import { BeatwrightError } from '../words/index.ts';
import type { Key, Mode } from './score.ts';

/** Semitones above the tonic, ascending. */
const SCALES: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  'harmonic minor': [0, 2, 3, 5, 7, 8, 11],
};

/** Semitones from the tonic up to the tonic of the major key with the same signature. */
const RELATIVE_MAJOR: Readonly<Record<Mode, number>> = {
  major: 0,
  minor: 3,
  dorian: 10,
  phrygian: 8,
  lydian: 7,
  mixolydian: 5,
  'harmonic minor': 3,
};

const SHARP_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const FLAT_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'] as const;
const LETTERS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };

/** What people write after the tonic, lower case, for each mode. */
const MODE_WORDS: Readonly<Record<string, Mode>> = {
  '': 'major',
  maj: 'major',
  major: 'major',
  dur: 'major',
  ionian: 'major',
  m: 'minor',
  min: 'minor',
  minor: 'minor',
  moll: 'minor',
  'natural minor': 'minor',
  aeolian: 'minor',
  dor: 'dorian',
  dorian: 'dorian',
  phr: 'phrygian',
  phryg: 'phrygian',
  phrygian: 'phrygian',
  lyd: 'lydian',
  lydian: 'lydian',
  mix: 'mixolydian',
  mixo: 'mixolydian',
  mixolydian: 'mixolydian',
  'harm minor': 'harmonic minor',
  'harmonic min': 'harmonic minor',
  'harmonic minor': 'harmonic minor',
  'minor harmonic': 'harmonic minor',
};

/**
 * A key as people write it: `Fm`, `F# minor`, `Gb`, `bbm`, `D dorian`, `A harmonic minor`, `c♯ min`. A
 * tonic alone is major; after a tonic `M` is major and `m` is minor.
 *
 * @throws BeatwrightError `key-unknown` if it is none.
 */
export function parseKey(text: string): Key {
  const match = /^([A-Ga-g])(?:\s*([#♯b♭])|[\s-](sharp|flat)(?![a-z]))?[\s_-]*(.*)$/iu.exec(
    text.trim().replace(/\s+/g, ' '),
  );
  const letter = match?.[1]?.toLowerCase() ?? '';
  const base = LETTERS[letter];
  const mode = modeOf(match?.[4] ?? '');
  if (!match || base === undefined || mode === undefined) {
    throw new BeatwrightError('key-unknown', { text: text.slice(0, 40) });
  }
  const sign = (match[2] ?? match[3] ?? '').toLowerCase();
  const shift = sign === '' ? 0 : sign === '#' || sign === '♯' || sign === 'sharp' ? 1 : -1;
  return { tonic: (base + shift + 12) % 12, mode };
}

function modeOf(word: string): Mode | undefined {
  if (word === 'M') return 'major';
  const name = word
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  return Object.hasOwn(MODE_WORDS, name) ? MODE_WORDS[name] : undefined;
}

/** A key's usual short name: `F`, `Fm`, `D dorian`, `A harmonic minor`. `parseKey` reads it back. */
export function keyName(key: Key): string {
  const tonic = pitchClassName(key.tonic, key);
  if (key.mode === 'major') return tonic;
  return key.mode === 'minor' ? `${tonic}m` : `${tonic} ${key.mode}`;
}

/** The pitch classes of a key's scale, from the tonic up. */
export function scalePitchClasses(key: Key): readonly number[] {
  return SCALES[key.mode].map((interval) => (key.tonic + interval) % 12);
}

/** Whether a MIDI pitch belongs to a key's scale. */
export function isInKey(pitch: number, key: Key): boolean {
  return SCALES[key.mode].includes((((pitch - key.tonic) % 12) + 12) % 12);
}

/**
 * Sharps (positive) or flats (negative) of a key's signature, −6 to 6. A mode has the signature of the
 * major scale with the same notes, harmonic minor that of its natural minor. Of the two signatures with
 * six, F# major takes sharps and Eb minor flats, as people write them.
 */
export function keySignature(key: Key): number {
  const fifths = ((key.tonic + RELATIVE_MAJOR[key.mode]) * 7) % 12;
  if (fifths === 6) return key.mode === 'major' || key.mode === 'lydian' ? 6 : -6;
  return fifths > 6 ? fifths - 12 : fifths;
}

/** The key that a signature of −7 to 7 fifths means in major or minor. */
export function keyOfSignature(fifths: number, mode: 'major' | 'minor'): Key {
  const major = (((fifths * 7) % 12) + 12) % 12;
  return { tonic: (major + (mode === 'minor' ? 9 : 0)) % 12, mode };
}

/** A pitch class as a note's name (`C`, `Db`, `F#`), spelled as the key's signature spells it. */
export function pitchClassName(pitchClass: number, key: Key): string {
  const names = keySignature(key) < 0 ? FLAT_NAMES : SHARP_NAMES;
  return names[((pitchClass % 12) + 12) % 12]!;
}
