import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BRACKET_SIZES,
  bracketStandings,
  type Contender,
  type DecidedMatch,
  decide,
  firstRound,
  isSeason,
  nextRound,
  OTHERS,
  POINTS,
  reminderLead,
  roundsOf,
  seasonOf,
  shuffled,
  standingsOf,
} from '../../src/battle/index.ts';

const contender = (id: string, order: number, hasVoted = true): Contender => ({ id, order, hasVoted });
const field = (count: number) => Array.from({ length: count }, (_, i) => contender(`e${i}`, i));

const fields = fc
  .array(fc.record({ votes: fc.nat({ max: 6 }), hasVoted: fc.boolean() }), { minLength: 2, maxLength: 32 })
  .map((entries) => ({
    contenders: entries.map(({ hasVoted }, i) => contender(`e${i}`, i, hasVoted)),
    votes: new Map(entries.map(({ votes }, i) => [`e${i}`, votes])),
  }));

describe('places', () => {
  it('go by votes, a tie to the earlier entry, and who has not voted keeps half of the points', () => {
    const contenders = [contender('a', 0), contender('b', 1, false), contender('c', 2), contender('d', 3)];
    const votes = new Map([
      ['b', 3],
      ['c', 3],
      ['d', 5],
    ]);
    expect(standingsOf(contenders, votes)).toEqual([
      { id: 'd', votes: 5, place: 1, points: 10 },
      { id: 'b', votes: 3, place: 2, points: 3 },
      { id: 'c', votes: 3, place: 3, points: 4 },
      { id: 'a', votes: 0, place: 4, points: 3 },
    ]);
  });

  it('are each given once, whatever order entries come in, and no vote more makes a place worse', () => {
    fc.assert(
      fc.property(fields, fc.nat(), ({ contenders, votes }, pick) => {
        const standings = standingsOf(contenders, votes);
        expect(standings.map(({ place }) => place)).toEqual(contenders.map((_, i) => i + 1));
        expect(standingsOf([...contenders].reverse(), votes)).toEqual(standings);
        for (const [i, { id, votes: has, points }] of standings.entries()) {
          expect(has).toBe(votes.get(id));
          const full = POINTS[i] ?? OTHERS;
          const { hasVoted } = contenders.find((each) => each.id === id)!;
          expect(points).toBe(hasVoted ? full : Math.floor(full / 2));
          const next = standings[i + 1];
          if (next !== undefined) expect(has).toBeGreaterThanOrEqual(next.votes);
        }
        const one = contenders[pick % contenders.length]!;
        const more = standingsOf(contenders, new Map(votes).set(one.id, votes.get(one.id)! + 1));
        const placeIn = (of: typeof standings) => of.find(({ id }) => id === one.id)!.place;
        expect(placeIn(more)).toBeLessThanOrEqual(placeIn(standings));
      }),
    );
  });
});

/** Plays a bracket to its end; `votesIn` says how many votes an entry has in a round. */
function play(contenders: readonly Contender[], votesIn: (round: number, id: string) => number) {
  const byId = new Map(contenders.map((each) => [each.id, each]));
  const all: DecidedMatch[] = [];
  let matches = firstRound(contenders.map(({ id }) => id));
  for (;;) {
    const round = matches[0]!.round;
    const votes = new Map(contenders.map(({ id }) => [id, votesIn(round, id)]));
    const decided = matches.map((match) => decide(match, byId, votes));
    all.push(...decided);
    if (decided.length === 1) return all;
    matches = nextRound(decided);
  }
}

