/** An artist's own kit through the services: taken in, chosen from, shared, taken back and erased. */
import { strFromU8, unzipSync } from 'fflate';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Voice } from '../../src/music/index.ts';
import { KITS } from '../../src/render/index.ts';
import type { Asker } from '../../src/services/index.ts';
import type { Pool, Tasks } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { execute } from '../store/promises/rows.ts';
import { pack } from '../support/packs.ts';
import { stubPool } from '../support/stub-pool.ts';
import { openStudio, type Studio } from '../support/studio.ts';

const ANN: Asker = { serverId: '1', userId: '10' };
const BOB: Asker = { serverId: '1', userId: '11' };

let studio: Studio;
let run: (jobId: string) => Promise<unknown>;
/** What the renderer was asked to play, in order. */
const played: Tasks['sound']['input'][] = [];
const downloaded: Tasks['download']['input'][] = [];
/** What happens while pictures are drawn, and drums cut. */
let meanwhile: (() => Promise<unknown>) | undefined;
/** What tracks sound like: a mix of −10 LUFS, and a kick of our synthesis. */
const TIMBRE = {
  mix: { thirds: Array.from({ length: 27 }, () => 0), width: [-20, -10, -8], loudness: -10, floor: -80 },
  drums: [{ drum: 'kick', level: 0, sound: { ...KITS.trap.drums.kick, level: 0 } }],
};
const shown: Tasks['kitSheet']['input'][] = [];
const pool: Pool = {
  ...stubPool,
  async run(name, input, options) {
    if (name === 'sheet' || name === 'kitSheet' || name === 'cutDrums') await meanwhile?.();
    if (name === 'sound') played.push(input as Tasks['sound']['input']);
    if (name === 'download') downloaded.push(input as Tasks['download']['input']);
    if (name === 'kitSheet') shown.push(input as Tasks['kitSheet']['input']);
    const answer = await stubPool.run(name, input, options);
    return name === 'timbre' ? ({ ...answer, ...TIMBRE } as typeof answer) : answer;
  },
};
beforeAll(async () => {
  studio = await openStudio();
  const worker = createWorker({
    store: studio.store,
    pool,
    log: pino({ level: 'silent' }),
    listener: 'a stub',
  });
  run = (jobId) => worker.run(jobId, new AbortController().signal);
});
afterAll(() => studio.close());

let made = 0;
async function artistOf(owner = ANN, isTrained = false): Promise<{ id: string; name: string }> {
  const name = `Artist ${made++}`;
  const { id } = await studio.services.createArtist(owner, { name });
  if (isTrained) {
    const file = { name: 'song.mid', bytes: Buffer.from(`MThd ${made++}`) };
    await studio.work(
      (await studio.services.addReference(owner, { artist: name, file, consent: true })).jobId,
    );
    await studio.work((await studio.services.train(owner, { artist: name })).jobId);
  }
  return { id, name };
}

/** @returns the job as it ended. */
async function add(
  artist: string,
  name: string,
  bytes: Uint8Array,
  { voice, by = ANN }: { voice?: Voice; by?: Asker } = {},
) {
  const file = { name, read: async () => bytes };
  const { jobId } = await studio.services.addToKit(by, { artist, file, voice, consent: true });
  await run(jobId);
  return studio.services.job(jobId);
}
const sound = (text: string) => Buffer.from(`a sound: ${text}`);

