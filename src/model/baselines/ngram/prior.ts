import { grammarSong } from '../../../corpus/index.ts';
import type { Score, Style } from '../../../music/index.ts';
import { languageOf } from '../../core/language.ts';
import { exampleOf, tableOf } from './count.ts';
import type { StylePrior } from './ngram.ts';

/** How many songs of the grammar a style is learned from. */
const SONGS = 200;
const priors = new Map<Style, StylePrior>();

/** What a style's songs have in common, counted. */
export function priorOf(style: Style, songs: readonly Score[]): StylePrior {
  const examples = songs.map(exampleOf);
  return {
    style,
    counts: tableOf(examples),
    language: languageOf(examples),
  };
}

/** A style as the grammar writes it; made once a thread, in about a second. */
export function stylePrior(style: Style): StylePrior {
  const known = priors.get(style);
  if (known) return known;
  const songs = Array.from({ length: SONGS }, (_, seed) => grammarSong(style, seed));
  const prior = priorOf(style, songs);
  priors.set(style, prior);
  return prior;
}
