import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { STYLE_FACTS, STYLES } from '../../src/music/index.ts';
import type { OptionValue } from '../../src/room/index.ts';
import type { ArtistCard } from '../../src/services/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';
import { COUPLETS } from '../flow/verses.ts';

let house: House;
let artist: ArtistCard;
beforeAll(async () => {
  house = await openHouse();
  artist = await house.artist('Night Shift', { references: 2, isTrained: true });
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** What the job is told that bob's /beat files. */
async function told(options: Readonly<Record<string, OptionValue>>) {
  return house.jobOf(await house.as('bob').slash('beat', options).replied());
}

test('everything that is asked for reaches the job; what is not asked for is chosen', async () => {
  const asked = { style: 'trap', bpm: 140.5, bars: 12, seed: 7 };
  const all = await told({ artist: 'Night Shift', ...asked, key: 'f minor' });
  expect(all).toMatchObject({
    kind: 'beat',
    memberId: house.who('bob').userId,
    payload: { ...asked, artistId: artist.id, key: { tonic: 5, mode: 'minor' }, takes: 4 },
    message: {
      channelId: house.room.server('Cellar').channels[0]!.id,
      interactionToken: expect.any(String),
    },
  });

  const { payload: wish } = await told({ style: 'trap', parts: 'drums-bass', swing: 58 });
  expect(wish).toMatchObject({ parts: ['drums', 'bass'], swing: 0.58 });

  const { payload: bare } = await told({ style: 'plugg' });
  expect(bare).toEqual({
    style: 'plugg',
    subject: STYLE_FACTS.plugg.label,
    bpm: expect.any(Number),
    key: { tonic: expect.any(Number), mode: 'minor' },
    bars: 8,
    seed: expect.any(Number),
    takes: 4,
    wav: false,
    stems: false,
  });
});

test('flow says whether the artist’s lyrics shape the beat', async () => {
  const lyrics = { artist: 'Night Shift', lyrics: COUPLETS, consent: true };
  await house.services.setLyrics(house.who('ann'), lyrics);
  expect((await told({ artist: 'Night Shift' })).payload).toHaveProperty('flow');
  expect((await told({ artist: 'Night Shift', flow: true })).payload).toHaveProperty('flow');
  expect((await told({ artist: 'Night Shift', flow: false })).payload).not.toHaveProperty('flow');
  await house.services.removeLyrics(house.who('ann'), 'Night Shift');
});

test('the finished beat has its card, eight files, a picture of them, buttons and menus', async () => {
  const options = { artist: 'Night Shift', style: 'trap', bpm: 140, key: 'Fm', bars: 8, seed: 99 };
  const { message, beat } = await house.beat(options);
  for (const fact of ['140 BPM', 'Fm', '8 bars', 'seed 99', 'v1']) expect(message.text).toContain(fact);
  expect(message.attachments.map(({ name }) => name).sort()).toEqual([
    ...['A', 'B', 'C', 'D'].flatMap((take) => [
      `night-shift-trap_140bpm_Fmin_8bar_99${take}.mid`,
      `night-shift-trap_140bpm_Fmin_8bar_99${take}.mp3`,
    ]),
    'takes.png',
  ]);
  expect(message.embeds[0]?.image?.url).toContain('takes.png');
  expect(message.attachment('takes.png').description).toBe('Four takes, drawn.');
  expect(message.customIds).toEqual([
    ...beat.takes.map(({ id }) => `vote:${id}`),
    `rework:${beat.id}`,
    `files:${beat.id}`,
    `alike:${beat.id}`,
    `more:${beat.id}`,
    `keep:${beat.id}`,
    `remove:${beat.id}`,
  ]);
  expect(message.onlyFor).toBeUndefined();
});

test('how loud it is, is said, kept, and heeded by what is made of it', async () => {
  const { message, beat } = await house.beat({ style: 'trap', master: 'loud' });
  expect(message.text).toMatch(/bars · loud/);
  expect(message.attachments[0]?.description).toMatch(/loud$/);
  expect(beat.master).toBe('loud');
  expect((await house.store.beats.get(beat.id))?.request).toMatchObject({ master: 'loud' });
  const menu = [`bass:${beat.takes[0]!.id}`];
  const reply = await house.as('bob').select(message, `rework:${beat.id}`, menu).followUp();
  expect((await house.jobOf(reply)).payload).toMatchObject({ master: 'loud' });
  const plain = await house.beat({ style: 'trap' });
  expect(plain.message.text).not.toMatch(/loud|quiet|streaming/);
});

test('neither artist nor style, or no such key, is told to the asker, and nothing is made', async () => {
  const before = await house.store.jobs.queued();
  const nothing = await house.as('ann').slash('beat', { bpm: 90 }).followUp();
  expect(nothing.content).toMatch(/artist.*style/);
  const key = await house.as('ann').slash('beat', { style: 'trap', key: 'H♯ blues' }).followUp();
  expect(key.content).toContain('H♯ blues');
  for (const { onlyFor } of [nothing, key]) expect(onlyFor?.name).toBe('ann');
  expect(await house.store.jobs.queued()).toEqual(before);
});

test('with nothing else, a beat repeats as one of the artist’s references does, and is remembered so', async () => {
  const { id } = await house.artist('Loop', { references: 1 });
  const [reference] = await house.store.references.list(id);
  const repeats = { of: 4, after: 2, changes: [3] };
  const habits = {
    ...{ style: 'lo-fi', bpms: [80], keys: [{ tonic: 2, mode: 'dorian' }], parts: [['drums', 'bass']] },
    plays: [{ density: {}, registers: {}, repeats }],
  };
  await house.store.generators.add({
    artistId: id,
    kind: 'adapter',
    sha256: await house.store.blobs.put(Buffer.from('a looping generator')),
    figures: { scores: 1, seconds: 1 },
    lineage: { habits },
    referenceIds: [reference!.id],
  });
  const job = await told({ artist: 'Loop' });
  const usual = { style: 'lo-fi', bpm: 80, key: { tonic: 2, mode: 'dorian' }, parts: ['drums', 'bass'] };
  expect(job.payload).toMatchObject({ ...usual, repeats: { after: 2, changes: [3, 7] } });
  await house.work(job.id);
  const beat = await house.store.beats.ofJob(job.id);
  expect(beat?.request).toMatchObject({ repeats: { after: 2, changes: [3, 7] } });
});

test('an artist that has learned nothing yet says what to do first', async () => {
  await house.artist('Fresh');
  const untrained = await house.as('ann').slash('beat', { artist: 'Fresh' }).followUp();
  const asked = house.services.requestBeat(house.who('ann'), { artist: 'Fresh' });
  expect(untrained.content).toBe(await refusal('beat-untrained', asked));
});

test.each([{ bpm: 39 }, { bpm: 241 }, { bars: 0 }, { bars: 17 }, { seed: -1 }, { bars: 1.5 }] as Record<
  string,
  number
>[])('%j never leaves Discord', (wrong) => {
  const [option] = Object.keys(wrong);
  expect(() => house.as('ann').slash('beat', { style: 'trap', ...wrong })).toThrow(option);
});

test('every style can be chosen, and keys are completed', async () => {
  const [beat] = house
    .as('ann')
    .commands()
    .filter(({ name }) => name === 'beat');
  const style = beat?.options?.find(({ name }) => name === 'style');
  expect(style && 'choices' in style && style.choices?.map(({ value }) => value)).toEqual([...STYLES]);
  const suggested = async (key: string) =>
    (await house.as('ann').autocomplete('beat', { key }, 'key').answered).choices?.map(({ value }) => value);
  expect((await suggested(''))?.length).toBe(25);
  expect((await suggested('d dor'))?.[0]).toBe('D dorian');
  expect((await suggested('f# min'))?.[0]).toBe('F#m');
  expect(await suggested('nonsense')).toEqual([]);
});
