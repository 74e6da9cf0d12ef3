import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BeatwrightError } from '../../src/music/index.ts';
import { someBeat } from '../bot/fake-services.ts';
import { filed, type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  house.services.failing.clear();
  house.services.reworks.length = 0;
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

async function beatWithMenu() {
  const message = await house.beat();
  const menu = message.customIds.find((id) => id.startsWith('rework:'))!;
  return { message, menu, beatId: menu.replace('rework:', '') };
}

test('a pick becomes a beat in a reply of its own, and the beat it was made of stays', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  const asked = house.as('bob').select(message, menu, [`bass:${beatId}-B`]);
  const reply = await asked.followUp();
  await house.room.until(() => house.services.reworks.length === 1);
  expect(house.services.reworks).toEqual([{ reworking: 'bass', takeId: `${beatId}-B` }]);
  const jobId = filed(house.services, reply);
  house.services.update(jobId, {
    state: 'done',
    percent: 100,
    result: someBeat({ id: 'made', notes: ['Made of take B of seed 7: a new bass, the rest as it was.'] }),
  });
  await house.room.until(() => reply.attachments.length > 4);
  await house.services.whenDelivered(jobId);
  expect(JSON.stringify(reply.raw.embeds)).toContain('a new bass');
  // It can be worked on in its turn.
  expect(reply.customIds.some((id) => id === 'rework:made')).toBe(true);
  expect(message.attachments).toHaveLength(9);
});

test('what cannot be worked on is told to whoever picked', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  house.services.failing.set('requestRework', new BeatwrightError('take-unknown', 'That take is gone.'));
  house.as('bob').select(message, menu, [`light:${beatId}-A`]);
  await house.room.until(() =>
    house
      .as('bob')
      .messages()
      .some((each) => each.content === 'That take is gone.' && each.onlyFor?.name === 'bob'),
  );
});
