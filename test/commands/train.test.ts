import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('train shows how far it is and then what changed, in one message for all', async () => {
  await house.artist('Night Shift', { references: 2 });
  const message = await house.as('ann').slash('train', { artist: 'night shift' }).replied();
  expect(message.text).toContain('**Night Shift**');
  expect(message.onlyFor).toBeUndefined();
  const { id } = await house.jobOf(message);
  await house.store.jobs.start(id);
  await house.store.jobs.progress(id, { stage: 'learning the drums', percent: 40 });
  await house.room.until(() => message.text.includes('40 % · learning the drums'));
  await house.work(id);
  await house.whenDelivered(id);
  for (const fact of ['v1', '4 loops', '2 references', '25 %', '2.00', '1.50'])
    expect(message.text).toContain(fact);
  expect(message.attachment('training.png').description).toBe('It falls.');
});

test('a training that fails says why, in the message it was to fill', async () => {
  await house.artist('Short', { references: 1 });
  const message = await house.as('ann').slash('train', { artist: 'Short' }).replied();
  const { id } = await house.jobOf(message);
  await house.services.removeReference(house.who('ann'), 'Short', '0.mid');
  await house.work(id);
  await house.whenDelivered(id);
  const { state, error } = (await house.store.jobs.get(id))!;
  expect([state, error?.id]).toEqual(['failed', 'train-no-references']);
  expect(message.content).toBe(`⚠️ ${error!.text}`);
});

test('an artist without references is told what to do first, to the asker alone', async () => {
  await house.artist('Empty');
  const told = await house.as('ann').slash('train', { artist: 'Empty' }).followUp();
  const asked = house.services.train(house.who('ann'), { artist: 'Empty' });
  expect(told.content).toBe(await refusal('train-no-references', asked));
  expect(told.onlyFor?.name).toBe('ann');
});
