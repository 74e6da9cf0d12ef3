/** Every message of the room: made, edited and removed by Discord's rules, whoever sends it. */
import { type APIMessage, type APIUser, MessageFlags, MessageType } from 'discord.js';
import { attach, checkSizes, store, type Upload } from './attachments.ts';
import type { RoomClock } from './clock.ts';
import { composeComponents, composeEmbeds } from './compose.ts';
import { type Form, refuse } from './errors.ts';
import type { Files } from './files.ts';
import type { Dispatch } from './gateway.ts';
import type { Hub } from './hub.ts';
import { timestamp } from './ids.ts';
import { intOf, textOf } from './json.ts';
import { pingsOf } from './mentions.ts';
import { Message, type Pings } from './message.ts';
import { hiddenIn, isEmpty, noteUnshown, type Parts, shown, wordsOf } from './parts.ts';
import type { User } from './people.ts';
import type { Places } from './places.ts';
import { referenceJson, referenceOf } from './reference.ts';
import { checkMessage, type MessageBody } from './rules/index.ts';
import { memberJson, userJson } from './serialize.ts';
import type { Channel, Member } from './server.ts';

export interface MessagesHost {
  readonly clock: RoomClock;
  readonly nextId: () => string;
  readonly files: Files;
  readonly hub: Hub;
  readonly places: Places;
  readonly dispatch: Dispatch;
}

/** Who sends, and what the message is told about itself. */
export interface Sender {
  readonly user: User;
  readonly channel: Channel;
  /** Bytes of one file. */
  readonly uploadLimit: number;
  readonly onlyFor?: Member | undefined;
  /** More keys of the message: its type, the interaction it answers. */
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Deferred: without content, and allowed to be so. */
  readonly loading?: boolean;
}

/** Flags that a message keeps as it got them. */
const LASTING = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications;
/** How long a nonce that must be unique is remembered. */
const NONCE_MS = 5 * 60_000;

export class Messages {
  readonly #all = new Map<string, Message>();
  readonly #in = new Map<Channel, Message[]>();
  readonly #nonces = new Map<string, { message: Message; at: number }>();
  readonly #host: MessagesHost;

  constructor(host: MessagesHost) {
    this.#host = host;
  }

  get(id: string | undefined): Message | undefined {
    return id === undefined ? undefined : this.#all.get(id);
  }

  /** Every message of a channel in order, also ephemeral ones and deleted ones. */
  in(channel: Channel): Message[] {
    const known = this.#in.get(channel) ?? [];
    this.#in.set(channel, known);
    return known;
  }

