/** Lyrics in the forms in which people keep them, found by what stands in them: timed, with chords, off a site. */
import { BeatwrightError } from '../words/index.ts';
import { withoutChords } from './chords.ts';
import { linesOf } from './lines.ts';
import { isRtf, rtfText } from './rtf.ts';
import { isSubtitles, subtitleLines } from './subtitles.ts';

/** Times of words and syllables in enhanced LRC: `<00:12.40>`. Those in square brackets go with all brackets. */
const WORD_TIMES = /<\d{1,3}:\d{2}(?:[.:]\d{1,3})?>/g;
/** How often a line is sung. */
const REPEATED = /[([]\s*(?:[x×]\s?\d{1,2}|\d{1,2}\s?[x×])\s*[)\]]/giu;
const PAGE = /^\s*(?:<!doctype\s+html|<html)\b/i;
const TAGS = /<\/?(?:div|p|br|span|table|tr|td|li|ul|body|html|head|script|style|meta|h[1-6])\b[^<>\n]*>/gi;
/** A text with so many tags is a web page's. */
const MOST_TAGS = 2;

/**
 * What is sung, one line below the other, with headers in brackets and shouts in parentheses as they are.
 * @throws BeatwrightError `lyrics-format` for texts that are made for programs, by their name.
 */
export function lyricsIn(text: string): string {
  if (/^\s*%PDF-/.test(text)) throw new BeatwrightError('lyrics-format', { format: 'pdf' });
  if (/^\s*<(?:\?xml|tt)\b/.test(text)) throw new BeatwrightError('lyrics-format', { format: 'xml' });
  const lines = linesOf(isRtf(text) ? rtfText(text) : text);
  if (isSubtitles(lines)) return subtitleLines(lines).join('\n');
  if (PAGE.test(text) || (text.match(TAGS)?.length ?? 0) > MOST_TAGS) {
    throw new BeatwrightError('lyrics-format', { format: 'html' });
  }
  return withoutChords(withoutSite(lines))
    .map((line) => line.replace(WORD_TIMES, '').replace(REPEATED, ' '))
    .join('\n');
}

/** Lines that sites put around lyrics, and their ends where they run into a line. */
const AROUND = [
  /^\d[\d.,]*[KM]? Contributors?.*$/,
  /^See .{1,80} Live\s*Get tickets as low as \$\d+/,
  /^You might also like(?=$|[A-Z[("'])/,
  /(?<=\S)You might also like$/,
  /^(?:Submit Corrections|Writer\(s\):.*|Lyrics (?:licensed|provided|powered) .*|\*+ ?This Lyrics is NOT .*)$/i,
];
/** How a site ends what is copied, with a count before it. */
const END = /\d{0,6}(?:\.\d{1,3})?[KM]?Embed$/;

function withoutSite(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.flatMap((line, i) => {
    let rest = line.trim();
    if (i === last) rest = rest.replace(END, '');
    // What runs into another is cut off first, so that the other is found.
    for (const around of AROUND) rest = rest.replace(around, '');
    // Chords stand over their syllables: what was not changed keeps its spaces.
    if (rest === line.trim()) return [line];
    return rest === '' ? [] : [rest];
  });
}
