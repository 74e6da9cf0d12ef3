/** Lyrics and the flow that is measured from them. */
import { count } from '../text.ts';

export const errors = {
  'lyrics-not-text':
    'This is not a plain text file. Save the lyrics as .txt, one line per bar, or paste them instead of a file.',
  'lyrics-too-long': ({ characters, most }: { characters: number; most: number }) =>
    `These lyrics have ${count(characters, 'character')}; the limit is ${most.toLocaleString('en')}. A few verses are enough.`,
  'lyrics-too-short': ({ lines, least }: { lines: number; least: number }) =>
    `These lyrics have only ${count(lines, 'line')}; at least ${least} are needed to measure a flow. Write one line per bar.`,
  'lyrics-long-line': ({ words }: { words: number }) =>
    `One line of these lyrics has ${count(words, 'word')}, more than fit in a bar. Write one line per bar.`,
  'lyrics-unreadable':
    'The syllables of these lyrics cannot be counted. Write them in Latin, Cyrillic, Greek, Korean, Japanese or Chinese script.',
};
