/** One connection to the gateway: https://discord.com/developers/docs/events/gateway */
import { GatewayIntentBits } from 'discord.js';
import type { RawData, WebSocket } from 'ws';
import type { RoomClock } from './clock.ts';
import { type Gateway, type Session, send } from './gateway.ts';
import type { Hub } from './hub.ts';
import { intOf, isObject, listOf, loose, textOf } from './json.ts';

export interface SocketHost {
  readonly gateway: Gateway;
  readonly hub: Hub;
  readonly clock: RoomClock;
  readonly token: string;
  readonly violate: (rule: string, message: string, code: number) => void;
}

const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);
const PRIVILEGED =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

const MOST_BYTES = 4096;
const MOST_PER_MINUTE = 120;

/** Why a connection is closed: close code, the violation's rule, and the words. */
type Closing = readonly [code: number, rule: string, message: string];

/** Runs a connection from HELLO to its end. Time here is real: it is about the line, not about the room. */
export function serveSocket(socket: WebSocket, query: URLSearchParams, host: SocketHost): void {
  const { gateway, hub, clock } = host;
  const interval = gateway.heartbeatMs;
  let session: Session | undefined;
  let sent: number[] = [];
  let patience: NodeJS.Timeout | undefined;

  const end = ([code, rule, message]: Closing) => {
    host.violate(rule, message, code);
    socket.close(code, message);
  };
  // Discord drops a client that has not sent a heartbeat for a while.
  const listen = () => {
    clearTimeout(patience);
    patience = setTimeout(() => end([4009, 'heartbeat', 'Session timed out.']), interval * 2);
    patience.unref();
  };
  const heartbeat = () => {
    gateway.heartbeats++;
    listen();
    if (gateway.acknowledges) send(socket, 11, null);
    hub.emit({ type: 'heartbeat', at: clock.now(), session: session?.id ?? '' });
  };
  const isOpen = () => session !== undefined && session.socket === socket;
  const begin = (made: Session | Closing | undefined): Closing | undefined => {
    if (made === undefined) send(socket, 9, false);
    else if ('socket' in made) session = made;
    else return made;
    return undefined;
  };
  const handle = (raw: RawData): Closing | undefined => {
    const now = performance.now();
    sent = [...sent.filter((at) => now - at < 60_000), now];
    if (sent.length > MOST_PER_MINUTE) return [4008, 'gateway-rate', 'You are being rate limited.'];
    const packet = read(raw);
    if (!packet) return [4002, 'gateway-decode', 'Error while decoding payload.'];
    switch (packet.op) {
      case 1:
        heartbeat();
        return undefined;
      case 2:
        return isOpen() ? TWICE : begin(identify(socket, packet.d, host));
      case 6:
        return isOpen() ? TWICE : begin(resume(socket, packet.d, host));
      case 3:
      case 4:
        return isOpen() ? undefined : NOT_YET;
      case 8:
      case 31:
        host.violate('gateway-unsupported', `The room does not answer opcode ${packet.op}: use REST.`, 0);
        return undefined;
      default:
        return isOpen() ? [4001, 'gateway-opcode', 'Unknown opcode.'] : NOT_YET;
    }
  };

  socket.on('close', (code) => {
    clearTimeout(patience);
    if (session) gateway.closed(session, socket, code);
  });
  socket.on('error', () => socket.terminate());
  if (query.get('v') !== '10') {
    end([4012, 'gateway-version', 'Invalid API version: the room speaks v10.']);
  } else if (query.get('encoding') !== 'json' || query.has('compress')) {
    end([4002, 'gateway-encoding', 'The room speaks plain JSON; is zlib-sync installed?']);
  } else {
    socket.on('message', (raw) => {
      if (socket.readyState !== socket.OPEN) return;
      const closing = handle(raw);
      if (closing) end(closing);
    });
    send(socket, 10, { heartbeat_interval: interval, _trace: [] });
    listen();
  }
}

const TWICE: Closing = [4005, 'identify-twice', 'Already authenticated.'];
const NOT_YET: Closing = [4003, 'not-identified', 'Not authenticated.'];
const BAD_TOKEN: Closing = [4004, 'bad-token', 'Authentication failed.'];

function identify(socket: WebSocket, d: unknown, { gateway, token }: SocketHost): Session | Closing {
  const given = loose<'token' | 'intents' | 'shard'>(d);
  if (given.token !== token) return BAD_TOKEN;
  const intents = intOf(given.intents);
  if (intents === undefined || intents < 0 || (intents & ~ALL_INTENTS) !== 0)
    return [4013, 'intents', 'Invalid intent(s).'];
  if (intents & PRIVILEGED)
    return [
      4014,
      'privileged-intents',
      'Disallowed intent(s): the application has none that are privileged.',
    ];
  const [index = -1, count = -1] = listOf(given.shard ?? [0, 1]).map(intOf);
  if (index < 0 || index >= count) return [4010, 'gateway-shard', 'Invalid shard.'];
  return gateway.identify(socket, intents, [index, count]);
}

/** Undefined: the session is lost, the client has to identify. */
function resume(
  socket: WebSocket,
  d: unknown,
  { gateway, token }: SocketHost,
): Session | Closing | undefined {
  const given = loose<'token' | 'session_id' | 'seq'>(d);
  if (given.token !== token) return BAD_TOKEN;
  const resumed = gateway.resume(socket, textOf(given.session_id) ?? '', intOf(given.seq) ?? 0);
  return resumed === 'bad sequence' ? [4007, 'gateway-sequence', 'Invalid seq.'] : resumed;
}

function read(raw: RawData): { op: unknown; d: unknown } | undefined {
  const bytes = Array.isArray(raw) ? Buffer.concat(raw) : Buffer.from(raw as ArrayBuffer);
  if (bytes.length > MOST_BYTES) return undefined;
  try {
    const packet: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(packet) ? (loose<'op' | 'd'>(packet) as { op: unknown; d: unknown }) : undefined;
  } catch {
    return undefined;
  }
}
