/** The queue on a real database: what fails is tried again, and what always fails is given up and says so. */
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createServices } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import { BeatwrightError, words } from '../../src/words/index.ts';
import { createWorker, openQueue, type Queue } from '../../src/worker/index.ts';
import { execute } from '../store/promises/rows.ts';
import { testDatabase } from '../support/database.ts';
import { midi, pack } from '../support/packs.ts';
import { PATIENT } from '../support/patience.ts';
import { stubPool } from '../support/stub-pool.ts';

const log = pino({ level: 'silent' });
const PATIENT_POLL = { timeout: PATIENT.timeoutMs };
const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanup.splice(0).toReversed()) await clean();
});

/** A pool whose threads do what the test says. */
const poolOf = (run: () => Promise<unknown>): Pool => ({ run: run as Pool['run'], close: async () => {} });

async function open(run: () => Promise<unknown>): Promise<{ store: Store; queue: Queue }> {
  const database = testDatabase('PGlite');
  cleanup.push(() => database.stop());
  const store = await openStore(await database.place());
  cleanup.push(() => store.close());
  const queue = await openQueue(store, log);
  cleanup.push(() => queue.stop(100));
  await queue.work(createWorker({ store, pool: poolOf(run), log }));
  return { store, queue };
}

const BEAT = {
  subject: 'trap',
  style: 'trap',
  bpm: 140,
  key: { tonic: 5, mode: 'minor' },
  bars: 1,
  seed: 1,
  takes: 1,
  wav: false,
  stems: false,
};

async function ended(store: Store, queue: Queue, payload: object = BEAT) {
  const job = await store.jobs.create({
    kind: 'beat',
    serverId: '1',
    memberId: '2',
    payload: JSON.parse(JSON.stringify(payload)),
  });
  await queue.send(job);
  const { id } = job;
  await expect.poll(async () => (await store.jobs.get(id))?.state).toMatch(/done|failed/);
  return (await store.jobs.get(id))!;
}

describe('a job in the queue', () => {
  it('that fails once is tried again', async () => {
    let tries = 0;
    const { store, queue } = await open(async () => {
      tries++;
      if (tries === 1) throw new Error('the thread died');
      throw new BeatwrightError('listen-silence');
    });
    const job = await ended(store, queue);
    expect(job).toMatchObject({
      attempts: 2,
      error: { id: 'listen-silence', text: words.errors['listen-silence'] },
    });
  });

  it('that finds the disk full waits for room, which is no failure', async () => {
    let tries = 0;
    const { store, queue } = await open(async () => {
      tries++;
      if (tries === 1) throw new BeatwrightError('disk-full');
      throw new BeatwrightError('listen-silence');
    });
    expect(await ended(store, queue)).toMatchObject({ attempts: 1, error: { id: 'listen-silence' } });
  });

  it('that people can mend is not tried again, and says what it said', async () => {
    let tries = 0;
    const { store, queue } = await open(async () => {
      tries++;
      throw new BeatwrightError('listen-silence');
    });
    expect(await ended(store, queue)).toMatchObject({
      state: 'failed',
      attempts: 1,
      error: { id: 'listen-silence' },
    });
    expect(tries).toBe(1);
  });

  it('that fails every time is given up with a sentence, by way of the dead letters', async () => {
    let tries = 0;
    const { store, queue } = await open(async () => {
      tries++;
      throw new Error('broken for good');
    });
    const job = await ended(store, queue);
    expect(job).toMatchObject({ state: 'failed', error: { id: 'job-gave-up' } });
    expect(job.error!.text).toMatch(/try again/);
    expect(job.error!.text).not.toMatch(/broken for good/);
    expect(tries).toBe(3);
  });

  it('that was filed by a version that put it differently is refused, not crashed on', async () => {
    const { store, queue } = await open(async () => expect.unreachable());
    const job = await ended(store, queue, { ...BEAT, style: 'polka' });
    expect(job).toMatchObject({ state: 'failed', attempts: 1, error: { id: 'job-invalid' } });
  });

  it('is done though its process died again and again, and given up only when it has died with it ten times', async () => {
    const database = testDatabase('PGlite');
    cleanup.push(() => database.stop());
    const place = await database.place();
    const before = await openStore(place);
    const queue = await openQueue(before, log);
    const file = (seed: number) =>
      before.jobs.create({ kind: 'beat', serverId: '1', memberId: '2', payload: { ...BEAT, seed } });
    const [unlucky, deadly] = [await file(1), await file(2)];
    for (const job of [unlucky, deadly]) await queue.send(job);
    await queue.stop(0);
    // As kill -9 leaves them: under way, and tried as often as failures are.
    await execute(before, `UPDATE pgboss.job SET state = 'active', retry_count = 2, started_on = now()`, []);
    await execute(before, `UPDATE jobs SET state = 'running', attempts = 5`, []);
    await execute(before, 'UPDATE jobs SET attempts = 10 WHERE id = $1', [deadly.id]);
    await before.close();
    const store = await openStore(place);
    cleanup.push(() => store.close());
    const again = await openQueue(store, log);
    cleanup.push(() => again.stop(100));
    await again.work(createWorker({ store, pool: stubPool, log }));
    await expect.poll(async () => (await store.jobs.get(unlucky.id))?.state, PATIENT_POLL).toBe('done');
    expect(await store.jobs.get(deadly.id)).toMatchObject({ state: 'failed', error: { id: 'job-gave-up' } });
  });

  it('is found again if a crash came between its row and the queue', async () => {
    const database = testDatabase('PGlite');
    cleanup.push(() => database.stop());
    const place = await database.place();
    const before = await openStore(place);
    const { id } = await before.jobs.create({ kind: 'beat', serverId: '1', memberId: '2', payload: BEAT });
    await before.close();
    const store = await openStore(place);
    cleanup.push(() => store.close());
    const queue = await openQueue(store, log);
    cleanup.push(() => queue.stop(100));
    const pool = poolOf(async () => {
      throw new BeatwrightError('listen-noise');
    });
    await queue.work(createWorker({ store, pool, log }));
    await expect.poll(async () => (await store.jobs.get(id))?.error?.id).toBe('listen-noise');
  });
});

