/** Corrections and second hearings from outside: what stays when they fail, and who listens when. */
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Score } from '../../src/music/index.ts';
import { createServices } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, type Pool } from '../../src/threads/index.ts';
import type { Tasks } from '../../src/threads/messages.ts';
import type { RunOptions } from '../../src/threads/pool.ts';
import { BeatwrightError, words } from '../../src/words/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { testDatabase } from '../support/database.ts';
import { isKept } from '../support/rows.ts';

const ANN = { serverId: '1', userId: '2' };
const BOB = { ...ANN, userId: '3' };
const log = pino({ level: 'silent' });
const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanup.splice(0).toReversed()) await clean();
});

type Listen = (input: Tasks['listen']['input'], options: RunOptions) => Tasks['listen']['output'];
const KEY = { tonic: 5, mode: 'minor' } as const;

/** What a listener says of a sound at a tempo; nothing sure, if no part is named. */
function hearing(bpm: number, key: Score['key'] = KEY, sure = true): Tasks['listen']['output'] {
  const score: Score = {
    ...{ bpm, key, bars: 4, bass: [], chords: [], melody: [] },
    drums: [{ drum: 'kick', tick: 0, velocity: 100 }],
  };
  const confidence = { drums: 0.9, bass: 0.3, chords: 0, melody: 0 };
  return {
    ...{
      seconds: 10,
      bpm,
      bpmConfidence: 0.9,
      octaveConfidence: 0.9,
      beats: [],
      downbeats: [],
      pocketMs: {},
    },
    ...{ key, keyConfidence: 0.6, runnerUpKey: { tonic: 8, mode: 'major' }, drums: [], notes: [] },
    loops: sure ? [{ start: 0, bars: 4, score, confidence }] : [],
    warnings: [],
    picture: { png: Buffer.from(`PNG ${bpm}`), alt: 'A loop.' },
  };
}

/** A house whose listener hears as the test says. */
async function open(first: Listen) {
  const database = testDatabase('PGlite');
  cleanup.push(() => database.stop());
  const store = await openStore(await database.place());
  cleanup.push(() => store.close());
  let listen = first;
  const run = async (name: string, input: never, options: never) => {
    if (name !== 'listen') throw new Error(`nobody asked for ${name}`);
    return listen(input, options);
  };
  const pool: Pool = { run: run as unknown as Pool['run'], close: async () => {} };
  const services = createServices({ store, measureLyrics, send: async () => {} });
  const workerOf = (listener: string) => createWorker({ store, pool, log, listener });
  const artist = await services.createArtist(ANN, { name: 'Night Shift' });
  const work = async (jobId: string, worker = workerOf('one')) => {
    await worker.run(jobId, new AbortController().signal);
    return services.job(jobId);
  };
  const file = { name: 'a.mp3', bytes: Buffer.from('ID3 sound') };
  await work((await services.addReference(ANN, { artist: 'Night Shift', file, consent: true })).jobId);
  const reference = async () => (await store.references.list(artist.id))[0]!;
  return {
    ...{ store, services, work, workerOf, reference, artistId: artist.id },
    referenceId: (await reference()).id,
    hears: (next: Listen) => {
      listen = next;
    },
  };
}

const scoresOf = async (store: Store, artistId: string) =>
  (await store.references.scores(artistId)).flatMap(({ scores }) => scores);

