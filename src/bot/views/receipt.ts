/** What an erasure took away. */
import type { Receipt } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import { small } from './words.ts';

/** How much went, and the number of the receipt. */
export function receiptLines({ id, counts }: Receipt): string[] {
  const { counted, number } = words.views.receipt;
  const { artists, references, generators, lyrics, sounds, beats, entries } = counts;
  const votes = counts.votes + counts.stars;
  return [
    counted({ artists, references, generators, lyrics, sounds, beats, entries, votes }),
    small(number({ id })),
  ];
}
