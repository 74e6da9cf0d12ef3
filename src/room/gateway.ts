/** The gateway's sessions: what is told to whom, and what a dropped session gets when it resumes. */
import { GatewayIntentBits } from 'discord.js';
import type { WebSocket } from 'ws';
import type { RoomClock } from './clock.ts';
import type { Hub } from './hub.ts';
import { guildCreateJson } from './serialize.ts';
import type { Server } from './server.ts';
import type { RoomGateway } from './types.ts';

export type Topic = 'guilds' | 'messages' | 'interactions';
const INTENT: Readonly<Record<Topic, number>> = {
  guilds: GatewayIntentBits.Guilds,
  messages: GatewayIntentBits.GuildMessages,
  interactions: 0,
};

/** Tells every session that listens to the topic and whose shard has the server. */
export type Dispatch = (event: string, data: unknown, server: Server, topic: Topic) => void;

interface Packet {
  readonly op: 0;
  readonly t: string;
  readonly s: number;
  readonly d: unknown;
}

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** Sequence number of the last packet. */
  seq: number;
  readonly backlog: Packet[];
  socket: WebSocket | undefined;
}

export interface GatewayHost {
  readonly clock: RoomClock;
  readonly hub: Hub;
  readonly nextId: () => string;
  readonly servers: () => readonly Server[];
  /** READY's data but for session, shard and guilds. */
  readonly ready: () => Readonly<Record<string, unknown>>;
  readonly wsBase: () => string;
}

/** Packets that a session which is away can still get, and sessions that are remembered. */
const BACKLOG = 500;
const REMEMBERED = 32;

export class Gateway implements RoomGateway {
  identifies = 0;
  resumes = 0;
  heartbeats = 0;
  heartbeatMs: number;
  acknowledges = true;
  readonly #sessions = new Map<string, Session>();
  readonly #host: GatewayHost;
  #forgetful = false;

  constructor(host: GatewayHost, heartbeatMs: number) {
    this.#host = host;
    this.heartbeatMs = heartbeatMs;
  }

  get connected(): number {
    return this.#live().length;
  }

  dispatch(event: string, data: unknown, server: Server, topic: Topic): void {
    if (!server.hasBot && event !== 'GUILD_DELETE') return;
    for (const session of this.#sessions.values())
      if (serves(session, server) && (session.intents & INTENT[topic]) === INTENT[topic])
        this.#push(session, event, data);
  }

  identify(socket: WebSocket, intents: number, shard: readonly [number, number]): Session {
    const { clock, hub, nextId, servers, ready, wsBase } = this.#host;
    this.identifies++;
    const id = `${nextId()}session`;
    const session: Session = { id, intents, shard, seq: 0, backlog: [], socket };
    this.#sessions.set(id, session);
    for (const old of this.#sessions.values()) {
      if (this.#sessions.size <= REMEMBERED) break;
      if (!old.socket) this.#sessions.delete(old.id);
    }
    const mine = servers().filter((server) => serves(session, server));
    this.#push(session, 'READY', {
      ...ready(),
      session_id: id,
      resume_gateway_url: wsBase(),
      shard,
      guilds: mine.map((server) => ({ id: server.id, unavailable: true })),
    });
    if (intents & INTENT.guilds)
      for (const server of mine) this.#push(session, 'GUILD_CREATE', guildCreateJson(server));
    hub.emit({ type: 'ready', at: clock.now(), session: id });
    return session;
  }

  /** The session, back on a new socket with all it missed; undefined if it cannot be resumed. */
  resume(socket: WebSocket, id: string, seq: number): Session | 'bad sequence' | undefined {
    const session = this.#sessions.get(id);
    const forgotten = this.#forgetful;
    this.#forgetful = false;
    const oldest = session?.backlog[0]?.s ?? 1;
    if (!session || forgotten || seq < oldest - 1) {
      this.#sessions.delete(id);
      return undefined;
    }
    if (seq > session.seq) return 'bad sequence';
    this.resumes++;
    session.socket = socket;
    for (const packet of session.backlog) if (packet.s > seq) socket.send(JSON.stringify(packet));
    this.#push(session, 'RESUMED', {});
    this.#host.hub.emit({ type: 'resumed', at: this.#host.clock.now(), session: id });
    return session;
  }

  /** A client that closes with 1000 or 1001 ends its session; any other way it may come back. */
  closed(session: Session, socket: WebSocket, code: number): void {
    if (session.socket === socket) session.socket = undefined;
    if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
    this.#host.hub.emit({ type: 'disconnected', at: this.#host.clock.now(), session: session.id, code });
  }

  reconnect(): void {
    for (const { socket } of this.#live()) send(socket, 7, null);
  }
  invalidate(resumable: boolean): void {
    for (const session of this.#live()) {
      if (!resumable) this.#sessions.delete(session.id);
      send(session.socket, 9, resumable);
      // The line stays open: the client resumes or identifies on it, or comes back on another.
      session.socket = undefined;
    }
  }
  close(code: number): void {
    for (const { socket } of this.#live()) socket?.close(code);
  }
  drop(): void {
    for (const session of this.#live()) {
      session.socket?.terminate();
      // From this moment on, not from when the close is noticed: what comes now is for the resume.
      session.socket = undefined;
    }
  }
  forget(): void {
    this.#forgetful = true;
  }

  #live(): Session[] {
    return [...this.#sessions.values()].filter(({ socket }) => socket?.readyState === 1);
  }

  #push(session: Session, t: string, d: unknown): void {
    session.seq++;
    const packet: Packet = { op: 0, t, s: session.seq, d };
    session.backlog.push(packet);
    if (session.backlog.length > BACKLOG) session.backlog.shift();
    if (session.socket?.readyState === 1) session.socket.send(JSON.stringify(packet));
  }
}

export function send(socket: WebSocket | undefined, op: number, d: unknown): void {
  if (socket?.readyState === 1) socket.send(JSON.stringify({ op, d, s: null, t: null }));
}

/** Discord deals servers out to shards by the upper bits of their id. */
function serves({ shard: [index, count] }: Session, server: Server): boolean {
  return (BigInt(server.id) >> 22n) % BigInt(count) === BigInt(index);
}
