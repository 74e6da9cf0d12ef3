import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const queueOf = async (name: string) => (await house.as(name).slash('queue').replied()).content;

it('nobody who asked for nothing waits for anything', async () => {
  expect(await queueOf('cyd')).toContain('not waiting for anything');
});

it('one sees what one waits for oneself, how it stands, and nothing of others', async () => {
  const ask = (name: string, style: string) => house.as(name).slash('beat', { style }).replied();
  await house.jobOf(await ask('bob', 'uk-drill'));
  const first = await house.jobOf(await ask('ann', 'trap'));
  await house.jobOf(await ask('ann', 'boom-bap'));
  await house.store.jobs.start(first.id);
  await house.store.jobs.progress(first.id, { stage: 'mixing', percent: 40 });
  const shown = await queueOf('ann');
  expect(shown).toContain('2 requests');
  expect(shown).toMatch(/Trap.*mixing.*40/i);
  // Bob's was there before.
  expect(shown).toMatch(/Boom bap.*number 2 in the queue/i);
  expect(shown).not.toMatch(/drill/i);
  const { flags } = (await house.as('ann').slash('queue').replied()).raw as { flags?: number };
  expect((flags ?? 0) & 64).toBe(64);
});

it('a message in the queue says its place, and an estimate once jobs of its kind have ended', async () => {
  const { id } = await house.jobOf(await house.as('bob').slash('beat', { style: 'trap' }).replied());
  const waiting = await house.as('cyd').slash('beat', { style: 'trap' }).replied();
  await house.room.until(() => waiting.content.includes('in the queue'));
  expect(waiting.content).not.toContain('about');
  await house.work(id);
  const later = await house.as('cyd').slash('beat', { style: 'trap' }).replied();
  await house.room.until(() => /number \d+ in the queue, about \d+ s to go/.test(later.content));
});
