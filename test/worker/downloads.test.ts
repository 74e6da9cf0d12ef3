/** Files that are made of a take when somebody wants them: they fit into a message, and are made once. */
import { unzipSync } from 'fflate';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { grammarSong } from '../../src/corpus/index.ts';
import { type Key, readMidi, type Score, secondsOf, writeMidi } from '../../src/music/index.ts';
import { renderTake } from '../../src/render/index.ts';
import { createServices, type Services } from '../../src/services/index.ts';
import { type Download, openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, openPool, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { testDatabase } from '../support/database.ts';
import { measureLoudness } from '../support/loudness.ts';

const ANN = { serverId: '1', userId: '2' };
const EVE = { ...ANN, serverId: '8', serverName: 'Attic' };
const MESSAGE = 10 * 1024 * 1024;
const database = testDatabase('PGlite');
const audio = createAudio();
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

/** A beat of one take, and that take's id. */
async function takeOf(score: Score, style: 'boom-bap' | 'trap', request = {}): Promise<string> {
  const blob = await store.blobs.put(writeMidi(score));
  const key: Key = score.key;
  const beat = await store.beats.add({
    serverId: ANN.serverId,
    memberId: ANN.userId,
    style,
    seed: 3,
    request,
    takes: [
      {
        name: 'A',
        score,
        files: { midi: blob, mp3: blob },
        facts: { bpm: score.bpm, key, bars: score.bars, seconds: secondsOf(score) },
      },
    ],
  });
  return beat.takes[0]!.id;
}

async function get(takeId: string, download: Download) {
  const { jobId } = await services.requestDownload(ANN, { takeId, download });
  const worker = createWorker({ store, pool, log: pino({ level: 'silent' }) });
  await worker.run(jobId, new AbortController().signal);
  return { job: await services.job(jobId), files: await services.downloadFiles({ takeId, download }) };
}

describe('downloads', () => {
  const score = grammarSong('boom-bap', 1, { bars: 4, bpm: 88, tonic: 5, mode: 'minor' });

  it('of stems are a ZIP that fits, whose parts are lossless and sum to the mix', async () => {
    const takeId = await takeOf(score, 'boom-bap');
    const { job, files } = await get(takeId, 'stems');
    expect(job).toMatchObject({ kind: 'download', state: 'done', subject: 'boom bap, take A' });
    expect(files.map(({ ending }) => ending)).toEqual(['zip']);
    expect(files[0]!.bytes.length).toBeLessThan(MESSAGE);
    const entries = unzipSync(files[0]!.bytes);
    const base = `boom-bap_88bpm_Fmin_4bar_3A`;
    const names = ['bass', 'chords', 'drums', 'melody', 'texture'].map((part) => `${base}_${part}.flac`);
    expect(Object.keys(entries).sort()).toEqual(
      [`${base}.mid`, `${base}.txt`, `${base}_rights.txt`, ...names].sort(),
    );
    expect(Buffer.from(entries[`${base}.txt`]!).toString()).toMatch(/88 BPM.*Fm.*Seed: 3.*MuseScore/s);
    const origin = 'AI-generated music, made with Beatwright by its base network (boom bap). Seed 3, take A.';
    for (const name of [`${base}_rights.txt`, `${base}.mid`, names[0]!]) {
      expect(Buffer.from(entries[name]!).toString(), name).toContain(origin);
    }
    expect(readMidi(entries[`${base}.mid`]!).score).toMatchObject({ bpm: 88, bars: 4 });
    const { mix } = await renderTake({ score, style: 'boom-bap', seed: 3 });
    const stems = await Promise.all(
      names.map((name) => audio.decode(entries[name]!, { sampleRate: 44_100, channels: 2 })),
    );
    const whole = mix.channels[0]!;
    let off = 0;
    let power = 0;
    whole.forEach((x, i) => {
      off += stems.reduce((rest, stem) => rest - stem.channels[0]![i]!, x) ** 2;
      power += x ** 2;
    });
    for (const stem of stems) expect(stem.channels[0]!.length).toBe(whole.length);
    expect(10 * Math.log10(off / power)).toBeLessThan(-60);
  });

  it('are made once: whoever asks again finds them', async () => {
    const takeId = await takeOf({ ...score, bpm: 89 }, 'boom-bap');
    expect(await services.findDownload(ANN, { takeId, download: 'ogg' })).toBeUndefined();
    const first = await get(takeId, 'ogg');
    const found = await services.findDownload(ANN, { takeId, download: 'ogg' });
    expect(found).toMatchObject({ take: { id: takeId, name: 'A' }, download: 'ogg' });
    const closed = openPool({ threads: 1 });
    await closed.close();
    const again = await services.requestDownload(ANN, { takeId, download: 'ogg' });
    // Without a thread to make anything on.
    await createWorker({ store, pool: closed, log: pino({ level: 'silent' }) }).run(
      again.jobId,
      new AbortController().signal,
    );
    expect(await services.job(again.jobId)).toMatchObject({ state: 'done', result: { download: 'ogg' } });
    expect(await services.downloadFiles({ takeId, download: 'ogg' })).toEqual(first.files);
    const facts = await audio.probe(first.files[0]!.bytes);
    expect(facts).toMatchObject({ format: 'ogg', codec: 'vorbis' });
  });

  it('of a long loop come in the best format that fits', async () => {
    const short = await get(await takeOf(score, 'boom-bap'), 'wav');
    expect(short.files.map(({ ending }) => ending)).toEqual(['wav']);
    const long = { ...grammarSong('trap', 2, { bars: 16 }), bpm: 90 };
    const { files } = await get(await takeOf(long, 'trap'), 'wav');
    expect(files.map(({ ending }) => ending)).toEqual(['flac']);
    expect(files[0]!.bytes.length).toBeLessThan(MESSAGE);
    const back = await audio.decode(files[0]!.bytes, { sampleRate: 44_100, channels: 2 });
    expect(back.channels[0]!.length).toBe(Math.round(secondsOf(long) * 44_100));
  });

  it('are as loud as the beat was asked for', async () => {
    const takeId = await takeOf({ ...score, bpm: 87 }, 'boom-bap', { master: 'loud' });
    const { files } = await get(takeId, 'wav');
    const back = await audio.decode(files[0]!.bytes, { sampleRate: 44_100, channels: 2 });
    const { lufs, truePeak } = await measureLoudness(back);
    expect(Math.abs(lufs + 9)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('of a song have its sound and its MIDI, which agree', async () => {
    const { files } = await get(await takeOf({ ...score, bpm: 160 }, 'trap'), 'song');
    expect(files.map(({ ending }) => ending)).toEqual(['mp3', 'mid']);
    const [song, midi] = files;
    expect(song!.bytes.length + midi!.bytes.length).toBeLessThan(MESSAGE);
    const { seconds } = await audio.probe(song!.bytes);
    expect(seconds).toBeCloseTo(secondsOf(readMidi(midi!.bytes).score), 0);
    expect(Buffer.from(song!.bytes.subarray(0, 4_000)).toString('latin1')).toContain('CHAP');
  });

  it('of another server’s take, or of none, are refused', async () => {
    const takeId = await takeOf(score, 'boom-bap');
    for (const refused of [
      services.requestDownload(EVE, { takeId, download: 'stems' }),
      services.findDownload(EVE, { takeId, download: 'stems' }),
      services.requestDownload(ANN, { takeId: 'nothing', download: 'wav' }),
    ]) {
      await expect(refused).rejects.toMatchObject({ id: 'take-unknown' });
    }
  });
});