describe('a bracket', () => {
  it.each([2, 3, 4, 5, 7, 8, 9, 13, 16])('of %i: each meets somebody, the first have the byes', (count) => {
    const matches = firstRound(field(count).map(({ id }) => id));
    const size = 2 ** roundsOf(count);
    expect(matches).toHaveLength(size / 2);
    const sides = matches.flatMap(({ a, b }) => [a, b]).filter((id) => id !== null);
    expect([...sides].sort()).toEqual(
      field(count)
        .map(({ id }) => id)
        .sort(),
    );
    const free = matches.flatMap(({ a, b }) => (a === null ? [b] : b === null ? [a] : []));
    expect(free.sort()).toEqual(
      field(size - count)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('keeps the first two apart until the final', () => {
    for (const size of BRACKET_SIZES) {
      const matches = firstRound(field(size).map(({ id }) => id));
      const half = (id: string) => matches.findIndex(({ a, b }) => a === id || b === id) < matches.length / 2;
      expect(half('e0')).not.toBe(half('e1'));
    }
  });

  it('gives a tie to the earlier entry, and a win to who is left', () => {
    const two = new Map(field(2).map((each) => [each.id, each]));
    const match = { round: 1, place: 0, a: 'e1', b: 'e0' };
    const votes = (a: number, b: number) =>
      new Map([
        ['e0', a],
        ['e1', b],
      ]);
    expect(decide(match, two, votes(3, 3)).winner).toBe('e0');
    expect(decide(match, two, votes(3, 4)).winner).toBe('e1');
    expect(decide(match, new Map(), votes(3, 4)).winner).toBeNull();
    expect(decide({ ...match, b: null }, two, new Map()).winner).toBe('e1');
    expect(decide({ ...match, b: 'gone' }, two, new Map([['gone', 9]])).winner).toBe('e1');
  });

  it('has one winner, whom nobody beat, and everybody a place of their own', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.array(fc.nat({ max: 3 }), { minLength: 80, maxLength: 80 }),
        (count, dice) => {
          const contenders = field(count);
          const votesIn = (round: number, id: string) =>
            dice[(round * 17 + Number(id.slice(1))) % dice.length]!;
          const matches = play(contenders, votesIn);
          expect(matches.filter(({ a, b }) => a !== null && b !== null)).toHaveLength(count - 1);
          const standings = bracketStandings(contenders, matches, votesIn);
          expect(standings.map(({ place }) => place)).toEqual(contenders.map((_, i) => i + 1));
          expect(new Set(standings.map(({ id }) => id)).size).toBe(count);
          const [first, second] = standings;
          const final = matches.at(-1)!;
          expect(first!.id).toBe(final.winner);
          expect([final.a, final.b]).toContain(second!.id);
          for (const { a, b, winner } of matches) {
            if (a === null || b === null) continue;
            const loser = winner === a ? b : a;
            const placeOf = (id: string | null) => standings.find((each) => each.id === id)!.place;
            expect(placeOf(winner)).toBeLessThan(placeOf(loser));
          }
        },
      ),
    );
  });
});

describe('time', () => {
  it('goes by quarters, in UTC', () => {
    expect(seasonOf(new Date('2026-12-31T23:59:59Z'))).toBe('2026-4');
    expect(seasonOf(new Date('2027-01-01T00:00:00Z'))).toBe('2027-1');
    expect(isSeason('2026-4')).toBe(true);
    for (const odd of ['2026-5', '26-4', '2026-04', '']) expect(isSeason(odd)).toBe(false);
  });

  it('reminds before the end, a day at most, and not where there is no time for it', () => {
    const hour = 3600_000;
    expect(reminderLead(72 * hour)).toBe(18 * hour);
    expect(reminderLead(14 * 24 * hour)).toBe(24 * hour);
    expect(reminderLead(5 * 60_000)).toBeUndefined();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (hours) => {
        const lead = reminderLead(hours * hour)!;
        expect(lead).toBeGreaterThan(0);
        expect(lead).toBeLessThan(hours * hour);
      }),
    );
  });

  it('mixes blindly: the same things in another order, each place as likely', () => {
    let state = 7;
    const int = (n: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * n);
    };
    const firsts = Array.from({ length: 3000 }, () => shuffled([0, 1, 2], int)[0]!);
    for (const value of [0, 1, 2]) {
      expect(firsts.filter((first) => first === value).length / firsts.length).toBeCloseTo(1 / 3, 1);
    }
    expect([...shuffled([1, 2, 3, 4], int)].sort()).toEqual([1, 2, 3, 4]);
  });
});
