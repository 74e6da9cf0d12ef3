/** A server: who and what is in it, and what it allows whom. */
import { ChannelType, type PermissionsString } from 'discord.js';
import { Role, type User } from './people.ts';
import {
  BOT,
  basePermissions,
  bitsFor,
  channelPermissions,
  EVERYONE,
  namesOf,
  type Overwrite,
} from './permissions.ts';
import { RoomError } from './room-error.ts';
import type { ChannelSpec, MemberSpec, OverwriteSpec, RoleSpec, ServerSpec } from './spec.ts';
import type { RoomChannel, RoomMember, RoomMessage, RoomServer } from './world.ts';

/** 10 MiB: what a server without boosts lets a member or a bot upload per file. */
export const ORDINARY_UPLOAD = 10 * 1024 * 1024;

/** What a place needs of the room around it. */
export interface PlacesHost {
  /** A new id, or the one that a thing of this name had before. */
  readonly idOf: (name: string) => string;
  readonly bot: User;
  readonly now: () => number;
  readonly messagesIn: (channel: Channel) => readonly RoomMessage[];
  /** A change that the bot hears of, if it is in that server. */
  readonly changed: (change: PlaceChange) => void;
}

export type PlaceChange =
  | { readonly event: 'GUILD_CREATE' | 'GUILD_DELETE'; readonly server: Server }
  | {
      readonly event: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE' | 'THREAD_CREATE';
      readonly server: Server;
      readonly channel: Channel;
    }
  | { readonly event: 'GUILD_ROLE_CREATE'; readonly server: Server; readonly role: Role };

export class Member implements RoomMember {
  readonly user: User;
  readonly server: Server;
  readonly roles: readonly Role[];
  readonly owner: boolean;
  readonly uploadLimit: number;
  readonly joinedAt: number;

  constructor(
    user: User,
    server: Server,
    facts: { roles: readonly Role[]; owner: boolean; uploadLimit: number; joinedAt: number },
  ) {
    this.user = user;
    this.server = server;
    this.roles = facts.roles;
    this.owner = facts.owner;
    this.uploadLimit = facts.uploadLimit;
    this.joinedAt = facts.joinedAt;
  }

  get id(): string {
    return this.user.id;
  }
  get name(): string {
    return this.user.name;
  }
  get permissions(): bigint {
    return basePermissions(this, this.server.everyone.permissions);
  }
  bitsIn(channel: Channel): bigint {
    return channelPermissions(this, this.server.everyone, channel.overwrites);
  }
  permissionsIn(channel: RoomChannel): readonly PermissionsString[] {
    return namesOf(this.bitsIn(this.server.own(channel)));
  }
  may(permission: PermissionsString, channel: Channel): boolean {
    // In a thread another permission says who writes.
    const wanted = channel.parent && permission === 'SendMessages' ? 'SendMessagesInThreads' : permission;
    return (this.bitsIn(channel) & bitsFor([wanted])) !== 0n;
  }
}

/** One text channel, or a thread under a message of one: what it allows whom. */
export class Channel implements RoomChannel {
  readonly id: string;
  readonly name: string;
  readonly server: Server;
  /** Of a thread: the channel that it is in. */
  readonly parent: Channel | undefined;
  #overwrites: readonly Overwrite[] = [];
  readonly #host: PlacesHost;
  readonly #changed: (channel: Channel) => void;

  constructor(
    name: string,
    server: Server,
    host: PlacesHost,
    changed: (channel: Channel) => void,
    thread?: { readonly id: string; readonly parent: Channel },
  ) {
    this.id = thread?.id ?? host.idOf(`channel ${server.name}/${name}`);
    this.parent = thread?.parent;
    this.name = name;
    this.server = server;
    this.#host = host;
    this.#changed = changed;
  }

  get messages(): readonly RoomMessage[] {
    return this.#host.messagesIn(this);
  }
  get type(): ChannelType.GuildText | ChannelType.PublicThread {
    return this.parent ? ChannelType.PublicThread : ChannelType.GuildText;
  }
  get overwrites(): readonly Overwrite[] {
    return this.parent?.overwrites ?? this.#overwrites;
  }

  overwrite(spec: OverwriteSpec): void {
    this.setOverwrite(spec);
    this.#changed(this);
  }

  setOverwrite({ role, member, allow = [], deny = [] }: OverwriteSpec): void {
    if ((role === undefined) === (member === undefined))
      throw new RoomError('room-overwrite', 'An overwrite names either a role or a member.');
    const id = role === undefined ? this.server.member(member ?? '').id : this.server.role(role).id;
    const others = this.overwrites.filter((overwrite) => overwrite.id !== id);
    const type = role === undefined ? 'member' : 'role';
    this.#overwrites = [...others, { id, type, allow: bitsFor(allow), deny: bitsFor(deny) }];
  }
}

export class Server implements RoomServer {
  readonly id: string;
  readonly name: string;
  readonly everyone: Role;
  readonly bot: Member;
  readonly ownerId: string;
  readonly uploadLimit: number;
  readonly channels: Channel[] = [];
  readonly threads: Channel[] = [];
  readonly members: Member[] = [];
  readonly roles: Role[] = [];
  /** false once the bot was thrown out. */
  hasBot = true;
  readonly #host: PlacesHost;
  readonly #userOf: (name: string) => User;
  /** While the first channels and members are made nobody needs to hear of each. */
  #open = false;

