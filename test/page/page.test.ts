/** The page's server: who gets in, what is sent and taken, and that acts reach the bot as those of the member. */
import { request } from 'node:http';
import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { grammarArtist } from '../../src/corpus/index.ts';
import { secondsOf, writeMidi } from '../../src/music/index.ts';
import { createTour, openPage, type Page } from '../../src/page/index.ts';
import type { Roll } from '../../src/page/protocol.ts';
import { RoomError } from '../../src/room/index.ts';
import { openProbe, type Probe } from '../room/probe.ts';
import { type Visitor, visit } from './visitor.ts';

let probe: Probe;
let page: Page;
let visitor: Visitor;
const errors: unknown[] = [];

beforeAll(async () => {
  probe = await openProbe({
    servers: [
      {
        name: 'Cellar',
        channels: ['beats', { name: 'quiet', overwrites: [{ role: 'bot', deny: ['AttachFiles'] }] }],
        members: ['ann', 'bob'],
        uploadLimit: 1000,
      },
    ],
  });
  const kept = new Map<string, string>();
  const memory = {
    get: (name: string) => kept.get(name),
    set: (name: string, to: string) => kept.set(name, to),
  };
  const plan = { title: 'Speak', text: 'Say a word.', isDoneBy: (event: unknown) => event === 'heard' };
  const tour = createTour(probe.room, [plan], memory);
  const onError = (error: unknown) => errors.push(error);
  page = await openPage({ room: probe.room, port: 0, tour, parts: { ann: 'owner' }, topics: {}, onError });
  visitor = await visit(page.address());
});
afterAll(async () => {
  visitor.close();
  await page.close();
  await probe.close();
  expect(errors).toEqual([]);
});

const origin = () => `http://127.0.0.1:${page.port}`;
const channel = (name = 'beats') => probe.room.server().channel(name);
const member = (name = 'ann') => probe.room.server().member(name);

/** Looks at the channel as a member; what is seen then. */
async function look(who = 'ann', where = 'beats') {
  visitor.say({ say: 'look', member: member(who).id, channel: channel(where).id });
  return visitor.hear(
    'channel',
    (seen) => seen.channel === channel(where).id && seen.member === member(who).id,
  );
}

let lastAct = 0;
const number = () => {
  lastAct += 1;
  return lastAct;
};
const outcome = async (act: number) => (await visitor.hear('answer', (answer) => answer.act === act)).outcome;

