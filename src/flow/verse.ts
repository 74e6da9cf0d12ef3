/** Lyrics as people write them down, read into stanzas of lines of words. */
import { BeatwrightError } from '../words/index.ts';
import { linesOf } from './lines.ts';

/** The longest lyrics that are read, in characters: several songs. */
export const MAX_LYRICS = 60_000;
/** No bar holds more words, and no word that anybody raps has more letters. */
const MOST_WORDS = 60;
const LONGEST_WORD = 40;
/** Fewer lines than these say little of how somebody raps. */
const FEWEST_LINES = 4;

/** The words of a line, in lower case, without marks but apostrophes within them. */
export type Words = readonly string[];

export interface Verse {
  /** Lines that belong together: those between blank lines or headers. */
  readonly stanzas: readonly (readonly Words[])[];
  /** Shouts in parentheses, which are no part of the line's own rhythm. */
  readonly adLibs: number;
}

/**
 * Reads lyrics. Headers such as `[Verse 1]` and `Chorus:` and shouts in parentheses are left out.
 * @throws BeatwrightError `lyrics-too-long`, `lyrics-too-short`, `lyrics-long-line`.
 */
export function readVerse(text: string): Verse {
  if (text.length > MAX_LYRICS) {
    throw new BeatwrightError('lyrics-too-long', { characters: text.length, most: MAX_LYRICS });
  }
  let adLibs = 0;
  const stanzas: Words[][] = [[]];
  for (const written of linesOf(withoutAdLibs(text, () => adLibs++))) {
    const line = written.replace(BRACKETS, ' ');
    const words = isHeader(line) ? [] : wordsOf(line);
    if (words.length > 0) stanzas.at(-1)!.push(words);
    // A line that was only a shout is no pause.
    else if (!line.includes(SHOUT)) stanzas.push([]);
  }
  const filled = stanzas.filter((stanza) => stanza.length > 0);
  const lines = filled.reduce((sum, stanza) => sum + stanza.length, 0);
  if (lines < FEWEST_LINES) {
    throw new BeatwrightError('lyrics-too-short', { lines, least: FEWEST_LINES });
  }
  const longest = Math.max(...filled.flat().map((words) => words.length));
  if (longest > MOST_WORDS) throw new BeatwrightError('lyrics-long-line', { words: longest });
  return { stanzas: filled, adLibs };
}

/** Stands where a shout was. */
const SHOUT = '\0';

function withoutAdLibs(text: string, count: () => void): string {
  // A parenthesis that is never closed ends with its line.
  return text.replaceAll(SHOUT, ' ').replace(/[(（][^()（）\n\r]*[)）]?|\*[^*\n\r]+\*/gu, (shout) => {
    if (/\p{L}/u.test(shout)) count();
    return ` ${SHOUT} `;
  });
}

/** Headers and remarks, which may share a line with words. */
const BRACKETS = /[[{【][^\]}】]*[\]}】]?/gu;

const SECTIONS =
  /^(?:intro|verse|pre-?chorus|chorus|hook|refrain|bridge|interlude|breakdown|outro|strophe|couplet|verso|estrofa|estribillo|coro|puente|strofa|ritornello|ponte|refrão|куплет|припев|бридж|вступление)(?:\s+(?:\d+|[ivx]+|one|two|three|four))?\s*(?:[:：].*)?$/iu;

function isHeader(line: string): boolean {
  const text = line.trim();
  return /^[#=\-–—_~*.\s]+$/u.test(text) || SECTIONS.test(text);
}

function wordsOf(line: string): string[] {
  const plain = line
    .normalize('NFC')
    .replace(/[‘’ʼ´`]/gu, "'")
    .toLowerCase();
  const words = plain.match(/'?[\p{L}\p{M}\p{N}]+(?:['.&][\p{L}\p{M}\p{N}]+)*'?/gu) ?? [];
  return words.map((word) => word.slice(0, LONGEST_WORD));
}
