/**
 * What the words of a name say about the part that is played: names of tracks, instruments and files, in
 * the languages that producers write. Words are read whole: a bassoon is no bass.
 */
import { type Points, TRACK_PARTS, type TrackPart } from './part-points.ts';
import { BASS_OF_808, CLOSED_HAT_OR_CHANNEL, type Meaning, VOCABULARY } from './part-vocabulary.ts';
import type { Drum } from './score.ts';

export interface NameEvidence {
  readonly points: Points;
  /** The single drums that are named, in order. */
  readonly drums: readonly Drum[];
}

const MOST_WORDS = 4;
/** Endings that compounds have in names: `drumloop`, `bassline`, `pianotrack`. */
const ENDINGS = ['loop', 'loops', 'line', 'track', 'part', 'pattern', 'midi', 'spur', 's'];
/** Scripts that write words without spaces between them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  VOCABULARY.flatMap(([meaning, words]) =>
    words.split(',').map((word) => [folded(word.trim()), meaning] as const),
  ),
);
const UNSPACED_WORDS = [...MEANINGS.keys()]
  .filter((word) => UNSPACED.test(word))
  .sort((a, b) => b.length - a.length);

/** The evidence in a name. The last word that says something says most: a bass drum is a drum. */
export function evidenceOfName(name: string): NameEvidence {
  const found = meaningsIn(wordsOf(name));
  const points: Partial<Record<TrackPart, number>> = {};
  const drums: Drum[] = [];
  for (const [i, meaning] of found.entries()) {
    for (const part of TRACK_PARTS) {
      const value = meaning.points[part];
      if (value === undefined) continue;
      const weighed = i === found.length - 1 && value > 0 ? value + 0.7 : value;
      points[part] = Math.max(points[part] ?? Number.NEGATIVE_INFINITY, weighed);
    }
    if (meaning.drum && !drums.includes(meaning.drum)) drums.push(meaning.drum);
  }
  return { points, drums };
}

/** Words of a name that say together what part it is. */
export interface PartPhrase {
  /** The place of the first of them among the words, and how many there are. */
  readonly at: number;
  readonly count: number;
  readonly points: Points;
}

/** The phrases in words, as `wordsOf` gives them, that say something about a part. */
export function partPhrasesOf(words: readonly string[]): PartPhrase[] {
  const found: PartPhrase[] = [];
  for (let at = 0; at < words.length; ) {
    const [count, meanings] = longestAt(words, at);
    for (const { points } of meanings) {
      if (Object.keys(points).length > 0) found.push({ at, count, points });
    }
    at += count;
  }
  return found;
}

/** Whether a text has a word that says something about a part. */
export function hasPartWord(text: string): boolean {
  return meaningsIn(wordsOf(text)).length > 0;
}

/** The words of a name, folded: camel case, and letters beside digits, are words of their own. */
export function wordsOf(name: string): string[] {
  const spaced = name
    .replace(/&/g, ' and ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2');
  return folded(spaced).match(/[\p{L}\p{M}ー]+|\p{N}+/gu) ?? [];
}

/** Lower case, without accents on Latin and Cyrillic letters. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

function meaningsIn(words: readonly string[]): Meaning[] {
  const found: Meaning[] = [];
  for (let at = 0; at < words.length; ) {
    const [count, meanings] = longestAt(words, at);
    found.push(...meanings.filter(({ points }) => Object.keys(points).length > 0));
    at += count;
  }
  const isMachine = found.some((one) => one !== BASS_OF_808 && (one.points.drums ?? 0) > 1);
  return isMachine ? found.filter((one) => one !== BASS_OF_808) : found;
}

/** How many words from a place on are read together, and what they mean. */
function longestAt(words: readonly string[], at: number): [count: number, meanings: Meaning[]] {
  if (words[at] === 'ch') return [1, words.length === 1 ? [CLOSED_HAT_OR_CHANNEL] : []];
  for (let count = Math.min(MOST_WORDS, words.length - at); count > 0; count--) {
    const phrase = words.slice(at, at + count).join(' ');
    const meaning = MEANINGS.get(phrase) ?? MEANINGS.get(withoutEnding(phrase));
    if (meaning) return [count, [meaning]];
  }
  return [1, UNSPACED.test(words[at]!) ? unspaced(words[at]!) : []];
}

function withoutEnding(word: string): string {
  for (const ending of ENDINGS) {
    if (word.length > ending.length + 2 && word.endsWith(ending)) {
      const rest = word.slice(0, -ending.length).trim();
      if (MEANINGS.has(rest)) return rest;
    }
  }
  return word;
}

function unspaced(word: string): Meaning[] {
  const found: Meaning[] = [];
  for (let at = 0; at < word.length; ) {
    const known = UNSPACED_WORDS.find((each) => word.startsWith(each, at));
    if (known) found.push(MEANINGS.get(known)!);
    at += known?.length ?? 1;
  }
  return found;
}
