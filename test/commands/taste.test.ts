import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import { payloadOf } from '../../src/worker/kinds/index.ts';
import { type House, labels, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.artist('Night Shift', { references: 1, isTrained: true });
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const ARTIST = { artist: 'Night Shift' };

/** A beat on which all vote for its second take. */
async function voted(...voters: readonly string[]) {
  const { jobId } = await house.services.requestBeat(house.who('ann'), ARTIST);
  await house.work(jobId);
  const beat = (await house.store.beats.ofJob(jobId))!;
  for (const name of voters) await house.services.castVote(house.who(name), beat.takes[1]!.id);
  return beat;
}

/** The taste that a beat is made by that is asked for now. */
async function tasteNow() {
  const { jobId } = await house.services.requestBeat(house.who('bob'), ARTIST);
  return payloadOf('beat', (await house.store.jobs.get(jobId))!).taste;
}

/** The `custom_id` of a message's only button. */
function buttonOf(message: RoomMessage): string {
  const [id] = message.components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((each) => ('custom_id' in each ? [each.custom_id] : []))
      : [],
  );
  return id!;
}

async function shown(name: string) {
  const asked = house.as(name).slash('artist taste', ARTIST);
  const message = await asked.replied();
  const { id } = await house.jobOf(message);
  await house.work(id);
  await house.whenDelivered(id);
  return message;
}

test('votes shape a beat from the tenth on, and the beat keeps what it was shaped by', async () => {
  for (let beat = 0; beat < 3; beat++) await voted('ann', 'bob', 'cyd');
  expect(await tasteNow()).toBeUndefined();
  const few = await shown('ann');
  expect(few.content).toContain('9 votes on its beats so far; from 10 on');
  expect(few.attachments).toHaveLength(0);
  await voted('ann', 'bob', 'cyd');
  const taste = (await tasteNow())!;
  expect(taste.votes).toBe(12);
  // What stands second is what all of them liked.
  for (const { weights } of taste.ears) expect(weights[1]).toBe(Math.max(...weights));
});

test('whoever asks reads what the votes say; forgetting is the owner’s, and can be taken back', async () => {
  const read = await shown('bob');
  expect(read.onlyFor?.name).toBe('bob');
  expect(read.content).toContain('From 12 votes by 3 members.');
  expect(read.content).toMatch(/Liked: busier snares \(\d+ % sure\)/);
  expect(read.attachment('taste.png').description).toBe('What 12 votes say.');
  expect(labels(read)).toEqual([]);

  const own = await shown('ann');
  expect(labels(own)).toEqual(['Forget these votes']);
  house.as('ann').press(own, buttonOf(own));
  await house.room.until(() => labels(own).includes('Count them again'));
  expect(own.content).toContain('still stand under their beats');
  expect(own.attachments).toHaveLength(0);
  expect(await tasteNow()).toBeUndefined();

  house.as('ann').press(own, buttonOf(own));
  await house.room.until(() => labels(own).length === 0);
  expect((await tasteNow())?.votes).toBe(12);
});

test('it is switched off and on again', async () => {
  const set = (taste: boolean) =>
    house
      .as('ann')
      .slash('artist settings', { ...ARTIST, taste })
      .replied();
  expect((await set(false)).content).toContain('Votes do not shape its beats.');
  expect(await tasteNow()).toBeUndefined();
  expect((await shown('ann')).content).toContain('This is switched off');
  expect((await set(true)).content).toContain('Votes shape its beats');
  expect((await tasteNow())?.votes).toBe(12);
});

test('votes that go with a member teach nothing any more', async () => {
  await house.services.eraseMine(house.who('cyd'));
  expect(await tasteNow()).toBeUndefined();
  expect((await shown('ann')).content).toContain('8 votes on its beats so far');
});