  constructor(spec: ServerSpec, host: PlacesHost, userOf: (name: string) => User) {
    this.#host = host;
    this.#userOf = userOf;
    this.id = host.idOf(`server ${spec.name}`);
    this.name = spec.name;
    this.uploadLimit = spec.uploadLimit ?? ORDINARY_UPLOAD;
    this.everyone = new Role(this.id, '@everyone', bitsFor(spec.everyone ?? EVERYONE));
    const botRole = new Role(
      host.idOf(`bot's role ${spec.name}`),
      host.bot.name,
      bitsFor(spec.bot ?? BOT),
      host.bot.id,
    );
    this.roles.push(this.everyone, botRole);
    const joinedAt = host.now();
    this.bot = new Member(host.bot, this, { roles: [botRole], owner: false, uploadLimit: 0, joinedAt });
    for (const role of spec.roles ?? []) this.addRole(role);
    for (const member of spec.members ?? []) this.addMember(member);
    for (const channel of spec.channels ?? ['practice']) this.addChannel(channel);
    this.ownerId = this.members.find(({ owner }) => owner)?.id ?? host.idOf(`owner ${spec.name}`);
    this.#open = true;
  }

  channel(name: string): Channel {
    return found(this.channels, name, `${this.name} has no channel`);
  }
  member(name: string): Member {
    return found(this.members, name, `${this.name} has no member`);
  }
  role(name: string): Role {
    if (name === 'everyone') return this.everyone;
    if (name === 'bot') return this.bot.roles[0] ?? this.everyone;
    return found(this.roles, name, `${this.name} has no role`);
  }

  addChannel(spec: string | ChannelSpec): Channel {
    const { name, overwrites = [] } = typeof spec === 'string' ? { name: spec } : spec;
    const channel = new Channel(name, this, this.#host, (changed) =>
      this.#tell({ event: 'CHANNEL_UPDATE', server: this, channel: changed }),
    );
    for (const overwrite of overwrites) channel.setOverwrite(overwrite);
    this.channels.push(channel);
    this.#tell({ event: 'CHANNEL_CREATE', server: this, channel });
    return channel;
  }

  /** Under a message, whose id it shares. */
  addThread(name: string, parent: Channel, id: string): Channel {
    const thread = new Channel(name, this, this.#host, () => {}, { id, parent });
    this.threads.push(thread);
    this.#tell({ event: 'THREAD_CREATE', server: this, channel: thread });
    return thread;
  }

  addMember(spec: string | MemberSpec): Member {
    const {
      name,
      roles = [],
      permissions = [],
      owner = false,
      uploadLimit = 0,
    } = typeof spec === 'string' ? { name: spec } : spec;
    if (this.members.some((member) => member.name === name))
      throw new RoomError('room-member', `${name} is already a member of ${this.name}.`);
    const held = roles.map((role) => this.role(role));
    if (permissions.length > 0) held.push(this.addRole({ name: `${name}'s`, permissions }));
    const joinedAt = this.#host.now();
    const member = new Member(this.#userOf(name), this, { roles: held, owner, uploadLimit, joinedAt });
    this.members.push(member);
    return member;
  }

  addRole({ name, permissions = [] }: RoleSpec): Role {
    const role = new Role(this.#host.idOf(`role ${this.name}/${name}`), name, bitsFor(permissions));
    this.roles.push(role);
    this.#tell({ event: 'GUILD_ROLE_CREATE', server: this, role });
    return role;
  }

  removeChannel(channel: RoomChannel): void {
    const own = this.own(channel);
    this.channels.splice(this.channels.indexOf(own), 1);
    this.#tell({ event: 'CHANNEL_DELETE', server: this, channel: own });
  }

  removeMember(member: RoomMember): void {
    const at = this.members.findIndex(({ id }) => id === member.id);
    if (at >= 0) this.members.splice(at, 1);
  }

  removeBot(): void {
    this.hasBot = false;
    this.#host.changed({ event: 'GUILD_DELETE', server: this });
  }

  /** The channel itself, if it is one of this server. */
  own(channel: RoomChannel): Channel {
    const own = [...this.channels, ...this.threads].find(({ id }) => id === channel.id);
    if (!own) throw new RoomError('room-channel', `#${channel.name} is not a channel of ${this.name}.`);
    return own;
  }

  #tell(change: PlaceChange): void {
    if (this.#open && this.hasBot) this.#host.changed(change);
  }
}

/** The one of that name. @throws RoomError `room-unknown-name`. */
export function found<T extends { readonly name: string }>(
  list: readonly T[],
  name: string,
  otherwise: string,
): T {
  const one = list.find((each) => each.name === name);
  if (one) return one;
  const known = list.map((each) => each.name).join(', ');
  throw new RoomError('room-unknown-name', `${otherwise} "${name}"; there is: ${known}.`);
}
