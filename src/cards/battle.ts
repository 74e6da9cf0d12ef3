/** What is told of a battle. Who handed what in is told once it is done, and not before. */
import { roundsOf } from '../battle/index.ts';
import { type Battle, type BattleMatchRow, type BattleState, ERASED, type Store } from '../store/index.ts';

export interface EntryCard {
  readonly id: string;
  /** What it is called; there are none before the votes. */
  readonly number?: number;
  /** Of battles that are done: whose it is. */
  readonly memberId?: string;
  readonly name?: string;
  readonly seconds?: number;
  readonly votes?: number;
  readonly place?: number;
  readonly points?: number;
}

export interface BattleCard
  extends Pick<Battle, 'id' | 'kind' | 'title' | 'phase' | 'round' | 'rules' | 'createdAt'> {
  /** Absent once their data was erased. */
  readonly hostId?: string;
  /** Rounds of votes in all. */
  readonly rounds: number;
  readonly deadline?: Date;
  readonly reason?: NonNullable<Battle['reason']>;
  readonly season?: string;
  /** By place once it is done; by number while votes are taken. */
  readonly entries: readonly EntryCard[];
  /** Of the round, those that meet somebody; all of them once it is done. */
  readonly matches: readonly BattleMatchRow[];
  /** Members who have voted in the round. */
  readonly voters: number;
  /** Where it is shown. */
  readonly place?: { readonly channelId: string; readonly messageId: string };
  readonly threadId?: string;
  readonly revision: number;
}

/** `undefined`: it is gone. */
export async function battleCard(store: Store, battleId: string): Promise<BattleCard | undefined> {
  const state = await store.battles.state(battleId);
  return state && cardOf(state);
}

function cardOf({ battle, entries, matches, voters }: BattleState): BattleCard {
  const { id, kind, title, phase, round, rules, hostId, createdAt, revision } = battle;
  const { deadline, reason, season, channelId, messageId, threadId } = battle;
  const isDone = phase === 'done';
  const running = entries.filter(({ number }) => number !== null);
  const shown = phase === 'preparing' || phase === 'open' ? entries : running;
  const cards = shown.map((entry): EntryCard => {
    const { number, memberId, name, seconds, votes, place, points } = entry;
    return {
      id: entry.id,
      ...(number !== null && { number }),
      ...(seconds !== null && { seconds }),
      ...(isDone && {
        ...(memberId !== null && { memberId }),
        ...(name !== null && { name }),
        ...(votes !== null && { votes }),
        ...(place !== null && { place }),
        ...(points !== null && { points }),
      }),
    };
  });
  const order = ({ place, number }: EntryCard) => place ?? number ?? 0;
  return {
    ...{ id, kind, title, phase, round, rules, createdAt, revision },
    ...(hostId !== ERASED && { hostId }),
    rounds:
      kind === 'bracket'
        ? Math.max(...matches.map((match) => match.round), roundsOf(Math.max(2, running.length)))
        : 1,
    ...(deadline !== null && { deadline }),
    ...(reason !== null && { reason }),
    ...(season !== null && { season }),
    entries: phase === 'open' ? cards : cards.sort((a, b) => order(a) - order(b)),
    matches: matches.filter(
      (match) => isDone || (match.round === round && match.a !== null && match.b !== null),
    ),
    voters: voters.filter((voter) => voter.round === round).length,
    ...(channelId !== null && messageId !== null && { place: { channelId, messageId } }),
    ...(threadId !== null && { threadId }),
  };
}