/** A request as a browser would not let a page make it. */
function knock(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${origin()}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the door', () => {
  it('lets in by a key that is good once, and then by the cookie', async () => {
    const address = page.address();
    const first = await fetch(address, { redirect: 'manual' });
    expect(first.status).toBe(303);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const again = await fetch(address, { redirect: 'manual' });
    expect(again.status).toBe(403);
    expect(await again.text()).toContain('Press Enter');
    expect((await fetch(`${origin()}/`, { headers: { cookie: cookie.split(';')[0]! } })).status).toBe(200);
    expect((await fetch(`${origin()}/?key=${'A'.repeat(43)}`)).status).toBe(403);
    expect((await fetch(`${origin()}/`)).status).toBe(403);
    expect((await fetch(`${origin()}/page/main.ts`)).status).toBe(403);
  });

  it('answers to its own name alone', async () => {
    const { cookie } = visitor;
    expect(await knock('/', { cookie, host: `127.0.0.1:${page.port}` })).toBe(200);
    expect(await knock('/', { cookie, host: 'rebound.example' })).toBe(421);
    expect(await knock('/', { cookie, host: `127.0.0.1:${page.port + 1}` })).toBe(421);
  });

  it('takes uploads and talk from the page alone', async () => {
    const { cookie } = visitor;
    const from = (other: string) => ({ cookie, origin: other });
    expect(await knock('/uploads?name=x', from(origin()), 'POST')).toBe(200);
    expect(await knock('/uploads?name=x', from('http://elsewhere.example'), 'POST')).toBe(403);
    expect(await knock('/uploads?name=x', { cookie }, 'POST')).toBe(403);
    const refused = (headers: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${page.port}/talk`, { headers });
        socket.on('error', ({ message }) => resolve(message)).on('open', () => resolve('open'));
      });
    expect(await refused(from('http://elsewhere.example'))).toContain('403');
    expect(await refused({ origin: origin() })).toContain('403');
  });

  it('counts uploads as they come, whatever they claim', async () => {
    const { cookie } = visitor;
    const send = (bytes: number) => {
      let left = bytes;
      const body = new ReadableStream({
        pull(controller) {
          if (left <= 0) return controller.close();
          const part = new Uint8Array(Math.min(left, 2 ** 22));
          left -= part.length;
          controller.enqueue(part);
        },
      });
      const headers = { origin: origin(), cookie };
      return fetch(`${origin()}/uploads?name=x`, { method: 'POST', headers, body, duplex: 'half' });
    };
    const tooBig = await send(100 * 2 ** 20 + 1);
    expect([tooBig.status, await tooBig.text()]).toEqual([413, 'That file is larger than 100 MiB.\n']);
    expect((await send(1000)).status).toBe(200);
  });

  it('sends a page that runs nothing but its own files', async () => {
    const response = await visitor.get('/');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const html = await response.text();
    const inline = [...html.matchAll(/<script(?![^>]*src=)([^>]*)>/g)].map(([, how]) => how?.trim());
    expect(inline).toEqual(['type="importmap"']);
    expect(await (await visitor.get('/page/main.ts')).text()).not.toContain('readonly ');
    for (const path of ['/page/..%2fprotocol.ts', '/page/none.ts', '/lib/9.js', '/etc/passwd'])
      expect((await visitor.get(path)).status).toBe(404);
  });

  it('closes the channel on what it does not understand', async () => {
    const other = await visit(page.address());
    const socket = new WebSocket(`ws://127.0.0.1:${page.port}/talk`, {
      headers: { origin: origin(), cookie: other.cookie },
    });
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send('{"say":"slash","act":-1}'));
    expect(await closed).toBe(1008);
    other.close();
  });
});

