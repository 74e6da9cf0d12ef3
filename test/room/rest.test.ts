/** HTTP: who may ask, how often, what the room does not have, and the faults that a test puts in its way. */
import { Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createClock, type Fault, type RoomExchange } from '../../src/room/index.ts';
import { openProbe, type Probe, rules, verdict } from './probe.ts';

let probe: Probe;
afterEach(() => probe?.close());

const messages = () => Routes.channelMessages(probe.room.server('Cellar').channel('beats').id);
const send = (content: string) => probe.client.rest.post(messages(), { body: { content } });
const contents = () =>
  probe.room
    .server('Cellar')
    .channel('beats')
    .messages.map(({ content }) => content);

describe('a request', () => {
  it('needs the token and a name, is JSON or multipart, and goes where there is something', async () => {
    probe = await openProbe();
    const { room } = probe;
    const call = async (more: RequestInit, path: string = messages()) => {
      const headers = {
        'user-agent': 'DiscordBot (https://example.com, 1)',
        authorization: `Bot ${room.token}`,
      };
      const response = await fetch(`${room.base}/api/v10${path}`, {
        method: 'POST',
        ...more,
        headers: { ...headers, ...more.headers },
      });
      return [response.status, ((await response.json()) as { code: number }).code];
    };
    const json = { 'content-type': 'application/json' };
    expect(await call({ headers: { ...json, authorization: 'Bot x' }, body: '{}' })).toEqual([401, 0]);
    expect(await call({ headers: { ...json, 'user-agent': 'curl/8' }, body: '{}' })).toEqual([403, 40333]);
    expect(await call({ headers: json, body: '{' })).toEqual([400, 50109]);
    expect(await call({ headers: { 'content-type': 'text/plain' }, body: 'hi' })).toEqual([400, 50035]);
    expect(await call({ headers: json, body: '{}' }, '/channels/1/messages')).toEqual([404, 10003]);
    expect(await call({ headers: json, body: '{}' }, '/stickers')).toEqual([404, 0]);
    expect(rules(room)).toEqual([
      'unauthorized',
      'user-agent',
      'bad-json',
      'content-type',
      'unknown-channel',
      'unknown-route',
    ]);
    expect(room.violations.at(-1)).toMatchObject({ message: 'The room has no POST /stickers.' });
  });

  it.each([
    ['/channels/1', 10003],
    ['/guilds/1', 10004],
    ['/guilds/SERVER/members/1', 10007],
    ['/channels/CHANNEL/messages/1', 10008],
    ['/users/1', 10013],
    ['/applications/APP/commands/1', 10063],
    ['/guilds/SERVER/members', 50001],
    ['/applications/1/commands', 50001],
    ['/webhooks/APP/made-up/messages/@original', 50027],
  ] as const)('for what is not there or not allowed (%s) gets Discord’s code %i', async (template, code) => {
    probe = await openProbe();
    const { room, client } = probe;
    const server = room.server('Cellar');
    const path = template
      .replace('SERVER', server.id)
      .replace('CHANNEL', server.channel('beats').id)
      .replace('APP', room.applicationId) as `/${string}`;
    await expect(client.rest.get(path)).rejects.toMatchObject({ code });
    expect(room.violations).toMatchObject([{ code }]);
  });

  it('is kept with its answer, for tests and pages', async () => {
    probe = await openProbe();
    const { room } = probe;
    const seen: RoomExchange[] = [];
    const stop = room.on((event) => {
      if (event.type === 'response') seen.push(event.exchange);
    });
    const exchange = room.waitFor((event) => event.type === 'request' && event.exchange);
    await send('hi');
    stop();
    await send('again');
    expect(await exchange).toBe(seen[0]);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', path: messages(), status: 200, json: { content: 'hi' } });
    expect(room.exchanges.at(-2)).toBe(seen[0]);
  });

  it('is seen by hooks before and after, which may find it wrong', async () => {
    probe = await openProbe({
      onRequest: ({ json }) => (JSON.stringify(json)?.includes('bad') ? ['"bad" is not nice'] : undefined),
      onResponse: ({ path }) => (path.endsWith('/typing') ? ['typing is private'] : undefined),
    });
    await expect(send('bad words')).rejects.toMatchObject({ code: 50035 });
    await send('fine words');
    await probe.client.rest.post(`/channels/${probe.room.server('Cellar').channel('beats').id}/typing`);
    expect(contents()).toEqual(['fine words']);
    expect(rules(probe.room)).toEqual(['schema', 'schema-answer']);
  });
});

describe("the bot's own permissions", () => {
  const deny = (
    ...permissions: ('ViewChannel' | 'SendMessages' | 'EmbedLinks' | 'AttachFiles' | 'ReadMessageHistory')[]
  ) => probe.room.server('Cellar').channel('beats').overwrite({ role: 'bot', deny: permissions });
  const forbidden = { code: 50013, status: 403, rules: ['missing-permissions'] };

  it('are asked for what it posts', async () => {
    probe = await openProbe();
    const { room, client } = probe;
    const post = (body: object, files: { name: string; data: Buffer }[] = []) =>
      verdict(room, client.rest.post(messages(), { body, files }));
    deny('EmbedLinks');
    expect(await post({ embeds: [{ title: 't' }] })).toEqual(forbidden);
    deny('AttachFiles');
    expect(await post({}, [{ name: 'a.mid', data: Buffer.alloc(1) }])).toEqual(forbidden);
    expect(await post({ content: 'text is fine' })).toBe('fine');
    deny('SendMessages');
    expect(await post({ content: 'c' })).toEqual(forbidden);
    deny('ViewChannel');
    expect(await post({ content: 'c' })).toEqual({ code: 50001, status: 403, rules: ['missing-access'] });
  });

  it('do not hold back its answers to interactions', async () => {
    probe = await openProbe();
    deny('SendMessages');
    const { interaction, error } = await probe.go((command) => command.reply('still'));
    expect(error).toBeUndefined();
    expect(interaction.message?.content).toBe('still');
  });
});

