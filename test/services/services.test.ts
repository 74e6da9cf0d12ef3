/** What the services promise beyond what members see: consent on record, requests done once, the seed's say. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grammarArtist } from '../../src/corpus/index.ts';
import { readMidi, writeMidi } from '../../src/music/index.ts';
import { type BeatCard, CONSENT, createServices, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, openPool, type Pool } from '../../src/threads/index.ts';
import { words } from '../../src/words/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { tuneFile } from '../music/midi-bytes.ts';
import { makeGenerator, makeReference } from '../store/fixtures.ts';
import { execute } from '../store/promises/rows.ts';
import { testDatabase } from '../support/database.ts';

const ANN = { serverId: '1', userId: '2' };
const BOB = { ...ANN, userId: '3' };
const database = testDatabase('PGlite');
let store: Store;
let pool: Pool;
let services: Services;

beforeAll(async () => {
  store = await openStore(await database.place());
  pool = openPool({ threads: 1, trainingSteps: 4 });
  services = createServices({ store, measureLyrics, send: async () => {} });
});
afterAll(async () => {
  await pool?.close();
  await store?.close();
  await database.stop();
});

async function finish({ jobId }: { jobId: string }) {
  const worker = createWorker({ store, pool, log: pino({ level: 'silent' }) });
  await worker.run(jobId, new AbortController().signal);
  const job = await services.job(jobId);
  expect(job.failure).toBeUndefined();
  return job;
}

const message = (messageId: string) => ({ channelId: '9', messageId });

describe('services', () => {
  it('go from an artist to beats of its own', async () => {
    const artist = grammarArtist('boom-bap', 2);
    const { id } = await services.createArtist(ANN, { name: '  Dusty Crates ' });
    await expect(
      services.addReference(BOB, { artist: 'dusty crates', file: song(0), consent: true }),
    ).rejects.toMatchObject({ id: 'artist-forbidden' });
    await services.addCollaborator(ANN, 'Dusty Crates', BOB.userId);
    function song(i: number) {
      return { name: `${i}.mid`, bytes: writeMidi(artist.song(i)) };
    }

    // Consent: who, when, and to which wording.
    const before = Date.now();
    await expect(
      services.addReference(BOB, { artist: 'Dusty Crates', file: song(0), consent: false }),
    ).rejects.toMatchObject({ id: 'consent-missing' });
    for (let i = 0; i < 3; i++)
      await finish(
        await services.addReference(BOB, { artist: 'Dusty Crates', file: song(i), consent: true }),
      );
    const [reference] = await store.references.list(id);
    expect(reference!.consent).toMatchObject({ memberId: BOB.userId, wording: CONSENT.version });
    expect(reference!.consent.givenAt.getTime()).toBeGreaterThanOrEqual(before - 1000);

    // The style is found, and the figures are of music that was kept out.
    const trained = await finish(await services.train(ANN, { artist: 'Dusty Crates' }));
    expect(trained).toMatchObject({ kind: 'train', result: { version: 1, references: 3 } });
    const card = await services.showArtist(ANN, 'DUSTY CRATES');
    expect(card).toMatchObject({
      name: 'Dusty Crates',
      style: 'boom-bap',
      unlearned: 0,
      generator: { version: 1 },
    });

    // A seed names a beat; a take does not depend on how many were asked for.
    const request = { artist: 'Dusty Crates', bars: 2, seed: 5 };
    const view = async (ticket: { jobId: string }) => {
      const job = await finish(ticket);
      return job.kind === 'beat' ? job.result! : expect.unreachable();
    };
    const midiOf = ({ takes }: BeatCard) =>
      Promise.all(takes.map(async (take) => Buffer.from((await services.takeFiles(take.id)).midi)));
    const beat = await view(await services.requestBeat(ANN, request));
    expect(beat).toMatchObject({ generatorVersion: 1, originality: { references: 3 } });
    const four = await midiOf(beat);
    const one = await midiOf(await view(await services.requestBeat(ANN, { ...request, takes: 1 })));
    expect(four).toHaveLength(4);
    expect(one).toEqual(four.slice(0, 1));
    expect(new Set(four.map((bytes) => bytes.toString('hex'))).size).toBe(4);
    const { score } = readMidi(four[0]!);
    expect(artist.habits.bpm - 5).toBeLessThan(score.bpm);
    expect(artist.habits.bpm + 5).toBeGreaterThan(score.bpm);

    // Taking a reference back takes back what was learned from it: what is left is the style, and the card says so.
    await services.removeReference(ANN, 'Dusty Crates', '1.mid');
    const plain = await view(await services.requestBeat(ANN, { ...request, takes: 1 }));
    expect(plain).toMatchObject({ style: 'boom-bap', originality: { references: 2 } });
    expect(plain.generatorVersion).toBeUndefined();
    expect(plain.notes).toEqual([words.notes['beat-retired']({ artist: 'Dusty Crates', style: 'boom bap' })]);
  });

  it('write the parts that are asked for, about as densely, by the network or by a baseline', async () => {
    const request = { style: 'boom-bap', bars: 2, seed: 5, takes: 1 } as const;
    const score = async (wishes: object) => {
      const job = await finish(await services.requestBeat(ANN, { ...request, ...wishes }));
      if (job.kind !== 'beat') return expect.unreachable();
      return readMidi((await services.takeFiles(job.result!.takes[0]!.id)).midi).score;
    };
    const parts = ['bass', 'drums'] as const;
    const sparse = await score({ parts, density: { drums: 8 }, swing: 0.6 });
    const dense = await score({ parts, density: { drums: 30 }, swing: 0.6 });
    for (const one of [sparse, dense]) {
      expect([one.chords, one.melody]).toEqual([[], []]);
      expect(one.bass.length).toBeGreaterThan(0);
    }
    expect(dense.drums.length).toBeGreaterThan(1.3 * sparse.drums.length);
    const ngram = await score({ generator: 'ngram' });
    const network = await score({});
    expect(ngram).not.toEqual(network);
    expect(ngram).toMatchObject({ bars: 2, bpm: network.bpm });
  });

  it('take MIDI in a RIFF envelope for MIDI, and its tempo from its name', async () => {
    await services.createArtist(ANN, { name: 'Envelopes' });
    const plain = tuneFile();
    const size = Buffer.alloc(4);
    size.writeUInt32LE(plain.length);
    const bytes = Buffer.concat([Buffer.from('RIFF\0\0\0\0RMIDdata', 'latin1'), size, plain]);
    const file = { name: 'Lead 93 BPM Dm.mid', bytes };
    await finish(await services.addReference(ANN, { artist: 'Envelopes', file, consent: true }));
    const [reference] = await services.listReferences(ANN, 'Envelopes');
    expect(reference).toMatchObject({ kind: 'midi', bpm: 93, key: { tonic: 2, mode: 'minor' } });
  });

  it('do a request that arrives twice once', async () => {
    const first = await services.requestBeat(ANN, { style: 'trap', message: message('100') });
    const again = await services.requestBeat(ANN, { style: 'trap', message: message('100') });
    const other = await services.requestBeat(ANN, { style: 'trap', message: message('101') });
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it.each([
    [{}, 'beat-nothing'],
    [{ style: 'trap' as const, bpm: 1000 }, 'beat-bpm'],
    [{ style: 'trap' as const, bpm: Number.NaN }, 'beat-bpm'],
    [{ style: 'trap' as const, bars: 1.5 }, 'beat-bars'],
    [{ style: 'trap' as const, seed: -1 }, 'beat-seed'],
    [{ style: 'trap' as const, takes: 5 }, 'beat-takes'],
    [{ style: 'trap' as const, swing: 0.9 }, 'beat-swing'],
    [{ style: 'trap' as const, density: { drums: -2 } }, 'beat-density'],
    [{ style: 'trap' as const, parts: [] }, 'beat-parts'],
    [{ artist: 'nobody' }, 'artist-unknown'],
  ])('refuse %j', async (request, id) => {
    await expect(services.requestBeat(ANN, request)).rejects.toMatchObject({ id });
  });

  it('refuse a baseline for an artist, since baselines know none', async () => {
    await services.createArtist(ANN, { name: 'Learned' });
    for (const generator of ['ngram', 'chapter'] as const) {
      await expect(services.requestBeat(ANN, { artist: 'Learned', generator })).rejects.toMatchObject({
        id: 'beat-generator',
      });
    }
  });

  it('show the other jobs when the row of one cannot be read, which is marked as done with', async () => {
    const { id: artistId } = await services.createArtist(ANN, { name: 'Odd' });
    const reference = await makeReference(store, (await store.artists.get(artistId))!);
    const done = await store.jobs.create({
      kind: 'train',
      serverId: ANN.serverId,
      memberId: ANN.userId,
      payload: { subject: 'Odd', artistId },
      message: message('200'),
    });
    await makeGenerator(store, (await store.artists.get(artistId))!, [reference], done.id);
    await store.jobs.finish(done.id, {});
    const other = await services.requestBeat(ANN, { style: 'trap', message: message('201') });
    const shown = async () => (await services.jobsToShow()).map(({ id }) => id);
    expect(await shown()).toEqual(expect.arrayContaining([done.id, other.jobId]));
    await execute(store, `UPDATE generators SET figures = '{"scores":"many"}' WHERE job_id = $1`, [done.id]);
    await expect(services.job(done.id)).rejects.toMatchObject({ id: 'row-invalid' });
    expect(await services.jobToShow(done.id)).toBeUndefined();
    const left = await shown();
    expect(left).toContain(other.jobId);
    expect(left).not.toContain(done.id);
    expect((await store.jobs.get(done.id))?.deliveredAt).toBeInstanceOf(Date);
  });
});
