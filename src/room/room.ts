import { randomBytes } from 'node:crypto';
import { Actor } from './actor.ts';
import { createClock } from './clock.ts';
import { Commands } from './commands.ts';
import type { RoomExchange, RoomViolation } from './exchange.ts';
import { createFaults } from './faults.ts';
import { createFiles } from './files.ts';
import { type Dispatch, Gateway } from './gateway.ts';
import { createHub } from './hub.ts';
import { createIds } from './ids.ts';
import { Interactions } from './interactions.ts';
import { Messages } from './messages.ts';
import { createNetwork } from './network.ts';
import type { User } from './people.ts';
import { Places } from './places.ts';
import { recall, remember } from './remember.ts';
import { createRest } from './rest/index.ts';
import { RoomError } from './room-error.ts';
import { channelJson, guildCreateJson, roleJson, userJson } from './serialize.ts';
import type { PlaceChange } from './server.ts';
import { serveSocket } from './sockets.ts';
import type { RoomLimits, RoomOptions } from './spec.ts';
import type { Room } from './types.ts';

const LIMITS: RoomLimits = {
  acknowledgeMs: 3000,
  tokenMs: 15 * 60_000,
  requestBytes: 25 * 1024 * 1024,
  attachmentMs: 24 * 60 * 60_000,
  bucket: 50,
  bucketMs: 1000,
};
const HEARTBEAT_MS = 41_250;
const EXCHANGES = 2000;
const BOT_NAME = 'Beatwright';

/** Opens a room on 127.0.0.1. Rejects with `room-port` if the port is taken. */
export async function createRoom(options: RoomOptions = {}): Promise<Room> {
  const clock = options.clock ?? createClock();
  const limits = { ...LIMITS, ...options.limits };
  const nextId = createIds(clock);
  const hub = createHub();
  const faults = createFaults();
  const { memory } = options;
  const idOf = (name: string) => memory?.once(name, nextId) ?? nextId();
  const applicationId = idOf('application');
  const madeUp = () => madeUpToken(applicationId);
  const token = options.token ?? memory?.once('token', madeUp) ?? madeUp();
  const bot: User = { id: applicationId, name: BOT_NAME, bot: true };
  const exchanges: RoomExchange[] = [];
  const violations: RoomViolation[] = [];

  function violate(rule: string, message: string, where: string, code: number): void {
    const violation = { at: clock.now(), rule, message, where, code };
    violations.push(violation);
    hub.emit({ type: 'violation', at: violation.at, violation });
  }

  const network = createNetwork(options.port ?? 0, {
    onRequest: (request, response) => rest.serve(request, response),
    onSocket: (socket, query) =>
      serveSocket(socket, query, {
        gateway,
        hub,
        clock,
        token,
        violate: (rule, message, code) => violate(rule, message, 'gateway', code),
      }),
  });
  const base = () => `http://127.0.0.1:${network.port}`;
  const wsBase = () => `ws://127.0.0.1:${network.port}`;

  const gateway = new Gateway(
    {
      clock,
      hub,
      nextId,
      wsBase,
      servers: () => places.joined,
      ready: () => ({
        v: 10,
        user: { ...userJson(bot), verified: true, mfa_enabled: true, email: null },
        application: { id: applicationId, flags: 0, flags_new: '0' },
        session_type: 'normal',
        private_channels: [],
        relationships: [],
        presences: [],
        user_settings: {},
      }),
    },
    options.heartbeatMs ?? HEARTBEAT_MS,
  );
  const dispatch: Dispatch = (event, data, server, topic) => gateway.dispatch(event, data, server, topic);
  const places = new Places({
    idOf,
    bot,
    now: clock.now,
    messagesIn: (channel) => messages.in(channel),
    changed: (change) => dispatch(change.event, changeJson(change), change.server, 'guilds'),
  });
  const files = createFiles(
    clock,
    base,
    limits.attachmentMs,
    memory && { store: memory, isKept: (folder) => !folder.includes(applicationId) },
  );
  const messages = new Messages({ clock, nextId, files, hub, places, dispatch });
  const commands = new Commands(applicationId, nextId);
  const interactions = new Interactions({
    clock,
    nextId,
    hub,
    limits,
    messages,
    applicationId,
    dispatch,
    violate: (rule, message) => violate(rule, message, 'gateway', 0),
  });
  const rest = createRest({
    applicationId,
    bot,
    clock,
    hub,
    places,
    commands,
    messages,
    interactions,
    gateway,
    wsBase,
    token,
    files,
    faults,
    limits,
    hooks: options,
    violate,
    log(exchange) {
      exchanges.push(exchange);
      if (exchanges.length > EXCHANGES) exchanges.shift();
    },
  });

  const servers = options.servers ?? [{ name: 'Practice room' }];
  for (const spec of servers) places.add(spec);
  await network.open();
  if (memory) {
    const remembered = { memory, files, hub, places, messages, interactions };
    recall(remembered, clock.now() - limits.tokenMs);
    hub.on((event) => remember(remembered, event));
  }
  const host = { commands, interactions, messages, files, nextId, applicationId };

  return {
    base: base(),
    token,
    applicationId,
    clock,
    gateway,
    exchanges,
    violations,
    servers: places.servers,
    server: (name) => places.server(name),
    addServer: (spec) => places.add(spec),
    as: (member, channel) => new Actor(member, channel, host),
    commands: (server) => commands.list(server?.id),
    message: (id) => messages.get(id),
    inject: (fault) => faults.inject(fault),
    vanish: (url) => files.vanish(url),
    on: hub.on,
    waitFor: hub.waitFor,
    until: hub.until,
    offline: () => network.close(),
    online: () => network.open(),
    async close() {
      rest.stop();
      await network.close();
      hub.close();
      interactions.close(new RoomError('room-closed', 'The room was closed before the bot answered.'));
    },
  };
}

/** Three parts, as Discord's tokens have, made up again for every room. */
function madeUpToken(applicationId: string): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url');
  return [Buffer.from(applicationId).toString('base64url'), part(4), part(27)].join('.');
}

/** What the gateway says of a change. */
function changeJson(change: PlaceChange): unknown {
  const { server } = change;
  switch (change.event) {
    case 'GUILD_CREATE':
      return guildCreateJson(server);
    case 'GUILD_DELETE':
      return { id: server.id };
    case 'GUILD_ROLE_CREATE':
      return { guild_id: server.id, role: roleJson(change.role, server.roles.indexOf(change.role)) };
    default:
      return channelJson(change.channel);
  }
}
