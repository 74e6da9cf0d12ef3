/** A worker dies in the middle: nothing acknowledged is lost, and what a job does is done once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
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

interface Training {
  readonly artistId: string;
  readonly train: string;
}

/** An artist with references, and a training that was asked for and that nobody has begun. */
async function fileTraining(place: Place): Promise<Training> {
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
  await pool.close();
  await store.close();
  return { artistId, train: train.jobId };
}

/** Asks for a beat while no worker is there. @returns its job. */
async function fileBeat(place: Place): Promise<string> {
  const store = await openStore(place);
  const services = createServices({ store, measureLyrics, send: async () => {} });
  const { jobId } = await services.requestBeat(WHO, { style: 'boom-bap', seed: 3, bars: 2 });
  await store.close();
  return jobId;
}

const filed = new Map<DatabaseKind, Promise<{ place: Place; training: Training }>>();

/** A place of its own with a training that was filed: it is filed once, and copied. */
async function placeWithTraining(kind: DatabaseKind): Promise<{ place: Place; training: Training }> {
  const database = databases[kind];
  let first = filed.get(kind);
  if (first === undefined) {
    first = database.place().then(async (place) => ({ place, training: await fileTraining(place) }));
    filed.set(kind, first);
  }
  const { place, training } = await first;
  return { place: await database.place(place), training };
}

interface Worker {
  readonly process: ChildProcess;
  /** Resolves once the worker has seen a job in this state; rejects if the job, or the worker, ends in another way. */
  sees(jobId: string, state: 'running' | 'done'): Promise<void>;
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
  const seen = new Map<string, string[]>();
  const changes = new EventEmitter();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const [state, jobId] = line.split(' ') as [string, string];
    seen.set(jobId, [...(seen.get(jobId) ?? []), state]);
    changes.emit(jobId);
  });
  child.once('exit', () => {
    for (const jobId of jobs) changes.emit(jobId);
  });
  return {
    process: child,
    async sees(jobId, state) {
      for (;;) {
        const states = seen.get(jobId) ?? [];
        if (states.includes(state)) return;
        const last = states.at(-1);
        if (last === 'done' || last === 'failed')
          throw new Error(`the job was ${last} and not seen ${state}`);
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`the worker ended before the job was ${state}`);
        }
        await once(changes, jobId);
      }
    },
  };
}

async function kill(worker: Worker): Promise<void> {
  worker.process.kill('SIGKILL');
  await once(worker.process, 'exit');
}

async function expectTrainedOnce(store: Store, { artistId, train }: Training) {
  expect((await store.generators.list(artistId)).map(({ version, jobId }) => [version, jobId])).toEqual([
    [1, train],
  ]);
}

async function expectBothOnce(store: Store, training: Training, beat: string) {
  await expectTrainedOnce(store, training);
  const made = await store.beats.ofJob(beat);
  expect(made?.takes.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D']);
  for (const take of made!.takes) expect(await isKept(store, take.files.mp3)).toBe(true);
  expect(await store.jobs.running()).toEqual([]);
  expect(await store.jobs.queued()).toEqual([]);
}

describe('a worker killed in the middle of a training and of a beat', () => {
  it('takes both up again at its next start, on the embedded database', async () => {
    const { place, training } = await placeWithTraining('PGlite');
    const { train } = training;
    const checkpoints = join(place.dataDir, 'training');
    const first = startWorker(place, [train]);
    await first.sees(train, 'running');
    await kill(first);
    // What the training had come to is kept for the next start.
    expect(await readdir(checkpoints)).toEqual([train]);
    // What nobody will ever ask for is not.
    await mkdir(join(checkpoints, 'of-a-job-long-gone'));
    const beat = await fileBeat(place);
    const second = startWorker(place, [train, beat]);
    await second.sees(beat, 'running');
    await kill(second);
    const third = startWorker(place, [train, beat]);
    await third.sees(train, 'done');
    await third.sees(beat, 'done');
    third.process.kill('SIGTERM');
    expect(await once(third.process, 'exit')).toEqual([0, null]);
    const store = await openStore(place);
    await expectBothOnce(store, training, beat);
    expect((await store.jobs.get(train))!.attempts).toBeGreaterThan(1);
    expect(await readdir(checkpoints)).toEqual([]);
    await store.close();
  });

  it('is relieved by another one, on PostgreSQL', async (ctx) => {
    const { missing } = databases.PostgreSQL;
    if (missing !== undefined) return ctx.skip(missing);
    const { place, training } = await placeWithTraining('PostgreSQL');
    const { train } = training;
    const beat = await fileBeat(place);
    const first = startWorker(place, [train]);
    await first.sees(train, 'running');
    await kill(first);
    const second = startWorker(place, [train, beat]);
    await second.sees(train, 'done');
    await second.sees(beat, 'done');
    const store = await openStore(place);
    await expectBothOnce(store, training, beat);
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
    await first.sees(jobId, 'running');
    await kill(first);
    const second = startWorker(place, [jobId]);
    await second.sees(jobId, 'done');
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
    const { place, training } = await placeWithTraining('PGlite');
    const { train } = training;
    const worker = startWorker(place, [train]);
    await worker.sees(train, 'running');
    worker.process.kill('SIGTERM');
    expect(await once(worker.process, 'exit')).toEqual([0, null]);
    const next = startWorker(place, [train]);
    await next.sees(train, 'done');
    next.process.kill('SIGTERM');
    await once(next.process, 'exit');
    const store = await openStore(place);
    await expectTrainedOnce(store, training);
    await store.close();
  });
});
