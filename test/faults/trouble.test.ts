/** What goes wrong around a process that lives: its database restarts, its clock jumps, its disk gets full. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { createServices } from '../../src/services/index.ts';
import { openStore } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { openQueue } from '../../src/worker/queue.ts';
import { type Place, testDatabase } from '../support/database.ts';
import { noSmallDisk, onSmallDisk } from '../support/small-disk.ts';
import { stubPool } from '../support/stub-pool.ts';

const FULL_CHILD = fileURLToPath(new URL('full-child.ts', import.meta.url));
const WHO = { serverId: '1', userId: '2' };
const log = pino({ level: 'silent' });
const databases = { PGlite: testDatabase('PGlite'), PostgreSQL: testDatabase('PostgreSQL') };
afterAll(async () => {
  for (const database of Object.values(databases)) await database.stop();
});
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A process with all that it needs but a Discord, whose beats wait where they are written until they are let go. */
async function crew(place: Place) {
  const store = await openStore(place);
  closing.push(() => store.close());
  const queue = await openQueue(store, log);
  closing.push(() => queue.stop(0));
  const writing = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const pool: Pool = {
    ...stubPool,
    async run(name, input, options) {
      if (name === 'write') {
        writing.resolve();
        await letGo.promise;
      }
      return stubPool.run(name, input, options);
    },
  };
  await queue.work(createWorker({ store, pool, log, listener: 'a stub' }));
  const services = createServices({ store, measureLyrics, send: queue.send });
  const beats = [1, 2, 3].map((seed) => services.requestBeat(WHO, { style: 'trap', seed }));
  const jobs = (await Promise.all(beats)).map(({ jobId }) => jobId);
  await writing.promise;
  /** These beats are there, and no others. */
  const expectDoneOnce = async (...more: string[]) => {
    for (const id of [...jobs, ...more]) {
      await expect.poll(async () => (await store.jobs.get(id))?.state).toBe('done');
      expect((await store.beats.ofJob(id))?.takes).toHaveLength(4);
    }
    const made = await store.beats.latest({ serverId: WHO.serverId, memberId: WHO.userId, most: 25 });
    expect(made).toHaveLength(jobs.length + more.length);
    return made;
  };
  return { store, services, letGo: letGo.resolve, expectDoneOnce };
}

it('PostgreSQL that crashes and starts again in the middle of jobs: they are done, once', async (ctx) => {
  const database = databases.PostgreSQL;
  if (database.missing !== undefined) return ctx.skip(database.missing);
  const { store, letGo, expectDoneOnce } = await crew(await database.place());
  await database.restart();
  letGo();
  await expectDoneOnce();
  await store.ping();
});

it('a clock that jumps an hour ahead and two back in the middle of jobs: they are done, once', async () => {
  const { services, letGo, expectDoneOnce } = await crew(await databases.PGlite.place());
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now + 3600_000 });
  const later = await services.requestBeat(WHO, { style: 'trap', seed: 4 });
  vi.setSystemTime(now - 3600_000);
  const earlier = await services.requestBeat(WHO, { style: 'trap', seed: 5 });
  letGo();
  const [beat] = await expectDoneOnce(later.jobId, earlier.jobId);
  const votes = await services.castVote(WHO, beat!.takes[0]!.id);
  expect(votes.takes[0]).toMatchObject({ votes: 1 });
});

it('a disk that is full for a while in the middle of jobs: they wait for room, and are done, once', async (ctx) => {
  const { dataDir } = await databases.PGlite.place();
  const blobs = join(dataDir, 'blobs');
  await mkdir(blobs, { recursive: true });
  const missing = noSmallDisk(blobs);
  if (missing !== undefined) return ctx.skip(missing);
  const child = [process.execPath, FULL_CHILD, dataDir];
  const { stdout } = await promisify(execFile)(...onSmallDisk(blobs, '512k', child));
  expect(JSON.parse(stdout)).toEqual({
    isUnderWay: true,
    after: ['done', 'done', 'done'],
    takes: [4, 4, 4],
    made: 3,
  });
});
