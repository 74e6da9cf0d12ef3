/** Keys as producers of many countries write them: letters, Camelot numbers, German and Romance names. */
import { words } from '../words/index.ts';
import type { Key, Mode } from './score.ts';

export interface KeyReading {
  readonly key: Key;
  /** Which key was taken, where what is written could be two. */
  readonly note?: string;
}

/** Pitch classes of tonics, lower case and without accents. */
const LETTERS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const GERMAN: Readonly<Record<string, number>> = {
  ...{ cis: 1, dis: 3, eis: 5, fis: 6, gis: 8, ais: 10, his: 0 },
  ...{ ces: 11, des: 1, es: 3, fes: 4, ges: 6, as: 8, bes: 10, h: 11 },
};
const SYLLABLES: Readonly<Record<string, number>> = {
  ...{ do: 0, ut: 0, re: 2, mi: 4, fa: 5, sol: 7, la: 9, si: 11 },
  ...{ до: 0, ре: 2, ми: 4, фа: 5, соль: 7, ля: 9, си: 11 },
};

/** What people write after the tonic, lower case and without accents, for each mode. */
const MODE_WORDS: ReadonlyMap<string, Mode> = new Map(
  Object.entries({
    major: ['', 'maj', 'major', 'dur', 'ionian', 'majeur', 'mayor', 'maggiore', 'maior', 'мажор'],
    minor: [
      'm',
      'mi',
      'min',
      'minor',
      'moll',
      'natural minor',
      'aeolian',
      'mineur',
      'menor',
      'minore',
      'минор',
    ],
    dorian: ['dor', 'dorian', 'dorisch'],
    phrygian: ['phr', 'phryg', 'phrygian', 'phrygisch'],
    lydian: ['lyd', 'lydian', 'lydisch'],
    mixolydian: ['mix', 'mixo', 'mixolydian', 'mixolydisch'],
    'harmonic minor': [
      'harm minor',
      'harmmin',
      'harmonic min',
      'harmonic minor',
      'minor harmonic',
      'harmonisch moll',
    ],
  } satisfies Record<Mode, string[]>).flatMap(([mode, written]) =>
    written.map((word) => [word, mode as Mode] as const),
  ),
);

const ACCIDENTALS: readonly (readonly [RegExp, number])[] = [
  [/^\s*[#♯]/, 1],
  [/^\s*♭/, -1],
  [/^s(?=[\s_-]*(?:min|maj))/, 1],
  [/^[\s-]*(?:sharp|dieses?|diesis|sostenido|sustenido|диез)/, 1],
  [/^[\s-]*(?:flat|bemolle|bemol|бемоль)/, -1],
];

/** A key in any of these ways of writing, undefined if it is none. */
export function keyInWords(text: string): KeyReading | undefined {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  if (trimmed.length > 40) return undefined;
  return numbered(trimmed) ?? germanB(trimmed) ?? named(trimmed);
}

/** The wheels of DJs: Camelot (8A is A minor, 8B C major) and Open Key (1m and 1d). */
function numbered(text: string): KeyReading | undefined {
  const match = /^0?(1[0-2]|[1-9]) ?([abdm])$/i.exec(text);
  if (!match) return undefined;
  const wheel = match[2]!.toLowerCase();
  const fifths = Number(match[1]) - (wheel === 'a' || wheel === 'b' ? 8 : 1);
  const major = (((fifths * 7) % 12) + 12) % 12;
  const isMinor = wheel === 'a' || wheel === 'm';
  return { key: isMinor ? { tonic: (major + 9) % 12, mode: 'minor' } : { tonic: major, mode: 'major' } };
}

/** Who writes Dur or Moll means B flat by B. */
function germanB(text: string): KeyReading | undefined {
  const match = /^b[\s_-]*(dur|moll)$/i.exec(text);
  if (!match) return undefined;
  const mode = match[1]!.toLowerCase() === 'dur' ? 'major' : 'minor';
  const taken = mode === 'major' ? 'Bb' : 'Bbm';
  return {
    key: { tonic: 10, mode },
    note: words.notes['key-german-b']({ text, taken, mode }),
  };
}

function named(text: string): KeyReading | undefined {
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[A-ZА-Я]/g, (letter) => letter.toLowerCase());
  for (const names of [SYLLABLES, GERMAN, LETTERS]) {
    for (const [name, base] of Object.entries(names)) {
      if (!folded.startsWith(name)) continue;
      const reading = afterTonic(text, folded.slice(name.length), base, names);
      if (reading) return reading;
    }
  }
  return undefined;
}

function afterTonic(
  text: string,
  after: string,
  base: number,
  names: Readonly<Record<string, number>>,
): KeyReading | undefined {
  // H alone could be anything; a syllable goes on into other words, such as a remix.
  if (base === GERMAN['h'] && names === GERMAN && after === '') return undefined;
  if (names === SYLLABLES && /^(?!m$)[\p{L}\p{N}]/u.test(after) && !/^b($|[\s_-])/.test(after))
    return undefined;
  for (const [shift, rest] of alterations(after, names !== GERMAN)) {
    const tonic = (base + shift + 12) % 12;
    if (/^\s*-$/.test(rest)) {
      const taken = `${text.replace(/\s*-$/, '')} minor`;
      return { key: { tonic, mode: 'minor' }, note: words.notes['key-minus']({ text, taken }) };
    }
    const mode = modeOf(rest, text);
    if (mode) return { key: { tonic, mode } };
  }
  return undefined;
}

/** What may follow a tonic as [semitones, rest]: an accidental, or none. */
function* alterations(after: string, hasAccidentals: boolean): Generator<[shift: number, rest: string]> {
  if (hasAccidentals) {
    for (const [pattern, shift] of ACCIDENTALS) {
      const match = pattern.exec(after);
      if (match) yield [shift, after.slice(match[0].length)];
    }
    const flat = /^\s*b/.exec(after);
    if (flat) yield [-1, after.slice(flat[0].length)];
  }
  yield [0, after];
}

function modeOf(rest: string, text: string): Mode | undefined {
  const word = rest
    .replace(/[\s_-]+/g, ' ')
    .replace(/\.$/, '')
    .trim();
  // Of a single letter the case counts.
  if (word === 'm' && /[^\p{L}]*M$/u.test(text)) return 'major';
  return MODE_WORDS.get(word);
}
