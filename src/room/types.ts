/** What a test or a page sees of the room. Discord's own shapes (`API…`) come from discord.js. */
import type { APIApplicationCommand, PermissionsString } from 'discord.js';
import type { RoomActor, RoomAnswer, RoomInteraction, RoomMessage } from './acts.ts';
import type { RoomClock } from './clock.ts';
import type { Fault } from './faults.ts';
import type { ChannelSpec, MemberSpec, OverwriteSpec, RoleSpec, ServerSpec } from './spec.ts';

// ---- who and where -----------------------------------------------------------------------------------

export interface RoomServer {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly RoomChannel[];
  readonly members: readonly RoomMember[];
  readonly roles: readonly RoomRole[];
  /** By name; throws if there is none. */
  channel(name: string): RoomChannel;
  member(name: string): RoomMember;
  role(name: string): RoomRole;
  addChannel(spec: string | ChannelSpec): RoomChannel;
  addMember(spec: string | MemberSpec): RoomMember;
  addRole(spec: RoleSpec): RoomRole;
  removeChannel(channel: RoomChannel): void;
  removeMember(member: RoomMember): void;
  /** The bot is thrown out: it sees GUILD_DELETE and gets 10004 from now on. */
  removeBot(): void;
}

export interface RoomChannel {
  readonly id: string;
  readonly name: string;
  readonly server: RoomServer;
  /** Replaces what the channel allows or denies one role or member. */
  overwrite(spec: OverwriteSpec): void;
  /** Every message of the channel in order, also ephemeral ones and deleted ones. */
  readonly messages: readonly RoomMessage[];
}

export interface RoomRole {
  readonly id: string;
  readonly name: string;
}

export interface RoomMember {
  /** The user's id; the same in every server. */
  readonly id: string;
  readonly name: string;
  readonly server: RoomServer;
  readonly roles: readonly RoomRole[];
  /** What this member may do in a channel, roles, overwrites and ownership counted. */
  permissionsIn(channel: RoomChannel): readonly PermissionsString[];
}

// ---- watching ----------------------------------------------------------------------------------------

export interface WaitOptions {
  /** Real milliseconds before giving up (`room-wait`). Default 10000. */
  readonly timeoutMs?: number;
}

export type RoomEvent =
  | { readonly type: 'ready' | 'resumed'; readonly at: number; readonly session: string }
  | { readonly type: 'disconnected'; readonly at: number; readonly session: string; readonly code: number }
  | { readonly type: 'heartbeat'; readonly at: number; readonly session: string }
  | { readonly type: 'commands'; readonly at: number; readonly server: RoomServer | undefined }
  | {
      readonly type: 'interaction' | 'unanswered';
      readonly at: number;
      readonly interaction: RoomInteraction;
    }
  | {
      readonly type: 'answer';
      readonly at: number;
      readonly interaction: RoomInteraction;
      readonly answer: RoomAnswer;
    }
  | { readonly type: 'message' | 'edit' | 'delete'; readonly at: number; readonly message: RoomMessage }
  | { readonly type: 'typing'; readonly at: number; readonly channel: RoomChannel }
  | { readonly type: 'request' | 'response'; readonly at: number; readonly exchange: RoomExchange }
  | { readonly type: 'violation'; readonly at: number; readonly violation: RoomViolation };

/** One HTTP request and its answer. */
export interface RoomExchange {
  readonly at: number;
  readonly method: string;
  /** Decoded, without `/api/v10`; a CDN path as it is. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  /** The JSON body, also the one within a multipart body. */
  readonly json: unknown;
  readonly files: readonly { readonly key: string; readonly name: string; readonly size: number }[];
  /** 0 until it is answered, and for a connection that was reset. */
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
  readonly fault: Fault | undefined;
}

/** Something that Discord would have refused, or that it forbids. */
export interface RoomViolation {
  readonly at: number;
  /** Stable name of the rule, such as `acknowledge-deadline`, `double-answer`, `content-length`, `schema`. */
  readonly rule: string;
  /** What happened, for a person. */
  readonly message: string;
  /** `PATCH /webhooks/…` or `gateway`. */
  readonly where: string;
  /** Discord's error code that the bot got, 0 for none. */
  readonly code: number;
}

// ---- the room ----------------------------------------------------------------------------------------

export interface Room {
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  readonly token: string;
  /** Also the bot's user id. */
  readonly applicationId: string;
  readonly clock: RoomClock;
  readonly servers: readonly RoomServer[];
  /** By name; throws if there is none. Without a name: the first. */
  server(name?: string): RoomServer;
  /** The bot is added to a server: it sees GUILD_CREATE. */
  addServer(spec: ServerSpec): RoomServer;
  /** Acts as a member, in a channel of their server (default: the first). */
  as(member: RoomMember, channel?: RoomChannel): RoomActor;
  /** What the bot has registered, for all servers or for one. */
  commands(server?: RoomServer): readonly APIApplicationCommand[];
  message(id: string): RoomMessage | undefined;
  readonly gateway: RoomGateway;
  /** The next requests that match get the fault instead of their answer. Returns how to take it back. */
  inject(fault: Fault): () => void;
  /** The file behind an attachment's address is gone: 404 from now on. */
  vanish(url: string): void;
  /** The last 2000 exchanges, oldest first. */
  readonly exchanges: readonly RoomExchange[];
  readonly violations: readonly RoomViolation[];
  /** Calls the listener for everything that happens from now on. Returns how to stop. */
  on(listener: (event: RoomEvent) => void): () => void;
  /** The first event from now on that `pick` does not answer with undefined, null or false; what it answered. */
  waitFor<T>(pick: (event: RoomEvent) => T | undefined | null | false, wait?: WaitOptions): Promise<T>;
  /** Looks now and after every event until `check` gives something; what it gave. */
  until<T>(check: () => T | undefined | null | false, wait?: WaitOptions): Promise<T>;
  /** Nothing answers on the port any more (sockets are cut), until `online`. */
  offline(): Promise<void>;
  online(): Promise<void>;
  /** Cuts every connection and frees the port. Waiting promises reject. */
  close(): Promise<void>;
}

export interface RoomGateway {
  /** Sessions with an open socket. */
  readonly connected: number;
  readonly identifies: number;
  readonly resumes: number;
  readonly heartbeats: number;
  /** What the next HELLO asks for. */
  heartbeatMs: number;
  /** false: heartbeats get no acknowledgement, as on a dead line. */
  acknowledges: boolean;
  /** Op 7: reconnect and resume. */
  reconnect(): void;
  /** Op 9: the session is invalid, resumable or not. */
  invalidate(resumable: boolean): void;
  /** Closes every socket with a code. */
  close(code: number): void;
  /** Cuts every socket without a word. */
  drop(): void;
  /** The next resume is answered with op 9. */
  forget(): void;
}
