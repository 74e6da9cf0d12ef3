/** Puts what happens in a room into its memory, and what is there back into a room that opens. */
import type { APIMessage, InteractionResponseType } from 'discord.js';
import type { Attached, AttachmentJson } from './attachments.ts';
import type { Files } from './files.ts';
import type { Hub } from './hub.ts';
import { Interaction, type Kind } from './interaction.ts';
import type { Interactions } from './interactions.ts';
import type { KeptMessage, RoomMemory } from './memory.ts';
import { Message } from './message.ts';
import type { Messages } from './messages.ts';
import type { Places } from './places.ts';
import { Channel } from './server.ts';
import type { RoomEvent } from './types.ts';

export interface Remembered {
  readonly memory: RoomMemory;
  readonly files: Files;
  readonly hub: Hub;
  readonly places: Places;
  readonly messages: Messages;
  readonly interactions: Interactions;
}

/** An address of a file on a room's CDN, whatever port that had. */
const CDN = /^http:\/\/127\.0\.0\.1:\d+\/(?:ephemeral-)?attachments\//;

export function remember({ memory }: Remembered, event: RoomEvent): void {
  if (event.type === 'message' || event.type === 'edit' || event.type === 'dismiss') {
    if (event.message instanceof Message) memory.keepMessage(keptOf(event.message));
  } else if (event.type === 'delete') {
    memory.dropMessage(event.message.id);
    for (const { url } of event.message.attachments) memory.dropFile(new URL(url).pathname);
  } else if (event.type === 'thread' && event.channel instanceof Channel) {
    const { id, name, parent } = event.channel;
    if (parent !== undefined) memory.keepThread({ id, name, channel: parent.id });
  } else if (event.type === 'answer' && event.interaction instanceof Interaction) {
    const { id, token, kind, name, startedAt, member, channel, act, message } = event.interaction;
    if (kind === 'autocomplete') return;
    memory.keepInteraction({
      id,
      token,
      kind,
      name,
      startedAt,
      member: member.id,
      channel: channel.id,
      source: act.source?.id,
      message: message?.id,
      answer: event.answer.type,
      commandType: act.data['type'],
    });
  }
}

function keptOf(message: Message): KeptMessage {
  const { raw, channel, author, onlyFor, pings, attached, dismissed } = message;
  return {
    raw,
    channel: channel.id,
    author: author.id,
    onlyFor: onlyFor?.id,
    pings,
    attached: attached.map(({ json }) => json),
    dismissed,
  };
}

/** @param since when the interactions that can still be answered began, at the earliest. */
export function recall(room: Remembered, since: number): void {
  const { memory, places, messages, interactions, hub } = room;
  for (const { id, name, channel } of memory.threads()) {
    const parent = places.channel(channel);
    parent?.server.addThread(name, parent, id);
  }
  for (const kept of memory.messages()) recallMessage(room, kept);
  for (const kept of memory.interactions(since)) {
    const channel = places.channel(kept.channel);
    const member = channel?.server.members.find(({ id }) => id === kept.member);
    if (!channel || !member) continue;
    const source = messages.get(kept.source);
    const { name } = kept;
    const kind = kept.kind as Kind;
    const data = kept.commandType === undefined ? {} : { type: kept.commandType };
    const interaction = new Interaction(
      kept.id,
      { kind, name, member, channel, data, source },
      kept.startedAt,
      hub,
      kept.token,
    );
    const message = messages.get(kept.message);
    const type: InteractionResponseType = kept.answer;
    const ephemeral = message?.onlyFor !== undefined;
    interaction.settle(
      { type, ms: 0, at: kept.startedAt, ephemeral, message, choices: undefined, modal: undefined },
      message,
    );
    for (const other of messages.in(channel))
      if (other !== message && other.raw.interaction_metadata?.id === kept.id)
        interaction.followUps.push(other);
    interactions.adopt(interaction);
  }
}

function recallMessage({ memory, files, places, messages }: Remembered, kept: KeptMessage): void {
  const channel = places.channel(kept.channel);
  const author = places.user(kept.author);
  if (!channel || !author) return;
  const onlyFor = channel.server.members.find(({ id }) => id === kept.onlyFor);
  // Its reader is gone: nobody sees it.
  if (kept.onlyFor !== undefined && !onlyFor) return;
  const fresh = (value: unknown): unknown => {
    if (typeof value === 'string') return CDN.test(value) ? files.sign(value) : value;
    if (Array.isArray(value)) return value.map(fresh);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fresh(inner)]));
  };
  const attached = kept.attached.map((json): Attached => {
    const path = new URL(json.url).pathname;
    // Read when somebody wants it: a year of beats is more than fits into memory.
    return {
      json: fresh(json) as AttachmentJson,
      get bytes() {
        return memory.file(path)?.bytes ?? Buffer.alloc(0);
      },
    };
  });
  const { pings, dismissed } = kept;
  const raw = fresh(kept.raw) as APIMessage;
  const message = new Message(raw, {
    channel,
    author,
    onlyFor,
    pings,
    attached,
    at: Date.parse(raw.timestamp),
  });
  message.dismissed = dismissed;
  messages.adopt(message);
}