describe('a member at the page', () => {
  it('sees what the member sees, as it comes', async () => {
    const seen = await look('bob');
    expect(seen.commands.map(({ name }) => name)).toContain('reference add');
    expect(seen.commands.find(({ name }) => name === 'take')?.options).toHaveLength(10);
    expect(seen.rights).toMatchObject({ maySend: true, botLacks: [], uploadLimit: 1000 });
    const said = probe.as('ann').say('hello');
    expect((await visitor.hear('message')).message).toMatchObject({
      id: said.id,
      content: 'hello',
      isBot: false,
    });
    probe.as('ann').remove(said);
    expect(await visitor.hear('gone')).toEqual({ say: 'gone', message: said.id });
    probe.room.as(member('ann'), channel('quiet')).say('over there');
    expect(await visitor.hear('unread')).toEqual({ say: 'unread', channel: channel('quiet').id });
    expect((await look('bob', 'quiet')).rights.botLacks).toEqual(['AttachFiles']);
  });

  it('presses, is answered alone, and dismisses', async () => {
    await look('ann');
    const answered = probe.next((asked) =>
      asked.isChatInputCommand()
        ? asked.reply({
            content: 'for you',
            flags: MessageFlags.Ephemeral,
            components: [
              {
                type: ComponentType.ActionRow,
                components: [
                  { type: ComponentType.Button, custom_id: 'x', label: 'X', style: ButtonStyle.Danger },
                ],
              },
            ],
          })
        : Promise.reject(asked),
    );
    const act = number();
    visitor.say({ say: 'slash', act, command: 'go', options: {}, files: {} });
    expect(await outcome(act)).toEqual({ kind: 'done' });
    expect(await answered).toBeUndefined();
    const { message } = await visitor.hear('message');
    expect(message).toMatchObject({ isPrivate: true, asked: { by: 'ann', command: 'go' } });
    expect(message.rows).toEqual([
      [{ kind: 'button', id: 'x', label: 'X', look: 'danger', isDisabled: false }],
    ]);
    expect((await look('bob')).messages.map(({ id }) => id)).not.toContain(message.id);

    await look('ann');
    const updated = probe.next((asked) =>
      asked.isButton() ? asked.update({ content: 'pressed', components: [] }) : Promise.reject(asked),
    );
    const press = number();
    visitor.say({ say: 'press', act: press, message: message.id, id: 'x' });
    expect(await outcome(press)).toEqual({ kind: 'done' });
    await updated;
    const edited = await visitor.hear('message', (heard) => heard.message.id === message.id);
    expect(edited.message).toMatchObject({ content: 'pressed', rows: [] });
    const away = number();
    visitor.say({ say: 'remove', act: away, message: message.id });
    await visitor.hear('gone', (gone) => gone.message === message.id);
    expect((await look('ann')).messages.map(({ id }) => id)).not.toContain(message.id);
  });

  it('fills a form with files, once', async () => {
    await look('ann');
    const opened = probe.next((asked) =>
      asked.isChatInputCommand()
        ? asked.showModal({
            custom_id: 'form',
            title: 'Files',
            components: [
              {
                type: ComponentType.Label,
                label: 'Tracks',
                component: { type: ComponentType.FileUpload, custom_id: 'files', max_values: 10 },
              },
            ],
          })
        : Promise.reject(asked),
    );
    const act = number();
    visitor.say({ say: 'slash', act, command: 'go', options: {}, files: {} });
    const shown = await outcome(act);
    await opened;
    if (shown.kind !== 'form') throw new Error(`no form: ${shown.kind}`);
    expect(shown.form).toMatchObject({ title: 'Files', fields: [{ id: 'files', kind: 'files', max: 10 }] });

    const submitted: string[] = [];
    const taken = probe.next(async (asked) => {
      if (!asked.isModalSubmit()) throw asked;
      const files = asked.fields.getUploadedFiles('files', true);
      submitted.push(...files.map(({ name, size }) => `${name} ${size}`));
      await asked.reply('taken');
    });
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, i) => visitor.upload(`${i}.mid`, Buffer.alloc(i + 1))),
    );
    const send = { say: 'submit' as const, form: shown.form.key, fields: {} };
    const first = number();
    visitor.say({ ...send, act: first, files: { files: ids } });
    expect(await outcome(first)).toEqual({ kind: 'done' });
    await taken;
    expect(submitted).toEqual(ids.map((_, i) => `${i}.mid ${i + 1}`));
    const second = number();
    visitor.say({ ...send, act: second, files: { files: ids } });
    expect(await outcome(second)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('not open'),
    });
  });

  it('is told what their client does not let them do', async () => {
    await look('ann');
    const big = await visitor.upload('big.wav', Buffer.alloc(1001));
    const cases = [
      { say: 'slash', command: 'take', options: {}, files: {} },
      { say: 'slash', command: 'admin', options: {}, files: {} },
      { say: 'slash', command: 'reference add', options: {}, files: { track: big } },
      { say: 'post', text: '', files: ['gone'] },
      { say: 'press', message: '1', id: 'x' },
    ] as const;
    const whys: string[] = [];
    for (const each of cases) {
      const act = number();
      visitor.say({ ...each, act } as Parameters<Visitor['say']>[0]);
      const came = await outcome(act);
      whys.push(came.kind === 'refused' ? came.why : came.kind);
    }
    expect(
      whys.map((why) => /required|may not use|may upload|did not arrive|not there/.exec(why)?.[0]),
    ).toEqual(['required', 'may not use', 'may upload', 'did not arrive', 'not there']);
  });

  it('gets earlier messages a hundred at a time', async () => {
    const ids = Array.from(
      { length: 130 },
      (_, i) => probe.room.as(member(), channel('quiet')).say(String(i)).id,
    );
    const seen = await look('ann', 'quiet');
    expect(seen).toMatchObject({ hasOlder: true });
    expect(seen.messages.map(({ id }) => id)).toEqual(ids.slice(-100));
    visitor.say({ say: 'older', before: seen.messages[0]!.id });
    const older = await visitor.hear('older');
    expect(older.hasOlder).toBe(false);
    expect(older.messages.slice(1).map(({ id }) => id)).toEqual(ids.slice(0, 30));
  });
});

