/** Servers and who is where in them. */
import { BeatwrightError } from '../music/index.ts';
import { Channel } from './channel.ts';
import { Member, Role, type User } from './members.ts';
import { BOT, bitsFor, EVERYONE } from './permissions.ts';
import type { ChannelSpec, MemberSpec, RoleSpec, ServerSpec } from './spec.ts';
import type { RoomChannel, RoomMember, RoomServer } from './types.ts';

/** 10 MiB: what a server without boosts lets a member or a bot upload per file. */
export const ORDINARY_UPLOAD = 10 * 1024 * 1024;

/** What a place needs of the room around it. */
export interface PlacesHost {
  readonly nextId: () => string;
  readonly bot: User;
  readonly now: () => number;
  /** A change that the bot hears of, if it is in that server. */
  readonly changed: (change: PlaceChange) => void;
}

export type PlaceChange =
  | { readonly event: 'GUILD_CREATE' | 'GUILD_DELETE'; readonly server: Server }
  | {
      readonly event: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE';
      readonly server: Server;
      readonly channel: Channel;
    }
  | { readonly event: 'GUILD_ROLE_CREATE'; readonly server: Server; readonly role: Role };

export class Server implements RoomServer {
  readonly id: string;
  readonly name: string;
  readonly everyone: Role;
  readonly bot: Member;
  readonly ownerId: string;
  readonly uploadLimit: number;
  readonly channels: Channel[] = [];
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
    this.id = host.nextId();
    this.name = spec.name;
    this.uploadLimit = spec.uploadLimit ?? ORDINARY_UPLOAD;
    this.everyone = new Role(this.id, '@everyone', bitsFor(spec.everyone ?? EVERYONE));
    const botRole = new Role(host.nextId(), host.bot.name, bitsFor(spec.bot ?? BOT), host.bot.id);
    this.roles.push(this.everyone, botRole);
    const joinedAt = host.now();
    this.bot = new Member(host.bot, this, { roles: [botRole], owner: false, uploadLimit: 0, joinedAt });
    for (const role of spec.roles ?? []) this.addRole(role);
    for (const member of spec.members ?? []) this.addMember(member);
    for (const channel of spec.channels ?? ['practice']) this.addChannel(channel);
    this.ownerId = this.members.find(({ owner }) => owner)?.id ?? host.nextId();
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
    const channel = new Channel(this.#host.nextId(), name, this, (changed) =>
      this.#tell({ event: 'CHANNEL_UPDATE', server: this, channel: changed }),
    );
    for (const overwrite of overwrites) channel.setOverwrite(overwrite);
    this.channels.push(channel);
    this.#tell({ event: 'CHANNEL_CREATE', server: this, channel });
    return channel;
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
      throw new BeatwrightError('room-member', `${name} is already a member of ${this.name}.`);
    const held = roles.map((role) => this.role(role));
    if (permissions.length > 0) held.push(this.addRole({ name: `${name}'s`, permissions }));
    const joinedAt = this.#host.now();
    const member = new Member(this.#userOf(name), this, { roles: held, owner, uploadLimit, joinedAt });
    this.members.push(member);
    return member;
  }

  addRole({ name, permissions = [] }: RoleSpec): Role {
    const role = new Role(this.#host.nextId(), name, bitsFor(permissions));
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
    const own = this.channels.find(({ id }) => id === channel.id);
    if (!own) throw new BeatwrightError('room-channel', `#${channel.name} is not a channel of ${this.name}.`);
    return own;
  }

  #tell(change: PlaceChange): void {
    if (this.#open && this.hasBot) this.#host.changed(change);
  }
}

export class Places {
  readonly servers: Server[] = [];
  readonly #users = new Map<string, User>();
  readonly #host: PlacesHost;

  constructor(host: PlacesHost) {
    this.#host = host;
  }

  add(spec: ServerSpec): Server {
    const server = new Server(spec, this.#host, (name) => this.#userOf(name));
    this.servers.push(server);
    this.#host.changed({ event: 'GUILD_CREATE', server });
    return server;
  }

  server(name: string | undefined): Server {
    const first = this.servers[0];
    if (name === undefined && first) return first;
    return found(this.servers, name ?? '', 'There is no server');
  }

  user(id: string): User | undefined {
    return [this.#host.bot, ...this.#users.values()].find((user) => user.id === id);
  }

  /** Where the bot is. */
  get joined(): Server[] {
    return this.servers.filter(({ hasBot }) => hasBot);
  }

  joinedServer(id: string): Server | undefined {
    return this.joined.find((server) => server.id === id);
  }

  channel(id: string): Channel | undefined {
    return this.joined.flatMap(({ channels }) => channels).find((channel) => channel.id === id);
  }

  #userOf(name: string): User {
    const known = this.#users.get(name);
    if (known) return known;
    const user = { id: this.#host.nextId(), name, bot: false };
    this.#users.set(name, user);
    return user;
  }
}

function found<T extends { readonly name: string }>(list: readonly T[], name: string, otherwise: string): T {
  const one = list.find((each) => each.name === name);
  if (one) return one;
  const known = list.map((each) => each.name).join(', ');
  throw new BeatwrightError('room-unknown-name', `${otherwise} "${name}"; there is: ${known}.`);
}
