/** What a word that no dictionary has may sound like, from its letters: right often enough for a rhyme. */
import { syllable } from 'syllable';

/** Groups of letters and their vowels, the longest first. */
const VOWEL_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:eigh|aigh|ay|ai|ey(?=.))/, 'EY'],
  [/^(?:igh|ye$|ie$)/, 'AY'],
  [/^(?:eau|oa|oe$|ow$)/, 'OW'],
  [/^(?:ou|ow)/, 'AW'],
  [/^(?:oi|oy)/, 'OY'],
  [/^(?:oo|ue|ew|ui|eu)/, 'UW'],
  [/^(?:au|aw|augh|ough)/, 'AA'],
  [/^(?:ee|ea|ie|ei|ey$)/, 'IY'],
  [/^(?:er|ir|ur|yr)(?![aeiouy])/, 'ER'],
];
const SHORT: Readonly<Record<string, string>> = { a: 'AE', e: 'EH', i: 'IH', o: 'AA', u: 'AH', y: 'IH' };
const LONG: Readonly<Record<string, string>> = { a: 'EY', e: 'IY', i: 'AY', o: 'OW', u: 'UW', y: 'AY' };
const OPEN: Readonly<Record<string, string>> = { a: 'AH', e: 'IY', i: 'IY', o: 'OW', u: 'UW', y: 'IY' };

const CONSONANTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:tch|ch)/, ['CH']],
  [/^(?:dge|j)/, ['JH']],
  [/^(?:sh|ti(?=on)|ci(?=ou|al))/, ['SH']],
  [/^th/, ['TH']],
  [/^ph/, ['F']],
  [/^(?:ck|k+|qu?|c(?![eiy])c?)/, ['K']],
  [/^ng(?![aeiouy])/, ['NG']],
  [/^gh/, []],
  [/^x/, ['K', 'S']],
  [/^(?:s+|c(?=[eiy]))/, ['S']],
  [/^z+/, ['Z']],
  [/^b+/, ['B']],
  [/^d+/, ['D']],
  [/^f+/, ['F']],
  [/^g+/, ['G']],
  [/^h/, ['HH']],
  [/^l+/, ['L']],
  [/^m+/, ['M']],
  [/^n+/, ['N']],
  [/^p+/, ['P']],
  [/^(?:r+|wr)/, ['R']],
  [/^t+/, ['T']],
  [/^v+/, ['V']],
  [/^w/, ['W']],
];

/**
 * Sounds in ARPAbet with as many vowels as `syllable` counts. The stress is guessed to lie on the first
 * syllable. Digits and signs sound as one unstressed syllable each.
 */
export function soundsFromSpelling(word: string): string[] {
  const letters = word.normalize('NFD').replace(/[^a-z]/g, '');
  const sounds: string[] = [];
  let rest = letters;
  while (rest !== '') {
    const [taken, sound] = vowelAt(rest, letters) ?? consonantsAt(rest);
    sounds.push(...sound);
    rest = rest.slice(taken);
  }
  return withVowels(sounds, Math.max(1, syllable(letters)));
}

/** How many letters a vowel takes and what it sounds like; undefined if none begins here. */
function vowelAt(rest: string, whole: string): [number, string[]] | undefined {
  if (rest.length === whole.length && /^y[aeiou]/.test(rest)) return [1, ['Y']];
  for (const [letters, sound] of VOWEL_LETTERS) {
    const found = letters.exec(rest);
    if (found !== null) return [found[0].length, [sound]];
  }
  const letter = rest[0]!;
  if (!(letter in SHORT)) return undefined;
  // A silent e at the end makes the vowel before it long.
  if (rest === 'e' && rest !== whole) return [1, []];
  if (/^.[^aeiouwxy]e$/.test(rest)) return [1, [LONG[letter]!]];
  if (rest.length === 1) return [1, [rest === whole || whole.length <= 3 ? LONG[letter]! : OPEN[letter]!]];
  return [1, [SHORT[letter]!]];
}

function consonantsAt(rest: string): [number, readonly string[]] {
  for (const [letters, sounds] of CONSONANTS) {
    const found = letters.exec(rest);
    if (found !== null) return [found[0].length, sounds];
  }
  return [1, []];
}

/** With stress marks, and with vowels left out at the end or put there until there are `count`. */
function withVowels(sounds: readonly string[], count: number): string[] {
  let seen = 0;
  const marked = sounds.flatMap((sound) => {
    if (!isVowelName(sound)) return [sound];
    seen += 1;
    return seen > count ? [] : [`${sound}${seen === 1 ? 1 : 0}`];
  });
  for (; seen < count; seen++) marked.push(seen === 0 ? 'AH1' : 'AH0');
  return marked;
}

function isVowelName(sound: string): boolean {
  return /^[AEIOU]/.test(sound);
}
