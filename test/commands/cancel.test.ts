import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, labels, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.artist('Night Shift', { references: 1 });
});
afterAll(() => house.close());

test('a training is cancelled by its button, by those who may, also after a restart', async () => {
  const message = await house.as('ann').slash('train', { artist: 'Night Shift' }).replied();
  const { id } = await house.jobOf(message);
  await house.store.jobs.start(id);
  await house.store.jobs.progress(id, { stage: 'learning', percent: 40 });
  await house.room.until(() => message.text.includes('40 % · learning'));
  expect(labels(message)).toHaveLength(1);
  const refused = await house.toldAlone(house.as('bob').press(message, message.customIds[0]!));
  const cancelled = house.services.cancelTraining(house.who('bob'), id);
  expect(refused.content).toBe(await refusal('train-not-yours', cancelled));
  expect(refused.onlyFor?.name).toBe('bob');
  expect((await house.store.jobs.get(id))?.state).toBe('running');

  await house.restart();
  await house.as('ann').press(message, message.customIds[0]!).answered;
  await house.whenDelivered(id);
  const { state, error } = (await house.store.jobs.get(id))!;
  expect([state, error?.id]).toEqual(['failed', 'train-cancelled']);
  expect(message.text).toContain(error!.text);
  expect(labels(message)).toEqual([]);
  expect(house.violations()).toEqual([]);
});
