import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BeatwrightError, words } from '../../src/words/index.ts';
import { type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('a pick becomes a beat in a reply of its own, and the beat it was made of stays', async () => {
  const { message, beat } = await house.beat({ style: 'trap', seed: 7 });
  const takeId = beat.takes[1]!.id;
  const reply = await house
    .as('bob')
    .select(message, `rework:${beat.id}`, [`bass:${takeId}`])
    .followUp();
  const job = await house.jobOf(reply);
  expect(job).toMatchObject({ kind: 'beat', payload: { rework: { takeId, reworking: 'bass' } } });
  await house.work(job.id);
  await house.whenDelivered(job.id);
  expect(reply.attachments).toHaveLength(9);
  const made = (await house.store.beats.ofJob(job.id))!;
  for (const fact of ['take B', 'seed 7', 'bass']) expect(reply.text).toContain(fact);
  // It can be worked on in its turn.
  expect(reply.customIds).toContain(`rework:${made.id}`);
  expect(message.attachments).toHaveLength(9);
  expect(message.customIds).toContain(`rework:${beat.id}`);
});

test('what cannot be worked on is told to whoever picked, and nothing is left standing', async () => {
  const { message, beat } = await house.beat();
  const requestRework = async (): Promise<never> => {
    throw new BeatwrightError('take-unknown');
  };
  await house.instead({ requestRework }, async () => {
    const menu = [`bass:${beat.takes[0]!.id}`];
    const picked = house.as('bob').select(message, `rework:${beat.id}`, menu);
    const told = await house.toldAlone(picked);
    expect(told.content).toBe(words.errors['take-unknown']);
    expect(told.onlyFor?.name).toBe('bob');
    expect(picked.followUps[0]?.deleted).toBe(true);
  });
});
