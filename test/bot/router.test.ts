import { InteractionResponseType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BeatwrightError, words } from '../../src/words/index.ts';
import { PATIENT } from '../support/patience.ts';
import { behind, type House, openHouse, refusal } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** A method that fails. */
const failing = (error: Error) => async (): Promise<never> => {
  throw error;
};
const TAKE_GONE = new BeatwrightError('take-unknown');

test('commands and buttons are acknowledged before the services have answered', async () => {
  const { message, beat } = await house.beat();
  const { services } = house;
  const gate = Promise.withResolvers<void>();
  const slow = {
    showArtist: behind(gate.promise, services.showArtist),
    listArtists: behind(gate.promise, services.listArtists),
    train: behind(gate.promise, services.train),
    requestBeat: behind(gate.promise, services.requestBeat),
    castVote: behind(gate.promise, services.castVote),
  };
  await house.instead(slow, async () => {
    const ann = house.as('ann');
    const commands = [
      ann.slash('artist show', { name: 'nobody' }),
      ann.slash('artist list'),
      ann.slash('train', { artist: 'nobody' }),
      ann.slash('beat', { style: 'trap' }),
    ];
    const press = ann.press(message, message.customIds[0]!);
    for (const { type } of await Promise.all(commands.map(({ answered }) => answered)))
      expect(type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    expect((await press.answered).type).toBe(InteractionResponseType.DeferredMessageUpdate);
    expect((await services.votes(house.who('ann'), beat.id)).takes.map(({ votes }) => votes)).toEqual([
      0, 0, 0, 0,
    ]);

    gate.resolve();
    await commands[0]!.replied();
    await commands[1]!.replied();
    await commands[2]!.followUp();
    await commands[3]!.replied();
    await house.room.until(() => JSON.stringify(message.components).includes('A · 1'));
  });
});

test('an error of a public command is told to the asker alone, and the waiting sign goes', async () => {
  const asked = house.as('ann').slash('train', { artist: 'Nobody' });
  const told = await asked.followUp();
  const unknown = house.services.train(house.who('ann'), { artist: 'Nobody' });
  expect(told.content).toBe(await refusal('artist-unknown', unknown));
  expect(told.onlyFor?.name).toBe('ann');
  expect(asked.message?.deleted).toBe(true);
  const seenBy = (name: string) =>
    house
      .as(name)
      .messages()
      .map(({ id }) => id);
  expect(seenBy('ann')).toContain(told.id);
  expect(seenBy('bob')).not.toContain(told.id);
});

test('an error of a private command is told in its place', async () => {
  const away = new BeatwrightError('database-unreachable');
  await house.instead({ listArtists: failing(away) }, async () => {
    const told = await house.as('ann').slash('artist list').replied();
    expect(told.content).toBe(away.message);
    expect(told.onlyFor?.name).toBe('ann');
  });
});

test('an error of a button leaves the message as it is and is told to whoever pressed', async () => {
  const { message } = await house.beat();
  const before = message.raw;
  await house.instead({ castVote: failing(TAKE_GONE) }, async () => {
    const pressed = house.as('bob').press(message, message.customIds[1]!);
    const { message: reply } = await pressed.answered;
    expect(reply?.onlyFor?.name).toBe('bob');
    expect(reply?.content).toBe(TAKE_GONE.message);
    expect(message.raw).toEqual(before);
  });
});

test('an error that comes after the acknowledgement is told all the same', async () => {
  const { message } = await house.beat();
  const gate = Promise.withResolvers<void>();
  await house.instead({ castVote: behind(gate.promise, failing(TAKE_GONE)) }, async () => {
    const pressed = house.as('cyd').press(message, message.customIds[1]!);
    await pressed.answered;
    gate.resolve();
    const late = await pressed.followUp();
    expect(late.content).toBe(TAKE_GONE.message);
    expect(late.onlyFor?.name).toBe('cyd');
  });
});

test('what nobody planned for is told with a code that stands in the log, and without its details', async () => {
  const broken = new TypeError("Cannot read properties of undefined (reading 'x')");
  await house.instead({ showArtist: failing(broken) }, async () => {
    const told = await house.as('ann').slash('artist show', { name: 'x' }).replied();
    const logged = house.logged.find(({ facts }) => 'err' in facts && facts.err === broken);
    expect(logged).toMatchObject({
      level: 'error',
      facts: { path: 'show', code: expect.stringMatching(/^[A-Z0-9]{6}$/) },
    });
    const { code } = logged!.facts as { code: string };
    expect(told.content).toBe(words.views.job.unexpected({ code }));
    expect(told.content).not.toContain('undefined');
  });
});

test('nothing that a member writes pings anyone', async () => {
  const bob = house.room.server('Cellar').member('bob');
  const name = `@everyone <@${bob.id}> @here`;
  const earlier = house.room.exchanges.length;
  const reply = await house.as('ann').slash('artist create', { name }).replied();
  expect(reply.text).toContain('everyone');
  const told = await house
    .as('ann')
    .slash('train', { artist: `${name}?` })
    .followUp();
  expect(told.text).toContain('everyone');
  for (const { pings } of [reply, told]) expect(pings).toEqual({ everyone: false, users: [], roles: [] });
  const sent = house.room.exchanges.slice(earlier).flatMap(({ json, method, path }) => {
    if (!/callback|messages|webhooks/.test(path) || method === 'GET' || method === 'DELETE') return [];
    const { data, ...own } = json as { data?: { content?: string }; content?: string };
    const body = data ?? own;
    return body.content === undefined ? [] : [body];
  });
  expect(sent.length).toBeGreaterThanOrEqual(2);
  for (const body of sent) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
});

test('suggestions that cannot be had are none', async () => {
  await house.instead({ listArtists: failing(new Error('database away')) }, async () => {
    const { choices } = await house.as('ann').autocomplete('train', { artist: 'n' }, 'artist').answered;
    expect(choices).toEqual([]);
  });
});

/** How many beats of a style wait. */
async function waiting(style: string): Promise<number> {
  return (await house.store.jobs.queued()).filter(({ payload }) => payload['style'] === style).length;
}

test('an acknowledgement whose answer got lost on the way counts', async () => {
  house.room.inject({ method: 'POST', path: /callback/, kind: 'error', status: 500, late: true });
  const asked = house.as('ann').slash('beat', { style: 'crunk' });
  const reply = await asked.replied();
  expect(reply.text).toContain('crunk');
  expect(await waiting('crunk')).toBe(1);
  // The room notes the second answer, which is Discord's own doing here.
  expect(house.violations()).toEqual(['double-answer']);
});

test('an interaction that comes too late is let go', async () => {
  house.room.inject({ method: 'POST', path: /callback/, kind: 'error', status: 404, code: 10062 });
  house.as('ann').slash('beat', { style: 'plugg' });
  await expect
    .poll(() => house.logged.filter(({ level }) => level === 'warn').map(({ message }) => message))
    .toContainEqual(expect.stringContaining('too late'));
  expect(await waiting('plugg')).toBe(0);
  house.room.clock.advance(PATIENT.timeoutMs);
  expect(house.violations()).toEqual(['no-answer']);
});
