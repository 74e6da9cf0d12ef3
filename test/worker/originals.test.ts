/** What is done with takes that come too close: they are rewritten, a few times, and then withheld with a note. */
import { describe, expect, it } from 'vitest';
import { randomOf, type Score, writeMidi } from '../../src/music/index.ts';
import { checkScores } from '../../src/threads/check.ts';
import type { Pool } from '../../src/threads/index.ts';
import type { Tasks } from '../../src/threads/messages.ts';
import { writeOriginals } from '../../src/worker/originals.ts';

/** A song of its own for each seed: melody and bass, four bars. */
function song(seed: string): Score {
  const random = randomOf(seed);
  const line = (count: number, low: number) =>
    [...new Set(Array.from({ length: count }, () => random.int(64)))]
      .sort((a, b) => a - b)
      .map((step) => ({
        tick: step * 120,
        duration: 100,
        pitch: low + random.pick([0, 2, 3, 5, 7, 8, 10]),
        velocity: 90,
      }));
  const key = { tonic: 0, mode: 'minor' } as const;
  return { bpm: 140, key, bars: 4, drums: [], bass: line(16, 30), chords: [], melody: line(24, 60) };
}

const references = Array.from({ length: 5 }, (_, i) => ({
  id: `r${i}`,
  name: `loop ${i}.mid`,
  scores: [song(`reference ${i}`)],
}));

/** A pool whose generator copies a reference whenever the test says so, and whose gate is the real one. */
function poolOf(copies: (name: string, seed: number) => number | undefined) {
  const seeds: [string, number][] = [];
  const tasks = {
    async write({ request: { seed }, names }: Tasks['write']['input']) {
      const takes = names.map((name) => {
        seeds.push([name, seed]);
        const copied = copies(name, seed);
        const score = copied === undefined ? song(`${seed} ${name}`) : references[copied]!.scores[0]!;
        return { name, score, midi: writeMidi(score), ms: 1 };
      });
      return { takes };
    },
    check: async (asked: Tasks['check']['input']) => checkScores(asked),
  };
  const run = (name: keyof typeof tasks, input: never) => tasks[name](input);
  return { pool: { run: run as unknown as Pool['run'], close: async () => {} } satisfies Pool, seeds };
}

const request = { style: 'trap', bpm: 140, key: { tonic: 0, mode: 'minor' }, bars: 4, title: 'x' } as const;
const ask = (pool: Pool, seed = 7, from = references) =>
  writeOriginals(
    pool,
    { request: { ...request, seed }, names: ['A', 'B', 'C', 'D'] },
    { references: from, signal: new AbortController().signal, onProgress: () => {} },
  );

describe('takes of an artist', () => {
  it('that are original are sent as they were written, with what was found', async () => {
    const { pool, seeds } = poolOf(() => undefined);
    const { takes, notes } = await ask(pool);
    expect(takes.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D']);
    expect(notes).toEqual([]);
    expect(seeds.map(([, seed]) => seed)).toEqual([7, 7, 7, 7]);
    for (const { originality } of takes) {
      expect(originality).toMatchObject({ references: 5, tries: 1 });
      expect(Object.keys(originality!.twoBars)).toEqual(['bass', 'melody']);
      expect(originality!.twoBars.melody).toBeLessThan(0.9);
    }
  });

  it('that copy are rewritten with the next seed, the others are not, and it comes out the same again', async () => {
    const copies = (name: string, seed: number) => (name === 'C' && seed < 9 ? 2 : undefined);
    const { pool, seeds } = poolOf(copies);
    const { takes, notes } = await ask(pool);
    expect(takes.map(({ name, originality }) => [name, originality?.tries])).toEqual([
      ['A', 1],
      ['B', 1],
      ['C', 3],
      ['D', 1],
    ]);
    expect(takes[2]!.score).toEqual(song('9 C'));
    expect(notes).toEqual([]);
    expect(seeds.slice(4)).toEqual([
      ['C', 8],
      ['C', 9],
    ]);
    expect((await ask(poolOf(copies).pool)).takes).toEqual(takes);
  });

  it('that copy every time are withheld, and the beat says how many and why', async () => {
    const { pool, seeds } = poolOf((name) => (name === 'B' ? 3 : undefined));
    const { takes, notes } = await ask(pool);
    expect(takes.map(({ name }) => name)).toEqual(['A', 'C', 'D']);
    expect(notes).toEqual([expect.stringMatching(/^Take B .* 5 tries.*The bass .*15 events .*loop 3\.mid/)]);
    expect(seeds.filter(([name]) => name === 'B')).toHaveLength(5);
  });

  it('that are all copies are not sent at all, with a sentence', async () => {
    const { pool } = poolOf(() => 0);
    await expect(ask(pool)).rejects.toMatchObject({
      id: 'beat-unoriginal',
      message: expect.stringMatching(/ 5 tries.*loop 0\.mid.*another seed/),
    });
  });

  it('start over at the lowest seed after the highest', async () => {
    const { pool, seeds } = poolOf((name, seed) => (name === 'A' && seed > 7 ? 0 : undefined));
    await ask(pool, 2 ** 32 - 1);
    expect(seeds.at(-1)).toEqual(['A', 0]);
  });

  it('are not checked where there is nothing to copy', async () => {
    const { pool } = poolOf(() => 0);
    const { takes } = await ask(pool, 7, []);
    expect(takes).toHaveLength(4);
    expect(takes[0]).not.toHaveProperty('originality');
  });
});