  create(body: MessageBody, uploads: readonly Upload[], sender: Sender, form: Form): Message {
    const { clock, nextId, hub } = this.#host;
    const known =
      body.enforce_nonce === true ? this.#nonces.get(nonceKey(sender.user, body.nonce)) : undefined;
    if (known && clock.now() - known.at < NONCE_MS) return known.message;

    const flags = intOf(body.flags) ?? 0;
    const reference = referenceOf(body.message_reference, sender.channel, (id) => this.get(id), form);
    const parts = this.#compose(body, uploads, { ...sender, flags, before: undefined }, form);
    if (sender.loading !== true && isEmpty(parts)) throw refuse.emptyMessage();

    const at = clock.now();
    const pings = pingsOf(wordsOf(parts), body.allowed_mentions, sender, reference?.author.id);
    const raw = {
      id: nextId(),
      type: reference ? MessageType.Reply : MessageType.Default,
      channel_id: sender.channel.id,
      author: userJson(sender.user),
      ...shown(parts),
      ...this.#mentioned(pings),
      timestamp: timestamp(at),
      edited_timestamp: null,
      flags: sender.loading ? (flags & LASTING) | MessageFlags.Loading : flags,
      pinned: false,
      tts: body.tts === true,
      ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: body.nonce }),
      ...(reference ? referenceJson(reference) : {}),
      ...sender.meta,
    } as unknown as APIMessage;
    const message = new Message(raw, {
      channel: sender.channel,
      author: sender.user,
      onlyFor: sender.onlyFor,
      pings: sender.onlyFor ? { everyone: false, users: [], roles: [] } : pings,
      attached: parts.attached,
      at,
    });
    this.#all.set(message.id, message);
    this.in(sender.channel).push(message);
    if (body.nonce !== undefined) this.#nonces.set(nonceKey(sender.user, body.nonce), { message, at });
    this.#tell('MESSAGE_CREATE', message);
    hub.emit({ type: 'message', at, message });
    return message;
  }

  /** One that was there before the room was opened. */
  adopt(message: Message): void {
    this.#all.set(message.id, message);
    this.in(message.channel).push(message);
  }

  /** Puts an ephemeral message out of its reader's sight; the bot does not hear of it. */
  dismiss(message: Message): void {
    const { clock, hub } = this.#host;
    message.dismissed = true;
    hub.emit({ type: 'dismiss', at: clock.now(), message });
  }

  /** @param uploadLimit bytes of one file. */
  edit(
    message: Message,
    body: MessageBody,
    uploads: readonly Upload[],
    uploadLimit: number,
    form: Form,
  ): Message {
    const { clock, hub } = this.#host;
    const { channel, author: user, onlyFor } = message;
    const asked = intOf(body.flags) ?? 0;
    if (asked & MessageFlags.Ephemeral && !(message.flags & MessageFlags.Ephemeral))
      form.note(
        'ephemeral-edit',
        'An edit cannot make a message ephemeral: that is settled when it is sent or deferred.',
      );
    const v2 = (message.flags | asked) & MessageFlags.IsComponentsV2;
    const suppress = body.flags === undefined ? message.flags : asked;
    const flags = (message.flags & LASTING) | v2 | (suppress & MessageFlags.SuppressEmbeds);
    const sender = { user, channel, onlyFor, uploadLimit };
    const parts = this.#compose(body, uploads, { ...sender, flags, before: message }, form);
    if (isEmpty(parts)) throw refuse.emptyMessage();

    const at = clock.now();
    const again = body.content !== undefined || body.components !== undefined || message.loading;
    const mentioned = again
      ? this.#mentioned(pingsOf(wordsOf(parts), body.allowed_mentions, sender, undefined))
      : {};
    const raw = {
      ...message.raw,
      ...shown(parts),
      ...mentioned,
      flags,
      edited_timestamp: timestamp(at),
    } as unknown as APIMessage;
    message.edit(raw, parts.attached, at);
    this.#tell('MESSAGE_UPDATE', message);
    hub.emit({ type: 'edit', at, message });
    return message;
  }

  remove(message: Message): void {
    const { clock, hub, dispatch } = this.#host;
    const { id, channel } = message;
    this.#all.delete(id);
    message.remove(clock.now());
    if (!message.onlyFor)
      dispatch(
        'MESSAGE_DELETE',
        { id, channel_id: channel.id, guild_id: channel.server.id },
        channel.server,
        'messages',
      );
    hub.emit({ type: 'delete', at: clock.now(), message });
  }

  /** The message as the bot reads it: addresses signed again, others' words hidden as the intents say. */
  read(message: Message): APIMessage {
    const raw = this.#asBotSees(message);
    const attachments = raw.attachments.map((attachment) => {
      const url = this.#host.files.sign(attachment.url);
      return { ...attachment, url, proxy_url: url };
    });
    return { ...raw, attachments };
  }

  #compose(
    body: MessageBody,
    uploads: readonly Upload[],
    to: Sender & { flags: number; before: Message | undefined },
    form: Form,
  ): Parts {
    const { before, flags } = to;
    const v2 = (flags & MessageFlags.IsComponentsV2) !== 0;
    checkSizes(uploads, to.uploadLimit);
    checkMessage(
      body,
      { v2, left: { content: before?.content ?? '', embeds: before?.embeds.length ?? 0 } },
      form,
    );
    const put = (upload: Upload, meta: { filename?: string; description?: string }) =>
      store(upload, {
        files: this.#host.files,
        id: this.#host.nextId(),
        folder: to.channel.id,
        ephemeral: to.onlyFor !== undefined,
        ...meta,
      });
    const attached = attach(body.attachments, uploads, before?.attached ?? [], put, form);
    const used = new Set<string>();
    const embeds =
      body.embeds === undefined
        ? { list: before?.raw.embeds ?? [], used: before ? hiddenIn(before) : used }
        : { list: composeEmbeds(body.embeds, attached, used, form), used };
    const components =
      body.components === undefined
        ? (before?.raw.components ?? [])
        : composeComponents(body.components, attached, this.#host.nextId, form);
    form.settle();
    if (v2) noteUnshown(attached, components, form);
    const content = body.content === undefined ? (before?.content ?? '') : (textOf(body.content) ?? '');
    return { content, embeds: embeds.list, components, attached, hidden: embeds.used };
  }

  #mentioned(pings: Pings) {
    const users = pings.users.flatMap((id): APIUser[] => {
      const user = this.#host.places.user(id);
      return user ? [userJson(user) as unknown as APIUser] : [];
    });
    return { mentions: users, mention_roles: pings.roles, mention_everyone: pings.everyone };
  }

  /** Without the MESSAGE_CONTENT intent the words of others are hidden unless they mention the bot. */
  #asBotSees({ raw, author, channel }: Message): APIMessage {
    const open = author.bot || raw.mentions.some(({ id }) => id === channel.server.bot.id);
    return open ? raw : { ...raw, content: '', embeds: [], attachments: [], components: [] };
  }

  #tell(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
    if (message.onlyFor) return;
    const { server } = message.channel;
    const author = server.members.find(({ id }) => id === message.author.id) ?? server.bot;
    const { user: _, ...member } = memberJson(author);
    this.#host.dispatch(
      event,
      { ...this.#asBotSees(message), guild_id: server.id, member },
      server,
      'messages',
    );
  }
}

function nonceKey(user: User, nonce: unknown): string {
  return `${user.id} ${String(nonce)}`;
}
