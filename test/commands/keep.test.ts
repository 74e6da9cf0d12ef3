import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { habitsOf } from '../../src/cards/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('the owner keeps the take that won; it is learned, said to be kept, and none of the artist’s habits', async () => {
  const { id: artistId } = await house.artist('Night Shift', { references: 3, isTrained: true });
  const { message, beat } = await house.beat({ artist: 'Night Shift', seed: 12 });
  const keep = (name: string) => house.as(name).press(message, `keep:${beat.id}`).replied();
  expect((await keep('ann')).content).toBe(words.errors['keep-no-winner']);
  const vote = (name: string, take: number) => house.services.castVote(house.who(name), beat.takes[take]!.id);
  await vote('ann', 2);
  await vote('bob', 1);
  expect((await keep('ann')).content).toBe(words.errors['keep-no-winner']);
  await vote('cyd', 1);
  const refused = await refusal('keep-owner-only', house.services.keepWinner(house.who('bob'), beat.id));
  expect((await keep('bob')).content).toBe(refused);

  const kept = await keep('ann');
  expect(kept.onlyFor?.name).toBe('ann');
  expect(kept.content).toContain('Take B is a reference of **Night Shift** now, shown as kept.');
  const listed = await house.as('bob').slash('reference list', { artist: 'Night Shift' }).replied();
  expect(listed.text).toMatch(/take B of seed 12\.mid.*a kept take, written by Beatwright/);
  // One beside three of its own is what may be.
  expect((await keep('ann')).content).toContain('3 references of its own and 1 kept take');

  await house.work((await house.services.train(house.who('ann'), { artist: 'Night Shift' })).jobId);
  const generator = (await house.store.generators.current(artistId))!;
  expect(generator.version).toBe(2);
  expect(generator.referenceIds).toHaveLength(4);
  const reference = (await house.store.references.list(artistId)).find(({ keptFrom }) => keptFrom !== null)!;
  expect(generator.lineage).toMatchObject({
    kept: [{ referenceId: reference.id, from: `beat ${beat.id}, take B` }],
  });
  expect(habitsOf(generator).bpms).toHaveLength(3);

  // With less of its own, it is learned from no more.
  const [own] = await house.store.references.list(artistId);
  await house.services.removeReference(house.who('ann'), 'Night Shift', own!.id);
  await house.work((await house.services.train(house.who('ann'), { artist: 'Night Shift' })).jobId);
  expect((await house.store.generators.current(artistId))!.referenceIds).not.toContain(reference.id);
});

test('of a style alone nothing can be kept', async () => {
  const { message, beat } = await house.beat({ style: 'trap' });
  const kept = await house.as('ann').press(message, `keep:${beat.id}`).replied();
  expect(kept.content).toBe(words.errors['keep-no-artist']);
});
