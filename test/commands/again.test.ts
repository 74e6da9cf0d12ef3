import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import type { BeatCard } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { payloadOf } from '../../src/worker/kinds/index.ts';
import { type House, labels, openHouse, refusal } from '../bot/house.ts';

let house: House;
let first: { message: RoomMessage; beat: BeatCard };
beforeAll(async () => {
  house = await openHouse();
  await house.artist('Night Shift', { references: 1, isTrained: true });
  first = await house.beat({
    artist: 'Night Shift',
    bpm: 91,
    key: 'Am',
    bars: 4,
    swing: 60,
    seed: 5,
    master: 'loud',
  });
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** What a job is told that a message shows, once it has been done. */
async function made(message: RoomMessage) {
  const job = await house.jobOf(message);
  await house.work(job.id);
  await house.whenDelivered(job.id);
  return payloadOf('beat', job);
}

const linkOf = ({ id }: RoomMessage) =>
  `https://discord.com/channels/${house.who('ann').serverId}/${house.room.server('Cellar').channel('beats').id}/${id}`;

test('four more have the same wishes and the next seed, and their card leads back', async () => {
  const { message, beat } = first;
  expect(labels(message)).toEqual(expect.arrayContaining(['Four more', 'Remove']));
  const reply = await house.as('bob').press(message, `more:${beat.id}`).replied();
  const told = await made(reply);
  const { bpm, key, bars, style } = beat;
  expect(told).toMatchObject({
    bpm,
    key,
    bars,
    style,
    swing: 0.6,
    master: 'loud',
    seed: 6,
    parentId: beat.id,
  });
  expect(reply.attachments).toHaveLength(9);
  expect(reply.text).toContain(`Comes from the beat with seed 5: ${linkOf(message)}`);
  await expect(house.services.requestMore(house.who('bob'), { beatId: 'gone' })).rejects.toMatchObject({
    id: 'beat-unknown',
  });
});

test('more like a take is asked for by menu, close to it or further away', async () => {
  const { message, beat } = first;
  const takeId = beat.takes[2]!.id;
  for (const reworking of ['light', 'strong']) {
    const reply = await house
      .as('cyd')
      .select(message, `alike:${beat.id}`, [`${reworking}:${takeId}`])
      .followUp();
    expect(await made(reply)).toMatchObject({ rework: { takeId, reworking }, parentId: beat.id });
    // Four more of these are again like that take.
    const again = reply.customIds.find((id) => id.startsWith('more:'))!;
    const more = await house.as('cyd').press(reply, again).replied();
    expect(await made(more)).toMatchObject({ rework: { takeId, reworking } });
  }
});

test('a beat can be like another, but for what is said', async () => {
  const { message, beat } = first;
  const like = async (value: string, more: Record<string, string | number> = {}) =>
    made(
      await house
        .as('bob')
        .slash('beat', { like: value, ...more })
        .replied(),
    );
  const { key, bars, style } = beat;
  const same = { key, bars, style, swing: 0.6, master: 'loud', parentId: beat.id, subject: 'Night Shift' };
  expect(await like(beat.id)).toMatchObject({ ...same, bpm: 91 });
  expect(await like(`<${linkOf(message)}>`, { bpm: 99 })).toMatchObject({ ...same, bpm: 99 });
  const unknown = await house.toldAlone(house.as('bob').slash('beat', { like: 'https://example.org/beat' }));
  const refused = house.services.requestBeat(house.who('bob'), { like: 'nothing' });
  expect(unknown.content).toBe(await refusal('beat-like', refused));
  // What is another server's is not there.
  const elsewhere = { serverId: house.room.server('Attic').id, userId: '7' };
  await refusal('beat-like', house.services.requestBeat(elsewhere, { like: beat.id }));
});

test('whoever asked removes the beat with its message, after a yes; others may not', async () => {
  const { message, beat } = await house.beat({ style: 'trap' });
  const refused = await house.toldAlone(house.as('bob').press(message, `remove:${beat.id}`));
  expect(refused.content).toBe(words.errors['beat-not-yours']);
  const { modal } = await house.as('ann').press(message, `remove:${beat.id}`).answered;
  const told = await house
    .as('ann')
    .submit(modal!, { beat: ['yes'] })
    .replied();
  expect(told.onlyFor?.name).toBe('ann');
  expect(await house.store.beats.get(beat.id)).toBeUndefined();
  await house.room.until(() => message.deleted);
});
