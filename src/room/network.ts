/** The port on 127.0.0.1: HTTP and WebSocket on one, which can go away and come back. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { RoomError } from './room-error.ts';

const HOST = '127.0.0.1';

export interface Network {
  readonly port: number;
  /** Listens on the port it had before, the first time on the one it was given. */
  open(): Promise<void>;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}

export interface NetworkHandlers {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly onSocket: (socket: WebSocket, query: URLSearchParams) => void;
}

/** @param port 0 for a free one. */
export function createNetwork(port: number, { onRequest, onSocket }: NetworkHandlers): Network {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    // A client that hangs up in mid-request leaves nothing to answer.
    onRequest(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      onSocket(ws, new URL(request.url ?? '/', 'http://room').searchParams);
    });
  });

  let actual = port;
  return {
    get port() {
      return actual;
    },
    async open() {
      if (server.listening) return;
      server.listen(actual, HOST);
      await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
        throw new RoomError(
          'room-port',
          `The room cannot listen on ${HOST}:${actual} (${error.code}); choose another port, or 0 for a free one.`,
          { cause: error },
        );
      });
      const address = server.address();
      actual = typeof address === 'object' && address ? address.port : actual;
    },
    async close() {
      if (!server.listening) return;
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
