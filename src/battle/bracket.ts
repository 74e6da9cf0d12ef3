/** Brackets: rounds of two against two, until one is left. */
import { type Contender, placed, type Standing } from './points.ts';

/** How many entries there may be. */
export const BRACKET_SIZES = [4, 8, 16] as const;

/** Two that meet; who meets nobody goes on. */
export interface Match {
  /** From 1. */
  readonly round: number;
  /** From 0, within the round: the winners of 0 and 1 meet in 0 of the next. */
  readonly place: number;
  readonly a: string | null;
  readonly b: string | null;
}

/** A match that is over; `null` where nobody was left in it. */
export interface DecidedMatch extends Match {
  readonly winner: string | null;
}

/** Rounds that so many entries take. */
export function roundsOf(entries: number): number {
  return Math.max(1, Math.ceil(Math.log2(entries)));
}

/**
 * Who meets whom at first: the bracket is the smallest that fits, and the first of `ids` meet nobody where there are fewer
 * than it has places, as far from each other as can be.
 */
export function firstRound(ids: readonly string[]): Match[] {
  const order = seeding(2 ** roundsOf(ids.length));
  return pairsOf(
    order.map((seed) => ids[seed] ?? null),
    1,
  );
}

/** Who meets whom after a round, whose matches are in their order. */
export function nextRound(decided: readonly DecidedMatch[]): Match[] {
  const round = (decided[0]?.round ?? 0) + 1;
  const winners = [...decided].sort((a, b) => a.place - b.place).map(({ winner }) => winner);
  return pairsOf(winners, round);
}

/** More votes win, and of two with as many the earlier entry. Whoever is not among the contenders any more has lost. */
export function decide(
  match: Match,
  contenders: ReadonlyMap<string, Contender>,
  votes: ReadonlyMap<string, number>,
): DecidedMatch {
  const there = [match.a, match.b].flatMap((id) => (id === null ? [] : (contenders.get(id) ?? [])));
  const [first, second] = there.sort(
    (a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0) || a.order - b.order,
  );
  return { ...match, winner: (first ?? second)?.id ?? null };
}

/**
 * Places once the final is decided: whoever got further, then who had more votes in the match that they lost, then the
 * earlier entry. @param votes of an entry in a round
 */
export function bracketStandings(
  contenders: readonly Contender[],
  matches: readonly DecidedMatch[],
  votes: (round: number, id: string) => number,
): Standing[] {
  const last = Math.max(0, ...matches.map(({ round }) => round));
  const reached = (id: string) => {
    const own = matches.filter(({ a, b }) => a === id || b === id);
    const round = Math.max(0, ...own.map((match) => match.round));
    const isWinner = own.some((match) => match.round === last && match.winner === id);
    return { round: isWinner ? last + 1 : round, votes: votes(round, id) };
  };
  const far = new Map(contenders.map(({ id }) => [id, reached(id)]));
  const sorted = [...contenders].sort((a, b) => {
    const [x, y] = [far.get(a.id)!, far.get(b.id)!];
    return y.round - x.round || y.votes - x.votes || a.order - b.order;
  });
  return placed(sorted, (id) => far.get(id)!.votes);
}

function pairsOf(ids: readonly (string | null)[], round: number): Match[] {
  return Array.from({ length: Math.ceil(ids.length / 2) }, (_, place) => ({
    ...{ round, place },
    a: ids[2 * place] ?? null,
    b: ids[2 * place + 1] ?? null,
  }));
}

/** `[0, 7, 3, 4, 1, 6, 2, 5]`: the best two meet in the final at the earliest, and the first get the byes. */
function seeding(size: number): number[] {
  let order = [0];
  while (order.length < size) {
    const sum = 2 * order.length - 1;
    order = order.flatMap((seed) => [seed, sum - seed]);
  }
  return order;
}
