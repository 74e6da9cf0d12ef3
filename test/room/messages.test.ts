/** What a message may hold and what an edit keeps: limits that Discord's document does not write down. */
import { AttachmentBuilder, MessageFlags, type RawFile, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomMessage } from '../../src/room/index.ts';
import { openProbe, type Probe, rules, SERVERS, verdict } from './probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await openProbe({ servers: [{ ...SERVERS![0]!, uploadLimit: 1000 }], limits: { bucket: 1000 } });
});
afterAll(() => probe.close());

const x = (length: number) => 'x'.repeat(length);
const path = () => Routes.channelMessages(probe.room.server().channel('beats').id);
const file = (name: string, size = 4): RawFile => ({ name, data: Buffer.alloc(size, 7) });

async function post(body: object, files: RawFile[] = []) {
  return verdict(probe.room, probe.client.rest.post(path(), { body, files }));
}
async function sent(body: object, files: RawFile[] = []): Promise<RoomMessage> {
  const { id } = (await probe.client.rest.post(path(), { body, files })) as { id: string };
  return probe.room.message(id)!;
}
async function patch(message: RoomMessage, body: object, files: RawFile[] = []) {
  const route = Routes.channelMessage(message.channel.id, message.id);
  return verdict(probe.room, probe.client.rest.patch(route, { body, files }));
}
const broken = (rule: string) => ({ code: 50035, status: 400, rules: [rule] });
const embed = (more: object) => ({ embeds: [{ title: 't', ...more }] });

describe('a message', () => {
  it.each<[string, string, object, object]>([
    ['content of 2000 characters', 'content-length', { content: x(2000) }, { content: x(2001) }],
    [
      'content counted in characters, not in UTF-16',
      'content-length',
      { content: '𝄞'.repeat(2000) },
      { content: '𝄞'.repeat(2001) },
    ],
    [
      '10 embeds',
      'embed-count',
      { embeds: Array(10).fill({ title: 't' }) },
      { embeds: Array(11).fill({ title: 't' }) },
    ],
    ['a title of 256', 'embed-title', embed({ title: x(256) }), embed({ title: x(257) })],
    [
      'a description of 4096',
      'embed-description',
      embed({ description: x(4096) }),
      embed({ description: x(4097) }),
    ],
    [
      'a footer of 2048',
      'embed-footer',
      embed({ footer: { text: x(2048) } }),
      embed({ footer: { text: x(2049) } }),
    ],
    [
      'an author of 256',
      'embed-author',
      embed({ author: { name: x(256) } }),
      embed({ author: { name: x(257) } }),
    ],
    [
      '25 fields',
      'embed-fields',
      embed({ fields: Array(25).fill({ name: 'n', value: 'v' }) }),
      embed({ fields: Array(26).fill({ name: 'n', value: 'v' }) }),
    ],
    [
      'a field name of 256',
      'embed-field-name',
      embed({ fields: [{ name: x(256), value: 'v' }] }),
      embed({ fields: [{ name: x(257), value: 'v' }] }),
    ],
    [
      'a field value of 1024',
      'embed-field-value',
      embed({ fields: [{ name: 'n', value: x(1024) }] }),
      embed({ fields: [{ name: 'n', value: x(1025) }] }),
    ],
    [
      'a field with a value',
      'embed-field-value',
      embed({ fields: [{ name: 'n', value: 'v' }] }),
      embed({ fields: [{ name: 'n', value: '' }] }),
    ],
    [
      '6000 characters over all embeds',
      'embed-total',
      { embeds: [{ description: x(4000) }, { description: x(2000) }] },
      { embeds: [{ description: x(4000) }, { description: x(2001) }] },
    ],
    ['an embed with something in it', 'embed-empty', embed({}), { embeds: [{ color: 1 }] }],
    ['a well-formed address', 'url', embed({ url: 'https://example.com' }), embed({ url: 'example' })],
    [
      'a picture by http or attachment',
      'url',
      embed({ image: { url: 'https://example.com/a.png' } }),
      embed({ image: { url: 'file:///etc/passwd' } }),
    ],
    ['a nonce of 25', 'nonce-length', { content: 'c', nonce: x(25) }, { content: 'c', nonce: x(26) }],
    [
      'mentions allowed by kind or by name',
      'allowed-mentions',
      { content: 'c', allowed_mentions: { parse: ['roles'], users: ['1'] } },
      { content: 'c', allowed_mentions: { parse: ['users'], users: ['1'] } },
    ],
    [
      'flags that a bot may set',
      'flags',
      { content: 'c', flags: MessageFlags.SuppressEmbeds },
      { content: 'c', flags: 2 },
    ],
    [
      'an answer to a message that exists',
      'unknown-reference',
      { content: 'c' },
      { content: 'c', message_reference: { message_id: '1' } },
    ],
  ])('takes %s (%s)', async (_, rule, within, beyond) => {
    expect(await post(within)).toBe('fine');
    expect(await post(beyond)).toEqual(broken(rule));
  });

  it('names the rule and the place of what is wrong', async () => {
    const request = probe.client.rest.post(path(), {
      body: { embeds: [{ title: 'fine' }, { title: x(257) }] },
    });
    await expect(request).rejects.toMatchObject({
      rawError: { errors: { embeds: { 1: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } } },
    });
  });

  it('has no polls and stickers, and says so', async () => {
    expect(await post({ content: 'c', sticker_ids: ['1'] })).toEqual(broken('unsupported'));
  });

  it('is not empty, neither when it is sent nor after an edit', async () => {
    const empty = { code: 50006, status: 400, rules: ['empty-message'] };
    expect(await post({ content: '  ' })).toEqual(empty);
    const message = await sent({ content: 'hi' });
    expect(await patch(message, { content: '' })).toEqual(empty);
    expect(message.content).toBe('hi');
  });

  it('with the same enforced nonce is sent once', async () => {
    const body = { content: 'once', nonce: 'n-1', enforce_nonce: true };
    const [one, two] = [await sent(body), await sent(body)];
    expect(two).toBe(one);
    probe.room.clock.advance(10 * 60_000);
    expect(await sent(body)).not.toBe(one);
    expect(one.raw.nonce).toBe('n-1');
  });

  it('is for everybody in a channel, whatever its flags say', async () => {
    expect(await post({ content: 'c', flags: MessageFlags.Ephemeral })).toMatchObject({
      rules: ['ephemeral-channel'],
    });
  });
});

