/**
 * Links by which a member hands over one file past Discord: a page of this process' own, behind an address that nobody can
 * guess, for 15 minutes and one file. Off unless the host gives it a port.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import {
  type Asker,
  CONSENT,
  MAX_REFERENCE_BYTES,
  type MessagePlace,
  type Services,
} from '../services/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { Log } from './log.ts';
import { uploadPage } from './upload-page.ts';

/** How long a link is good for: as long as Discord lets its message be edited; what comes last is seen in /reference list. */
const LIFE_MS = 15 * 60_000;
const MOST_LINKS = 1000;
/** Bodies that are held in memory at once, each as large as a file may be. */
const AT_ONCE = 2;
/** What a form adds to its file. */
const FORM_BYTES = 16 * 1024;
const REQUEST_MS = 120_000;

export interface UploadLinksOptions {
  /** Where to listen; 0 for any free port. */
  readonly port: number;
  /** How members reach it, such as `https://beats.example.org`; by default this machine itself. */
  readonly publicUrl?: string | undefined;
  readonly services: Pick<Services, 'addReferences'>;
  readonly log: Log;
  /** A job was filed whose message wants to be watched. */
  onJob(): void;
}

/** What a link is for. */
export interface UploadWish {
  readonly who: Asker;
  readonly artist: string;
  /** The message that the link stands in: it becomes the file's. */
  readonly place: MessagePlace;
}

export interface UploadLinks {
  /** @returns the address. */
  open(wish: UploadWish): string;
  stop(): Promise<void>;
}

/** Listens until it is stopped. @throws BeatwrightError `link-port` if the port cannot be had. */
export async function serveUploadLinks(options: UploadLinksOptions): Promise<UploadLinks> {
  const { port, services, log, onJob } = options;
  const wishes = new LRUCache<string, UploadWish>({ max: MOST_LINKS, ttl: LIFE_MS });
  const inTurn = pLimit(AT_ONCE);

  /** @throws BeatwrightError whatever keeps the file from being taken; then the link is good for another try. */
  async function take(key: string, wish: UploadWish, request: IncomingMessage): Promise<string> {
    const file = await inTurn(() => fileIn(request));
    const leftMs = wishes.getRemainingTTL(key);
    // Whoever sends twice at once is heard once.
    if (!wishes.delete(key)) throw new BeatwrightError('link-over');
    try {
      const { who, artist, place } = wish;
      await services.addReferences(who, {
        artist,
        files: [{ name: file.name, read: async () => file.bytes }],
        consent: true,
        message: place,
      });
    } catch (error) {
      // Another try takes no longer than the first.
      if (leftMs > 0) wishes.set(key, wish, { ttl: leftMs });
      throw error;
    }
    onJob();
    return words.views.uploadLink.done({ name: file.name });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = /^\/upload\/([\w-]{43})$/.exec(request.url ?? '')?.[1];
    const wish = key === undefined ? undefined : wishes.get(key);
    if (key === undefined || wish === undefined) {
      return show(response, 404, { notice: words.errors['link-over'] });
    }
    if (request.method === 'POST') {
      try {
        return show(response, 200, { notice: await take(key, wish, request) });
      } catch (error) {
        if (!(error instanceof BeatwrightError)) throw error;
        return show(response, 422, { notice: error.message, ask: formOf(wish) });
      }
    }
    return show(response, request.method === 'GET' ? 200 : 405, { ask: formOf(wish) });
  }

  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'an upload by link failed');
      if (!response.headersSent) show(response, 500, { notice: words.errors['upload-failed'] });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new BeatwrightError('link-port', { port, why: cause.message }, { cause }));
    });
    server.listen(port, resolve);
  });
  const address = server.address();
  const own = `http://localhost:${typeof address === 'object' ? address?.port : port}`;
  log.info({ port }, 'taking uploads by link');

  return {
    open(wish) {
      const key = randomBytes(32).toString('base64url');
      wishes.set(key, wish);
      return `${(options.publicUrl ?? own).replace(/\/+$/, '')}/upload/${key}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function formOf({ artist }: UploadWish) {
  return { artist, consent: CONSENT.wording, most: MAX_REFERENCE_BYTES };
}

function show(response: ServerResponse, status: number, page: Parameters<typeof uploadPage>[0]): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    connection: 'close',
  });
  response.end(uploadPage(page));
}

/** The file of a form that was sent. What it says of its length is not believed. @throws BeatwrightError `upload-…` */
async function fileIn(request: IncomingMessage): Promise<{ name: string; bytes: Uint8Array }> {
  const most = MAX_REFERENCE_BYTES + FORM_BYTES;
  const tooBig = () => new BeatwrightError('upload-too-big', { most: MAX_REFERENCE_BYTES });
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooBig();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw tooBig();
    parts.push(part);
  }
  const form = await new Response(Buffer.concat(parts), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
    .formData()
    .catch((cause: unknown) => {
      throw new BeatwrightError('upload-failed', { cause });
    });
  const file = form.get('track');
  if (!(file instanceof File) || form.get('consent') === null) {
    throw new BeatwrightError('consent-missing', { wording: CONSENT.wording });
  }
  if (file.size === 0) throw new BeatwrightError('upload-empty');
  if (file.size > MAX_REFERENCE_BYTES) throw tooBig();
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
