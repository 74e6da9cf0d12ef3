/** What is told of a take that is found again. */
import type { Store } from '../store/index.ts';
import { type BeatCard, beatCard, type TakeCard } from './beat.ts';

export interface ShelfCard {
  readonly beat: BeatCard;
  readonly take: TakeCard;
  readonly requestedById: string;
  readonly createdAt: Date;
}

/** A take and its beat as they are now; `undefined` once they are gone. */
export async function shelfCard(store: Store, takeId: string): Promise<ShelfCard | undefined> {
  const beat = await store.beats.ofTake(takeId);
  if (beat === undefined) return undefined;
  const card = await beatCard(store, beat);
  const take = card.takes.find(({ id }) => id === takeId);
  return take && { beat: card, take, requestedById: beat.memberId, createdAt: beat.createdAt };
}
