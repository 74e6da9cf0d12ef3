/** Places and points. */

/** By place; whoever comes after these gets `OTHERS`. */
export const POINTS: readonly number[] = [10, 6, 4, 3, 2];
export const OTHERS = 1;
/** The share of their points that entrants keep who have not voted. */
export const ABSENT_SHARE = 0.5;

/** An entry in the running. */
export interface Contender {
  readonly id: string;
  /** The lower, the earlier it was handed in: decides between equals. */
  readonly order: number;
  /** Whether whoever handed it in has voted, or need not. */
  readonly hasVoted: boolean;
}

export interface Standing {
  readonly id: string;
  readonly votes: number;
  /** From 1; no two share one. */
  readonly place: number;
  readonly points: number;
}

/**
 * Every contender's place by votes, the earlier entry before a later one with as many, and the points that follow.
 * @param votes by contender; whoever is not in it has none
 */
export function standingsOf(
  contenders: readonly Contender[],
  votes: ReadonlyMap<string, number>,
): Standing[] {
  const counted = (id: string) => votes.get(id) ?? 0;
  return placed(
    [...contenders].sort((a, b) => counted(b.id) - counted(a.id) || a.order - b.order),
    counted,
  );
}

/** Points for contenders whose order is settled, the best first. */
export function placed(sorted: readonly Contender[], votes: (id: string) => number): Standing[] {
  return sorted.map(({ id, hasVoted }, i) => ({
    id,
    votes: votes(id),
    place: i + 1,
    points: pointsFor(i + 1, hasVoted),
  }));
}

function pointsFor(place: number, hasVoted: boolean): number {
  const points = POINTS[place - 1] ?? OTHERS;
  return hasVoted ? points : Math.floor(ABSENT_SHARE * points);
}
