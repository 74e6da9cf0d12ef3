/** Real sounds through a real thread: decoded, made ready, played in what is downloaded, and gone once taken back. */
import { unzipSync } from 'fflate';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { type Score, secondsOf, writeMidi } from '../../src/music/index.ts';
import { render } from '../../src/render/index.ts';
import { createServices, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics, openPool, type Pool } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { bandPower, spectrumOf } from '../render/measure.ts';
import { drumScore } from '../render/scores.ts';
import { testDatabase } from '../support/database.ts';
import { pack } from '../support/packs.ts';

const ANN = { serverId: '1', userId: '2' };
const RATE = 44_100;
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

async function done(jobId: string) {
  const worker = createWorker({ store, pool, log: pino({ level: 'silent' }) });
  await worker.run(jobId, new AbortController().signal);
  return services.job(jobId);
}

/** A stereo file of a tone that dies away, after some silence. */
const file = (hertz: number, format: 'wav' | 'mp3', seconds = 0.8) => {
  const wave = Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    const at = i / RATE - 0.1;
    return at < 0 ? 0 : 0.3 * Math.sin(2 * Math.PI * hertz * at) * Math.exp(-at / 0.4);
  });
  return audio.encode({ sampleRate: RATE, channels: [wave, wave.slice()] }, { format, tags: {} });
};

const SCORE: Score = {
  ...{ bpm: 120, key: { tonic: 9, mode: 'minor' }, bars: 1, chords: [], melody: [] },
  drums: [{ drum: 'snare', tick: 480, velocity: 110 }],
  bass: [{ tick: 0, duration: 480, pitch: 33, velocity: 110 }],
};

it('a drum kit is taken in, shown and played, and a download plays what its beat was made with', async () => {
  const { id } = await services.createArtist(ANN, { name: 'Night Shift' });
  const zip = pack({
    'Snares/crack.wav': await file(3_000, 'wav'),
    '808s/low.mp3': await file(55, 'mp3', 2),
    '808s/too long.mp3': await file(55, 'mp3', 25),
    'Kicks/text.wav': Buffer.from('no sound at all'),
  });
  const added = await services.addToKit(ANN, {
    artist: 'Night Shift',
    file: { name: 'kit.zip', read: async () => zip },
    consent: true,
  });
  const job = await done(added.jobId);
  expect(job).toMatchObject({ state: 'done', result: { sounds: 2, added: { sounds: 2 } } });
  expect(job.kind === 'kit' && job.result?.added?.refused).toHaveLength(2);
  const { mp3 } = await services.kitFiles(added.jobId);
  // A bar at 90 BPM.
  expect((await audio.probe(mp3)).seconds).toBeCloseTo(2.67, 1);
  const kit = await store.kits.list(id);
  const eight = kit.find(({ voice }) => voice === '808');
  expect(Math.abs(eight!.pitch! - 33)).toBeLessThan(0.1);
  expect(eight!.seconds).toBeGreaterThan(1.5);

  const blob = await store.blobs.put(writeMidi(SCORE));
  const beat = await store.beats.add({
    ...{ serverId: ANN.serverId, memberId: ANN.userId, artistId: id, style: 'trap', seed: 3 },
    request: { kit: kit.map((sound) => sound.id) },
    takes: (['A', 'B'] as const).map((name) => ({
      name,
      score: SCORE,
      files: { midi: blob, mp3: blob },
      facts: { bpm: 120, key: SCORE.key, bars: 1, seconds: secondsOf(SCORE) },
    })),
  });
  const stems = async (takeId: string) => {
    await done((await services.requestDownload(ANN, { takeId, download: 'stems' })).jobId);
    const [zipped] = await services.downloadFiles({ takeId, download: 'stems' });
    const entries = unzipSync(zipped!.bytes);
    const named = (end: string) => entries[Object.keys(entries).find((path) => path.endsWith(end))!]!;
    const { channels } = await audio.decode(named('drums.flac'), { sampleRate: RATE, channels: 2 });
    const spectrum = spectrumOf(channels);
    const share = bandPower(spectrum, 2_800, 3_200) / bandPower(spectrum, 20, 20_000);
    return { share, text: Buffer.from(named('.txt')).toString() };
  };
  const own = await stems(beat.takes[0]!.id);
  expect(own.share).toBeGreaterThan(0.8);
  expect(own.text).toContain('your own kit');
  await services.resetKit(ANN, 'Night Shift');
  const stock = await stems(beat.takes[1]!.id);
  expect(stock.share).toBeLessThan(0.3);
  expect(stock.text).not.toContain('your own kit');
});

it('drums are cut from a song that was handed over, and go with it', async () => {
  const { id } = await services.createArtist(ANN, { name: 'Late Shift' });
  const bars = [0, 16, 32, 48];
  const on = (drum: 'kick' | 'snare' | 'closedHat', ...steps: number[]) =>
    bars.flatMap((bar) => steps.map((step) => [drum, bar + step] as const));
  const hits = [...on('kick', 0, 7, 10), ...on('snare', 4, 12), ...on('closedHat', 2, 6, 8, 14)];
  const score = drumScore(
    hits.sort((a, b) => a[1] - b[1]),
    { bars: bars.length, bpm: 90 },
  );
  const song = await audio.encode(await render({ score, style: 'trap', seed: 1 }), {
    format: 'mp3',
    tags: {},
  });
  const sha256 = await store.blobs.put(song);
  const { reference } = await store.references.add({
    ...{ artistId: id, name: 'song.mp3', kind: 'audio', sha256, size: song.length },
    consent: { memberId: ANN.userId, wording: '1' },
    analysis: { state: 'waiting', seconds: 10, bpm: 90, key: SCORE.key, scores: [], warnings: [] },
  });
  const asked = await services.learnKit(ANN, { artist: 'Late Shift', consent: true });
  const job = await done(asked.jobId);
  expect(job).toMatchObject({ state: 'done', result: { learned: { missing: ['openHat', 'percussion'] } } });
  const kit = await store.kits.list(id);
  expect(kit.map(({ voice }) => voice).sort()).toEqual(['closedHat', 'kick', 'snare']);
  for (const sound of kit) expect(sound).toMatchObject({ name: 'song.mp3', referenceId: reference.id });
  await services.removeReference(ANN, 'Late Shift', reference.id);
  expect(await store.kits.list(id)).toEqual([]);
});
