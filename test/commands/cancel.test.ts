import { afterAll, beforeAll, expect, test } from 'vitest';
import { filed, type House, labels, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.as('ann').slash('artist create', { name: 'Night Shift' }).replied();
});
afterAll(() => house.close());

test('a training is called off by its button, by those who may, also after a restart', async () => {
  const message = await house.as('ann').slash('train', { artist: 'Night Shift' }).replied();
  const job = filed(house.services, message);
  house.services.update(job, { state: 'running', stage: 'learning', percent: 40 });
  await house.room.until(() => message.text.includes('40 % · learning'));
  expect(labels(message)).toEqual(['Cancel']);
  house.as('bob').press(message, message.customIds[0]!);
  const refusal = () => message.channel.messages.find(({ onlyFor }) => onlyFor?.name === 'bob');
  await house.room.until(() => refusal()?.content.includes('Only the owner'));
  expect(house.services.jobs.get(job)?.state).toBe('running');
  await house.restart();
  await house.as('ann').press(message, message.customIds[0]!).answered;
  await house.room.until(() => message.text.includes('was cancelled'));
  await house.services.whenDelivered(job);
  expect(message.text).toContain('was cancelled');
  expect(labels(message)).toEqual([]);
  expect(house.violations()).toEqual([]);
});
