/** What the services promise of files that come together: once, whole, and in turn with everybody else's. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorker } from '../../src/worker/index.ts';
import { newJob } from '../../src/worker/kinds/index.ts';
import { midi, pack } from '../support/packs.ts';
import { stubPool } from '../support/stub-pool.ts';
import { openStudio, type Studio } from '../support/studio.ts';

const ANN = { serverId: '1', userId: '2' };

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.services.createArtist(ANN, { name: 'Night Shift' });
});
afterAll(() => studio.close());

const file = (name: string, bytes: Uint8Array = midi(name)) => ({ name, read: async () => bytes });
const add = (files: readonly ReturnType<typeof file>[], messageId?: string) =>
  studio.services.addReferences(ANN, {
    artist: 'Night Shift',
    files,
    consent: true,
    ...(messageId !== undefined && { message: { channelId: '9', messageId } }),
  });
const stored = async () =>
  (await studio.services.listReferences(ANN, 'Night Shift')).map(({ name }) => name).toReversed();
const worker = () =>
  createWorker({ store: studio.store, pool: stubPool, log: pino({ level: 'silent' }), listener: 'a stub' });
const signal = new AbortController().signal;
async function batchOf(jobId: string) {
  const job = await studio.services.job(jobId);
  if (job.kind !== 'batch') throw new Error('that is no batch');
  return job;
}

it('a request that arrives twice is done once, and its files are fetched once', async () => {
  const first = await add([file('once 1.mid'), file('once 2.mid')], 'twice');
  const unread = { name: 'once 1.mid', read: async () => Promise.reject(new Error('it was fetched again')) };
  expect(await add([unread, unread], 'twice')).toEqual(first);
  await studio.work(first.jobId);
  expect(await add([unread, unread], 'twice')).toEqual(first);
  expect(await stored()).toEqual(['once 1.mid', 'once 2.mid']);
});

it('a job that runs again after its worker died hands nothing on twice', async () => {
  const { jobId } = await add([
    file('kit.zip', pack({ 'again 1.mid': midi('a1'), 'again 2.mid': midi('a2') })),
  ]);
  const parts = await worker().run(jobId, signal);
  const again = await worker().run(jobId, signal);
  expect(again.map(({ id }) => id)).toEqual(parts.map(({ id }) => id));
  expect((await stored()).filter((name) => name.startsWith('again'))).toHaveLength(2);
  for (const { id } of parts) await worker().run(id, signal);
  expect((await batchOf(jobId)).state).toBe('done');
});

it('how far each file is can be seen, and that one could not be read keeps none of it', async () => {
  const { jobId } = await add([file('seen 1.mid'), file('seen 2.mid'), file('seen 3.mid')], 'seen');
  const states = async () => (await batchOf(jobId)).soFar?.items.map(({ state }) => state);
  expect(await states()).toEqual(['queued', 'queued', 'queued']);
  const [first, second, third] = await worker().run(jobId, signal);
  await studio.store.jobs.start(first!.id);
  await studio.store.jobs.progress(first!.id, { stage: 'reading', percent: 40 });
  expect((await batchOf(jobId)).soFar?.items[0]).toMatchObject({
    state: 'running',
    stage: 'reading',
    percent: 40,
  });
  await worker().run(first!.id, signal);
  expect(await states()).toEqual(['learned', 'queued', 'queued']);
  await studio.store.jobs.fail(second!.id, { id: 'midi-empty', text: 'No notes. Send others.' });
  const gone = (await studio.services.listReferences(ANN, 'Night Shift')).find(
    ({ name }) => name === 'seen 1.mid',
  );
  await studio.services.removeReference(ANN, 'Night Shift', gone!.id);
  await worker().run(third!.id, signal);
  const { state, result, soFar } = await batchOf(jobId);
  expect(state).toBe('done');
  expect(soFar).toBeUndefined();
  expect(result?.items.map((item) => item.state)).toEqual(['gone', 'refused', 'learned']);
  expect(result?.items[1]?.refusal?.sentence).toBe('No notes. Send others.');
  expect(result?.trainsItself).toBe(true);
});

it('one member with a hundred files keeps nobody waiting', async () => {
  const tracks = Array.from({ length: 100 }, (_, i) => [`${i}.mid`, midi(`hundred ${i}`)] as const);
  const { jobId } = await add([file('hundred.zip', pack(Object.fromEntries(tracks)))]);
  const parts = await worker().run(jobId, signal);
  const theirs = parts.map(({ turn }) => turn).toSorted((a, b) => a - b);
  // Each has a turn of its own.
  expect(new Set(theirs).size).toBe(100);
  const next = async (serverId: string, memberId: string) => {
    const told = { subject: 'Night Shift', referenceId: 'x' };
    return (await studio.store.jobs.create(newJob('ingest', told, { serverId, memberId }))).turn;
  };
  // Whoever comes now waits for one of the hundred, not for all.
  expect(await next('9', '3')).toBeLessThan(theirs[1]!);
  expect(await next(ANN.serverId, '4')).toBeLessThan(theirs[2]!);
}, 60_000);

it('training starts once after all of them, below their message', async () => {
  const { jobId } = await add([file('train 1.mid'), file('train 2.mid')], 'training');
  const parts = await worker().run(jobId, signal);
  expect((await studio.due()).filter(({ kind }) => kind === 'train')).toEqual([]);
  for (const { id } of parts) await worker().run(id, signal);
  // What other tests left half read is read now.
  for (const job of await studio.store.jobs.queued()) await studio.work(job.id);
  const trainings = (await studio.due()).filter(({ kind }) => kind === 'train');
  expect(trainings).toMatchObject([{ message: { channelId: '9', replyToId: 'training' } }]);
});
