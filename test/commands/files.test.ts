import { MessageFlags } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { someBeat } from '../bot/fake-services.ts';
import { filed, type House, labels, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  house.services.failing.clear();
  house.services.slow.clear();
  house.services.downloads.length = 0;
  house.services.downloaded.clear();
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** Puts a download on the shelf, as its job would. */
function shelve(beatId: string, ...endings: string[]) {
  const beat = someBeat({ id: beatId });
  const take = beat.takes[1]!;
  const view = { beat, take, download: 'stems' } as const;
  const files = endings.map((ending) => ({ ending, bytes: Buffer.from(`${ending} of ${take.id}`) }));
  house.services.downloaded.set(`stems:${take.id}`, { view, files });
  return view;
}

/** The beat's menu, its message and the number of its beat. */
async function beatWithMenu() {
  const message = await house.beat();
  const menu = message.customIds.at(-1)!;
  return { message, menu, beatId: menu.replace('files:', '') };
}

test('a pick shows progress in a reply of its own, then the file', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  const asked = house.as('bob').select(message, menu, [`stems:${beatId}-B`]);
  const reply = await asked.followUp();
  await house.room.until(() => reply.content.includes('waiting for its turn'));
  expect(house.services.downloads).toEqual([{ download: 'stems', takeId: `${beatId}-B` }]);
  const jobId = filed(house.services, reply);
  house.services.update(jobId, { state: 'running', stage: 'writing the stems', percent: 50 });
  await house.room.until(() => reply.content.includes('50 % · writing the stems'));
  house.services.update(jobId, { state: 'done', percent: 100, result: shelve(beatId, 'zip') });
  await house.room.until(() => reply.attachments.length === 1);
  await house.services.whenDelivered(jobId);
  const file = reply.attachment('night-shift-trap_140bpm_Fmin_8bar_7B_stems.zip');
  expect(Buffer.from(file.bytes).toString()).toBe(`zip of ${beatId}-B`);
  expect(file.description).toContain('Take B');
  expect(reply.onlyFor).toBeUndefined();
  expect(message.attachments).toHaveLength(9);
});

test('what was made before is answered at once, and the menu is as new for the next pick', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  await house.as('ann').press(message, message.customIds[0]!).answered;
  shelve(beatId, 'zip');
  for (const name of ['bob', 'cyd']) {
    const asked = house.as(name).select(message, menu, [`stems:${beatId}-B`]);
    const { type, ms } = await asked.answered;
    expect(type).toBe(7);
    expect(ms).toBeLessThan(300);
    expect((await asked.followUp()).attachments).toHaveLength(1);
  }
  expect(house.services.downloads).toEqual([]);
  // The votes are as they were.
  expect(labels(message)).toEqual(['A · 1', 'B', 'C', 'D']);
});

test('the menu works after the bot was started again', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  const asked = house.as('bob').select(message, menu, [`wav:${beatId}-A`]);
  const reply = await asked.followUp();
  await house.room.until(() => house.services.downloads.length === 1);
  const jobId = filed(house.services, reply);
  await house.restart();
  const beat = someBeat({ id: beatId });
  const view = { beat, take: beat.takes[0]!, download: 'wav' } as const;
  house.services.downloaded.set(`wav:${beatId}-A`, {
    view,
    files: [{ ending: 'wav', bytes: Buffer.from('RIFF') }],
  });
  house.services.update(jobId, { state: 'done', percent: 100, result: view });
  await house.room.until(() => reply.attachments.length === 1);
  const again = house.as('ann').select(message, menu, [`wav:${beatId}-A`]);
  expect((await again.followUp()).attachments).toHaveLength(1);
});

test('what cannot be had is told to whoever picked, and nothing is left standing', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  const { BeatwrightError } = await import('../../src/music/index.ts');
  house.services.failing.set('requestDownload', new BeatwrightError('take-unknown', 'That take is gone.'));
  const asked = house.as('bob').select(message, menu, [`ogg:${beatId}-A`]);
  await house.room.until(() =>
    house
      .as('bob')
      .messages()
      .some((each) => each.content === 'That take is gone.'),
  );
  const told = house
    .as('bob')
    .messages()
    .find((each) => each.content === 'That take is gone.')!;
  expect(told.onlyFor?.name).toBe('bob');
  expect((await asked.followUp()).deleted).toBe(true);
  house.services.failing.set('votes', new BeatwrightError('beat-unknown', 'That beat is gone.'));
  const gone = await house.as('cyd').select(message, menu, [`ogg:${beatId}-A`]).answered;
  expect(gone.message?.content).toBe('That beat is gone.');
  expect(gone.message?.raw.flags).toBe(MessageFlags.Ephemeral);
});

test('a failed job says why in its reply', async () => {
  const { message, menu, beatId } = await beatWithMenu();
  const reply = await house
    .as('bob')
    .select(message, menu, [`song:${beatId}-C`])
    .followUp();
  await house.room.until(() => house.services.downloads.length === 1);
  house.services.update(filed(house.services, reply), {
    state: 'failed',
    failure: { id: 'download-too-big', sentence: 'This is too long for a file that Discord takes.' },
  });
  await house.room.until(() => reply.content.includes('too long for a file'));
});
