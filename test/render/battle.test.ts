import { expect, it } from 'vitest';
import { type DecidedMatch, decide, firstRound, nextRound } from '../../src/battle/index.ts';
import { type BattleSheet, battlePicture } from '../../src/render/index.ts';
import { pixelsOf } from './png.ts';

const rows = (count: number, name = (i: number) => `member ${i}`): BattleSheet['rows'] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ place: i + 1, number: count - i, name: name(i), votes: count - i, points: 1 },
  }));

it('a table says in words what it shows, within what Discord takes', () => {
  const small = battlePicture({ title: 'Friday', rows: rows(2), matches: [] });
  expect(small.alt).toBe('What came of Friday:\n1. member 0, 2 votes, 1 point\n2. member 1, 1 vote, 1 point');
  const large = battlePicture({ title: 'x'.repeat(80), rows: rows(32, () => 'n'.repeat(32)), matches: [] });
  expect(large.alt.length).toBeLessThanOrEqual(1024);
  expect(large.height).toBeGreaterThan(small.height);
  expect(large.png.length).toBeLessThan(1_000_000);
});

it('names of any kind are drawn as far as they can be, and end nothing', () => {
  const odd = ['<svg>&"', '名前', '🎤🔥', '', 'a\u202eb', 'Zoë & Jürgen'];
  const { png, width, height } = battlePicture({
    title: '</text><script>',
    rows: rows(odd.length, (i) => odd[i]!),
    matches: [],
  });
  expect(pixelsOf(png)).toMatchObject({ width, height });
});

it('the first has the longest bar', () => {
  const { png } = battlePicture({ title: 'T', rows: rows(3), matches: [] });
  const picture = pixelsOf(png);
  const filled = (row: number) =>
    Array.from({ length: 200 }, (_, i) => picture.at(560 + i, 100 + 44 * row + 20)).filter(
      ([r, g, b]) => r! + g! + b! > 250,
    ).length;
  expect(filled(0)).toBeGreaterThan(filled(1));
  expect(filled(1)).toBeGreaterThan(filled(2));
});

it.each([2, 5, 16])('a bracket of %i has all its rounds', (count) => {
  const ids = Array.from({ length: count }, (_, i) => `member ${i}`);
  const contenders = new Map(ids.map((id, order) => [id, { id, order, hasVoted: true }]));
  const all: DecidedMatch[] = [];
  for (let matches = firstRound(ids); ; ) {
    const decided = matches.map((match) => decide(match, contenders, new Map()));
    all.push(...decided);
    if (decided.length === 1) break;
    matches = nextRound(decided);
  }
  const side = (id: string | null) => id ?? undefined;
  const { png, width, height } = battlePicture({
    title: 'Cup',
    rows: rows(count),
    matches: all.map(({ round, a, b, winner }) => ({
      ...{ round, a: side(a), b: side(b) },
      winner: winner === null ? undefined : winner === a ? 'a' : 'b',
    })),
  });
  expect(pixelsOf(png)).toMatchObject({ width, height });
  expect(width).toBeLessThan(2000);
});
