/** A worker dies in the middle: nothing acknowledged is lost, and what a job does is done once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { secondsOf, writeMidi } from '../../src/music/index.ts';
import { createServices } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, openPool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { type DatabaseKind, type Place, testDatabase } from '../support/database.ts';
import { isKept } from '../support/rows.ts';

const WHO = { serverId: '1', userId: '2' };
const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanup.splice(0).toReversed()) await clean();
});

const databases = { PGlite: testDatabase('PGlite'), PostgreSQL: testDatabase('PostgreSQL') };
afterAll(async () => {
  for (const database of Object.values(databases)) await database.stop();
});

interface Filed {
  readonly artistId: string;
  readonly train: string;
  readonly beat: string;
}

/** An artist with references, and a training and a beat that were asked for and that nobody has begun. */
async function fileJobs(place: Place): Promise<Filed> {
  const store = await openStore(place);
  const pool = openPool({ threads: 1 });
  const services = createServices({ store, measureLyrics, send: async () => {} });
  const worker = createWorker({ store, pool, log: pino({ level: 'silent' }) });
  const { id: artistId } = await services.createArtist(WHO, { name: 'Night Shift' });
  for (let i = 0; i < 3; i++) {
    const file = { name: `${i}.mid`, bytes: writeMidi(grammarSong('trap', i)) };
    const { jobId } = await services.addReference(WHO, { artist: 'Night Shift', file, consent: true });
    await worker.run(jobId, new AbortController().signal);
  }
  const train = await services.train(WHO, { artist: 'Night Shift' });
  const beat = await services.requestBeat(WHO, { style: 'boom-bap', seed: 3, bars: 2 });
  await pool.close();
  await store.close();
  return { artistId, train: train.jobId, beat: beat.jobId };
}

const filed = new Map<DatabaseKind, Promise<{ place: Place; jobs: Filed }>>();

/** A place of its own with jobs that were filed: they are filed once, and copied. */
async function placeWithJobs(kind: DatabaseKind): Promise<{ place: Place; jobs: Filed }> {
  const database = databases[kind];
  let first = filed.get(kind);
  if (first === undefined) {
    first = database.place().then(async (place) => ({ place, jobs: await fileJobs(place) }));
    filed.set(kind, first);
  }
  const { place, jobs } = await first;
  return { place: await database.place(place), jobs };
}

interface Worker {
  readonly process: ChildProcess;
  /** Resolves once the worker has said this. */
  said(line: string): Promise<void>;
}

function startWorker({ dataDir, databaseUrl }: Place, jobs: readonly string[]): Worker {
  const child = spawn(process.execPath, ['test/faults/child.ts', ...jobs], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DISCORD_TOKEN: '',
      WORKERS: '1',
      TRAINING_STEPS: '2',
      ROLE: databaseUrl === undefined ? 'all' : 'worker',
      DATABASE_URL: databaseUrl ?? '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanup.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const lines = new Set<string>();
  const waiting = new Map<string, () => void>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.add(line);
    waiting.get(line)?.();
  });
  return {
    process: child,
    said: (line) =>
      new Promise((resolve, reject) => {
        if (lines.has(line)) return resolve();
        waiting.set(line, resolve);
        child.once('exit', (code, signal) =>
          reject(new Error(`the worker ended (${code ?? signal}) before "${line}"`)),
        );
      }),
  };
}

async function kill(worker: Worker): Promise<void> {
  worker.process.kill('SIGKILL');
  await once(worker.process, 'exit');
}

async function expectTrainedOnce(store: Store, { artistId, train }: Filed) {
  expect((await store.generators.list(artistId)).map(({ version, jobId }) => [version, jobId])).toEqual([
    [1, train],
  ]);
}

