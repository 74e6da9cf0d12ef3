import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BeatwrightError } from '../../src/words/index.ts';
import { openStudio, type Studio } from '../support/studio.ts';
import { behind, type House, type HouseOptions, openHouse } from './house.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function opened(options: HouseOptions = {}): Promise<House> {
  const house = await openHouse({ studio, ...options });
  closing.push(() => house.close());
  return house;
}

describe('registration', () => {
  const puts = ({ room }: House) =>
    room.exchanges.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;

  test('happens once, and not again while the commands are the same', async () => {
    const house = await opened();
    expect(
      house
        .as('ann')
        .commands()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      ...[
        'Delete this beat',
        'Learn this',
        'artist',
        'battle',
        'beat',
        'beats',
        'describe',
        'help',
        'kit',
        'library',
        'privacy',
        'queue',
        'reference',
        'train',
      ],
    ]);
    expect(puts(house)).toBe(1);
    await house.restart();
    await house.restart();
    expect(puts(house)).toBe(1);
  });

  test('happens anew when a description, an option or the number of commands changed', async () => {
    const path = await mkdtemp(join(tmpdir(), 'beatwright-commands-'));
    closing.push(() => rm(path, { recursive: true }));
    const house = await opened();
    const write = (folder: string, data: object) =>
      writeFile(
        join(path, folder, 'hum.ts'),
        `export const command = { data: ${JSON.stringify(data)}, actions: { hum: { audience: 'asker', run: async () => ({ content: 'hm' }) } } };`,
      );
    const data = { name: 'hum', description: 'Hums' };
    const option = { type: 4, name: 'times', description: 'How often', min_value: 1 };
    const versions = [
      data,
      { ...data, options: [option] },
      { ...data, options: [{ ...option, min_value: 2 }] },
    ];
    let expected = puts(house);
    for (const [i, version] of versions.entries()) {
      const folder = await mkdtemp(join(path, `${i}-`));
      await write(folder.slice(path.length + 1), version);
      const other = await reopened(house, pathToFileURL(`${folder}/`));
      expected++;
      expect(puts(house)).toBe(expected);
      await other.stop();
    }
  });
});

/** Another bot in the same room, with other commands. */
async function reopened(house: House, commands: URL) {
  const { createBot } = await import('../../src/bot/index.ts');
  const { connectOptions } = await import('../../src/room/index.ts');
  const quiet = () => {};
  const bot = createBot({
    token: house.room.token,
    services: house.services,
    log: { info: quiet, warn: quiet, error: quiet },
    client: connectOptions(house.room),
    commands,
  });
  await bot.start();
  return bot;
}

test('a wrong token is told with where to get one', async () => {
  const failed = openHouse({ studio, token: 'MTIz.abc.def' });
  await expect(failed).rejects.toMatchObject({ id: 'discord-token' });
  await expect(failed).rejects.toThrow(/DISCORD_TOKEN/);
});

test('an answer under way is finished before the bot leaves', async () => {
  const house = await opened();
  const gate = Promise.withResolvers<void>();
  const asked = house.as('ann').slash('artist create', { name: 'Night Shift' });
  await house.instead({ createArtist: behind(gate.promise, house.services.createArtist) }, async () => {
    await asked.answered;
    const stopped = house.bot.stop();
    gate.resolve();
    await stopped;
  });
  expect(asked.message?.text).toContain('Night Shift');
  expect(house.room.gateway.connected).toBe(0);
});

test('a lost connection comes back by itself, and nothing said meanwhile is lost', async () => {
  const house = await opened();
  house.room.gateway.drop();
  const asked = house.as('ann').slash('help');
  expect((await asked.replied()).text).toContain('/beat');
  house.room.gateway.invalidate(false);
  await house.room.until(() => house.room.gateway.identifies === 2 && house.room.gateway.connected === 1);
  expect((await house.as('ann').slash('help').replied()).text).toContain('/beat');
});

test.each([
  [4004, 'discord-token'],
  [4011, 'discord-too-many-servers'],
  [4013, 'discord-closed'],
])(
  'a connection that Discord closed for good with code %i ends the bot, with the reason',
  async (code, id) => {
    const fatal = Promise.withResolvers<BeatwrightError>();
    const house = await opened({ onFatal: fatal.resolve });
    house.room.gateway.close(code);
    expect((await fatal.promise).id).toBe(id);
  },
);
