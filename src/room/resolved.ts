/** `resolved`: everything that an interaction names by id, written out beside it. */
import type { AttachmentJson } from './attachments.ts';
import type { Message } from './message.ts';
import { Role } from './people.ts';
import { channelJson, memberJson, roleJson, userJson } from './serialize.ts';
import { type Channel, Member } from './server.ts';

type Table = Record<string, unknown>;

export class Resolved {
  readonly #tables = new Map<string, Table>();
  readonly #channel: Channel;

  /** @param channel where the interaction happens. */
  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** Adds it and gives its id. */
  add(thing: Member | Role | Channel): string {
    if (thing instanceof Member) {
      const { user: _, ...member } = memberJson(thing);
      this.#put('users', thing.id, userJson(thing.user));
      this.#put('members', thing.id, { ...member, permissions: String(thing.bitsIn(this.#channel)) });
    } else if (thing instanceof Role) {
      this.#put('roles', thing.id, roleJson(thing, this.#channel.server.roles.indexOf(thing)));
    } else this.#put('channels', thing.id, { ...channelJson(thing), permissions: '0' });
    return thing.id;
  }

  addAttachment(json: AttachmentJson): string {
    this.#put('attachments', json.id, json);
    return json.id;
  }

  addMessage(message: Message): string {
    this.#put('messages', message.id, message.raw);
    return message.id;
  }

  get isEmpty(): boolean {
    return this.#tables.size === 0;
  }

  /** To be spread into an interaction's data. */
  get json(): { readonly resolved?: Readonly<Record<string, Table>> } {
    return this.isEmpty ? {} : { resolved: Object.fromEntries(this.#tables) };
  }

  #put(table: string, id: string, value: unknown): void {
    const rows = this.#tables.get(table) ?? {};
    rows[id] = value;
    this.#tables.set(table, rows);
  }
}
