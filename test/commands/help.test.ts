import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('help leads from nothing to a beat, and names commands that there are', async () => {
  const reply = await house.as('cyd').slash('help').replied();
  expect(reply.onlyFor?.name).toBe('cyd');
  const there = house
    .as('cyd')
    .commands()
    .map(({ name }) => name);
  // Commands begin with a slash; those of a message's menu do not.
  const named = [...reply.text.matchAll(/`(?:\/([a-z]+)|([A-Z][a-z ]+))/g)].map(
    ([, slash, menu]) => slash ?? menu!,
  );
  expect(named).toEqual(
    expect.arrayContaining(['artist', 'reference', 'train', 'beat', 'queue', 'beats', 'privacy']),
  );
  expect(there).toEqual(expect.arrayContaining(named));
  expect(house.violations()).toEqual([]);
});
