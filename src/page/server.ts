/** The page's own port on 127.0.0.1: what it loads, the files of messages, uploads, and the channel that all else goes over. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Room, RoomError } from '../room/index.ts';
import { createGuard } from './guard.ts';
import { type PageServer, type PageStatus, pageSays, type RoomSays } from './protocol.ts';
import { rollOf } from './roll.ts';
import { createSession } from './session.ts';
import { partOf, shellOf } from './shell.ts';
import { kindOf, showThread } from './show.ts';
import type { Tour } from './tour.ts';
import { createUploads } from './uploads.ts';

const HOST = '127.0.0.1';
const MOST_SAID = 256 * 1024;

export interface PageOptions {
  readonly room: Room;
  /** 0 for a free one. */
  readonly port: number;
  readonly tour: Tour;
  /** What a member is there for, and what a channel is about, in a few words. */
  readonly parts: Readonly<Record<string, string>>;
  readonly topics: Readonly<Record<string, string>>;
  /** Something went wrong that no visitor can mend. */
  onError(error: unknown): void;
}

export interface Page {
  readonly port: number;
  /** An address that lets in one visitor; those before it do not any more. */
  address(): string;
  /** Somebody sees a channel for the first time. */
  readonly visited: Promise<void>;
  /** Tells every page how far the start has come. */
  tell(status: PageStatus): void;
  close(): Promise<void>;
}

/** Opens the page on 127.0.0.1. @throws RoomError `room-page-port` if the port is taken. */
export async function openPage(options: PageOptions): Promise<Page> {
  const { room, tour, parts, topics, onError } = options;
  const uploads = createUploads();
  const guard = createGuard(() => port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_SAID });
  let port = options.port;
  let status: PageStatus = { isReady: false };
  const { promise: visited, resolve: visit } = Promise.withResolvers<void>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!guard.isAtHome(request)) return deny(response, 421, `The page is at ${HOST}:${port} alone.`);
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    const key = url.searchParams.get('key');
    if (url.pathname === '/' && key !== null) {
      const cookie = guard.redeem(key);
      if (cookie === undefined && !guard.isKnown(request)) return deny(response, 403, USED);
      response.writeHead(303, { location: '/', ...COMMON, ...(cookie && { 'set-cookie': cookie }) });
      return void response.end();
    }
    if (!guard.isKnown(request)) return deny(response, 403, USED);
    if (request.method === 'POST' && url.pathname === '/uploads') return upload(request, response, url);
    if (request.method !== 'GET') return deny(response, 405, 'That cannot be done here.');
    if (url.pathname === '/') {
      const { html, headers } = shellOf(port);
      return send(response, html, headers);
    }
    const file = /^\/(files|rolls)\/(\d+)\/(\d+)\//.exec(url.pathname);
    if (file) return serveFile(response, file[1] === 'rolls', file[2]!, file[3]!);
    const part = await partOf(url.pathname);
    if (part === undefined) return deny(response, 404, 'There is nothing here.');
    send(response, part.body, { 'content-type': part.type, 'cache-control': 'no-cache' });
  }

  async function upload(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (!guard.isOwn(request)) return deny(response, 403, 'Only the page itself may hand over files.');
    const taken = await uploads.take(request, url.searchParams.get('name') ?? 'file');
    if (taken === 'too-big') return deny(response, 413, 'That file is larger than 100 MiB.');
    if (taken === 'full') return deny(response, 429, 'Too many files are waiting. Send them in parts.');
    send(response, JSON.stringify(taken), { 'content-type': 'application/json' });
  }

  function serveFile(response: ServerResponse, asRoll: boolean, messageId: string, id: string): void {
    const found = room.message(messageId)?.attachments.find((each) => each.id === id);
    if (found === undefined) {
      deny(response, 404, 'That file is not there any more.');
      return;
    }
    if (asRoll) {
      const roll = rollOf(found.bytes, found.name);
      // What cannot be read has no notes: nothing is wrong with the question.
      if (roll === undefined) response.writeHead(204, COMMON).end();
      else send(response, JSON.stringify(roll), { 'content-type': 'application/json' });
      return;
    }
    const kind = kindOf(found);
    const isShown = kind === 'sound' || kind === 'picture';
    send(response, Buffer.from(found.bytes), {
      'content-type': isShown ? found.contentType : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=86400, immutable',
    });
  }

  function welcome(socket: WebSocket): void {
    const say = (what: RoomSays) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(what));
    };
    const bot = room.servers[0]?.bot;
    const servers = room.servers.map(
      ({ id, name, channels, threads, members }): PageServer => ({
        id,
        name,
        channels: channels.flatMap((channel) => [
          { id: channel.id, name: channel.name, topic: topics[channel.name] ?? '' },
          ...threads.filter(({ parent }) => parent === channel).map(showThread),
        ]),
        members: members.map((member) => ({
          id: member.id,
          name: member.name,
          part: parts[`${name}/${member.name}`] ?? parts[member.name] ?? '',
        })),
      }),
    );
    say({ say: 'world', servers, bot: { id: bot?.id ?? '', name: bot?.name ?? '' } });
    say({ say: 'status', status });
    const isTold = (error: unknown) => error instanceof RoomError;
    const session = createSession({ room, uploads, tour, isTold, say, onError });
    socket.on('message', (data) => {
      const what = pageSays.safeParse(parsed(String(data)));
      if (!what.success) return socket.close(1008, 'not understood');
      session.hear(what.data);
      if (what.data.say === 'look') visit();
    });
    socket.on('close', () => session.close());
    socket.on('error', () => socket.terminate());
  }

  const server = createServer({ requestTimeout: 120_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A visitor who hangs up in mid-request leaves nothing to answer.
      if (!response.headersSent && !request.destroyed) deny(response, 500, 'Something went wrong here.');
      else response.destroy();
      if (!request.destroyed) onError(error);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const isWelcome =
      request.url === '/talk' && guard.isAtHome(request) && guard.isOwn(request) && guard.isKnown(request);
    if (isWelcome) sockets.handleUpgrade(request, socket, head, welcome);
    else socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
  });
  server.listen(port, HOST);
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    const why = `The page cannot be opened on ${HOST}:${port} (${cause.code}). Choose another port with --port.`;
    throw new RoomError('room-page-port', why, { cause });
  });
  const listening = server.address();
  port = typeof listening === 'object' && listening ? listening.port : port;

  return {
    port,
    visited,
    address: () => `http://${HOST}:${port}/?key=${guard.newKey()}`,
    tell(now) {
      status = now;
      const line = JSON.stringify({ say: 'status', status } satisfies RoomSays);
      for (const socket of sockets.clients) socket.send(line);
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const USED =
  'This address was used already, or is not the last one. Press Enter where the room was started: it gives you a new one.';

const COMMON = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function send(response: ServerResponse, body: string | Buffer, headers: Readonly<Record<string, string>>) {
  response.writeHead(200, { ...COMMON, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

function deny(response: ServerResponse, status: number, why: string): void {
  // What is still coming is not read to its end.
  response.writeHead(status, { ...COMMON, 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${why}\n`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
