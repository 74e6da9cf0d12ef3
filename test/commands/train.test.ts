import { afterAll, beforeAll, expect, test } from 'vitest';
import { filed, type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.as('ann').slash('artist create', { name: 'Night Shift' }).replied();
});
afterAll(() => house.close());

test('train shows how far it is and then what changed, in one message for all', async () => {
  const message = await house.as('ann').slash('train', { artist: 'night shift' }).replied();
  expect(message.text).toContain('Training **Night Shift**');
  expect(message.onlyFor).toBeUndefined();
  const job = filed(house.services, message);
  house.services.update(job, { state: 'running', stage: 'learning the drums', percent: 40 });
  await house.room.until(() => message.text.includes('40 % · learning the drums'));
  const result = {
    artist: 'Night Shift',
    version: 2,
    references: 6,
    loops: 20,
    generatorId: 'g',
    seconds: 30,
    heldOut: { before: 2, after: 1.5 },
  };
  house.services.update(job, { state: 'done', percent: 100, result });
  await house.room.until(() => message.text.includes('25 % less surprised'));
  expect(message.text).toContain('2.00 before, 1.50 after');
  expect(house.violations()).toEqual([]);
});

test('a training that fails says why, in the message it was to fill', async () => {
  const message = await house.as('ann').slash('train', { artist: 'Night Shift' }).replied();
  const failure = { id: 'train-too-little', sentence: 'There is too little to learn from. Add references.' };
  house.services.update(filed(house.services, message), { state: 'failed', failure });
  await house.room.until(() => message.content === `⚠️ ${failure.sentence}`);
});
