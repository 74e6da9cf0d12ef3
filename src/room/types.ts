/** The room as a test or a page sees it, and what happens in it. Discord's own shapes (`API…`) come from discord.js. */
import type { APIApplicationCommand } from 'discord.js';
import type { RoomActor, RoomAnswer, RoomInteraction, WaitOptions } from './acts.ts';
import type { RoomClock } from './clock.ts';
import type { RoomExchange, RoomViolation } from './exchange.ts';
import type { Fault } from './faults.ts';
import type { ServerSpec } from './spec.ts';
import type { RoomChannel, RoomMember, RoomMessage, RoomServer } from './world.ts';

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
  | {
      readonly type: 'message' | 'edit' | 'delete' | 'dismiss';
      readonly at: number;
      readonly message: RoomMessage;
    }
  | { readonly type: 'typing' | 'thread'; readonly at: number; readonly channel: RoomChannel }
  | { readonly type: 'request' | 'response'; readonly at: number; readonly exchange: RoomExchange }
  | { readonly type: 'violation'; readonly at: number; readonly violation: RoomViolation };

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