describe('rate limits', () => {
  it('are told by honest headers, which the client keeps', async () => {
    probe = await openProbe({ limits: { bucket: 2, bucketMs: 300 }, clock: createClock() });
    const headers = async () => {
      const { room } = probe;
      const response = await fetch(`${room.base}/api/v10/users/@me`, {
        headers: { 'user-agent': 'DiscordBot (https://example.com, 1)', authorization: `Bot ${room.token}` },
      });
      const names = ['limit', 'remaining', 'reset-after', 'scope'].map((name) => `x-ratelimit-${name}`);
      return [response.status, ...names.map((name) => response.headers.get(name))];
    };
    expect(await headers()).toEqual([200, '2', '1', expect.stringMatching(/^0\.[123]/), null]);
    expect((await headers())[2]).toBe('0');
    expect(await headers()).toEqual([429, '2', '0', expect.any(String), 'user']);
    expect(rules(probe.room)).toEqual(['rate-limit']);
    await Promise.all([1, 2, 3].map((n) => send(`${n}`)));
    const sent = probe.room.exchanges.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
    );
    expect(sent).toHaveLength(3);
    // The third waits for the bucket to fill again.
    expect(sent[2]!.at - sent[0]!.at).toBeGreaterThan(200);
    expect(rules(probe.room)).toEqual(['rate-limit']);
  });

  it('count each channel by itself, and answers to interactions not at all', async () => {
    probe = await openProbe({ limits: { bucket: 1, bucketMs: 60_000 } });
    const other = probe.room.server('Cellar').channel('talk');
    await send('here');
    await probe.client.rest.post(Routes.channelMessages(other.id), { body: { content: 'there' } });
    for (const _ of [1, 2, 3]) {
      const { interaction } = await probe.go((command) => command.reply('hi'));
      expect((await interaction.answered).type).toBe(4);
    }
    expect(rules(probe.room)).toEqual([]);
  });
});

describe('an injected fault', () => {
  const statuses = () =>
    probe.room.exchanges.filter(({ path }) => path === messages()).map(({ status }) => status);
  const quick = { rest: { retries: 1, timeout: 300 } };

  it('429 is waited for by the client and tells of itself', async () => {
    probe = await openProbe();
    const limited: unknown[] = [];
    probe.client.rest.on('rateLimited', ({ global }) => limited.push(global));
    probe.room.inject({ method: 'POST', path: messages(), kind: 'rate-limit', retryAfter: 0.1 });
    await send('patient');
    expect(statuses()).toEqual([429, 200]);
    probe.room.inject({ kind: 'rate-limit', retryAfter: 0.1, global: true });
    await send('more patient');
    expect(limited).toContain(true);
    expect(contents()).toEqual(['patient', 'more patient']);
    expect(probe.room.violations).toEqual([]);
  });

  it('5xx befalls as often as it says, and may take effect all the same', async () => {
    probe = await openProbe({}, quick);
    probe.room.inject({ path: /\/messages$/, kind: 'error', status: 502 });
    await send('once');
    expect(contents()).toEqual(['once']);
    probe.room.inject({ path: '/messages', kind: 'error', status: 503, times: 2 });
    await expect(send('never')).rejects.toMatchObject({ status: 503 });
    // The client repeats a POST whose answer was lost: the message is there twice.
    probe.room.inject({ path: '/messages', kind: 'error', status: 500, late: true });
    await send('twice');
    expect(contents()).toEqual(['once', 'twice', 'twice']);
    expect(probe.room.violations).toEqual([]);
  });

  it('an answer that was lost is repeated by the client and refused as double: it had worked', async () => {
    probe = await openProbe({}, quick);
    probe.room.inject({ path: '/callback', kind: 'error', status: 500, late: true });
    const { error, interaction } = await probe.go((command) => command.reply('once'));
    expect(error).toMatchObject({ code: 40060 });
    expect(interaction.message?.content).toBe('once');
  });

  it.each([
    [false, []],
    [true, ['cut off']],
  ])('a cut line (late: %s) reaches the bot as an error', async (late, left) => {
    probe = await openProbe({}, quick);
    probe.room.inject({ path: '/messages', kind: 'reset', late });
    await expect(send('cut off')).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(contents()).toEqual(left);
    expect(statuses()).toEqual([0]);
  });

  it('a delay runs into the client’s patience', async () => {
    probe = await openProbe({}, quick);
    probe.room.inject({ path: '/messages', kind: 'delay', ms: 60_000, times: 2 });
    await expect(send('slow')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('can be taken back and befalls nothing else', async () => {
    probe = await openProbe({}, quick);
    const fault: Fault = { method: 'DELETE', path: '/messages', kind: 'error', status: 500, times: 9 };
    const takeBack = probe.room.inject(fault);
    await send('not a DELETE');
    takeBack();
    await probe.client.rest.delete(Routes.channelMessage(...idsOf(probe)));
    expect(statuses().every((status) => status === 200)).toBe(true);
  });
});

function idsOf({ room }: Probe): [string, string] {
  const channel = room.server('Cellar').channel('beats');
  return [channel.id, channel.messages[0]!.id];
}
