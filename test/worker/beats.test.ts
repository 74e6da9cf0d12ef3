/** What a beat's job reads of its artist, and what it says of how long its takes are kept. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createServices } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics } from '../../src/threads/index.ts';
import type { Tasks } from '../../src/threads/messages.ts';
import { createWorker } from '../../src/worker/index.ts';
import { makeReference, SCORE } from '../store/fixtures.ts';
import { testDatabase } from '../support/database.ts';
import { stubPool } from '../support/stub-pool.ts';

const ANN = { serverId: '1', userId: '2' };
const database = testDatabase('PGlite');
let store: Store;
beforeAll(async () => {
  store = await openStore(await database.place());
});
afterAll(async () => {
  await store?.close();
  await database.stop();
});

it('the scores of references are read once and not for each beat, as they are now, and of those alone that are left', async () => {
  const services = createServices({ store, measureLyrics, send: async () => {} });
  const held: string[][] = [];
  const pool: typeof stubPool = {
    ...stubPool,
    run(name, input, options) {
      if (name === 'check') {
        const { references } = input as Tasks['check']['input'];
        held.push(references.map((each) => each.name));
      }
      return stubPool.run(name, input, options);
    },
  };
  const worker = createWorker({ store, pool, log: pino({ level: 'silent' }), keepTakesDays: 90 });
  const signal = new AbortController().signal;
  const { id } = await services.createArtist(ANN, { name: 'Night Shift' });
  const artist = (await store.artists.get(id))!;
  const [one, two] = [
    await makeReference(store, artist, { name: 'one.mid' }),
    await makeReference(store, artist, { name: 'two.mid' }),
  ];
  const { jobId } = await services.train(ANN, { artist: 'Night Shift' });
  await worker.run(jobId, signal);
  const read = vi.spyOn(store.references, 'scores');
  const beat = async () => {
    const asked = await services.requestBeat(ANN, { artist: 'Night Shift', style: 'trap' });
    await worker.run(asked.jobId, signal);
    return (await store.beats.ofJob(asked.jobId))!;
  };

  const { notes } = await beat();
  expect(notes).toContain('Takes without a vote, a star or a download are deleted after 90 days.');
  await beat();
  expect(read).toHaveBeenCalledExactlyOnceWith(id, [one.id, two.id]);
  const analysis = { state: 'ready', seconds: 6.8, bpm: 100, key: SCORE.key, scores: [SCORE] } as const;
  const correction = { jobId: randomUUID(), memberId: ANN.userId, bpm: 100 };
  await store.references.revise({ referenceId: two.id, analysis, correction });
  await beat();
  expect(read).toHaveBeenLastCalledWith(id, [two.id]);
  expect(held).toEqual([1, 2, 3].map(() => ['one.mid', 'two.mid']));
});
