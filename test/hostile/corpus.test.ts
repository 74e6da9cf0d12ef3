/**
 * Everything hostile that was thought of, each at the door where it would come in: it is taken, or refused with a sentence,
 * within bounds of time and memory.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BeatwrightError } from '../../src/words/index.ts';
import { CORPUS } from './corpus/corpus.ts';
import { type Doors, openDoors } from './corpus/doors.ts';

/** Of the processor, so that other work on the machine does not count; seconds and bytes for one input. */
const MOST_SECONDS = 15;
const MOST_BYTES = 800 * 2 ** 20;

let folder: string;
let doors: Doors;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  doors = await openDoors(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe('hostile input', () => {
  it('is of every kind, 120 and more', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(120);
    expect(new Set(CORPUS.map(({ kind }) => kind)).size).toBe(Object.keys(doors).length);
  });

  it.each(CORPUS.map((each) => [each.kind, each.what, each] as const))(
    '%s: %s',
    async (kind, _what, { make }) => {
      const input = await make();
      const memory = process.memoryUsage().rss;
      const before = process.cpuUsage();
      const outcome = await (async () => doors[kind](input))().catch((error: unknown) => error);
      const { user, system } = process.cpuUsage(before);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(BeatwrightError);
        // It has to fit into a message.
        expect(outcome.message.slice(0, 5)).toMatch(/^\S{2}/);
        expect(outcome.message.length).toBeLessThan(1900);
      }
      expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
      expect(process.memoryUsage().rss - memory).toBeLessThan(MOST_BYTES);
    },
  );
});