describe('a kit', () => {
  it('takes in a ZIP as producers have it: names say what is what, loops are left out, the consent is kept', async () => {
    const { id, name } = await artistOf();
    const zip = pack({
      'Kit/Kicks/Thump.wav': sound('thump'),
      'Kit/808s/Low (C).wav': sound('low'),
      'Kit/Loops/Kick Loop.wav': sound('loop'),
      'Kit/FX/Riser.wav': sound('riser'),
      'Kit/Snare 1.mid': Buffer.from('MThd a snare'),
      'Kit/readme.txt': Buffer.from('hello'),
    });
    const job = await add(name, 'kit.zip', zip);
    expect(job).toMatchObject({
      kind: 'kit',
      state: 'done',
      result: {
        artist: name,
        sounds: 2,
        added: { sounds: 2, leftOut: 3, refused: [expect.stringContaining('Snare 1.mid')] },
        alt: expect.stringMatching(/kick, 808|808, kick/),
      },
    });
    const kit = await studio.store.kits.list(id);
    expect(kit.map(({ voice, name: file, pitch }) => [voice, file, pitch]).sort()).toEqual([
      ['808', 'Low (C).wav', 33.2],
      ['kick', 'Thump.wav', null],
    ]);
    for (const { consent } of kit) expect(consent).toMatchObject({ memberId: ANN.userId, wording: '1' });
    // Handed over again, nothing is new.
    expect((await add(name, 'kit.zip', zip)).result).toMatchObject({ sounds: 2, added: { sounds: 0 } });
  });

  it('says what is wrong with a file, and keeps nothing of it', async () => {
    const { id, name } = await artistOf();
    const fails = async (...[file, bytes]: [string, Uint8Array]) =>
      (await add(name, file, bytes)).failure?.id;
    expect(await fails('Zap.wav', sound('zap'))).toBe('kit-voice');
    expect(await fails('Kick.mid', Buffer.from('MThd a kick'))).toBe('kit-file');
    expect(await fails('kit.zip', pack({ 'Loops/Kick Loop.wav': sound('loop') }))).toBe('kit-nothing');
    expect(await fails('kit.zip', Buffer.from('PK\u0003\u0004 broken'))).toBe('pack-damaged');
    const file = { name: 'Kick.wav', read: async () => sound('kick') };
    const asked = studio.services.addToKit(ANN, { artist: name, file, consent: false });
    await expect(asked).rejects.toMatchObject({ id: 'consent-missing' });
    await expect(studio.services.showKit(ANN, { artist: name })).rejects.toMatchObject({ id: 'kit-empty' });
    expect(await studio.store.kits.list(id)).toEqual([]);
    // What is said goes before what the name says.
    await add(name, 'Zap.wav', sound('zap'), { voice: 'percussion' });
    expect(await studio.store.kits.list(id)).toMatchObject([{ voice: 'percussion', name: 'Zap.wav' }]);
  });

  it('holds forty sounds: of a larger ZIP every voice has its share, and then it is full', async () => {
    const { id, name } = await artistOf();
    const kicks = Array.from({ length: 60 }, (_, i) => [`Kicks/${i}.wav`, sound(`kick ${i}`)] as const);
    const zip = pack({ ...Object.fromEntries(kicks), 'Snares/a.wav': sound('snare') });
    expect((await add(name, 'kit.zip', zip)).result).toMatchObject({ sounds: 40, added: { leftOut: 21 } });
    expect((await studio.store.kits.list(id)).some(({ voice }) => voice === 'snare')).toBe(true);
    expect((await add(name, 'Clap.wav', sound('clap'))).failure?.id).toBe('kit-full');
    expect((await add(name, 'kit.zip', pack({ 'Clap.wav': sound('clap') }))).failure?.id).toBe('kit-full');
    const other = await artistOf();
    const heavy = {
      voice: 'kick',
      name: 'k',
      sha256: '',
      size: 31 * 2 ** 20,
      seconds: 1,
      pitch: null,
    } as const;
    const sha256 = await studio.store.blobs.put(sound('heavy'));
    const given = { ...heavy, sha256, consent: { memberId: ANN.userId, wording: '1' } };
    const most = { sounds: 40, bytes: 30 * 2 ** 20 };
    await expect(studio.store.kits.add(other.id, [given], most)).rejects.toMatchObject({ id: 'kit-heavy' });
  });

  it('plays the artist’s beats: the seed picks of several, and reworks and downloads play the same', async () => {
    const { id, name } = await artistOf(ANN, true);
    for (const kick of ['one', 'two', 'three']) await add(name, `Kick ${kick}.wav`, sound(kick));
    await add(name, 'Snare.wav', sound('snare'));
    const beatOf = async (seed: number) => {
      played.length = 0;
      const { jobId } = await studio.services.requestBeat(ANN, { artist: name, seed });
      await run(jobId);
      return { beat: (await studio.store.beats.ofJob(jobId))!, own: played.map((input) => input.own) };
    };
    const { beat, own } = await beatOf(1);
    expect(own).toHaveLength(4);
    expect(own[0]!.map(({ voice }) => voice)).toEqual(['kick', 'snare']);
    expect(own.every((each) => JSON.stringify(each) === JSON.stringify(own[0]))).toBe(true);
    expect((await beatOf(1)).own).toEqual(own);
    const kicks = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) kicks.add(strFromU8((await beatOf(seed)).own[0]![0]!.wav));
    expect(kicks.size).toBeGreaterThan(1);

    const [listed] = await studio.services.myBeats(ANN);
    expect(listed!.beat.ownSounds).toBe(2);

    // The kit changes, and what is made of the beat sounds as the beat did.
    for (const kick of ['four', 'five']) await add(name, `Kick ${kick}.wav`, sound(kick));
    const takeId = beat.takes[0]!.id;
    played.length = 0;
    await run((await studio.services.requestRework(ANN, { takeId, reworking: 'bass' })).jobId);
    expect(played[0]!.own).toEqual(own[0]);
    await run((await studio.services.requestDownload(ANN, { takeId, download: 'wav' })).jobId);
    expect(downloaded.at(-1)!.own).toEqual(own[0]);
    // What was taken back is played no more.
    await studio.services.resetKit(ANN, name);
    await run((await studio.services.requestDownload(ANN, { takeId, download: 'stems' })).jobId);
    expect(downloaded.at(-1)!.own).toBeUndefined();
    expect(await studio.store.kits.list(id)).toEqual([]);
  });

  it('taken back, is erased but for that there was consent; who added to it takes back their own', async () => {
    const { id, name } = await artistOf();
    await studio.services.addCollaborator(ANN, name, BOB.userId);
    await add(name, 'Kick.wav', sound('of ann'));
    await add(name, 'Snare.wav', sound('of bob'), { by: BOB });
    await studio.services.removeCollaborator(ANN, name, BOB.userId);
    const all = await studio.store.kits.list(id);
    const [anns, bobs] = ['kick', 'snare'].map(
      (voice) => all.find((each) => each.voice === voice)!,
    ) as (typeof all)[number][];
    expect(await studio.services.resetKit(BOB, name)).toEqual({
      artist: name,
      sounds: 1,
      left: 1,
      fitted: 0,
    });
    await expect(studio.store.blobs.get(bobs!.sha256)).rejects.toMatchObject({ id: 'blob-missing' });
    expect(await studio.store.blobs.get(anns!.sha256)).toHaveLength(anns!.size);
    await expect(studio.services.resetKit(BOB, name)).rejects.toMatchObject({ id: 'artist-not-yours' });
    const [row] = (await execute(studio.store, 'SELECT * FROM kit_sounds WHERE id = $1', [
      bobs!.id,
    ])) as object[];
    expect(row).toMatchObject({
      ...{ name: null, sha256: null, pitch: null, member_id: BOB.userId, wording: '1' },
      ...{ withdrawn_at: expect.anything(), withdrawn_by: BOB.userId },
    });
    expect(await studio.services.resetKit(ANN, name)).toMatchObject({ sounds: 1, left: 0 });
    await expect(studio.services.resetKit(ANN, name)).rejects.toMatchObject({ id: 'kit-empty' });
    expect(await studio.store.kits.list(id)).toEqual([]);
  });

  it('taken back while something is made with it, is in nothing that is kept', async () => {
    const { name } = await artistOf(ANN, true);
    const ended = async (ask: () => Promise<{ jobId: string }>) => {
      await add(name, 'Kick.wav', sound(`late ${made++}`));
      const { jobId } = await ask();
      meanwhile = () => studio.services.resetKit(ANN, name);
      await run(jobId);
      meanwhile = undefined;
      return { jobId, failure: (await studio.services.job(jobId)).failure?.id };
    };
    const beat = await ended(() => studio.services.requestBeat(ANN, { artist: name }));
    expect(beat.failure).toBe('kit-changed');
    expect(await studio.store.beats.ofJob(beat.jobId)).toBeUndefined();
    const shown = await ended(() => studio.services.showKit(ANN, { artist: name }));
    expect(shown.failure).toBe('kit-changed');
  });

  it('is shared with other artists of the owner, without what others added, and each goes by itself', async () => {
    const [from, to, bobs] = [await artistOf(), await artistOf(), await artistOf(BOB)];
    await studio.services.addCollaborator(ANN, from.name, BOB.userId);
    await add(from.name, 'Kick.wav', sound('shared'));
    await add(from.name, 'Snare.wav', sound('not shared'), { by: BOB });
    const share = (artist: string, other: string) => studio.services.shareKit(ANN, { artist, to: other });
    expect(await share(from.name, to.name)).toEqual({ artist: from.name, to: to.name, sounds: 1, others: 1 });
    expect(await share(from.name, to.name)).toMatchObject({ sounds: 0 });
    await expect(share(from.name, bobs.name)).rejects.toMatchObject({ id: 'artist-owner-only' });
    await expect(share(from.name, from.name)).rejects.toMatchObject({ id: 'kit-same' });
    const [copy] = await studio.store.kits.list(to.id);
    await studio.services.resetKit(ANN, from.name);
    expect(await studio.store.kits.list(to.id)).toEqual([copy]);
    expect(await studio.store.blobs.get(copy!.sha256)).toHaveLength(copy!.size);
  });

  it('is cut from the owner’s own recordings, with their word that they are, and goes with them', async () => {
    const [{ id, name }, to] = [await artistOf(), await artistOf()];
    const { services, store } = studio;
    const song = async (text: string, by = ANN) => {
      const file = { name: `${text}.mp3`, bytes: Buffer.from(`a song: ${text}`) };
      const { jobId } = await services.addReference(by, { artist: name, file, consent: true });
      await run(jobId);
      return (await store.references.list(id)).at(-1)!.id;
    };
    const learn = async () => {
      const { jobId } = await services.learnKit(ANN, { artist: name, consent: true });
      await run(jobId);
      return services.job(jobId);
    };
    await services.addCollaborator(ANN, name, BOB.userId);
    await song('closedHat of another member', BOB);
    await expect(learn()).rejects.toMatchObject({ id: 'kit-no-recordings' });
    await song('a hum');
    expect((await learn()).failure?.id).toBe('kit-not-heard');

    const [clean, muddy] = [await song('kick'), await song('kick and snare')];
    const unsaid = services.learnKit(ANN, { artist: name, consent: false });
    await expect(unsaid).rejects.toMatchObject({ id: 'consent-missing' });
    expect((await learn()).result).toMatchObject({
      sounds: 2,
      learned: { found: ['kick', 'snare'], kept: [], missing: ['closedHat', 'openHat', 'percussion'] },
    });
    // What is there stays as it is.
    expect((await learn()).result).toMatchObject({ learned: { found: [], kept: ['kick', 'snare'] } });
    const kit = await store.kits.list(id);
    const consent = { memberId: ANN.userId, wording: 'recordings-1' };
    expect(kit).toMatchObject([
      { voice: 'kick', name: 'kick.mp3', referenceId: clean, consent },
      { voice: 'snare', name: 'kick and snare.mp3', referenceId: muddy, consent },
    ]);

    await services.shareKit(ANN, { artist: name, to: to.name });
    expect(await store.kits.list(to.id)).toHaveLength(2);
    await services.removeReference(ANN, name, muddy);
    for (const artist of [id, to.id]) {
      expect(await store.kits.list(artist)).toMatchObject([{ voice: 'kick' }]);
    }
    await expect(store.blobs.get(kit[1]!.sha256)).rejects.toMatchObject({ id: 'blob-missing' });
    // Whoever still holds it cannot bring it back.
    const again = store.kits.add(to.id, [kit[1]!], { sounds: 40, bytes: 30 * 2 ** 20 });
    await expect(again).rejects.toMatchObject({
      id: expect.stringMatching(/^(reference-gone|blob-missing)$/),
    });
    // Nor does a copy outlive the artist whose song it was cut from.
    await services.deleteArtist(ANN, id);
    expect(await store.kits.list(to.id)).toEqual([]);
    await expect(store.blobs.get(kit[0]!.sha256)).rejects.toMatchObject({ id: 'blob-missing' });
  });

  it('cut from a reference that is taken back meanwhile, has nothing of it', async () => {
    const { id, name } = await artistOf();
    const file = { name: 'song.mp3', bytes: Buffer.from(`a song: kick, ${made++}`) };
    await run((await studio.services.addReference(ANN, { artist: name, file, consent: true })).jobId);
    const [reference] = await studio.store.references.list(id);
    const { jobId } = await studio.services.learnKit(ANN, { artist: name, consent: true });
    meanwhile = () => studio.services.removeReference(ANN, name, reference!.id);
    await run(jobId);
    meanwhile = undefined;
    expect((await studio.services.job(jobId)).failure?.id).toBe('reference-gone');
    expect(await studio.store.kits.list(id)).toEqual([]);
  });

  it('of drums fitted to audio references plays beats as loud as these, is shown, and can be taken off', async () => {
    const { id, name } = await artistOf();
    const file = { name: 'song.mp3', bytes: Buffer.from(`a song ${made++}`) };
    const ingest = await studio.services.addReference(ANN, { artist: name, file, consent: true });
    await run(ingest.jobId);
    await run((await studio.services.train(ANN, { artist: name })).jobId);
    const beatOf = async (master?: 'quiet') => {
      const { jobId } = await studio.services.requestBeat(ANN, { artist: name, ...(master && { master }) });
      await run(jobId);
      return { beat: (await studio.store.beats.ofJob(jobId))!, input: played.at(-1)! };
    };
    const { beat, input } = await beatOf();
    expect(input).toMatchObject({ master: 'own', timbre: TIMBRE });
    expect((await beatOf('quiet')).input).toMatchObject({ master: 'quiet', timbre: TIMBRE });
    const download = async () => {
      const takeId = beat.takes[0]!.id;
      for (const kind of ['wav', 'ogg', 'song', 'stems'] as const) {
        const before = downloaded.length;
        await run((await studio.services.requestDownload(ANN, { takeId, download: kind })).jobId);
        if (downloaded.length > before) return downloaded.at(-1)!;
      }
      throw new Error('all is downloaded');
    };
    expect(await download()).toMatchObject({ master: 'own', timbre: TIMBRE });

    const { jobId } = await studio.services.showKit(ANN, { artist: name });
    await run(jobId);
    expect((await studio.services.job(jobId)).result).toMatchObject({ sounds: 0, fitted: ['kick'] });
    expect(shown.at(-1)).toMatchObject({ sounds: [], timbre: TIMBRE });
    // A sound that is handed over goes before one that is fitted.
    expect((await add(name, 'Kick.wav', sound('own'))).result).not.toHaveProperty('fitted');
    expect(await studio.services.resetKit(ANN, name)).toMatchObject({ sounds: 1, left: 0, fitted: 1 });
    await expect(studio.services.showKit(ANN, { artist: name })).rejects.toMatchObject({ id: 'kit-empty' });
    expect((await beatOf()).input).toMatchObject({ timbre: { mix: TIMBRE.mix, drums: [] } });

    // Taken back, a reference takes all of it along, also from older beats.
    const [reference] = await studio.store.references.list(id);
    await studio.services.removeReference(ANN, name, reference!.id);
    expect((await download()).timbre).toBeUndefined();
    expect(JSON.stringify(await studio.store.generators.list(id))).not.toContain('thirds');
  });

  it('is in the export of whoever handed it over', async () => {
    const carl: Asker = { serverId: '1', userId: '12' };
    const { name } = await artistOf(carl);
    await add(name, 'Kick.wav', sound('of carl'), { by: carl });
    const { jobId } = await studio.services.exportMine(carl, {});
    await run(jobId);
    const entries = unzipSync(await studio.services.exportFile(jobId));
    const file = Object.keys(entries).find((path) => /^kits\/.* kick\.wav$/.test(path))!;
    expect(strFromU8(entries[file]!)).toBe('a sound: of carl');
    expect(JSON.parse(strFromU8(entries['data/sounds.json']!))).toMatchObject([
      { voice: 'kick', name: 'Kick.wav', member_id: carl.userId, wording: '1' },
    ]);
  });
});
