/** Trainings from outside: when they start by themselves, how they are called off, and what they leave behind. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createServices, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import type { LearnOutput, Tasks } from '../../src/threads/messages.ts';
import type { RunOptions } from '../../src/threads/pool.ts';
import { words } from '../../src/words/index.ts';
import { createWorker, openQueue } from '../../src/worker/index.ts';
import { testDatabase } from '../support/database.ts';
import { stubPool } from '../support/stub-pool.ts';

const ANN = { serverId: '1', userId: '2' };
const BOB = { ...ANN, userId: '3' };
const log = pino({ level: 'silent' });
const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanup.splice(0).toReversed()) await clean();
});

const SCORE = {
  bpm: 88,
  key: { tonic: 2, mode: 'minor' },
  bars: 4,
  drums: [{ drum: 'kick', tick: 0, velocity: 100 }],
  bass: [],
  chords: [],
  melody: [],
} as const;
const LEARNED: LearnOutput = {
  generator: Buffer.from('learned'),
  kind: 'adapter',
  style: 'boom-bap',
  base: '0123456789ab',
  heldOut: {
    base: 4.4,
    before: 3.1,
    after: 2.4,
    first: { before: 9.5, after: 5.5 },
    by: 'references',
    turns: 2,
    parts: {
      drums: { before: 1, after: 1 },
      bass: { before: 1, after: 1 },
      chords: { before: 1, after: 1 },
      melody: { before: 1, after: 1 },
    },
  },
  curve: [
    { step: 0, loss: 3 },
    { step: 10, loss: 2 },
  ],
  steps: 10,
  seconds: 1,
  wrongArtists: 2.9,
  originality: { takes: 4, rejected: 0 },
  settings: { lambda: 0.5 },
};

type Learn = (input: Tasks['learn']['input'], options: RunOptions) => Promise<LearnOutput>;

/** A house whose threads learn as the test says, and read every file as one score. */
async function open(learn: Learn = async () => LEARNED, told: string[] = []) {
  const database = testDatabase('PGlite');
  cleanup.push(() => database.stop());
  const { dataDir } = await database.place();
  const store = await openStore({ dataDir });
  cleanup.push(() => store.close());
  const tasks = {
    readMidi: async () => ({
      scores: [SCORE],
      seconds: 10,
      warnings: [],
      others: [],
      tracks: [],
      tempoFrom: 'file',
      keyFrom: 'file',
    }),
    curve: async () => ({ png: Buffer.from('PNG'), alt: 'It falls.' }),
    habits: (input: Tasks['habits']['input']) => stubPool.run('habits', input),
    learn,
  };
  const run = (name: keyof typeof tasks, input: never, options: never) => tasks[name](input, options);
  const pool: Pool = { run: run as unknown as Pool['run'], close: async () => {} };
  const onProgress = (stage: string) => void told.push(stage);
  const worker = createWorker({ store, pool, log, dataDir, onProgress });
  return { store, dataDir, worker };
}

let messages = 0;
const message = () => ({ channelId: '9', messageId: String(++messages) });
const midi = () => ({ name: 'a.mid', bytes: Buffer.from(`MThd ${++messages}`) });

async function withReference(services: Services, store: Store, worker: ReturnType<typeof createWorker>) {
  await services.createArtist(ANN, { name: 'Night Shift' });
  const { jobId } = await services.addReference(ANN, { artist: 'Night Shift', file: midi(), consent: true });
  await worker.run(jobId, new AbortController().signal);
  return store.artists.resolve(ANN.serverId, 'Night Shift');
}