describe('attachments', () => {
  it('are at most ten', async () => {
    const files = Array.from({ length: 11 }, (_, i) => file(`${i}.mid`));
    expect(await post({}, files.slice(0, 10))).toBe('fine');
    expect(await post({}, files)).toEqual(broken('attachment-count'));
    const message = await sent({}, files.slice(0, 10));
    expect(await patch(message, {}, [file('one more')])).toEqual(broken('attachment-count'));
  });

  it('are no larger than the server allows, each', async () => {
    expect(await post({}, [file('a.mp3', 1000), file('b.mp3', 1000)])).toBe('fine');
    expect(await post({}, [file('a.mp3', 1001)])).toEqual({
      code: 40005,
      status: 413,
      rules: ['upload-size'],
    });
  });

  it('are 10 MiB in an ordinary server, and a request 25 MiB', async () => {
    const ordinary = await openProbe();
    const MiB = 1024 * 1024;
    const route = Routes.channelMessages(ordinary.room.server().channel('beats').id);
    const send = (...sizes: number[]) =>
      verdict(
        ordinary.room,
        ordinary.client.rest.post(route, { body: {}, files: sizes.map((size, i) => file(`${i}.wav`, size)) }),
      );
    const tooLarge = { code: 40005, status: 413, rules: ['upload-size'] };
    expect(await send(10 * MiB, 10 * MiB)).toBe('fine');
    expect(await send(10 * MiB + 1)).toEqual(tooLarge);
    expect(await send(9 * MiB, 9 * MiB, 9 * MiB)).toEqual(tooLarge);
    await ordinary.close();
  });

  it('all stay when an edit does not speak of them, and new ones are added', async () => {
    const message = await sent({ content: 'c' }, [file('a.mid')]);
    expect(await patch(message, { content: 'd' })).toBe('fine');
    expect(await patch(message, {}, [file('b.mid')])).toBe('fine');
    expect(message.attachments.map(({ name }) => name)).toEqual(['a.mid', 'b.mid']);
  });

  it('only stay when an edit lists them, if it lists any', async () => {
    const message = await sent({}, [file('a.mid'), file('b.mid')]);
    const [a] = message.attachments;
    const body = { attachments: [{ id: a!.id }, { id: 0, description: 'third' }] };
    expect(await patch(message, body, [file('c.mid')])).toBe('fine');
    expect(message.attachments.map(({ name, description }) => [name, description])).toEqual([
      ['a.mid', undefined],
      ['c.mid', 'third'],
    ]);
    expect(await patch(message, { content: 'none', attachments: [] })).toBe('fine');
    expect(message.attachments).toEqual([]);
    expect(message.history[0]?.message.attachments).toHaveLength(2);
  });

  it('must exist to be listed, and a file must be listed to be attached', async () => {
    expect(await post({ content: 'c', attachments: [{ id: '123' }] })).toEqual(broken('attachment-unknown'));
    const form = await post({ content: 'c', attachments: [] }, [file('lost.mid')]);
    // discord.js lists what it uploads; the room tells on a client that forgets to.
    expect(form).toMatchObject({ rules: ['attachment-dropped'] });
  });

  it('of an embed are not listed beside it, and survive an edit of the rest', async () => {
    const message = await sent(embed({ image: { url: 'attachment://card.png' } }), [
      file('card.png'),
      file('a.mid'),
    ]);
    expect(message.raw.attachments.map(({ filename }) => filename)).toEqual(['a.mid']);
    expect(message.embeds[0]?.image?.url).toBe(message.attachment('card.png').url);
    expect(await patch(message, { content: 'more' })).toBe('fine');
    expect(message.raw.attachments).toHaveLength(1);
    expect(await patch(message, { embeds: [] })).toBe('fine');
    expect(message.raw.attachments).toHaveLength(2);
  });

  it('that an embed misses are told', async () => {
    expect(await post(embed({ image: { url: 'attachment://gone.png' } }))).toMatchObject({
      rules: ['embed-attachment'],
    });
  });

  it('come through discord.js with name, description and bytes', async () => {
    const data = Buffer.from([1, 2, 3]);
    const channel = await probe.client.channels.fetch(probe.room.server().channel('beats').id);
    if (!channel?.isSendable()) throw new Error('no channel');
    const { id } = await channel.send({
      files: [new AttachmentBuilder(data, { name: 'take A?.mp3', description: 'A' })],
    });
    const [one] = probe.room.message(id)!.attachments;
    expect(one).toMatchObject({ name: 'take_A_.mp3', description: 'A', contentType: 'audio/mpeg', size: 3 });
    expect(Buffer.from(one!.bytes).equals(data)).toBe(true);
  });
});

