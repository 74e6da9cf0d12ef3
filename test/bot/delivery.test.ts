import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { someBeat } from './fake-services.ts';
import { filed, type House, openHouse } from './house.ts';

const MINUTE = 60_000;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** Asks for a beat and waits until its progress shows. */
async function asked(channel = 'beats') {
  const interaction = house.as('ann', channel).slash('beat', { style: 'trap' });
  const message = await interaction.replied();
  return { message, jobId: filed(house.services, message) };
}

test('progress turns into the result, in one message, with files that arrive byte for byte', async () => {
  const { message, jobId } = await asked();
  expect(message.content).toContain('waiting for its turn');
  house.services.update(jobId, { state: 'running', stage: 'rendering', percent: 50 });
  await house.room.until(() => message.content.includes('50 % · rendering'));
  house.services.update(jobId, { state: 'done', percent: 100, result: someBeat({ id: 'one' }) });
  await house.room.until(() => message.attachments.length === 9);
  const { bytes, description } = message.attachment('night-shift-trap_140bpm_Fmin_8bar_7C.mid');
  expect(Buffer.from(bytes).toString()).toBe('MThd one-C');
  expect(description).toContain('Take C as MIDI');
  expect(message.content).not.toContain('%');
});

test('after 15 minutes the message is edited by its id', async () => {
  const { message, jobId } = await asked();
  house.room.clock.advance(16 * MINUTE);
  house.services.update(jobId, { state: 'done', percent: 100, result: someBeat({ id: 'two' }) });
  await house.room.until(() => message.attachments.length === 9);
  await house.services.whenDelivered(jobId);
  expect(house.violations()).toEqual(['token-expired']);
});

test('a bot that was away shows what ended meanwhile, and the buttons work', async () => {
  const { message, jobId } = await asked();
  await house.bot.stop();
  house.services.update(jobId, { state: 'done', percent: 100, result: someBeat({ id: 'three' }) });
  await house.restart();
  await house.room.until(() => message.attachments.length === 9);
  await house.as('bob').press(message, message.customIds[0]!).answered;
  await house.room.until(() => JSON.stringify(message.components).includes('A · 1'));
});

test('an edit that Discord took without saying so is not there twice', async () => {
  const { message, jobId } = await asked();
  house.room.inject({ method: 'PATCH', path: message.id, kind: 'reset', late: true });
  house.services.update(jobId, { state: 'done', percent: 100, result: someBeat({ id: 'four' }) });
  await house.services.whenDelivered(jobId);
  expect(message.attachments).toHaveLength(9);
});

test('a message that was deleted meanwhile is given up quietly', async () => {
  const { message, jobId } = await asked();
  house.room.server('Cellar').addMember({ name: 'owner', owner: true });
  house.as('owner').remove(message);
  house.services.update(jobId, { state: 'done', percent: 100, result: someBeat({ id: 'five' }) });
  await house.services.whenDelivered(jobId);
  expect(house.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(house.violations()).toEqual(['unknown-message']);
});

test('a channel in which the bot may no longer attach files gets a sentence', async () => {
  const { message, jobId } = await asked();
  house.room.clock.advance(16 * MINUTE);
  message.channel.overwrite({ role: 'everyone', deny: ['AttachFiles'] });
  house.services.update(jobId, { state: 'done', percent: 100, result: someBeat({ id: 'six' }) });
  await house.room.until(() => message.content.includes('may attach files'));
  await house.services.whenDelivered(jobId);
  expect(house.violations()).toEqual(['token-expired', 'missing-permissions', 'token-expired']);
});

const TRAINED = {
  artist: 'Night Shift',
  version: 2,
  references: 6,
  loops: 20,
  generatorId: 'g',
  seconds: 30,
  heldOut: { before: 2, after: 1.5 },
};

/** A training that starts by itself and answers the message of an upload, whose interaction may be over. */
async function startsByItself(change: { interactionToken?: string } = {}) {
  const { message, jobId: upload } = await asked('stage');
  const { interactionToken: token, ...place } = house.services.jobs.get(upload)!.message!;
  house.services.update(upload, { state: 'done', percent: 100, result: someBeat({ id: upload }) });
  await house.services.whenDelivered(upload);
  const { messageId: replyToId, ...rest } = {
    ...place,
    ...(token && { interactionToken: token }),
    ...change,
  };
  const before = message.channel.messages.length;
  const jobId = house.services.starts('Night Shift', { ...rest, replyToId });
  return { message, jobId, posted: () => message.channel.messages[before] };
}

test('a training that starts by itself answers the upload, goes on there and ends there with its curve', async () => {
  const { message, jobId, posted } = await startsByItself();
  await house.room.until(() => posted()?.text.includes('Training **Night Shift**'));
  house.services.update(jobId, { state: 'running', stage: 'learning', percent: 50 });
  await house.room.until(() => posted()?.text.includes('50 % · learning'));
  house.services.update(jobId, { state: 'done', percent: 100, result: TRAINED });
  await house.room.until(() => posted()?.attachments.length === 1);
  await house.services.whenDelivered(jobId);
  expect(posted()!.text).toContain('25 % less surprised');
  expect(posted()!.attachment('training.png').description).toBe('It falls.');
  expect(posted()!.raw).toMatchObject({ message_reference: { message_id: message.id } });
});

test('once the interaction is over, it is a message of the bot’s own, which answers the upload all the same', async () => {
  const { message, jobId, posted } = await startsByItself({ interactionToken: 'an-old-one' });
  house.services.update(jobId, { state: 'done', percent: 100, result: TRAINED });
  await house.services.whenDelivered(jobId);
  expect(posted()!.text).toContain('25 % less surprised');
  expect(posted()!.raw).toMatchObject({ message_reference: { message_id: message.id } });
  expect(house.violations()).toEqual(['unknown-token']);
});

test('in a channel where the bot may not write it is silent, and done all the same', async () => {
  const { message, jobId, posted } = await startsByItself({ interactionToken: 'an-old-one' });
  message.channel.overwrite({ role: 'everyone', deny: ['SendMessages'] });
  house.services.update(jobId, { state: 'done', percent: 100, result: TRAINED });
  await house.services.whenDelivered(jobId);
  expect(posted()).toBeUndefined();
  house.violations();
});
