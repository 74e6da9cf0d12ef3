/** How words sound: by the CMU pronouncing dictionary, by what slang does to its words, or by their letters. */
import { type Syllable, syllablesOf } from './sounds.ts';
import { soundsFromSpelling } from './spelling.ts';

export interface Spoken {
  readonly syllables: readonly Syllable[];
  /** Whether the dictionary knows the word, or the word that it is slang for. */
  readonly isKnown: boolean;
}

export type Pronounce = (word: string) => Spoken;

/**
 * Loads the dictionary, which takes a moment and some 30 MB.
 * http://www.speech.cs.cmu.edu/cgi-bin/cmudict
 */
export async function loadPronunciation(): Promise<Pronounce> {
  const { dictionary } = await import('cmu-pronouncing-dictionary');
  const find = (word: string): string[] | undefined =>
    Object.hasOwn(dictionary, word) ? dictionary[word]!.split(' ') : undefined;
  return (word) => {
    const sounds = find(word) ?? slang(word, find);
    return {
      syllables: syllablesOf(sounds ?? soundsOfNumber(word, find) ?? soundsFromSpelling(word)),
      isKnown: sounds !== undefined,
    };
  };
}

type Find = (word: string) => string[] | undefined;

/** `runnin'` and `runnin` for `running`, `gon'` for `gone`, `y'alls` for `y'all`, `sooo` for `so`. */
function slang(word: string, find: Find): string[] | undefined {
  const bare = word.replace(/^'|'$/g, '');
  const known = find(bare);
  if (known !== undefined) return known;
  if (/.in$/.test(bare)) {
    const full = find(`${bare}g`);
    if (full !== undefined) return full.at(-1) === 'NG' ? [...full.slice(0, -1), 'N'] : full;
  }
  const plural = /^(.+?)'?s$/.exec(bare);
  const stem = plural === null ? undefined : find(plural[1]!);
  if (stem !== undefined) return [...stem, /^(?:P|T|K|F|TH)$/.test(stem.at(-1)!) ? 'S' : 'Z'];
  const drawn = bare.replace(/(.)\1{2,}/g, '$1');
  return drawn === bare ? undefined : (find(drawn) ?? find(bare.replace(/(.)\1{2,}/g, '$1$1')));
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Numbers digit by digit, as most are rapped: `808`, `94`. */
function soundsOfNumber(word: string, find: Find): string[] | undefined {
  if (!/^\d{1,4}$/.test(word)) return undefined;
  return [...word].flatMap((digit) =>
    digit === '0' && word.length > 1 ? ['OW1'] : find(DIGITS[Number(digit)]!)!,
  );
}
