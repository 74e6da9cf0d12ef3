/** An artist's lyrics: who may hand them over, what is kept of them, and what they do to a beat. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grammarArtist } from '../../src/corpus/index.ts';
import { readMidi, stepInBar, stepOf, writeMidi } from '../../src/music/index.ts';
import { createServices, LYRICS_CONSENT, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, openPool, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { bytesIn } from '../flow/bytes.ts';
import { COUPLETS, ELSEWHERE } from '../flow/verses.ts';
import { testDatabase } from '../support/database.ts';

const ANN = { serverId: '1', userId: '2' };
const BOB = { ...ANN, userId: '3' };
const database = testDatabase('PGlite');
let store: Store;
let pool: Pool;
let services: Services;

beforeAll(async () => {
  store = await openStore(await database.place());
  pool = openPool({ threads: 1 });
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

describe('lyrics', () => {
  it('are handed over by whoever may, with their word, and only the measures are kept', async () => {
    const { id } = await services.createArtist(ANN, { name: 'Pen', style: 'boom-bap' });
    const lyrics = { artist: 'pen', lyrics: COUPLETS, consent: true };
    await expect(services.setLyrics(BOB, lyrics)).rejects.toMatchObject({ id: 'artist-forbidden' });
    await expect(services.setLyrics(ANN, { ...lyrics, consent: false })).rejects.toMatchObject({
      id: 'consent-missing',
    });
    expect((await services.showArtist(ANN, 'Pen')).flow).toBeUndefined();

    await services.addCollaborator(ANN, 'Pen', BOB.userId);
    const measured = await services.setLyrics(BOB, lyrics);
    expect(measured).toMatchObject({
      artist: 'Pen',
      measured: { language: 'english', lines: 4, syllables: { mean: 9 } },
      // The middle of boom bap.
      pace: { bpm: 91, time: 'one line a bar', perBar: 9 },
      addedById: BOB.userId,
    });
    const { artist: _, ...card } = measured;
    expect((await services.showArtist(ANN, 'Pen')).flow).toEqual(card);
    const kept = await store.lyrics.get(id);
    expect(kept?.consent).toMatchObject({ memberId: BOB.userId, wording: LYRICS_CONSENT.version });
    expect(JSON.stringify(kept)).not.toMatch(/pocket|logic|snow/);
  });

  it('are replaced by the next ones and taken back', async () => {
    await services.createArtist(ANN, { name: 'Twice' });
    const set = (lyrics: string | Uint8Array) =>
      services.setLyrics(ANN, { artist: 'Twice', lyrics, consent: true });
    await set(COUPLETS);
    const other = await set(Buffer.from(`\ufeff${ELSEWHERE.German}`, 'utf16le'));
    expect(other.measured).toMatchObject({ language: 'other' });
    expect(other.measured.rhyming).toBeUndefined();
    const russian = 'Я иду по городу, луна над головой\n'.repeat(4);
    const lrc = russian.replaceAll('Я', '[00:10.00]<00:10.20>Я');
    for (const bytes of [bytesIn('windows-1251', russian), Buffer.from(lrc)]) {
      expect((await set(bytes)).measured.syllables.mean).toBe(13);
    }
    // What cannot be read changes nothing.
    await expect(set('%PDF-1.4')).rejects.toMatchObject({ id: 'lyrics-format' });
    await expect(set(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).rejects.toMatchObject({
      id: 'lyrics-not-text',
    });
    await expect(set('x'.repeat(100_000))).rejects.toMatchObject({ id: 'lyrics-too-long' });
    expect((await services.showArtist(ANN, 'Twice')).flow?.measured.language).toBe('other');
    await expect(services.removeLyrics(BOB, 'Twice')).rejects.toMatchObject({ id: 'artist-not-yours' });
    expect(await services.removeLyrics(ANN, 'Twice')).toEqual({ artist: 'Twice' });
    expect((await services.showArtist(ANN, 'Twice')).flow).toBeUndefined();
    await expect(services.removeLyrics(ANN, 'Twice')).rejects.toMatchObject({ id: 'lyrics-none' });
  });

  it('have a say in beats, unless told not to', async () => {
    const { id } = await services.createArtist(ANN, { name: 'Room', style: 'boom-bap' });
    const artist = grammarArtist('boom-bap', 1);
    for (let i = 0; i < 2; i++) {
      const file = { name: `${i}.mid`, bytes: writeMidi(artist.song(i)) };
      await finish(await services.addReference(ANN, { artist: 'Room', file, consent: true }));
    }
    const references = await store.references.list(id);
    const bpms = [70, 92, 180];
    await store.generators.add({
      artistId: id,
      kind: 'none',
      sha256: await store.blobs.put(new Uint8Array([1])),
      figures: { scores: 2, seconds: 1 },
      lineage: { habits: { style: 'boom-bap', bpms, keys: [] } },
      referenceIds: references.map((reference) => reference.id),
    });
    await services.setLyrics(ANN, { artist: 'Room', lyrics: COUPLETS, consent: true });
    const request = { artist: 'Room', bars: 2, takes: 1 } as const;
    const payloadOf = async (more: object) => {
      const { jobId } = await services.requestBeat(ANN, { ...request, ...more });
      return (await store.jobs.get(jobId))!.payload;
    };
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const tempi = async (more: object) =>
      new Set(await Promise.all(seeds.map(async (seed) => (await payloadOf({ seed, ...more }))['bpm'])));
    // Of the artist's tempi nine syllables a bar are at ease on one.
    expect(await tempi({})).toEqual(new Set([92]));
    expect(await tempi({ flow: false })).toEqual(new Set(bpms));
    expect(await tempi({ bpm: 121 })).toEqual(new Set([121]));
    expect(await payloadOf({ flow: false })).not.toHaveProperty('flow');

    // Its reference is taken back, so that the base writes: which listens to the flow all the same.
    await services.removeReference(ANN, 'Room', '0.mid');
    const wish = { artist: 'Room', bars: 8, bpm: 92, key: { tonic: 5, mode: 'minor' }, seed: 8 } as const;
    const beat = async (more: object) => {
      const job = await finish(await services.requestBeat(ANN, { ...wish, takes: 2, ...more }));
      if (job.kind !== 'beat') throw new Error('not a beat');
      const { notes, takes } = job.result!;
      return {
        flow: notes.find((note) => note.startsWith('Flow:')),
        midis: await Promise.all(takes.map(async ({ id }) => (await services.takeFiles(id)).midi)),
      };
    };
    const heard = await beat({});
    expect(heard.flow).toContain('one line per bar at 92 BPM, 3.5 syllables per second');
    expect(heard.flow).toContain('rests on the rhymes (beat 4)');
    expect((await beat({ takes: 1 })).midis).toEqual(heard.midis.slice(0, 1));
    const deaf = await beat({ flow: false });
    expect(deaf.flow).toBeUndefined();
    // Where the rhymes fall, the tune has notes that it does not have once it listens.
    const onBeat4 = ({ midis }: { midis: readonly Uint8Array[] }) =>
      midis
        .flatMap((midi) => readMidi(midi).score.melody)
        .filter(({ tick }) => stepInBar(stepOf(tick).step) >= 12).length;
    expect(onBeat4(deaf)).toBeGreaterThan(3);
    expect(onBeat4(heard)).toBeLessThan(onBeat4(deaf) / 2);
  });
});
