/** Messages of channels, as the bot sends and reads them by its own permissions. */
import { MessageFlags, type PermissionsString } from 'discord.js';
import { refuse } from '../errors.ts';
import { intOf, listOf, loose } from '../json.ts';
import type { Message } from '../message.ts';
import type { MessageKeys } from '../rules/index.ts';
import { channelJson, threadJson } from '../serialize.ts';
import type { Channel } from '../server.ts';
import { type Api, type Call, done, ok, route } from './route.ts';

export const messageRoutes = [
  route('GET', '/channels/:channel', (call, api) => ok(channelJson(channelOf(call, api)))),

  route('POST', '/channels/:channel/typing', (call, api) => {
    const channel = channelOf(call, api, 'SendMessages');
    api.hub.emit({ type: 'typing', at: api.clock.now(), channel });
    return done;
  }),

  route('GET', '/channels/:channel/messages', (call, api) => {
    const channel = channelOf(call, api);
    if (!channel.server.bot.may('ReadMessageHistory', channel)) return ok([]);
    const limit = Number(call.query.get('limit') ?? 50);
    call.form.integer(limit, 'limit', 'query', { min: 1, max: 100 });
    call.form.settle();
    const [before, after] = [call.query.get('before'), call.query.get('after')];
    const open = api.messages.in(channel).filter(({ deleted, onlyFor, id }) => {
      const inside = (!before || BigInt(id) < BigInt(before)) && (!after || BigInt(id) > BigInt(after));
      return !deleted && !onlyFor && inside;
    });
    const some = after ? open.slice(0, limit) : open.slice(-limit);
    return ok(some.reverse().map((message) => api.messages.read(message)));
  }),

  route('POST', '/channels/:channel/messages', (call, api) => {
    const body = loose<MessageKeys>(call.json);
    const channel = channelOf(call, api, ...needed(call), 'SendMessages');
    const flags = intOf(body.flags) ?? 0;
    if (flags & MessageFlags.Ephemeral)
      call.form.note(
        'ephemeral-channel',
        'Only an answer to an interaction can be ephemeral: everybody sees this one.',
      );
    const message = api.messages.create(
      { ...body, flags: flags & ~MessageFlags.Ephemeral },
      call.uploads,
      { user: api.bot, channel, uploadLimit: channel.server.uploadLimit },
      call.form,
    );
    return ok(api.messages.read(message));
  }),

  route('GET', '/channels/:channel/messages/:message', (call, api) => {
    const channel = channelOf(call, api, 'ReadMessageHistory');
    return ok(api.messages.read(messageOf(call, api, channel)));
  }),

  route('PATCH', '/channels/:channel/messages/:message', (call, api) => {
    const channel = channelOf(call, api, ...needed(call));
    const message = messageOf(call, api, channel);
    if (message.author.id !== api.bot.id) throw refuse.notAuthor();
    const { uploadLimit } = channel.server;
    api.messages.edit(message, loose<MessageKeys>(call.json), call.uploads, uploadLimit, call.form);
    return ok(api.messages.read(message));
  }),

  route('POST', '/channels/:channel/messages/:message/threads', (call, api) => {
    const channel = channelOf(call, api, 'CreatePublicThreads');
    const message = messageOf(call, api, channel);
    const { name } = loose<'name'>(call.json);
    call.form.text(name, 'name', 'thread-name', { min: 1, max: 100 });
    call.form.settle();
    const { server } = channel;
    if (server.threads.some(({ id }) => id === message.id)) throw refuse.threadThere();
    const thread = server.addThread(String(name), channel, message.id);
    api.hub.emit({ type: 'thread', at: api.clock.now(), channel: thread });
    return { status: 201, body: threadJson(thread) };
  }),

  route('DELETE', '/channels/:channel/messages/:message', (call, api) => {
    const channel = channelOf(call, api);
    const message = messageOf(call, api, channel);
    if (message.author.id !== api.bot.id && !channel.server.bot.may('ManageMessages', channel))
      throw refuse.missingPermissions();
    api.messages.remove(message);
    return done;
  }),
];

/** What the bot needs for this body beyond sending. */
function needed({ json, uploads }: Call): PermissionsString[] {
  const body = loose<MessageKeys>(json);
  return [
    ...(listOf(body.embeds).length > 0 ? (['EmbedLinks'] as const) : []),
    ...(uploads.length > 0 ? (['AttachFiles'] as const) : []),
    ...(body.message_reference ? (['ReadMessageHistory'] as const) : []),
  ];
}

function channelOf({ params }: Call, api: Api, ...permissions: readonly PermissionsString[]): Channel {
  const channel = api.places.channel(params[0] ?? '');
  if (!channel) throw refuse.unknownChannel();
  const { bot } = channel.server;
  if (!bot.may('ViewChannel', channel)) throw refuse.missingAccess();
  if (!permissions.every((permission) => bot.may(permission, channel))) throw refuse.missingPermissions();
  return channel;
}

/** An ephemeral message is in no channel: it can be reached by its interaction alone. */
function messageOf({ params }: Call, api: Api, channel: Channel): Message {
  const message = api.messages.get(params[1]);
  if (!message || message.channel !== channel || message.onlyFor) throw refuse.unknownMessage();
  return message;
}
