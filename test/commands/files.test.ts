import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomInteraction } from '../../src/room/index.ts';
import { type Download, TAKE_NAMES } from '../../src/services/index.ts';
import { BeatwrightError, words } from '../../src/words/index.ts';
import { type House, labels, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** A beat with its message, and how to pick a file of a take in the menu under it. */
async function beatWithMenu() {
  const { message, beat } = await house.beat({ style: 'trap', bpm: 140, key: 'Fm', bars: 8, seed: 7 });
  const takeId = (name: (typeof TAKE_NAMES)[number]) => beat.takes[TAKE_NAMES.indexOf(name)]!.id;
  const pick = (member: string, download: Download, name: (typeof TAKE_NAMES)[number]) =>
    house.as(member).select(message, `files:${beat.id}`, [`${download}:${takeId(name)}`]);
  return { message, pick, takeId };
}

/** The reply that a pick's job fills, and the job. */
async function begun(picked: RoomInteraction) {
  const reply = await picked.followUp();
  return { reply, job: await house.jobOf(reply) };
}
const downloads = async () => {
  const jobs = await house.store.jobs.queued();
  return jobs.filter(({ kind }) => kind === 'download').map(({ id }) => id);
};

test('a pick shows progress in a reply of its own, then the file', async () => {
  const { message, pick, takeId } = await beatWithMenu();
  const { reply, job } = await begun(pick('bob', 'stems', 'B'));
  expect(job).toMatchObject({ kind: 'download', payload: { download: 'stems', takeId: takeId('B') } });
  await house.room.until(() => reply.content.includes(' 0 %'));
  await house.store.jobs.start(job.id);
  await house.store.jobs.progress(job.id, { stage: 'writing the stems', percent: 50 });
  await house.room.until(() => reply.content.includes('50 % · writing the stems'));
  await house.work(job.id);
  await house.whenDelivered(job.id);
  const file = reply.attachment('trap_140bpm_Fmin_8bar_7B_stems.zip');
  expect(Buffer.from(file.bytes).toString()).toBe('stems of B as zip');
  expect(file.description).toContain('Take B');
  expect(reply.onlyFor).toBeUndefined();
  expect(message.attachments).toHaveLength(9);
});

test('what was made before is answered without a job, and the menu is as new for the next pick', async () => {
  const { message, pick } = await beatWithMenu();
  await house.as('ann').press(message, message.customIds[0]!).answered;
  await house.room.until(() => labels(message)[0] === 'A · 1');
  const { job } = await begun(pick('ann', 'stems', 'B'));
  await house.work(job.id);
  await house.whenDelivered(job.id);
  for (const name of ['bob', 'cyd']) {
    const before = message.history.length;
    const reply = await pick(name, 'stems', 'B').followUp();
    expect(reply.attachments.map(({ name: file }) => file)).toEqual(['trap_140bpm_Fmin_8bar_7B_stems.zip']);
    await house.room.until(() => message.history.length > before);
  }
  expect(await downloads()).toEqual([]);
  // The votes are as they were.
  expect(labels(message).slice(0, 4)).toEqual(['A · 1', 'B', 'C', 'D']);
});

test('the menu works after the bot was started again', async () => {
  const { pick } = await beatWithMenu();
  const { reply, job } = await begun(pick('bob', 'wav', 'A'));
  await house.restart();
  await house.work(job.id);
  await house.whenDelivered(job.id);
  expect(reply.attachments).toHaveLength(1);
  expect((await pick('ann', 'wav', 'A').followUp()).attachments).toHaveLength(1);
});

test('what cannot be had is told to whoever picked, and nothing is left standing', async () => {
  const { pick } = await beatWithMenu();
  const gone = (id: 'take-unknown' | 'beat-unknown') => async (): Promise<never> => {
    throw new BeatwrightError(id);
  };
  await house.instead({ requestDownload: gone('take-unknown') }, async () => {
    const picked = pick('bob', 'ogg', 'A');
    const told = await house.toldAlone(picked);
    expect(told.content).toBe(words.errors['take-unknown']);
    expect(told.onlyFor?.name).toBe('bob');
    expect(picked.followUps[0]?.onlyFor).toBeUndefined();
    expect(picked.followUps[0]?.deleted).toBe(true);
  });
  await house.instead({ votes: gone('beat-unknown') }, async () => {
    const told = await house.toldAlone(pick('cyd', 'ogg', 'A'));
    expect(told.content).toBe(words.errors['beat-unknown']);
    expect(told.onlyFor?.name).toBe('cyd');
  });
});

test('a failed job says why in its reply', async () => {
  const { pick } = await beatWithMenu();
  const { reply, job } = await begun(pick('bob', 'song', 'C'));
  await house.store.jobs.fail(job.id, { id: 'download-too-big', text: 'Too long for a message.' });
  await house.whenDelivered(job.id);
  expect(reply.content).toContain('Too long for a message.');
  expect(reply.attachments).toHaveLength(0);
});
