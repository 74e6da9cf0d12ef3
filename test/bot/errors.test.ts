/** What members and whoever runs the bot are told when it cannot do as it was asked, on the real services. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SimpleShardingStrategy } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Bot, type BotOptions, createBot } from '../../src/bot/index.ts';
import { connectOptions, createRoom, type Room } from '../../src/room/index.ts';
import { createServices, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { words } from '../../src/words/index.ts';
import { testDatabase } from '../support/database.ts';
import { PATIENT } from '../support/patience.ts';

const database = testDatabase('PGlite');
let store: Store;
let services: Services;
let room: Room;
const bots: Bot[] = [];
const folders: string[] = [];

beforeAll(async () => {
  store = await openStore(await database.place());
  services = createServices({
    store,
    measureLyrics: () => Promise.reject(new Error('nobody hands over lyrics here')),
    send: async () => {},
  });
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
  await room?.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
afterAll(async () => {
  await store?.close();
  await database.stop();
});

async function openRoom(): Promise<Room> {
  room = await createRoom({ servers: [{ name: 'Cellar', channels: ['beats'], members: ['ann'] }] });
  return room;
}

function botOf(options: Partial<BotOptions> = {}): Bot {
  const quiet = () => {};
  const bot = createBot({
    token: room.token,
    services,
    log: { info: quiet, warn: quiet, error: quiet },
    client: connectOptions(room),
    uploadsBase: room.base,
    ...options,
  });
  bots.push(bot);
  return bot;
}
const ann = () => room.as(room.server('Cellar').member('ann'));

/** The commands of an older version of the bot: `/hum`, whose answer has a button and a menu. */
async function olderCommands(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-commands-'));
  folders.push(folder);
  const button = { type: 2, style: 1, label: 'Hum again', custom_id: 'hum:1' };
  const menu = { type: 3, custom_id: 'tune:1', options: [{ label: 'Another tune', value: 'other' }] };
  const rows = [button, menu].map((component) => ({ type: 1, components: [component] }));
  const view = { content: 'hm', components: rows };
  await writeFile(
    join(folder, 'hum.ts'),
    `export const command = { data: { name: 'hum', description: 'Hums' }, actions: { hum: { audience: 'everyone', run: async () => (${JSON.stringify(view)}) } } };`,
  );
  return pathToFileURL(`${folder}/`);
}

test('a command that this version does not know is told to whoever has an old list', async () => {
  await openRoom();
  const present = botOf();
  await present.start();
  // Another version registers its own command, and goes.
  const older = botOf({ commands: await olderCommands() });
  await older.start();
  await older.stop();
  const told = await ann().slash('hum').replied(PATIENT);
  expect(told.text).toBe(words.errors['command-unknown']);
  expect(told.onlyFor?.name).toBe('ann');
  expect(room.violations).toEqual([]);
});

test('a button and a menu of an older version say so, and their message stays as it is', async () => {
  await openRoom();
  const older = botOf({ commands: await olderCommands() });
  await older.start();
  const message = await ann().slash('hum').replied(PATIENT);
  await older.stop();
  await botOf().start();
  const before = message.raw;
  const pressed = ann().press(message, 'hum:1');
  const picked = ann().select(message, 'tune:1', ['other']);
  for (const act of [pressed, picked]) {
    const { message: told } = await act.answered;
    expect(told?.text).toBe(words.errors['button-unknown']);
    expect(told?.onlyFor?.name).toBe('ann');
  }
  expect(message.raw).toEqual(before);
  expect(room.violations).toEqual([]);
});

test('outside of a server nothing is done, and a sentence says where to ask', async () => {
  await openRoom();
  const { rest, ws } = connectOptions(room);
  const buildStrategy = (manager: Manager) => {
    moveOutside(manager);
    return new SimpleShardingStrategy(manager);
  };
  await botOf({ client: { rest, ws: { ...ws, buildStrategy } } }).start();
  const created = ann().slash('artist create', { name: 'Nowhere' });
  expect((await created.followUp(0, PATIENT)).text).toBe(words.errors['server-only']);
  expect((await ann().slash('help').replied(PATIENT)).text).toBe(words.errors['server-only']);
  const { choices } = await ann().autocomplete('train', { artist: 'n' }, 'artist').answered;
  expect(choices).toEqual([]);
  expect(await services.listArtists({ ...WHO, serverId: room.server('Cellar').id }, '')).toEqual([]);
});
const WHO = { serverId: '1', userId: '2' };

/** What the client hears the gateway by. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];
interface Packet {
  readonly data?: { readonly t?: string; d?: Readonly<Record<string, unknown>> };
}

/** Every interaction reaches the client as from a direct message, where Discord names a user and no server. */
function moveOutside(manager: Manager): void {
  const emit = manager.emit.bind(manager) as (event: unknown, ...packets: Packet[]) => boolean;
  const moved = (event: unknown, ...packets: Packet[]) => {
    const [{ data } = {}] = packets;
    if (data?.t === 'INTERACTION_CREATE' && data.d !== undefined) {
      const { guild_id: _, guild: __, guild_locale: ___, member, channel, ...rest } = data.d;
      const { user } = member as { user: unknown };
      data.d = { ...rest, user, channel: { id: (channel as { id: string }).id, type: 1 }, context: 1 };
    }
    return emit(event, ...packets);
  };
  manager.emit = moved as Manager['emit'];
}

test('a bot that leaves while it fetches an upload says that it comes back', async () => {
  await openRoom();
  const bot = botOf();
  await bot.start();
  await ann().slash('artist create', { name: 'Night Shift' }).replied(PATIENT);
  room.inject({ path: /loop\.mid/, kind: 'delay', ms: 600_000 });
  const track = { name: 'loop.mid', bytes: Buffer.from('MThd') };
  const adding = ann().slash(
    'reference add',
    { artist: 'Night Shift', consent: true },
    { attachments: { track } },
  );
  await room.until(() => room.exchanges.some(({ path }) => path.includes('loop.mid')), PATIENT);
  await bot.stop();
  const told = adding.followUps[0] ?? adding.message;
  expect(told?.text).toBe(words.errors['bot-leaving']);
  expect(room.gateway.connected).toBe(0);
});

test('a Discord that cannot be reached is told with what to do', async () => {
  await openRoom();
  await room.offline();
  const advice = expect.stringContaining('discordstatus.com');
  await expect(botOf().start()).rejects.toMatchObject({ id: 'discord-unreachable', message: advice });
  await room.online();
  // Reached, and then its commands are not taken.
  room.inject({ method: 'PUT', path: /commands/, kind: 'error', status: 500, times: 10 });
  await expect(botOf().start()).rejects.toMatchObject({ id: 'discord-unregistered', message: advice });
  expect(room.gateway.connected).toBe(0);
});