describe('a training', () => {
  it('starts by itself after an upload from Discord, in the queue, and answers the upload', async () => {
    const { store, worker } = await open();
    const queue = await openQueue(store, log);
    cleanup.push(() => queue.stop(100));
    await queue.work(worker);
    const services = createServices({ store, measureLyrics, send: queue.send, trainAfterMs: 1 });
    const { id } = await services.createArtist(ANN, { name: 'Night Shift' });
    const place = message();
    const adding = { artist: 'Night Shift', file: midi(), consent: true, message: place };
    const { jobId } = await services.addReference(ANN, adding);
    await expect.poll(async () => (await store.generators.current(id))?.version).toBe(1);
    const shown = await Promise.all(
      (await services.jobsToShow()).map(async (job) => (await services.jobToShow(job.id))!),
    );
    expect(shown.find((job) => job.id === jobId)).toMatchObject({ message: place });
    const training = shown.find(({ kind }) => kind === 'train')!;
    expect(training).toMatchObject({ opening: { channelId: '9', replyToId: place.messageId } });
    expect(training.message).toBeUndefined();
    const posted = message();
    await services.messagePosted(training.id, posted);
    expect(await services.job(training.id)).toMatchObject({ message: posted });
    expect((await services.job(training.id)).opening).toBeUndefined();
  });

  it('tells how far it is, and keeps its figures, its picture and where it comes from', async () => {
    const told: string[] = [];
    const { store, worker, dataDir } = await open(async ({ folder }, { onProgress }) => {
      expect(folder?.startsWith(dataDir)).toBe(true);
      await writeFile(join(folder!, 'checkpoint'), 'half');
      const training = { step: 120, steps: 400, loss: 1.917, secondsLeft: 19.2 };
      onProgress?.({ stage: 'learning', fraction: 0.3, training });
      return LEARNED;
    }, told);
    const services = createServices({ store, measureLyrics, send: async () => {} });
    await withReference(services, store, worker);
    const { jobId } = await services.train(ANN, { artist: 'Night Shift' });
    await worker.run(jobId, new AbortController().signal);
    expect(told).toContain('learning, step 120 of 400, loss 1.92, time left 20 s');
    const job = await services.job(jobId);
    expect(job).toMatchObject({
      kind: 'train',
      state: 'done',
      result: {
        version: 1,
        steps: 10,
        heldOut: { base: 4.4, before: 3.1, after: 2.4, first: { before: 9.5, after: 5.5 } },
        wrongArtists: 2.9,
        originality: { takes: 4, rejected: 0 },
      },
    });
    const [generator] = (await services.showArtist(ANN, 'Night Shift')).versions;
    expect(generator).toMatchObject({ version: 1, references: 1, isInUse: true, isRetired: false });
    if (job.kind !== 'train') return expect.unreachable();
    expect(await services.lossCurve(job.result!.generatorId)).toMatchObject({ alt: 'It falls.' });
    const { lineage } = (await store.generators.get(job.result!.generatorId))!;
    expect(lineage).toMatchObject({ base: '0123456789ab', settings: { lambda: 0.5 } });
    expect(lineage['consents']).toMatchObject([{ memberId: ANN.userId, wording: '1' }]);
    // Nothing is left of what was needed on the way.
    expect(await readdir(join(dataDir, 'training'))).toEqual([]);
  });

  it('that is called off stops its thread, changes nothing and says so', async () => {
    const begun = Promise.withResolvers<void>();
    let stopped = false;
    const { store, worker, dataDir } = await open(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          begun.resolve();
          signal!.addEventListener('abort', () => {
            stopped = true;
            reject(new Error('the thread was ended'));
          });
        }),
    );
    const services = createServices({ store, measureLyrics, send: async () => {} });
    const { id } = await withReference(services, store, worker);
    const { jobId } = await services.train(ANN, { artist: 'Night Shift' });
    const running = worker.run(jobId, new AbortController().signal);
    await begun.promise;
    await expect(services.cancelTraining(BOB, jobId)).rejects.toMatchObject({ id: 'train-not-yours' });
    await expect(services.cancelTraining({ ...ANN, serverId: '8' }, jobId)).rejects.toMatchObject({
      id: 'job-unknown',
    });
    await services.cancelTraining(ANN, jobId);
    await running;
    expect(stopped).toBe(true);
    expect(await services.job(jobId)).toMatchObject({
      state: 'failed',
      failure: { id: 'train-cancelled', sentence: words.notes['train-cancelled']({ artist: 'Night Shift' }) },
    });
    expect(await store.generators.list(id)).toEqual([]);
    expect(await readdir(join(dataDir, 'training'))).toEqual([]);
    await expect(services.cancelTraining(ANN, jobId)).rejects.toMatchObject({ id: 'train-ended' });
    // And the next one may begin.
    await services.train(ANN, { artist: 'Night Shift' });
  });

  it('that is stopped in the middle keeps its checkpoint; what nobody wants any more is erased', async () => {
    const folders: (string | undefined)[] = [];
    let stop: AbortController | undefined = new AbortController();
    const { store, worker, dataDir } = await open(async ({ folder }) => {
      folders.push(folder);
      if (stop === undefined) return LEARNED;
      await writeFile(join(folder!, 'checkpoint'), 'half');
      stop.abort();
      throw new Error('the process ends');
    });
    const services = createServices({ store, measureLyrics, send: async () => {} });
    await withReference(services, store, worker);
    const { jobId } = await services.train(ANN, { artist: 'Night Shift' });
    await expect(worker.run(jobId, stop.signal)).rejects.toThrow('the process ends');
    const stale = join(dataDir, 'training', '00000000-0000-4000-8000-000000000000');
    await mkdir(stale);
    await worker.begin();
    expect(existsSync(stale)).toBe(false);
    expect(existsSync(join(folders[0]!, 'checkpoint'))).toBe(true);
    stop = undefined;
    await worker.run(jobId, new AbortController().signal);
    expect(folders).toEqual([folders[0], folders[0]]);
    expect(existsSync(folders[0]!)).toBe(false);
    expect(await services.job(jobId)).toMatchObject({ state: 'done' });
  });
});

