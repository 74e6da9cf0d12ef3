import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomFile } from '../../src/room/index.ts';
import { type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.as('ann').slash('artist create', { name: 'Night Shift' }).replied();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const file = (name: string, bytes: Uint8Array = Buffer.from(`MThd ${name}`)): RoomFile => ({ name, bytes });
const add = (name: string, track: RoomFile, consent = true) =>
  house.as(name).slash('reference add', { artist: 'Night Shift', consent }, { attachments: { track } });

test('add hands the file over as it is, with the consent, and shows how it is read', async () => {
  const reply = await add('ann', file('loop one.mid')).replied();
  expect(reply.text).toContain('Reading a reference for **Night Shift**');
  const taken = house.services.references.at(-1);
  expect(taken).toMatchObject({ artist: 'Night Shift', consent: true });
  expect(Buffer.from(taken!.file.bytes).toString()).toBe('MThd loop one.mid');
  expect(taken!.file.name).toMatch(/^loop.one\.mid$/);
});

test('without consent nothing is taken, and the question is told', async () => {
  const before = house.services.references.length;
  const told = await add('ann', file('a.mid'), false).followUp();
  expect(told.content).toContain('I made this or may train on it');
  expect(house.services.references).toHaveLength(before);
});

test('who may not hand over references is told so before the file is fetched', async () => {
  const told = await add('bob', file('secret.mid')).followUp();
  expect(told.content).toContain('Only the owner');
  expect(house.room.exchanges.some(({ path }) => path.includes('secret.mid'))).toBe(false);
});

test('an empty file, a vanished one and one over 25 MiB each get a sentence', async () => {
  const before = house.services.references.length;
  const empty = await add('ann', file('empty.mid', new Uint8Array(0))).followUp();
  expect(empty.content).toContain('That file is empty');

  house.room.inject({ method: 'GET', path: 'gone.mid', kind: 'error', status: 404 });
  const gone = await add('ann', file('gone.mid')).followUp();
  expect(gone.content).toContain('no longer has that file');

  house.room.inject({ method: 'GET', path: 'half.mid', kind: 'reset', late: true });
  const half = await add('ann', file('half.mid', Buffer.alloc(200_000))).followUp();
  expect(half.content).toContain('did not arrive whole');
  expect(house.services.references).toHaveLength(before);
});

test('list and remove: what is there is completed by name, and taken back by its row', async () => {
  await add('ann', file('bass.mid')).replied();
  const list = await house.as('bob').slash('reference list', { artist: 'night shift' }).replied();
  expect(list.text).toContain('bass.mid');
  expect(list.onlyFor?.name).toBe('bob');
  const { choices } = await house
    .as('ann')
    .autocomplete('reference remove', { artist: 'Night Shift', reference: 'BASS' }, 'reference').answered;
  expect(choices).toHaveLength(1);
  expect(choices?.[0]?.name).toBe('bass.mid · 2 loops · 92 BPM · Fm');
  const options = { artist: 'Night Shift', reference: String(choices?.[0]?.value) };
  const refused = await house.as('bob').slash('reference remove', options).replied();
  expect(refused.content).toContain('Only the owner');
  const removed = await house.as('ann').slash('reference remove', options).replied();
  expect(removed.text).toContain('**bass.mid** is no reference of **Night Shift** any more');
  expect(
    (await house.as('ann').slash('reference list', { artist: 'Night Shift' }).replied()).text,
  ).not.toContain('bass.mid');
});

test('without an artist chosen there is no reference to complete', async () => {
  const { choices } = await house.as('ann').autocomplete('reference remove', { reference: 'b' }, 'reference')
    .answered;
  expect(choices).toEqual([]);
});
