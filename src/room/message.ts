/** One message, as those who hold it see it: always how it is now, with all it has been. */
import { type APIEmbed, type APIMessage, type APIMessageTopLevelComponent, MessageFlags } from 'discord.js';
import type { Attached } from './attachments.ts';
import { isObject, listOf, loose, textOf } from './json.ts';
import type { User } from './people.ts';
import { RoomError } from './room-error.ts';
import { type ComponentKeys, type LooseComponent, walk } from './rules/index.ts';
import type { Channel, Member } from './server.ts';
import type { RoomAttachment, RoomMessage, RoomMessageState } from './world.ts';

export interface Pings {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

export class Message implements RoomMessage {
  readonly channel: Channel;
  readonly author: User;
  readonly onlyFor: Member | undefined;
  readonly pings: Pings;
  /** What belongs to it, also what an embed shows and `raw.attachments` therefore leaves out. */
  attached: readonly Attached[];
  /** Its only reader put an ephemeral message out of sight; the bot can edit it all the same. */
  dismissed = false;
  readonly #history: RoomMessageState[] = [];
  #raw: APIMessage;
  #deleted = false;

  constructor(
    raw: APIMessage,
    facts: {
      channel: Channel;
      author: User;
      onlyFor: Member | undefined;
      pings: Pings;
      attached: readonly Attached[];
      at: number;
    },
  ) {
    this.#raw = raw;
    this.channel = facts.channel;
    this.author = facts.author;
    this.onlyFor = facts.onlyFor;
    this.pings = facts.pings;
    this.attached = facts.attached;
    this.#history.push({ at: facts.at, what: 'created', message: raw });
  }

  edit(raw: APIMessage, attached: readonly Attached[], at: number): void {
    this.#raw = raw;
    this.attached = attached;
    this.#history.push({ at, what: 'edited', message: raw });
  }

  remove(at: number): void {
    this.#deleted = true;
    this.#history.push({ at, what: 'deleted', message: this.#raw });
  }

  get id(): string {
    return this.#raw.id;
  }
  get raw(): Readonly<APIMessage> {
    return this.#raw;
  }
  get content(): string {
    return this.#raw.content;
  }
  get embeds(): readonly APIEmbed[] {
    return this.#raw.embeds;
  }
  get components(): readonly APIMessageTopLevelComponent[] {
    return this.#raw.components ?? [];
  }
  get flags(): number {
    return this.#raw.flags ?? 0;
  }
  get loading(): boolean {
    return (this.flags & MessageFlags.Loading) !== 0;
  }
  get v2(): boolean {
    return (this.flags & MessageFlags.IsComponentsV2) !== 0;
  }
  get deleted(): boolean {
    return this.#deleted;
  }
  get history(): readonly RoomMessageState[] {
    return this.#history;
  }
  get edits(): number {
    return this.#history.filter(({ what }) => what === 'edited').length;
  }

  get attachments(): readonly RoomAttachment[] {
    return this.attached.map((one) => ({
      id: one.json.id,
      name: one.json.filename,
      description: one.json.description,
      contentType: one.json.content_type,
      size: one.json.size,
      url: one.json.url,
      // Those of a message that was there before the room was opened are read when they are wanted.
      get bytes() {
        return one.bytes;
      },
    }));
  }

  attachment(name: string): RoomAttachment {
    const one = this.attachments.find((attachment) => attachment.name === name);
    if (one) return one;
    const names = this.attachments.map((attachment) => attachment.name).join(', ') || 'none';
    throw new RoomError('room-no-attachment', `The message has no attachment "${name}"; it has: ${names}.`);
  }

  /** Every component, those within others too. */
  get parts(): readonly LooseComponent[] {
    return walk(this.components.map((component) => loose<ComponentKeys>(component)));
  }

  get customIds(): readonly string[] {
    return this.parts.flatMap(({ custom_id: id, disabled }) =>
      typeof id === 'string' && disabled !== true ? [id] : [],
    );
  }

  get text(): string {
    const texts = [
      this.content,
      ...this.embeds.flatMap(embedTexts),
      ...this.parts.map(({ content }) => content),
    ];
    return texts.filter((text) => typeof text === 'string' && text !== '').join('\n');
  }
}

function embedTexts(embed: APIEmbed): (string | undefined)[] {
  const fields = listOf(embed.fields).flatMap((field) => {
    const { name, value } = loose<'name' | 'value'>(field);
    return [textOf(name), textOf(value)];
  });
  const footer = isObject(embed.footer) ? embed.footer.text : undefined;
  return [embed.author?.name, embed.title, embed.description, ...fields, footer];
}