describe('files of a message', () => {
  it('are served so that a browser runs none of them, and MIDI as notes', async () => {
    const score = grammarArtist('trap', 1).song(0);
    const files = [
      { name: 'page.html', bytes: Buffer.from('<script>alert(1)</script>') },
      { name: 'drawing.svg', bytes: Buffer.from('<svg onload="alert(1)"/>') },
    ];
    const message = probe.room.as(member(), channel('quiet')).say('', { files });
    const path = (i: number) => `/files/${message.id}/${message.attachments[i]!.id}/x`;
    for (const i of [0, 1]) {
      const { headers } = await visitor.get(path(i));
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment/);
      expect(headers.get('content-security-policy')).toContain('sandbox');
    }
    expect((await fetch(`${origin()}${path(0)}`)).status).toBe(403);
    expect((await visitor.get(path(0).replace('/files/', '/rolls/'))).status).toBe(204);

    const loop = { name: 'loop.mid', bytes: writeMidi(score, { title: 'Loop' }) };
    const big = probe.room.addServer({ name: 'Hall', members: ['ann'] });
    const said = probe.room.as(big.member('ann')).say('', { files: [loop] });
    const roll = await visitor.get(`/rolls/${said.id}/${said.attachments[0]!.id}/loop.mid`);
    const { seconds, notes } = (await roll.json()) as Roll;
    expect(seconds).toBeCloseTo(secondsOf(score), 1);
    const drawn = (part: string) => notes.filter((note) => note[3] === part).length;
    expect(drawn('drums')).toBe(score.drums.length);
    expect(drawn('bass')).toBe(score.bass.length);
  });
});

it('walks the tour on', async () => {
  expect(await visitor.hear('tour')).toMatchObject({
    tour: { at: 0, steps: [{ title: 'Speak', isDone: false }] },
  });
  visitor.say({ say: 'tour', move: 'heard' });
  expect(await visitor.hear('tour')).toMatchObject({ tour: { steps: [{ isDone: true }] } });
  visitor.say({ say: 'tour', move: 'next' });
  expect(await visitor.hear('tour')).toMatchObject({ tour: { at: 1 } });
});

it('says which port is taken', async () => {
  const { room } = probe;
  const tour = createTour(room, [], { get: () => undefined, set: () => {} });
  const onError = (error: unknown) => errors.push(error);
  const taken = openPage({ room, port: page.port, tour, parts: {}, topics: {}, onError });
  await expect(taken).rejects.toThrow(RoomError);
  await expect(taken).rejects.toThrow(/--port/);
});

it('shows a thread when the bot opens one, and what is said in it', async () => {
  const guest = await visit(page.address());
  guest.say({ say: 'look', member: member().id, channel: channel('quiet').id });
  await guest.hear('channel');
  const { id } = probe.room.as(member(), channel('quiet')).say('who is in?');
  await probe.client.rest.post(`/channels/${channel('quiet').id}/messages/${id}/threads`, {
    body: { name: 'in' },
  });
  const thread = { id, name: 'in', topic: '', parent: channel('quiet').id };
  expect((await guest.hear('thread')).thread).toEqual(thread);
  await probe.client.rest.post(`/channels/${id}/messages`, { body: { content: 'you are' } });
  guest.say({ say: 'look', member: member().id, channel: id });
  const seen = await guest.hear('channel', (what) => what.channel === id);
  expect(seen.messages.map(({ content }) => content)).toEqual(['you are']);
  guest.close();
  const later = await visit(page.address());
  expect((await later.hear('world')).servers[0]!.channels).toContainEqual(thread);
  later.close();
});