describe('mentions', () => {
  const ids = () => {
    const server = probe.room.server();
    return { ann: server.member('ann').id, bob: server.member('bob').id };
  };

  it('ping whom the text names, unless the sender allows fewer', async () => {
    const { ann, bob } = ids();
    const content = `<@${ann}> and <@!${bob}> and @everyone and <@99>`;
    expect((await sent({ content })).pings).toEqual({ everyone: true, users: [ann, bob], roles: [] });
    const none = await sent({ content, allowed_mentions: { parse: [] } });
    expect(none.pings).toEqual({ everyone: false, users: [], roles: [] });
    expect(none.raw.mentions).toEqual([]);
    const one = await sent({ content, allowed_mentions: { users: [bob] } });
    expect(one.pings.users).toEqual([bob]);
  });

  it('of an answered author ping by default', async () => {
    const said = probe.as('ann').say('hello');
    const answer = { content: 'yes?', message_reference: { message_id: said.id } };
    expect((await sent(answer)).pings.users).toEqual([ids().ann]);
    expect(
      (await sent({ ...answer, allowed_mentions: { parse: [], replied_user: false } })).pings.users,
    ).toEqual([]);
  });
});

describe('what the bot may do with messages', () => {
  it('edits and deletes its own, not those of others', async () => {
    const said = probe.as('ann').say('mine');
    expect(await patch(said, { content: 'yours' })).toEqual({
      code: 50005,
      status: 403,
      rules: ['not-author'],
    });
    const route = Routes.channelMessage(said.channel.id, said.id);
    expect(await verdict(probe.room, probe.client.rest.delete(route))).toMatchObject({ code: 50013 });
    const own = await sent({ content: 'own' });
    await probe.client.rest.delete(Routes.channelMessage(own.channel.id, own.id));
    expect(own.deleted).toBe(true);
    expect(await patch(own, { content: 'ghost' })).toMatchObject({ code: 10008 });
  });

  it('reads the words of others only when they mention it', async () => {
    const read = async (message: RoomMessage) =>
      (await probe.client.rest.get(Routes.channelMessage(message.channel.id, message.id))) as {
        content: string;
      };
    expect((await read(probe.as('ann').say('private'))).content).toBe('');
    const toBot = `<@${probe.room.applicationId}> hello`;
    expect((await read(probe.as('ann').say(toBot))).content).toBe(toBot);
  });

  it('lists messages by page, newest first, without ephemeral ones', async () => {
    const channel = probe.room.server().channel('talk');
    const talk = probe.room.as(probe.room.server().member('ann'), channel);
    const said = [1, 2, 3, 4].map((n) => talk.say(`${n}`));
    const list = async (query: string) =>
      ((await probe.client.rest.get(`/channels/${channel.id}/messages?${query}`)) as { id: string }[]).map(
        ({ id }) => said.findIndex((message) => message.id === id),
      );
    expect(await list('limit=2')).toEqual([3, 2]);
    expect(await list(`limit=2&before=${said[2]!.id}`)).toEqual([1, 0]);
    expect(await list(`limit=1&after=${said[1]!.id}`)).toEqual([2]);
    const before = rules(probe.room).length;
    await expect(list('limit=101')).rejects.toMatchObject({ code: 50035 });
    expect(rules(probe.room).slice(before)).toEqual(['query']);
  });
});
