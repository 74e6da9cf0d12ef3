import type { Score, Style } from '../../music/index.ts';
import { exampleOf, tableOf } from './count.ts';
import type { StylePrior } from './ngram.ts';

/** What a style's songs have in common, counted. */
export function priorOf(style: Style, songs: readonly Score[]): StylePrior {
  return { style, evidence: { style: tableOf(songs.map(exampleOf)), styleWeight: Number.POSITIVE_INFINITY } };
}
