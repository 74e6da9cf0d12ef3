import { afterAll, beforeAll, expect, test } from 'vitest';
import { words } from '../../src/words/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('a beat is deleted by a command on its message, after a yes, by those who may', async () => {
  const { message, beat } = await house.beat({ style: 'trap' });
  const [ann, bob] = [house.as('ann'), house.as('bob')];
  const name = words.commands.beat.delete;
  const refused = await house.toldAlone(bob.context(name, message));
  const asked = house.services.deleteBeat(house.who('bob'), beat.id);
  expect(refused.content).toBe(await refusal('beat-not-yours', asked));
  const none = await house.toldAlone(ann.context(name, ann.say('no beat')));
  expect(none.content).toBe(words.errors['beat-none']);

  const { modal } = await ann.context(name, message).answered;
  expect(await house.store.beats.get(beat.id)).toBeDefined();
  const told = await ann.submit(modal!, { beat: ['yes'] }).replied();
  expect(told.text).toContain('trap');
  expect(told.onlyFor?.name).toBe('ann');
  expect(await house.store.beats.get(beat.id)).toBeUndefined();
  const vote = message.customIds.find((id) => id.startsWith('vote:'))!;
  const late = await house.toldAlone(bob.press(message, vote));
  expect(late.content).toBe(words.errors['take-unknown']);
  expect(house.violations()).toEqual([]);
});