describe('a correction', () => {
  it('holds for later ones too, and is kept with who said it when', async () => {
    const asked: unknown[] = [];
    const house = await open((input) => {
      asked.push(input.corrections);
      return hearing(input.corrections?.bpm ?? 92, input.corrections?.key);
    });
    const { services, referenceId, reference, store, work } = house;
    const started = Date.now();
    const before = await reference();
    expect(before.hearing).toMatchObject({ parts: { drums: 0.9 }, leftOut: { bass: 0.3 } });
    const { jobId } = await services.correctReference(ANN, { referenceId, bpm: 184 });
    await expect(services.correctReference(ANN, { referenceId, bpm: 46 })).rejects.toMatchObject({
      id: 'reference-busy',
    });
    // What was heard stays until the correction is there.
    expect(await reference()).toEqual(before);
    expect(await work(jobId)).toMatchObject({
      kind: 'correct',
      state: 'done',
      result: { trainsItself: false },
    });
    const dorian = { tonic: 0, mode: 'dorian' } as const;
    await work((await services.correctReference(ANN, { referenceId, key: dorian })).jobId);
    expect(asked).toEqual([{}, { bpm: 184 }, { bpm: 184, key: dorian }]);
    const after = await reference();
    expect(after).toMatchObject({ bpm: 184, key: dorian, revision: 2, state: 'ready' });
    expect(after.corrections).toMatchObject([
      { memberId: ANN.userId, bpm: 184 },
      { memberId: ANN.userId, key: dorian },
    ]);
    const [first, second] = after.corrections.map(({ at }) => at.getTime());
    expect(first).toBeGreaterThanOrEqual(started);
    expect(second).toBeGreaterThanOrEqual(first!);
    expect(second).toBeLessThanOrEqual(Date.now());
    expect(await scoresOf(store, house.artistId)).toMatchObject([{ bpm: 184, key: dorian }]);
    // The picture goes with what it showed.
    expect(await isKept(store, before.picture!.sha256)).toBe(false);
    expect(await services.referencePicture(referenceId)).toMatchObject({ alt: 'A loop.' });
  });

  it.each([
    [
      'that cannot be heard',
      () => {
        throw new BeatwrightError('listen-no-beat');
      },
      words.errors['reference-kept']({ why: words.errors['listen-no-beat'] }),
    ],
    ['with which nothing is sure', () => hearing(60, KEY, false), /nothing comes through clearly enough/],
  ] as [string, Listen, RegExp][])('%s leaves everything as it was', async (_, listen, sentence) => {
    const house = await open(() => hearing(92));
    const { services, referenceId, reference, work } = house;
    const before = await reference();
    house.hears(listen);
    const job = await work((await services.correctReference(ANN, { referenceId, bpm: 60 })).jobId);
    expect(job).toMatchObject({ state: 'failed', failure: { sentence: expect.stringMatching(sentence) } });
    expect(await reference()).toEqual(before);
  });

  it('is for the artist’s own people, and for what can be', async () => {
    const { services, referenceId } = await open(() => hearing(92));
    const refused = (who: typeof ANN, correction: object) =>
      expect(services.correctReference(who, { referenceId, ...correction })).rejects;
    await refused(BOB, { bpm: 46 }).toMatchObject({ id: 'artist-not-yours' });
    await refused({ ...ANN, serverId: '8' }, { bpm: 46 }).toMatchObject({ id: 'reference-gone' });
    for (const bpm of [0, 39, 241, Number.NaN]) {
      await refused(ANN, { bpm }).toMatchObject({ id: 'reference-bpm' });
    }
    for (const same of [{}, { bpm: 92 }, { bpm: 92.001, key: KEY }]) {
      await refused(ANN, same).toMatchObject({ id: 'reference-same' });
    }
    await services.removeReference(ANN, 'Night Shift', referenceId);
    await refused(ANN, { bpm: 46 }).toMatchObject({ id: 'reference-gone' });
  });
});

describe('sound that waits', () => {
  it('is heard again by each other listener once, in the background, one at a time', async () => {
    const idle: unknown[] = [];
    const house = await open(() => hearing(92, KEY, false));
    const { reference, store, work, workerOf, services } = house;
    expect(await reference()).toMatchObject({ state: 'waiting', heardBy: 'one' });
    // Who has heard it does not try again.
    expect(await workerOf('one').due()).toEqual([]);

    house.hears((_, { isIdle }) => {
      idle.push(isIdle);
      throw new BeatwrightError('listen-no-beat');
    });
    const [job, ...others] = await workerOf('two').due();
    expect(others).toEqual([]);
    expect(job).toMatchObject({ kind: 'hear', message: null });
    expect(await workerOf('two').due()).toEqual([]);
    expect(await work(job!.id, workerOf('two'))).toMatchObject({ state: 'failed' });
    expect(idle).toEqual([true]);
    expect(await reference()).toMatchObject({ state: 'waiting', heardBy: 'two' });
    expect(await workerOf('two').due()).toEqual([]);

    house.hears(() => hearing(92));
    const [last] = await workerOf('three').due();
    await work(last!.id, workerOf('three'));
    expect(await reference()).toMatchObject({ state: 'ready', heardBy: 'three', bpm: 92 });
    expect(await scoresOf(store, house.artistId)).toHaveLength(1);
    expect(await workerOf('four').due()).toEqual([]);
    expect(await services.jobsToShow()).toEqual([]);
  });
});
