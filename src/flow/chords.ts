/** Lyrics as guitarists write them: without the chords over and in the lines, and without tablature. */

const ROOT = '[A-H][#b♯♭]?';
const CHORD = `${ROOT}(?:maj|min|dim|aug|sus|add|m|M|[-+°øΔ])?(?:maj|sus|add|dim|M|[#b♯♭]?\\d{1,2}){0,4}(?:\\/${ROOT})?`;
/** `[Am]`, as ChordPro has it, also within a word. */
const IN_LINE = new RegExp(`\\[${CHORD}\\]`, 'gu');
const ALONE = new RegExp(`^${CHORD}\\*?$`, 'u');
/** What stands among chords: bars, repeats, no chord. */
const BETWEEN = /^(?:[|:/.%~–-]+|[x×]\d+|N\.?C\.?)$/iu;
/** A letter by itself may be a word. */
const LETTER = /^[A-H]$/;
/** So many lines of chords make it a sheet; a single one may be a line of letters. */
const LEAST_LINES = 2;
const TABLATURE = /^\s*[A-Ga-g][#b]?\s*[|:][-\d|hpbrxs~/\\().*^\s]{6,}$/;
const TAB_BEGINS = /^\s*\{\s*(?:start_of_(?:tab|grid)|sot|sog)\b/i;
const TAB_ENDS = /^\s*\{\s*(?:end_of_(?:tab|grid)|eot|eog)\b/i;
/** A heading of Markdown, and a remark of ChordPro. */
const REMARK = /^#+(?:\s.*)?$/;

export function withoutChords(lines: readonly string[]): string[] {
  const isSheet = lines.filter(isSureChords).length >= LEAST_LINES;
  let isTab = false;
  return lines.flatMap((line) => {
    if (TAB_BEGINS.test(line)) isTab = true;
    const isLeftOut = isTab || TABLATURE.test(line) || (isSheet && isChords(line));
    if (TAB_ENDS.test(line)) isTab = false;
    if (isLeftOut) return [];
    return [REMARK.test(line) ? '' : line.replace(IN_LINE, '')];
  });
}

function chordsIn(line: string): string[] | undefined {
  const tokens = line.replace(/[()]/g, ' ').trim().split(/\s+/u);
  const chords = tokens.filter((token) => !BETWEEN.test(token));
  return chords.length > 0 && chords.every((token) => ALONE.test(token)) ? chords : undefined;
}

const isChords = (line: string) => chordsIn(line) !== undefined;

function isSureChords(line: string): boolean {
  const chords = chordsIn(line) ?? [];
  return chords.length > 1 || chords.some((chord) => !LETTER.test(chord));
}
