/**
 * Rhymes between runs of syllables. After Hirjee and Brown, "Using Automated Rhyme Detection to Characterize
 * Rhyming Style in Rap Music" (Empirical Musicology Review 5(4), 2010): a syllable is its vowel, the consonants
 * that close it, and its stress; a pair of syllables scores by how much its agreement is worth, in bits; runs of
 * agreeing pairs whose sum is high enough rhyme. Theirs learns the scores from rhymed lyrics and lets noise into
 * long rhymes; here the worth of an agreement is how rarely chance brings it, and vowels must agree throughout.
 */
import { isSameKind, type Syllable, type Vowel } from './sounds.ts';

/** A syllable in its line. */
export interface Placed extends Syllable {
  /** The word it is of, as it is written. */
  readonly word: string;
  /** Which word of the line, from 0, and which syllable of the word. */
  readonly wordAt: number;
  readonly inWord: number;
}

/** A line as sounds. */
export type Sung = readonly Placed[];

/** A run of syllables that rhymes with an earlier one: ends are exclusive. */
export interface Rhyme {
  readonly from: number;
  readonly to: number;
  /** Where the other one begins, in its line. */
  readonly with: number;
  /** Syllables that agree, without words that are merely repeated. */
  readonly length: number;
}

/** −log2 of each vowel's share of the stressed syllables in the CMU dictionary. */
const WORTH: Readonly<Record<Vowel, number>> = {
  AA: 2.5,
  AE: 3.1,
  AH: 4.4,
  AW: 5.8,
  AY: 4,
  EH: 2.8,
  ER: 5,
  EY: 3.7,
  IH: 3.1,
  IY: 3.7,
  OW: 3.9,
  OY: 7.2,
  UH: 6.4,
  UW: 4.4,
};
/** The same for unstressed ones: most are a schwa, and of the others only these two are common. */
const UNSTRESSED: Partial<Readonly<Record<Vowel, number>>> = { AH: 0.8, IH: 0.8, EH: 0.8, ER: 2.8, IY: 2.9 };
const RARELY_UNSTRESSED = 4.5;
/** What agreeing codas are worth, and what it costs that they share nothing. */
const CODA = { same: 2, none: 0.5, other: -1.5 };
/** What it is worth that the consonants within a word agree too, as in matter and scatter. */
const INNER = 1.5;

/**
 * Bits that a run needs: the most in another line, less in its own, which offers a quarter of the places to
 * rhyme with by accident, and the least at the ends of both lines, where a rhyme is looked for anyway.
 */
const NEEDED = { elsewhere: 8, sameLine: 6, ends: 4.5 };
/** Bits that the ends of two lines need from their last stress on. */
const ENDS = 3;

/** Bits for a pair of syllables; undefined if their vowels differ. */
export function agreement(a: Syllable, b: Syllable): number | undefined {
  if (a.vowel !== b.vowel && !(isWeak(a) && isWeak(b))) return undefined;
  return vowels(a, b) + codas(a.coda, b.coda);
}

function vowels(a: Syllable, b: Syllable): number {
  if (a.stressed && b.stressed) return WORTH[a.vowel];
  if (a.stressed || b.stressed) return WORTH[a.vowel] / 2;
  return UNSTRESSED[a.vowel] ?? RARELY_UNSTRESSED;
}

/** Unstressed short vowels all turn into much the same. */
function isWeak({ vowel, stressed }: Syllable): boolean {
  return !stressed && (vowel === 'AH' || vowel === 'IH' || vowel === 'EH');
}

function codas(a: readonly string[], b: readonly string[]): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return CODA.none;
  let alike = 0;
  a.forEach((sound, i) => {
    const other = b[i];
    if (other !== undefined) alike += sound === other ? 1 : isSameKind(sound, other) ? 0.6 : 0;
  });
  return CODA.other + (CODA.same - CODA.other) * (alike / longest);
}

/**
 * Rhymes of two or more syllables between a line and one before it; or within one, if both are the same.
 * Every run is as long as it can be.
 */
export function multiRhymes(line: Sung, earlier: Sung): Rhyme[] {
  const found: Rhyme[] = [];
  const isOne = line === earlier;
  for (let shift = isOne ? 1 : -(earlier.length - 1); shift < line.length; shift++) {
    let at = Math.max(0, shift);
    while (at < line.length && at - shift < earlier.length) {
      const run = runFrom(line, earlier, at, shift, isOne);
      if (run.rhyme !== undefined) found.push(run.rhyme);
      at = run.next;
    }
  }
  return found;
}

function runFrom(line: Sung, earlier: Sung, from: number, shift: number, isOne: boolean) {
  let bits = 0;
  let length = 0;
  let stressed = 0;
  let first = -1;
  let last = -1;
  let to = from;
  for (; to < line.length && to - shift < earlier.length; to++) {
    // Within a line a run must not reach into its own echo.
    if (isOne && first >= 0 && to - shift >= first) break;
    const [a, b] = [line[to]!, earlier[to - shift]!];
    if (isRepeated(a, b)) continue;
    const pair = agreement(a, b);
    if (pair === undefined) break;
    const isInner = a.inWord > 0 && b.inWord > 0 && last === to - 1;
    if (isInner && a.onset.join(' ') === b.onset.join(' ')) bits += INNER;
    if (first < 0) first = to;
    last = to;
    bits += pair;
    length += 1;
    if (a.stressed && b.stressed) stressed += 1;
  }
  const atEnds = last === line.length - 1 && last - shift === earlier.length - 1 && !isOne;
  const needed = isOne ? NEEDED.sameLine : atEnds ? NEEDED.ends : NEEDED.elsewhere;
  const isRhyme = length >= 2 && stressed > 0 && bits >= needed;
  const rhyme: Rhyme = { from: first, to: last + 1, with: first - shift, length };
  return { next: Math.max(to, from) + 1, ...(isRhyme ? { rhyme } : {}) };
}

/** The same syllable of the same word: a repetition, no rhyme. */
export function isRepeated(a: Placed, b: Placed): boolean {
  return a.word === b.word && a.inWord === b.inWord;
}

/** Whether two lines end alike: by rhyme, or by the same word. */
export function endsRhyme(a: Sung, b: Sung): boolean {
  let bits = 0;
  for (let back = 1; back <= Math.min(a.length, b.length); back++) {
    const [mine, other] = [a[a.length - back]!, b[b.length - back]!];
    const pair = agreement(mine, other);
    if (pair === undefined) return false;
    bits += pair;
    if (mine.stressed && other.stressed) return bits >= ENDS;
    if (mine.stressed || other.stressed) return bits >= NEEDED.ends;
  }
  return false;
}

/** Single syllables of one line that rhyme perfectly: same vowel, same coda, both stressed; pairs of places. */
export function perfectPairs(line: Sung): [number, number][] {
  const pairs: [number, number][] = [];
  line.forEach((a, i) => {
    if (!a.stressed || a.coda.length === 0 || !isLast(line, i)) return;
    for (let j = i + 1; j < line.length; j++) {
      const b = line[j]!;
      if (!b.stressed || b.vowel !== a.vowel || b.word === a.word || !isLast(line, j)) continue;
      if (a.coda.join(' ') === b.coda.join(' ') && a.onset.join(' ') !== b.onset.join(' '))
        pairs.push([i, j]);
    }
  });
  return pairs;
}

/** Whether the syllable is its word's last. */
function isLast(line: Sung, at: number): boolean {
  return line[at + 1]?.wordAt !== line[at]!.wordAt;
}
