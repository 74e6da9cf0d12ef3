/** What a room is opened with: its servers, channels, roles and members, its limits and hooks. */
import type { PermissionsString } from 'discord.js';
import type { RoomClock } from './clock.ts';
import type { RoomExchange } from './exchange.ts';
import type { RoomMemory } from './memory.ts';

export interface RoomOptions {
  /** The servers that exist from the start. Default: one, `Practice room`, with the channel `practice`. */
  readonly servers?: readonly ServerSpec[];
  /** What the bot has to log in with. Default: a made-up token of the usual form. */
  readonly token?: string;
  /** Port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  /** Default: wall time that `room.clock.advance` can push forward. */
  readonly clock?: RoomClock;
  /** Milliseconds that the gateway asks for between heartbeats. Default 41250, as Discord's. */
  readonly heartbeatMs?: number;
  readonly limits?: Partial<RoomLimits>;
  /**
   * What the room remembers from one start to the next. Servers, channels, roles and members keep their ids by name.
   * Whoever opened it closes it, after the room.
   */
  readonly memory?: RoomMemory;
  /** Sees each request before it is answered; what it returns is wrong with it: a violation and a 400. */
  readonly onRequest?: (exchange: RoomExchange) => readonly string[] | undefined;
  /** Sees each answer before it is sent; what it returns is wrong with it: a violation of the room's own. */
  readonly onResponse?: (exchange: RoomExchange) => readonly string[] | undefined;
}

export interface RoomLimits {
  /** Milliseconds that a bot has to acknowledge an interaction: 3000. */
  readonly acknowledgeMs: number;
  /** Milliseconds that an interaction's token lives: 15 minutes. */
  readonly tokenMs: number;
  /** Bytes of one whole request: 25 MiB. (Bytes of one file: `ServerSpec.uploadLimit`.) */
  readonly requestBytes: number;
  /** Milliseconds that an attachment's signed address is good for: 24 hours. */
  readonly attachmentMs: number;
  /** Requests that one rate limit bucket takes in `bucketMs` of real time: 50 in 1000. Beyond it: 429. */
  readonly bucket: number;
  readonly bucketMs: number;
}

export interface ServerSpec {
  readonly name: string;
  /** Text channels; a string is a channel's name. Default: one, `practice`. */
  readonly channels?: readonly (string | ChannelSpec)[];
  /** A string is a member's username. Usernames are unique: the same one in two servers is the same user. */
  readonly members?: readonly (string | MemberSpec)[];
  readonly roles?: readonly RoleSpec[];
  /** What `@everyone` may do. Default: what a new server of Discord allows. */
  readonly everyone?: readonly PermissionsString[];
  /** What the bot's own role may do. Default: view, send, embed, attach, read history, use commands. */
  readonly bot?: readonly PermissionsString[];
  /** Bytes of one uploaded file. Default 10 MiB, an ordinary server's. */
  readonly uploadLimit?: number;
}

export interface ChannelSpec {
  readonly name: string;
  readonly overwrites?: readonly OverwriteSpec[];
}

/** What a channel gives or takes from one role or member (by name; `everyone` is the server's base role, `bot` the bot's own). */
export interface OverwriteSpec {
  readonly role?: string;
  readonly member?: string;
  readonly allow?: readonly PermissionsString[];
  readonly deny?: readonly PermissionsString[];
}

export interface RoleSpec {
  readonly name: string;
  readonly permissions?: readonly PermissionsString[];
}

export interface MemberSpec {
  readonly name: string;
  /** Names of roles of the server. */
  readonly roles?: readonly string[];
  /** Permissions beyond the roles', as from a role of their own. */
  readonly permissions?: readonly PermissionsString[];
  /** The owner of the server may do everything. */
  readonly owner?: boolean;
  /** Bytes of one file that this member may upload, if more than the server's (Nitro). */
  readonly uploadLimit?: number;
}
