import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type House, labels, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  house.services.slow.clear();
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('one vote a member: it can be changed, and a second press takes it back', async () => {
  const message = await house.beat();
  const [a, b] = message.customIds;
  const press = (name: string, id: string) => house.as(name).press(message, id).answered;
  await press('ann', a!);
  await press('bob', a!);
  await press('cyd', b!);
  expect(labels(message)).toEqual(['A · 2', 'B · 1', 'C', 'D']);
  await press('bob', b!);
  expect(labels(message)).toEqual(['A · 1', 'B · 2', 'C', 'D']);
  await press('ann', a!);
  expect(labels(message)).toEqual(['A', 'B · 2', 'C', 'D']);
  expect(message.attachments).toHaveLength(9);
  expect(message.embeds).toHaveLength(1);
});

test('the count is the answer to the press itself', async () => {
  const message = await house.beat();
  const { type, ms } = await house.as('ann').press(message, message.customIds[2]!).answered;
  expect(type).toBe(7);
  expect(ms).toBeLessThan(300);
});

test('votes count after the bot was started again', async () => {
  const message = await house.beat();
  await house.as('ann').press(message, message.customIds[0]!).answered;
  await house.restart();
  await house.as('bob').press(message, message.customIds[0]!).answered;
  expect(labels(message)[0]).toBe('A · 2');
});

test('when many press at once, the message ends with what the votes are', async () => {
  const message = await house.beat();
  const server = house.room.server('Cellar');
  const crowd = Array.from({ length: 30 }, (_, i) => server.addMember(`crowd-${i}`));
  const presses = crowd.map((member, i) => house.room.as(member).press(message, message.customIds[i % 3]!));
  for (const { ms } of await Promise.all(presses.map(({ answered }) => answered)))
    expect(ms).toBeLessThan(3000);
  await house.room.until(() => labels(message).join() === 'A · 10,B · 10,C · 10,D');
});

test('a slow vote is acknowledged first and shown later', async () => {
  const message = await house.beat();
  house.services.slow.set('castVote', 500);
  const { type } = await house.as('ann').press(message, message.customIds[3]!).answered;
  expect(type).toBe(6);
  await house.room.until(() => labels(message)[3] === 'D · 1');
});