async function expectBothOnce(store: Store, jobs: Filed) {
  await expectTrainedOnce(store, jobs);
  const made = await store.beats.ofJob(jobs.beat);
  expect(made?.takes.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D']);
  for (const take of made!.takes) expect(await isKept(store, take.files.mp3)).toBe(true);
  expect(await store.jobs.running()).toEqual([]);
  expect(await store.jobs.queued()).toEqual([]);
}

describe('a worker killed in the middle of a training and of a beat', () => {
  it('takes both up again at its next start, on the embedded database', async () => {
    const { place, jobs } = await placeWithJobs('PGlite');
    const checkpoints = join(place.dataDir, 'training');
    for (const id of [jobs.train, jobs.beat]) {
      const worker = startWorker(place, [id]);
      await worker.said(`running ${id}`);
      await kill(worker);
      // What the training had come to is kept for the next start.
      if (id === jobs.train) expect(await readdir(checkpoints)).toEqual([jobs.train]);
    }
    // What nobody will ever ask for is not.
    await mkdir(join(checkpoints, 'of-a-job-long-gone'));
    const worker = startWorker(place, [jobs.train, jobs.beat]);
    await worker.said(`done ${jobs.train}`);
    await worker.said(`done ${jobs.beat}`);
    worker.process.kill('SIGTERM');
    expect(await once(worker.process, 'exit')).toEqual([0, null]);
    const store = await openStore(place);
    await expectBothOnce(store, jobs);
    expect((await store.jobs.get(jobs.train))!.attempts).toBeGreaterThan(1);
    expect(await readdir(checkpoints)).toEqual([]);
    await store.close();
  });

  it('is relieved by another one, on PostgreSQL', async (ctx) => {
    const { missing } = databases.PostgreSQL;
    if (missing !== undefined) return ctx.skip(missing);
    const { place, jobs } = await placeWithJobs('PostgreSQL');
    const first = startWorker(place, [jobs.train]);
    await first.said(`running ${jobs.train}`);
    await kill(first);
    const second = startWorker(place, [jobs.train, jobs.beat]);
    await second.said(`done ${jobs.train}`);
    await second.said(`done ${jobs.beat}`);
    const store = await openStore(place);
    await expectBothOnce(store, jobs);
    await store.close();
  });
});

describe('a worker killed while it makes files of a take', () => {
  it('makes them at its next start, once', async () => {
    const place = await databases.PGlite.place();
    const before = await openStore(place);
    const score = grammarSong('trap', 1, { bars: 4 });
    const midi = await before.blobs.put(writeMidi(score));
    const { bpm, key, bars } = score;
    const beat = await before.beats.add({
      serverId: WHO.serverId,
      memberId: WHO.userId,
      style: 'trap',
      seed: 1,
      request: {},
      takes: [
        {
          name: 'A',
          score,
          files: { midi, mp3: midi },
          facts: { bpm, key, bars, seconds: secondsOf(score) },
        },
      ],
    });
    const takeId = beat.takes[0]!.id;
    const services = createServices({ store: before, measureLyrics, send: async () => {} });
    const { jobId } = await services.requestDownload(WHO, { takeId, download: 'stems' });
    await before.close();

    const first = startWorker(place, [jobId]);
    await first.said(`running ${jobId}`);
    await kill(first);
    const second = startWorker(place, [jobId]);
    await second.said(`done ${jobId}`);
    second.process.kill('SIGTERM');
    expect(await once(second.process, 'exit')).toEqual([0, null]);
    const store = await openStore(place);
    expect((await store.jobs.get(jobId))!.attempts).toBeGreaterThan(1);
    const after = createServices({ store, measureLyrics, send: async () => {} });
    const files = await after.downloadFiles({ takeId, download: 'stems' });
    expect(files.map(({ ending }) => ending)).toEqual(['zip']);
    expect(files[0]!.bytes.length).toBeGreaterThan(100_000);
    await store.close();
  });
});

describe('a worker told to stop in the middle', () => {
  it('ends in order, and what it was doing is done or waits', async () => {
    const { place, jobs } = await placeWithJobs('PGlite');
    const worker = startWorker(place, [jobs.train]);
    await worker.said(`running ${jobs.train}`);
    worker.process.kill('SIGTERM');
    expect(await once(worker.process, 'exit')).toEqual([0, null]);
    const next = startWorker(place, [jobs.train]);
    await next.said(`done ${jobs.train}`);
    next.process.kill('SIGTERM');
    await once(next.process, 'exit');
    const store = await openStore(place);
    await expectTrainedOnce(store, jobs);
    await store.close();
  });
});
