/** The gateway: logging in, being cut off, coming back, and what is missed meanwhile. */
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectOptions, createRoom, type Room } from '../../src/room/index.ts';
import { PATIENT } from '../support/patience.ts';
import { openProbe, type Probe, rules } from './probe.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function probeOf(...args: Parameters<typeof openProbe>): Promise<Probe> {
  const probe = await openProbe(...args);
  closing.push(() => probe.close());
  return probe;
}
async function roomOf(...args: Parameters<typeof createRoom>): Promise<Room> {
  const room = await createRoom(...args);
  closing.push(() => room.close());
  return room;
}
function clientOf(room: Room, intents: number = GatewayIntentBits.Guilds): Client {
  const client = new Client({ intents, ...connectOptions(room) });
  client.on(Events.Error, () => {});
  closing.push(() => client.destroy());
  return client;
}

interface Packet {
  readonly op: number;
  readonly d: unknown;
  readonly t: string | null;
}

/** A bare connection, for what the real client never sends. */
async function bare(room: Room, query = '?v=10&encoding=json') {
  const socket = new WebSocket(room.base.replace('http', 'ws') + query);
  closing.push(() => socket.terminate());
  const packets: Packet[] = [];
  socket.on('message', (raw) => packets.push(JSON.parse(String(raw))));
  const until = <T>(check: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = () => {
        const found = check();
        if (found === undefined) socket.once('message', look);
        else resolve(found);
      };
      look();
    });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    packets,
    closed,
    until,
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    socket,
  };
}
const identify = (room: Room, more: object = {}) => ({
  token: room.token,
  intents: GatewayIntentBits.Guilds,
  properties: {},
  ...more,
});

