/** An artist whom no style fits well: a kit of no style plays its beats, until somebody says one. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServices, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics } from '../../src/threads/index.ts';
import type { Tasks } from '../../src/threads/messages.ts';
import { kitOf } from '../../src/threads/one-shots.ts';
import { createWorker } from '../../src/worker/index.ts';
import { makeReference } from '../store/fixtures.ts';
import { testDatabase } from '../support/database.ts';
import { stubPool } from '../support/stub-pool.ts';

const ANN = { serverId: '1', userId: '2' };
const database = testDatabase('PGlite');
let store: Store;
let services: Services;
beforeAll(async () => {
  store = await openStore(await database.place());
  services = createServices({ store, measureLyrics, send: async () => {} });
});
afterAll(async () => {
  await store?.close();
  await database.stop();
});

/** How surely the style is found. */
let share = 0.2;
/** Of every take and file that is rendered: whether a kit of no style plays it. */
let rendered: (boolean | undefined)[] = [];
const pool: typeof stubPool = {
  ...stubPool,
  async run(name, input, options) {
    if (name === 'sound' || name === 'download') {
      rendered.push((input as Tasks['sound' | 'download']['input']).isStyleless);
    }
    const made = await stubPool.run(name, input, options);
    const isFound = name === 'learn' && (input as Tasks['learn']['input']).style === undefined;
    return isFound ? { ...made, styles: [{ style: 'trap', share }] } : made;
  },
};

const work = async ({ jobId }: { readonly jobId: string }) => {
  const worker = createWorker({ store, pool, log: pino({ level: 'silent' }) });
  await worker.run(jobId, new AbortController().signal);
  return jobId;
};
/** What a beat of four takes, and a file of one of them, are played with. */
async function playedWith(artist: string, style?: 'drift-phonk'): Promise<(boolean | undefined)[]> {
  rendered = [];
  const beat = (await store.beats.ofJob(await work(await services.requestBeat(ANN, { artist, style }))))!;
  await work(await services.requestDownload(ANN, { takeId: beat.takes[0]!.id, download: 'wav' }));
  return [...new Set(rendered)];
}

it('is played with a kit of no style in its own, in beats and their files, and with a style’s where one is asked for', async () => {
  const artist = 'Nobody’s Style';
  const { id } = await services.createArtist(ANN, { name: artist });
  await makeReference(store, (await store.artists.get(id))!, { name: 'one.mid' });
  await work(await services.train(ANN, { artist }));
  expect(await playedWith(artist)).toEqual([true]);
  expect(await playedWith(artist, 'drift-phonk')).toEqual([false]);

  await services.changeSettings(ANN, artist, { style: 'trap' });
  await work(await services.train(ANN, { artist }));
  expect(await playedWith(artist)).toEqual([false]);
});

it('is not where a style fits', async () => {
  share = 0.9;
  const artist = 'Trap Indeed';
  const { id } = await services.createArtist(ANN, { name: artist });
  await makeReference(store, (await store.artists.get(id))!, { name: 'one.mid' });
  await work(await services.train(ANN, { artist }));
  expect(await playedWith(artist)).toEqual([false]);
});

it('is another kit than all styles’', () => {
  const styleless = kitOf({ style: 'trap', isStyleless: true });
  expect(styleless.kit?.mix).toBeDefined();
  for (const style of ['trap', 'boom-bap', 'cloud'] as const) {
    expect(kitOf({ style, isStyleless: true })).toEqual(styleless);
    expect(kitOf({ style })).not.toEqual(styleless);
  }
});
