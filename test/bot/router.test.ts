import { InteractionResponseType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BeatwrightError } from '../../src/music/index.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  house.services.failing.clear();
  house.services.slow.clear();
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('commands and buttons are acknowledged within 300 ms, however slow the services are', async () => {
  const { services } = house;
  const message = await house.beat();
  for (const method of ['showArtist', 'listArtists', 'train', 'requestBeat', 'castVote'] as const) {
    services.slow.set(method, 700);
  }
  const ann = house.as('ann');
  const asked = [
    ann.slash('artist show', { name: 'nobody' }),
    ann.slash('artist list'),
    ann.slash('train', { artist: 'nobody' }),
    ann.slash('beat', { style: 'trap' }),
    ann.press(message, message.customIds[0]!),
  ];
  for (const { ms, type } of await Promise.all(asked.map((each) => each.answered))) {
    expect(ms).toBeLessThan(300);
    expect([
      InteractionResponseType.DeferredChannelMessageWithSource,
      InteractionResponseType.DeferredMessageUpdate,
    ]).toContain(type);
  }
  await asked[0]!.replied();
  await asked[1]!.replied();
  await asked[2]!.followUp();
  await asked[3]!.replied();
  await house.room.until(() => message.customIds.length > 0 && message.history.length > 2);
});

test('an error of a public command is told to the asker alone, and the waiting sign goes', async () => {
  const asked = house.as('ann').slash('train', { artist: 'Nobody' });
  const told = await asked.followUp();
  expect(told.content).toBe('There is no artist “Nobody” here.');
  expect(told.onlyFor?.name).toBe('ann');
  expect(asked.message?.deleted).toBe(true);
  expect(house.as('bob').messages()).not.toContainEqual(expect.objectContaining({ id: told.id }));
});

test('an error of a private command is told in its place', async () => {
  house.services.failing.set(
    'listArtists',
    new BeatwrightError('database-unreachable', 'Not now. Try later.'),
  );
  const told = await house.as('ann').slash('artist list').replied();
  expect(told.content).toBe('Not now. Try later.');
  expect(told.onlyFor?.name).toBe('ann');
});

test('an error of a button leaves the message as it is and is told to whoever pressed', async () => {
  const message = await house.beat();
  const before = message.raw;
  house.services.failing.set('castVote', new BeatwrightError('take-unknown', 'That take is gone. Ask anew.'));
  const pressed = house.as('bob').press(message, message.customIds[1]!);
  const { message: reply } = await pressed.answered;
  expect(reply?.onlyFor?.name).toBe('bob');
  expect(reply?.content).toBe('That take is gone. Ask anew.');
  expect(message.raw).toEqual(before);

  house.services.slow.set('castVote', 400);
  const late = await house.as('cyd').press(message, message.customIds[1]!).followUp();
  expect(late.content).toBe('That take is gone. Ask anew.');
  expect(late.onlyFor?.name).toBe('cyd');
});

test('what nobody planned for is told with a reference that stands in the log, and without its details', async () => {
  house.services.failing.set(
    'showArtist',
    new TypeError("Cannot read properties of undefined (reading 'x')"),
  );
  const told = await house.as('ann').slash('artist show', { name: 'x' }).replied();
  expect(told.content).not.toContain('undefined');
  expect(told.content).toContain('Try again');
  const reference = /reference ([A-Z0-9]{6})/.exec(told.content)?.[1];
  expect(house.logged).toContainEqual(
    expect.objectContaining({
      level: 'error',
      facts: expect.objectContaining({ reference, path: 'show', err: expect.any(TypeError) }),
    }),
  );
});

test('nothing that a member writes pings anyone', async () => {
  const bob = house.room.server('Cellar').member('bob');
  const name = `@everyone <@${bob.id}> @here`;
  const asked = house.as('ann').slash('artist create', { name });
  const reply = await asked.replied();
  expect(reply.text).toContain('everyone');
  const told = await house
    .as('ann')
    .slash('train', { artist: `${name}?` })
    .followUp();
  for (const { pings } of [reply, told]) expect(pings).toEqual({ everyone: false, users: [], roles: [] });
  for (const { json, method, path } of house.room.exchanges) {
    if (!/callback|messages/.test(path) || method === 'GET' || method === 'DELETE') continue;
    const data = json as { data?: { content?: string; allowed_mentions?: object }; content?: string };
    const body = data.data ?? (data as { content?: string; allowed_mentions?: object });
    if (body.content !== undefined) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
  }
});

test('suggestions that cannot be had are none, and quickly', async () => {
  house.services.failing.set('listArtists', new Error('database away'));
  const { choices, ms } = await house.as('ann').autocomplete('train', { artist: 'n' }, 'artist').answered;
  expect(choices).toEqual([]);
  expect(ms).toBeLessThan(300);
});

test('an acknowledgement whose answer got lost on the way counts', async () => {
  house.room.inject({ method: 'POST', path: /callback/, kind: 'error', status: 500, late: true });
  const asked = house.as('ann').slash('beat', { style: 'crunk' });
  const reply = await asked.replied();
  expect(reply.text).toContain('crunk');
  expect(house.services.beats.filter(({ style }) => style === 'crunk')).toHaveLength(1);
  // The room notes the second answer, which is Discord's own doing here.
  expect(house.violations()).toEqual(['double-answer']);
});

test('an interaction that comes too late is let go', async () => {
  house.room.inject({ method: 'POST', path: /callback/, kind: 'error', status: 404, code: 10062 });
  house.as('ann').slash('beat', { style: 'plugg' });
  await house.room.until(() =>
    house.logged.some(({ level, message }) => level === 'warn' && message.includes('too late')),
  );
  expect(house.services.beats.filter(({ style }) => style === 'plugg')).toHaveLength(0);
  house.room.clock.advance(3000);
  expect(house.violations()).toEqual(['no-answer']);
});
