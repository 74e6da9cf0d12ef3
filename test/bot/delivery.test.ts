import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

const MINUTE = 60_000;
const BEAT = { style: 'trap', bpm: 140, key: 'Fm', bars: 8, seed: 7 };
/** Four takes as sound and as MIDI, and their picture. */
const FILES = 9;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** Asks for a beat and waits until its progress shows. */
async function asked() {
  const message = await house.as('ann').slash('beat', BEAT).replied();
  return { message, jobId: (await house.jobOf(message)).id };
}

test('progress turns into the result, in one message, with files that arrive byte for byte', async () => {
  const { message, jobId } = await asked();
  expect(message.content).toContain(' 0 %');
  await house.store.jobs.start(jobId);
  await house.store.jobs.progress(jobId, { stage: 'rendering', percent: 50 });
  await house.room.until(() => message.content.includes('50 % · rendering'));
  await house.work(jobId);
  await house.room.until(() => message.attachments.length === FILES);
  expect(message.content).not.toContain('%');
  const beat = await house.store.beats.ofJob(jobId);
  for (const { id, name } of beat!.takes) {
    const { midi, mp3 } = await house.services.takeFiles(id);
    const file = message.attachment(`trap_140bpm_Fmin_8bar_7${name}.mid`);
    expect(Buffer.from(file.bytes).equals(midi)).toBe(true);
    expect(file.description).toContain(`Take ${name}`);
    const sound = message.attachment(`trap_140bpm_Fmin_8bar_7${name}.mp3`);
    expect(Buffer.from(sound.bytes).equals(mp3)).toBe(true);
  }
});

test('after 15 minutes the message is edited by its id', async () => {
  const { message, jobId } = await asked();
  house.room.clock.advance(16 * MINUTE);
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(message.attachments).toHaveLength(FILES);
  expect(new Set(house.violations())).toEqual(new Set(['token-expired']));
});

test('a bot that was away shows what ended meanwhile, and the buttons work', async () => {
  const { message, jobId } = await asked();
  await house.bot.stop();
  await house.work(jobId);
  expect(message.attachments).toHaveLength(0);
  await house.restart();
  await house.room.until(() => message.attachments.length === FILES);
  await house.as('bob').press(message, message.customIds[0]!).answered;
  await house.room.until(() => JSON.stringify(message.components).includes('A · 1'));
});

test('an edit that Discord took without saying so is not there twice', async () => {
  const { message, jobId } = await asked();
  house.room.inject({ method: 'PATCH', path: message.id, kind: 'reset', late: true });
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(message.attachments).toHaveLength(FILES);
});

