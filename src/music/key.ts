/** Keys: their names as people write them, their scales and their signatures. */
import { BeatwrightError } from '../words/index.ts';
import { type KeyReading, keyInWords } from './key-words.ts';
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
/**
 * A key as people write it: `Fm`, `F# minor`, `Gb`, `bbm`, `D dorian`, `A harmonic minor`, `c♯ min`, `8A`,
 * `H-Moll`, `La mineur`, `A-`. A tonic alone is major; after a tonic `M` is major and `m` is minor.
 *
 * @throws BeatwrightError `key-unknown` if it is none.
 */
export function parseKey(text: string): Key {
  return readKey(text).key;
}

/**
 * A key as people write it, and which was taken if it could be two: B-Dur is B flat major.
 *
 * @throws BeatwrightError `key-unknown` if it is none.
 */
export function readKey(text: string): KeyReading {
  const reading = keyInWords(text);
  if (reading) return reading;
  throw new BeatwrightError('key-unknown', { text: text.slice(0, 40) });
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

/** A MIDI pitch as a note's name with its octave, C4 being 60; spelled with sharps unless a key is given. */
export function noteName(pitch: number, key: Key = { tonic: 0, mode: 'major' }): string {
  return `${pitchClassName(pitch, key)}${Math.floor(pitch / 12) - 1}`;
}

/** A MIDI pitch, 0 to 127, by its number or by its note's name as `noteName` has it; undefined if it is none. */
export function pitchOf(text: string): number | undefined {
  const [, letter = '', accidental, octave] = /^([a-g])([#♯b♭]?)(-?\d)$/i.exec(text.trim()) ?? [];
  const shift = accidental === '' ? 0 : /[#♯]/.test(accidental ?? '') ? 1 : -1;
  const named = SCALES.major['cdefgab'.indexOf(letter.toLowerCase())];
  const pitch = /^\d{1,3}$/.test(text.trim())
    ? Number(text)
    : letter === '' || named === undefined
      ? Number.NaN
      : named + shift + 12 * (Number(octave) + 1);
  return pitch >= 0 && pitch <= 127 ? pitch : undefined;
}

/** A pitch class as a note's name (`C`, `Db`, `F#`), spelled as the key's signature spells it. */
export function pitchClassName(pitchClass: number, key: Key): string {
  const names = keySignature(key) < 0 ? FLAT_NAMES : SHARP_NAMES;
  return names[((pitchClass % 12) + 12) % 12]!;
}