describe('logging in', () => {
  it('shows the bot its servers, channels and itself', async () => {
    const { client, room } = await probeOf();
    expect(client.user.id).toBe(room.applicationId);
    expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Cellar', 'Attic']);
    const cellar = client.guilds.cache.first();
    expect(cellar?.channels.cache.map(({ name }) => name)).toEqual(['beats', 'talk']);
    expect(cellar?.members.me?.permissions.has('AttachFiles')).toBe(true);
  });

  it('with a wrong token ends with 4004', async () => {
    const room = await roomOf();
    const client = clientOf(room);
    // REST refuses it first; the gateway would too.
    await expect(client.login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
    const line = await bare(room);
    line.send(2, identify(room, { token: 'wrong' }));
    expect(await line.closed).toBe(4004);
    expect(rules(room)).toEqual(['unauthorized', 'bad-token']);
  });

  it.each([
    ['a privileged intent', GatewayIntentBits.MessageContent, /disallowed intents/i, 'privileged-intents'],
    ['an intent that does not exist', 1 << 30, /invalid intents/i, 'intents'],
  ])('with %s fails', async (_, intents, message, rule) => {
    const room = await roomOf();
    const client = clientOf(room, intents);
    await expect(client.login(room.token)).rejects.toThrow(message);
    expect(rules(room)).toEqual([rule]);
  });

  it.each<[string, number, (line: Awaited<ReturnType<typeof bare>>, room: Room) => void]>([
    ['an unknown opcode', 4001, (line, room) => [line.send(2, identify(room)), line.send(99, {})]],
    ['something that is not JSON', 4002, (line) => line.socket.send('{')],
    ['more than 4096 bytes', 4002, (line) => line.send(1, 'x'.repeat(5000))],
    ['something else before identifying', 4003, (line) => line.send(3, {})],
    ['identifying twice', 4005, (line, room) => [line.send(2, identify(room)), line.send(2, identify(room))]],
    ['more than 120 packets a minute', 4008, (line) => Array.from({ length: 121 }, () => line.send(1, null))],
    ['a shard beyond its count', 4010, (line, room) => line.send(2, identify(room, { shard: [1, 1] }))],
    ['a resume with another token', 4004, (line) => line.send(6, { token: 'x', session_id: 'x', seq: 0 })],
  ])('ends on %s with %i', async (_, code, act) => {
    const room = await roomOf();
    const line = await bare(room);
    act(line, room);
    expect(await line.closed).toBe(code);
    expect(room.violations.map((violation) => violation.code)).toEqual([code]);
  });

  it.each([
    ['?v=9&encoding=json', 4012],
    ['?v=10&encoding=etf', 4002],
    ['?v=10&encoding=json&compress=zlib-stream', 4002],
  ])('with the query %s ends with %i', async (query, code) => {
    const line = await bare(await roomOf(), query);
    expect(await line.closed).toBe(code);
    expect(line.packets).toEqual([]);
  });

  it('deals servers out to shards', async () => {
    const room = await roomOf({ servers: Array.from({ length: 6 }, (_, i) => ({ name: `${i}` })) });
    const lines = await Promise.all([bare(room), bare(room)]);
    for (const [i, line] of lines.entries()) line.send(2, identify(room, { shard: [i, 2] }));
    const created = (line: { packets: Packet[] }) =>
      line.packets.filter(({ t }) => t === 'GUILD_CREATE').length;
    const even = room.servers.filter(({ id }) => (BigInt(id) >> 22n) % 2n === 0n).length;
    await lines[0]!.until(() => created(lines[0]!) === even || undefined);
    await lines[1]!.until(() => created(lines[1]!) === 6 - even || undefined);
    expect(lines.map(created)).toEqual([even, 6 - even]);
  });
});

describe('the heartbeat', () => {
  it('is asked for, answered and counted', async () => {
    const { room } = await probeOf({ heartbeatMs: 30 });
    await room.waitFor((event) => event.type === 'heartbeat' && room.gateway.heartbeats > 2);
    expect(room.gateway.connected).toBe(1);
    expect(room.violations).toEqual([]);
  });

  it('that is not answered makes the client come back by itself', async () => {
    const { room, client } = await probeOf({ heartbeatMs: 30 });
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    room.gateway.acknowledges = false;
    await room.waitFor((event) => event.type === 'resumed');
    room.gateway.acknowledges = true;
    await resumed;
    expect(room.gateway.identifies).toBe(1);
  });

  it('that does not come ends the session with 4009', async () => {
    const room = await roomOf({ heartbeatMs: 20 });
    const line = await bare(room);
    line.send(2, identify(room));
    expect(await line.closed).toBe(4009);
  });
});

describe('a session', () => {
  it.each<[string, (room: Room) => void]>([
    ['is asked to reconnect (op 7)', (room) => room.gateway.reconnect()],
    ['is invalid but resumable (op 9)', (room) => room.gateway.invalidate(true)],
    ['is closed with 4000', (room) => room.gateway.close(4000)],
    ['is cut off', (room) => room.gateway.drop()],
  ])('resumes when it %s', async (_, act) => {
    const { room, client, as, next } = await probeOf();
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    act(room);
    await resumed;
    const done = next(async (i) => {
      if (i.isChatInputCommand()) await i.reply('still here');
    });
    expect((await as('ann').slash('go').replied()).content).toBe('still here');
    await done;
    expect([room.gateway.identifies, room.gateway.resumes]).toEqual([1, 1]);
  });

  it.each<[string, (room: Room) => void]>([
    ['is invalid (op 9)', (room) => room.gateway.invalidate(false)],
    [
      'cannot be resumed',
      (room) => {
        room.gateway.forget();
        room.gateway.drop();
      },
    ],
  ])('identifies again when it %s', async (_, act) => {
    const { room, client } = await probeOf();
    const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    act(room);
    await ready;
    expect([room.gateway.identifies, room.gateway.resumes, room.gateway.connected]).toEqual([2, 0, 1]);
  });

  it('gets what it missed when it resumes, once and in order', async () => {
    const { room, client, as } = await probeOf();
    const seen: string[] = [];
    client.on(Events.InteractionCreate, async (i) => {
      if (!i.isChatInputCommand()) return;
      seen.push(i.id);
      await i.reply('late but here');
    });
    room.gateway.drop();
    const missed = [as('ann').slash('go'), as('bob').slash('go')];
    await Promise.all(missed.map((each) => each.answered));
    expect(seen).toEqual(missed.map(({ id }) => id));
    expect(room.gateway.resumes).toBe(1);
  });

  it('that ended for good is not resumed, and no other sequence is believed', async () => {
    const room = await roomOf();
    const line = await bare(room);
    line.send(2, identify(room));
    const ready = await line.until(() => line.packets.find(({ t }) => t === 'READY'));
    const id = (ready.d as { session_id: string }).session_id;
    const ahead = await bare(room);
    ahead.send(6, { token: room.token, session_id: id, seq: 99 });
    expect(await ahead.closed).toBe(4007);
    const gone = room.waitFor((event) => event.type === 'disconnected');
    line.socket.close(1000);
    await gone;
    const late = await bare(room);
    late.send(6, { token: room.token, session_id: id, seq: 1 });
    expect(await late.until(() => late.packets.find(({ op }) => op === 9))).toMatchObject({ d: false });
  });
});

describe('servers that come and go', () => {
  it('are told to the bot, with their channels and roles', async () => {
    const { room, client } = await probeOf();
    const joined = new Promise((resolve) => client.once(Events.GuildCreate, ({ name }) => resolve(name)));
    const server = room.addServer({ name: 'Garage', members: ['dan'] });
    expect(await joined).toBe('Garage');
    const made = new Promise((resolve) => client.once(Events.ChannelCreate, ({ name }) => resolve(name)));
    const channel = server.addChannel('new');
    expect(await made).toBe('new');
    const changed = new Promise((resolve) => client.once(Events.ChannelUpdate, resolve));
    channel.overwrite({ role: 'bot', deny: ['SendMessages'] });
    await changed;
    expect(
      client.guilds.cache.get(server.id)?.members.me?.permissionsIn(channel.id).has('SendMessages'),
    ).toBe(false);
    const role = new Promise((resolve) => client.once(Events.GuildRoleCreate, ({ name }) => resolve(name)));
    server.addRole({ name: 'crew' });
    expect(await role).toBe('crew');
    const removed = new Promise((resolve) => client.once(Events.ChannelDelete, resolve));
    server.removeChannel(channel);
    await removed;
    const left = new Promise((resolve) => client.once(Events.GuildDelete, resolve));
    server.removeBot();
    await left;
    await expect(client.rest.get(`/guilds/${server.id}`)).rejects.toMatchObject({ code: 10004 });
  });

  it('share a user of one name', async () => {
    const { room } = await probeOf();
    expect(room.server('Attic').member('ann').id).toBe(room.server('Cellar').member('ann').id);
  });
});

describe('Discord away', () => {
  it('comes back on the same port, and so does the bot', async () => {
    const { room, as, next } = await probeOf();
    await room.offline();
    await expect(fetch(`${room.base}/api/v10/gateway`)).rejects.toThrow();
    const back = room.waitFor((event) => event.type === 'resumed' || event.type === 'ready', PATIENT);
    await room.online();
    await back;
    const done = next(async (i) => {
      if (i.isChatInputCommand()) await i.reply('back');
    });
    expect((await as('ann').slash('go').replied()).content).toBe('back');
    await done;
  });
});