describe.each(['PGlite', 'PostgreSQL'] as const)(
  'a queue that stops while a job is under way, on %s',
  (kind) => {
    it('hands it back in time, and whoever comes next does it', async (ctx) => {
      const database = testDatabase(kind);
      if (database.missing !== undefined) return ctx.skip(database.missing);
      cleanup.push(() => database.stop());
      const place = await database.place();
      const begun = Promise.withResolvers<void>();
      /** Works until it is told to stop. */
      const endless: Pool['run'] = (_name, _input, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
          begun.resolve();
        });
      const first = await openStore(place);
      const queue = await openQueue(first, log);
      await queue.work(createWorker({ store: first, pool: { run: endless, close: async () => {} }, log }));
      const job = await first.jobs.create({ kind: 'beat', serverId: '1', memberId: '2', payload: BEAT });
      await queue.send(job);
      const { id } = job;
      await begun.promise;
      await queue.stop(0);
      // Given back by the worker itself, so that nobody has to find out that it is gone.
      expect(await execute(first, 'SELECT state FROM pgboss.job WHERE id = $1', [id])).toEqual([
        { state: 'retry' },
      ]);
      expect(await first.jobs.get(id)).toMatchObject({ state: 'running', attempts: 1, error: null });
      await first.close();

      const store = await openStore(place);
      cleanup.push(() => store.close());
      const next = await openQueue(store, log);
      cleanup.push(() => next.stop(100));
      const pool = poolOf(async () => {
        throw new BeatwrightError('listen-silence');
      });
      await next.work(createWorker({ store, pool, log }));
      await expect.poll(async () => (await store.jobs.get(id))?.state).toBe('failed');
      expect(await store.jobs.get(id)).toMatchObject({ attempts: 2, error: { id: 'listen-silence' } });
    });
  },
);

describe('files that come together', () => {
  const ANN = { serverId: '1', userId: '2' };
  const files = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.mid`, midi(`queued ${i}`)]));

  async function send(store: Store, queue: Queue) {
    const services = createServices({ store, send: queue.send, measureLyrics });
    await services.createArtist(ANN, { name: 'Night Shift' });
    const file = { name: 'kit.zip', bytes: pack(files) };
    return services.addReference(ANN, { artist: 'Night Shift', file, consent: true });
  }

  it('are taken in by one job and read by one each, and all end', async () => {
    const { store, queue } = await open(stubPool.run as () => Promise<unknown>);
    const { jobId } = await send(store, queue);
    await expect.poll(async () => (await store.jobs.get(jobId))?.state, PATIENT_POLL).toBe('done');
    expect((await store.jobs.partsOf(jobId)).map(({ state }) => state)).toEqual(Array(6).fill('done'));
  });

  it('are all read, though the process ends in the middle', async () => {
    const database = testDatabase('PGlite');
    cleanup.push(() => database.stop());
    const place = await database.place();
    const begun = Promise.withResolvers<void>();
    const stuck = () => {
      begun.resolve();
      return new Promise<never>(() => {});
    };
    const first = await openStore(place);
    const queue = await openQueue(first, log);
    await queue.work(createWorker({ store: first, pool: poolOf(stuck), log }));
    const { jobId } = await send(first, queue);
    await begun.promise;
    await queue.stop(0);
    await first.close();
    const store = await openStore(place);
    cleanup.push(() => store.close());
    const again = await openQueue(store, log);
    cleanup.push(() => again.stop(100));
    await again.work(createWorker({ store, pool: stubPool, log }));
    await expect.poll(async () => (await store.jobs.get(jobId))?.state, PATIENT_POLL).toBe('done');
    const { id } = await store.artists.resolve('1', 'Night Shift');
    const references = await store.references.list(id);
    expect(references.map(({ name, state }) => [name, state]).sort()).toEqual(
      Object.keys(files).map((name) => [name, 'ready']),
    );
  });
});