test('a message that was deleted meanwhile is given up quietly', async () => {
  const { message, jobId } = await asked();
  house.room.server('Cellar').addMember({ name: 'owner', owner: true });
  house.as('owner').remove(message);
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(house.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(new Set(house.violations())).toEqual(new Set(['unknown-message']));
});

test('a channel in which the bot may no longer attach files gets a sentence', async () => {
  const { message, jobId } = await asked();
  house.room.clock.advance(16 * MINUTE);
  message.channel.overwrite({ role: 'everyone', deny: ['AttachFiles'] });
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(message.attachments).toHaveLength(0);
  expect(message.content).toContain('attach files');
  expect(new Set(house.violations())).toEqual(new Set(['token-expired', 'missing-permissions']));
});

/** A training that starts by itself and answers the message of an upload, in a channel of its own. */
async function startsByItself(artist: string, before = () => {}) {
  const channel = house.room.server('Cellar').addChannel(artist);
  await house.artist(artist);
  const track = { name: 'loop.mid', bytes: Buffer.from(`MThd ${artist}`) };
  const upload = house
    .as('ann', artist)
    .slash('reference add', { artist, consent: true }, { attachments: { track } });
  const message = await upload.replied();
  const { id } = await house.jobOf(message);
  await house.work(id);
  await house.whenDelivered(id);
  before();
  const [job] = await house.due();
  // A bot that has nothing to show looks every five seconds, one that starts at once.
  await house.restart();
  return { message, jobId: job!.id, channel, posted: () => channel.messages[1] };
}

test('a training that starts by itself answers the upload, goes on there and ends there with its curve', async () => {
  const { message, jobId, posted } = await startsByItself('loud');
  await house.room.until(() => posted()?.text.includes('**loud**'));
  await house.store.jobs.start(jobId);
  await house.store.jobs.progress(jobId, { stage: 'learning', percent: 50 });
  await house.room.until(() => posted()?.text.includes('50 % · learning'));
  await house.work(jobId);
  await house.room.until(() => posted()?.attachments.length === 1);
  await house.whenDelivered(jobId);
  expect(posted()!.text).toContain('25 %');
  expect(posted()!.attachment('training.png').description).toBe('It falls.');
  expect(posted()!.raw).toMatchObject({ message_reference: { message_id: message.id } });
});

test.each([
  ['a lost answer', 'cut', { kind: 'reset' }],
  ['a 503 that comes too late', 'slow', { kind: 'error', status: 503 }],
] as const)('it is posted once in spite of %s', async (_, name, fault) => {
  const { jobId, posted, channel } = await startsByItself(name, () => {
    house.room.inject({ method: 'POST', path: /messages$|webhooks/, late: true, times: 2, ...fault });
  });
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(posted()!.text).toContain('25 %');
  expect(channel.messages).toHaveLength(2);
});

test('once the interaction is over, it is a message of the bot’s own, which answers the upload all the same', async () => {
  const { message, jobId, posted } = await startsByItself('late', () =>
    house.room.clock.advance(16 * MINUTE),
  );
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(posted()!.text).toContain('25 %');
  expect(posted()!.raw).toMatchObject({ message_reference: { message_id: message.id } });
});

test('in a channel where the bot may not write, it follows up on the upload as long as that does', async () => {
  const { jobId, posted } = await startsByItself('closed', () => {
    house.room
      .server('Cellar')
      .channel('closed')
      .overwrite({ role: 'everyone', deny: ['SendMessages'] });
  });
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(posted()!.text).toContain('25 %');
  expect(posted()!.attachments).toHaveLength(1);
});

test('in a channel where the bot may not write it is silent, and done all the same', async () => {
  const { jobId, posted } = await startsByItself('shut', () => {
    house.room.clock.advance(16 * MINUTE);
    house.room
      .server('Cellar')
      .channel('shut')
      .overwrite({ role: 'everyone', deny: ['SendMessages'] });
  });
  await house.work(jobId);
  await house.whenDelivered(jobId);
  expect(posted()).toBeUndefined();
  expect((await house.store.jobs.get(jobId))?.state).toBe('done');
  expect(house.violations()).toEqual(['token-expired', 'missing-permissions']);
});

test('in a channel that the bot cannot see, the asker is told at the start, and the beat is not lost', async () => {
  const hidden = house.room.server('Cellar').addChannel('hidden');
  hidden.overwrite({ role: 'bot', deny: ['ViewChannel'] });
  const asking = house.as('bob', 'hidden').slash('beat', BEAT);
  const message = await asking.replied();
  const warning = await house.room.until(() => asking.followUps[0]);
  expect(warning.onlyFor).toBeDefined();
  expect(warning.content).toMatch(/may not see messages .*`\/beats mine`/);
  const { id } = await house.jobOf(message);
  house.room.clock.advance(16 * MINUTE);
  await house.work(id);
  await house.whenDelivered(id);
  expect(message.attachments).toHaveLength(0);
  expect(new Set(house.violations())).toEqual(new Set(['token-expired', 'missing-access']));

  const list = await house.as('bob').slash('beats mine').replied();
  expect(list.content).toMatch(/1\. .*140 BPM · seed 7/);
  const press = house.as('bob').press(list, list.customIds[0]!);
  const shown = await house.room.until(() => {
    const { message: answer } = press.answer ?? {};
    return answer?.attachments.length === FILES ? answer : undefined;
  });
  expect(shown.onlyFor).toBeDefined();
});

test('whoever asked for no beat is told how to get one, and nobody sees the beats of another server', async () => {
  const none = await house.as('cyd').slash('beats mine').replied();
  expect(none.content).toContain('/beat style:trap');
  expect(none.customIds).toEqual([]);
  const { beat } = await house.beat();
  await expect(
    house.services.showBeat({ ...house.who('ann'), serverId: '1' }, beat.id),
  ).rejects.toMatchObject({ id: 'beat-unknown' });
});
