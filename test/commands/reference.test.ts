import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomFile } from '../../src/room/index.ts';
import { type ArtistCard, CONSENT } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
let artist: ArtistCard;
beforeAll(async () => {
  house = await openHouse();
  artist = await house.artist('Night Shift');
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const file = (name: string, bytes: Uint8Array = Buffer.from(`MThd ${name}`)): RoomFile => ({ name, bytes });
const add = (name: string, track: RoomFile, consent = true) =>
  house.as(name).slash('reference add', { artist: 'Night Shift', consent }, { attachments: { track } });
const stored = () => house.store.references.list(artist.id);
/** Whether the bot has asked Discord for a file of that name. */
const isFetched = (name: string) => house.room.exchanges.some(({ path }) => path.includes(name));

test('add hands the file over as it is, with the consent, and shows how it is read', async () => {
  const reply = await add('ann', file('loop one.mid')).replied();
  expect(reply.text).toContain('**Night Shift**');
  const { id } = await house.jobOf(reply);
  const [taken] = await stored();
  expect(taken).toMatchObject({
    name: expect.stringMatching(/^loop.one\.mid$/),
    state: 'checking',
    consent: { memberId: house.who('ann').userId, wording: CONSENT.version },
  });
  expect(Buffer.from(await house.store.blobs.get(taken!.sha256)).toString()).toBe('MThd loop one.mid');
  await house.work(id);
  await house.whenDelivered(id);
  for (const fact of ['2 loops', '92 BPM', 'Fm']) expect(reply.text).toContain(fact);
  expect(reply.attachment('loop.png').description).toBe('A loop, drawn.');
});

test('without consent nothing is taken, and the question is told', async () => {
  const before = await stored();
  const told = await add('ann', file('unasked.mid'), false).followUp();
  expect(told.content).toBe(words.errors['consent-missing']({ wording: CONSENT.wording }));
  expect(await stored()).toEqual(before);
  expect(isFetched('unasked.mid')).toBe(false);
});

test('who may not hand over references is told so before the file is fetched', async () => {
  const told = await add('bob', file('secret.mid')).followUp();
  const asked = house.services.checkMayContribute(house.who('bob'), 'Night Shift');
  expect(told.content).toBe(await refusal('artist-forbidden', asked));
  expect(isFetched('secret.mid')).toBe(false);
  await add('ann', file('public.mid')).replied();
  expect(isFetched('public.mid')).toBe(true);
});

test('an empty file, a vanished one and half a one each get a sentence, and nothing is stored', async () => {
  const before = await stored();
  const empty = await add('ann', file('empty.mid', new Uint8Array(0))).followUp();
  house.room.inject({ method: 'GET', path: 'gone.mid', kind: 'error', status: 404 });
  const gone = await add('ann', file('gone.mid')).followUp();
  house.room.inject({ method: 'GET', path: 'half.mid', kind: 'reset', late: true });
  const half = await add('ann', file('half.mid', Buffer.alloc(200_000))).followUp();
  expect(empty.content).toBe(words.errors['upload-empty']);
  expect(gone.content).toBe(words.errors['upload-gone']);
  expect(half.content).toBe(words.errors['upload-failed']);
  for (const { onlyFor } of [empty, gone, half]) expect(onlyFor?.name).toBe('ann');
  expect(await stored()).toEqual(before);
});

test('the same file twice, and a file that is no music, are told of', async () => {
  await add('ann', file('twice.mid')).replied();
  const again = await add('ann', file('twice.mid')).followUp();
  const addReference = (name: string, bytes: Uint8Array) =>
    house.services.addReference(house.who('ann'), {
      artist: 'Night Shift',
      file: { name, bytes },
      consent: true,
    });
  const { bytes } = file('twice.mid');
  expect(again.content).toBe(await refusal('reference-duplicate', addReference('twice.mid', bytes)));
  const text = file('text.mid', Buffer.from('not MIDI'));
  const odd = await add('ann', text).followUp();
  expect(odd.content).toBe(await refusal('midi-not-midi', addReference(text.name, text.bytes)));
});

test('list and remove: what is there is completed by name, and taken back by its row', async () => {
  const added = await house.jobOf(await add('ann', file('bass.mid')).replied());
  await house.work(added.id);
  const list = await house.as('bob').slash('reference list', { artist: 'night shift' }).replied();
  expect(list.text).toContain('bass.mid');
  expect(list.onlyFor?.name).toBe('bob');
  const { choices } = await house
    .as('ann')
    .autocomplete('reference remove', { artist: 'Night Shift', reference: 'BASS' }, 'reference').answered;
  const [bass] = (await stored()).filter(({ name }) => name === 'bass.mid');
  expect(choices).toEqual([{ name: 'bass.mid · 2 loops · 92 BPM · Fm', value: bass!.id }]);
  const options = { artist: 'Night Shift', reference: bass!.id };
  const refused = await house.as('bob').slash('reference remove', options).replied();
  const asked = house.services.removeReference(house.who('bob'), 'Night Shift', bass!.id);
  expect(refused.content).toBe(await refusal('artist-not-yours', asked));
  const removed = await house.as('ann').slash('reference remove', options).replied();
  expect(removed.text).toContain('**bass.mid**');
  const left = await house.as('ann').slash('reference list', { artist: 'Night Shift' }).replied();
  expect(left.text).toContain('loop');
  expect(left.text).not.toContain('bass.mid');
});

test('without an artist chosen there is no reference to complete', async () => {
  const { choices } = await house.as('ann').autocomplete('reference remove', { reference: '' }, 'reference')
    .answered;
  expect(choices).toEqual([]);
});