describe('versions', () => {
  it('can be gone back to, but not to one that learned from what was taken back', async () => {
    const { store, worker } = await open();
    const services = createServices({ store, measureLyrics, send: async () => {} });
    const { id } = await withReference(services, store, worker);
    const train = async () => {
      const { jobId } = await services.train(ANN, { artist: 'Night Shift' });
      await worker.run(jobId, new AbortController().signal);
    };
    await train();
    const second = { artist: 'Night Shift', file: { ...midi(), name: 'b.mid' }, consent: true };
    await worker.run((await services.addReference(ANN, second)).jobId, new AbortController().signal);
    await train();
    expect((await services.showArtist(ANN, 'Night Shift')).generator?.version).toBe(2);

    await expect(services.rollBack(BOB, 'Night Shift', 1)).rejects.toMatchObject({ id: 'artist-owner-only' });
    await expect(services.rollBack(ANN, 'Night Shift', 9)).rejects.toMatchObject({ id: 'generator-unknown' });
    const back = await services.rollBack(ANN, 'Night Shift', 1);
    expect(back.versions.map(({ version, isInUse }) => [version, isInUse])).toEqual([
      [2, false],
      [1, true],
    ]);
    const { jobId } = await services.requestBeat(ANN, { artist: 'Night Shift', seed: 1 });
    const first = (await store.generators.list(id)).at(-1)!;
    expect((await store.jobs.get(jobId))?.payload).toMatchObject({ generatorId: first.id });

    // The newest that is left takes the place of one that is retired; without any, it is the plain style.
    await services.rollBack(ANN, 'Night Shift', 2);
    expect(await services.removeReference(ANN, 'Night Shift', 'b.mid')).toEqual({
      name: 'b.mid',
      retired: [2],
      version: 1,
    });
    await expect(services.rollBack(ANN, 'Night Shift', 2)).rejects.toMatchObject({
      id: 'generator-retired',
      facts: { version: 2 },
    });
    expect(await services.removeReference(ANN, 'Night Shift', 'a.mid')).toEqual({
      name: 'a.mid',
      retired: [1],
    });
    const plain = await services.requestBeat(ANN, { artist: 'Night Shift', seed: 1 });
    const { payload } = (await store.jobs.get(plain.jobId))!;
    expect(payload).toMatchObject({ artistId: id, style: 'boom-bap' });
    expect(payload).not.toHaveProperty('generatorId');
  });
});
