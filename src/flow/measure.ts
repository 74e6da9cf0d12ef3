/** What lyrics say of how somebody raps. */
import { BeatwrightError } from '../words/index.ts';
import { type Endings, endings } from './endings.ts';
import { lyricsIn } from './formats.ts';
import { loadPronunciation, type Pronounce } from './pronounce.ts';
import { isRepeated, multiRhymes, type Placed, perfectPairs, type Sung } from './rhyme.ts';
import { syllablesBySpelling } from './scripts.ts';
import { readVerse, type Verse, type Words } from './verse.ts';

/** How somebody raps: plain data. */
export interface Flow {
  /** Only English is listened to for rhymes. */
  readonly language: 'english' | 'other';
  readonly lines: number;
  /** Shouts in parentheses, which are not counted in. */
  readonly adLibs: number;
  /** Syllables a line: the mean, and between which two numbers eight of ten lines lie. */
  readonly syllables: { readonly mean: number; readonly low: number; readonly high: number };
  readonly rhyming?: Rhyming;
}

export interface Rhyming extends Endings {
  /** Share of the syllables that take part in rhymes of two or more syllables, 0–1. */
  readonly density: number;
  /** Syllables of the longest rhyme; 0 without any. */
  readonly longest: number;
  /** Shares of rhymes that fall into each quarter of their line; all 0 without any. */
  readonly where: readonly [number, number, number, number];
}

/**
 * English lyrics have at least these shares of words that the dictionary knows and of small English words. The
 * dictionary alone would not do: it knows many names, and with them two thirds of Italian or Spanish lyrics.
 */
const ENGLISH = { known: 0.75, small: 0.15 };
/** How many lines back a rhyme is heard. */
const NEARBY = 2;

/**
 * Measures lyrics, one line below the other: plain, timed (LRC, SRT, WebVTT), with chords (above the lines or as ChordPro),
 * RTF, or copied from a site.
 * @throws BeatwrightError `lyrics-format`, `lyrics-too-long`, `lyrics-too-short`, `lyrics-long-line`, `lyrics-unreadable`.
 */
export async function measureFlow(text: string): Promise<Flow> {
  const verse = readVerse(lyricsIn(text));
  const counts = verse.stanzas.flat().map(countBySpelling);
  if (counts.every((count) => count === 0)) {
    throw new BeatwrightError('lyrics-unreadable');
  }
  const pronounce = await loadPronunciation();
  return isEnglish(verse, pronounce)
    ? english(verse, pronounce)
    : { language: 'other', ...basics(verse, counts) };
}

function english(verse: Verse, pronounce: Pronounce): Flow {
  const stanzas = verse.stanzas.map((stanza) => stanza.map((words) => sing(words, pronounce)));
  const counts = stanzas.flat().map((line) => line.length);
  return { language: 'english', ...basics(verse, counts), rhyming: rhyming(stanzas) };
}

function basics({ adLibs }: Verse, counts: readonly number[]): Pick<Flow, 'lines' | 'adLibs' | 'syllables'> {
  const sorted = counts.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return { lines: counts.length, adLibs, syllables: { mean: rounded(mean), low: at(0.1), high: at(0.9) } };
}

function countBySpelling(words: Words): number {
  return words.reduce((sum, word) => sum + (syllablesBySpelling(word) ?? 0), 0);
}

function isEnglish({ stanzas }: Verse, pronounce: Pronounce): boolean {
  const words = stanzas.flat(2).filter((word) => /\p{L}/u.test(word));
  const share = (is: (word: string) => boolean) => words.filter(is).length / Math.max(1, words.length);
  return (
    share((word) => pronounce(word).isKnown) >= ENGLISH.known &&
    share((word) => SMALL.has(word)) >= ENGLISH.small
  );
}

/** A line as sounds. Small words have no stress of their own, except where the line ends on one. */
function sing(words: Words, pronounce: Pronounce): Placed[] {
  return words.flatMap((word, wordAt) => {
    const { syllables } = pronounce(word);
    const isEnd = wordAt === words.length - 1;
    return syllables.map((syllable, inWord) => ({
      ...syllable,
      stressed: syllables.length > 1 ? syllable.stressed : isEnd || !SMALL.has(word),
      word,
      wordAt,
      inWord,
    }));
  });
}

/** Words of one syllable that a line rarely leans on. */
const SMALL: ReadonlySet<string> = new Set(
  "a an and are as at be been but by can can't could did do does for from get got had has have he her him his i i'd i'll i'm i've if in is it it's its just me my no nor not of on or our she so than that that's the their them then there they they're this to too up us was we we're were what when who will with would ya yeah you you're your".split(
    ' ',
  ),
);

function rhyming(stanzas: readonly (readonly Sung[])[]): Rhyming {
  const rhymed = new Map<Sung, Set<number>>();
  const landings = new Map<Sung, Set<number>>();
  const add = (where: Map<Sung, Set<number>>, line: Sung, at: number) => {
    const known = where.get(line) ?? new Set();
    where.set(line, known.add(at));
  };
  let longest = 0;
  for (const stanza of stanzas) {
    stanza.forEach((line, lineAt) => {
      for (const earlier of stanza.slice(Math.max(0, lineAt - NEARBY), lineAt + 1)) {
        for (const { from, to, with: other, length } of multiRhymes(line, earlier)) {
          longest = Math.max(longest, length);
          let landing = from;
          for (let at = from; at < to; at++) {
            const twin = other + at - from;
            if (isRepeated(line[at]!, earlier[twin]!)) continue;
            add(rhymed, line, at);
            add(rhymed, earlier, twin);
            if (line[at]!.stressed) landing = at;
          }
          add(landings, line, landing);
          add(landings, earlier, other + landing - from);
        }
      }
      for (const at of perfectPairs(line).flat()) add(landings, line, at);
    });
  }
  const ends = endings(stanzas, (line) => add(landings, line, lastStress(line)));
  const all = stanzas.flat();
  const total = all.reduce((sum, line) => sum + line.length, 0);
  const inRhymes = all.reduce((sum, line) => sum + (rhymed.get(line)?.size ?? 0), 0);
  return { density: rounded(inRhymes / total), longest, where: quarters(landings), ...ends };
}

function lastStress(line: Sung): number {
  return Math.max(
    0,
    line.findLastIndex(({ stressed }) => stressed),
  );
}

function quarters(landings: ReadonlyMap<Sung, ReadonlySet<number>>): Rhyming['where'] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  let sum = 0;
  for (const [line, places] of landings) {
    for (const at of places) {
      counts[Math.min(3, Math.floor((4 * (at + 0.5)) / line.length)) as 0 | 1 | 2 | 3] += 1;
      sum += 1;
    }
  }
  const [a, b, c, d] = counts.map((count) => rounded(count / Math.max(1, sum))) as typeof counts;
  return [a, b, c, d];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
