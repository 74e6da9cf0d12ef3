import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordRefusal, Form, refuse } from '../errors.ts';
import type { RoomExchange } from '../exchange.ts';
import type { Fault, Faults } from '../faults.ts';
import type { Files } from '../files.ts';
import type { RoomLimits, RoomOptions } from '../spec.ts';
import { type Body, parseBody, readBody } from './body.ts';
import { serveFile } from './cdn.ts';
import { commandRoutes } from './commandRoutes.ts';
import { interactionRoutes } from './interactionRoutes.ts';
import { messageRoutes } from './messageRoutes.ts';
import { placeRoutes } from './placeRoutes.ts';
import { createRates, tooMany } from './rates.ts';
import { type Api, match, type Reply } from './route.ts';

export interface RestHost extends Api {
  readonly token: string;
  readonly files: Files;
  readonly faults: Faults;
  readonly limits: RoomLimits;
  readonly hooks: Pick<RoomOptions, 'onRequest' | 'onResponse'>;
  readonly violate: (rule: string, message: string, where: string, code: number) => void;
  readonly log: (exchange: RoomExchange) => void;
}

const ROUTES = [...placeRoutes, ...commandRoutes, ...interactionRoutes, ...messageRoutes];
const API = '/api/v10';

type Headers = Readonly<Record<string, string>>;
/** What goes out; no status means that the line is cut. */
interface Outcome extends Partial<Reply> {
  readonly headers?: Headers;
}
type Exchange = { -readonly [K in keyof RoomExchange]: RoomExchange[K] };

/** Answers every request of the HTTP server. `stop` ends the delays that faults have put on some. */
export function createRest(host: RestHost) {
  const rate = createRates(host.limits.bucket, host.limits.bucketMs);
  const stopping = new AbortController();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://room');
    const isApi = url.pathname.startsWith(`${API}/`);
    const exchange: Exchange = {
      at: host.clock.now(),
      method: request.method ?? 'GET',
      // The client writes `@original` as %40original.
      path: isApi ? decode(url.pathname.slice(API.length)) : url.pathname,
      query: url.searchParams,
      contentType: (request.headers['content-type'] ?? '').split(';')[0] ?? '',
      json: undefined,
      files: [],
      status: 0,
      body: undefined,
      ms: 0,
      fault: undefined,
    };
    exchange.fault = host.faults.take(exchange.method, exchange.path);
    host.log(exchange);
    const raw = await readBody(request, host.limits.requestBytes);
    if (exchange.fault?.kind === 'delay')
      await sleep(exchange.fault.ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});

    if (isApi) await serveApi(request, response, raw, exchange);
    else serveCdn(request, response, url, exchange);
    exchange.ms = host.clock.now() - exchange.at;
    host.hub.emit({ type: 'response', at: host.clock.now(), exchange });
  }

  function serveCdn(request: IncomingMessage, response: ServerResponse, url: URL, exchange: Exchange): void {
    const { fault } = exchange;
    const file = host.files.get(url.pathname, url.searchParams);
    host.hub.emit({ type: 'request', at: exchange.at, exchange });
    if (fault?.kind === 'reset' && !fault.late) request.socket.destroy();
    else if (fault?.kind === 'error' || fault?.kind === 'rate-limit') {
      exchange.status = fault.kind === 'error' ? fault.status : 429;
      response.writeHead(exchange.status).end();
    } else exchange.status = serveFile(request, response, file, fault?.kind === 'reset');
  }

  async function serveApi(
    request: IncomingMessage,
    response: ServerResponse,
    raw: Buffer | undefined,
    exchange: Exchange,
  ): Promise<void> {
    const form = new Form();
    const where = placeOf(exchange);
    const type = request.headers['content-type'] ?? '';
    const body = await (raw ? parseBody(raw, type) : Promise.reject(refuse.tooLarge())).catch(
      (error: unknown) => error as Error,
    );
    if (!(body instanceof Error)) {
      exchange.json = body.json;
      exchange.files = body.uploads.map(({ key, name, bytes }) => ({
        key: `files[${key}]`,
        name,
        size: bytes.length,
      }));
    }
    host.hub.emit({ type: 'request', at: exchange.at, exchange });

    let outcome = injected(exchange.fault, false);
    if (!outcome) {
      try {
        if (body instanceof Error) throw body;
        outcome = answer(request, exchange, body, form);
      } catch (error) {
        outcome = refused(error, where);
      }
      for (const note of form.notes) host.violate(note.rule, note.message, where, 0);
      outcome = injected(exchange.fault, true) ?? outcome;
    }
    send(request, response, exchange, outcome, where);
  }

  function answer(
    request: IncomingMessage,
    exchange: Exchange,
    { json, uploads }: Body,
    form: Form,
  ): Outcome {
    const { method, path, query } = exchange;
    const where = placeOf(exchange);
    for (const problem of host.hooks.onRequest?.(exchange) ?? []) form.add('', 'schema', 'SCHEMA', problem);
    if (!/^DiscordBot \([^ ,]+, ?[^)]+\)/.test(request.headers['user-agent'] ?? '')) throw refuse.userAgent();
    const open = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    if (!open && request.headers.authorization !== `Bot ${host.token}`) throw refuse.unauthorized();
    const found = match(ROUTES, method, path);
    if (!found) {
      const detail = `The room has no ${where}.`;
      throw new DiscordRefusal(404, 0, 'unknown-route', '404: Not Found', {}, detail);
    }
    form.settle();
    // Answers to interactions are not rate limited.
    const limited = path.startsWith('/interactions/')
      ? undefined
      : rate(bucketOf(found.route.template, method, path));
    if (limited?.retryAfter !== undefined) {
      host.violate('rate-limit', `${where} came more often than its bucket allows.`, where, 0);
      const { body, headers } = tooMany(limited.retryAfter, false);
      return { status: 429, body, headers: { ...limited.headers, ...headers } };
    }
    const headers = limited?.headers ?? {};
    try {
      return { ...found.route.handler({ params: found.params, query, json, uploads, form }, host), headers };
    } catch (error) {
      return { ...refused(error, where), headers };
    }
  }

  function refused(error: unknown, where: string): Outcome {
    if (error instanceof DiscordRefusal) {
      host.violate(error.rule, error.detail, where, error.code);
      return { status: error.status, body: error.body };
    }
    host.violate(
      'internal',
      `The room itself failed: ${error instanceof Error ? error.stack : error}`,
      where,
      0,
    );
    return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
  }

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
    { status, body, headers = {} }: Outcome,
    where: string,
  ): void {
    if (status === undefined) {
      request.socket.destroy();
      return;
    }
    const text = body === undefined ? undefined : JSON.stringify(body);
    exchange.status = status;
    exchange.body = text === undefined ? undefined : JSON.parse(text);
    if (!exchange.fault)
      for (const problem of host.hooks.onResponse?.(exchange) ?? [])
        host.violate('schema-answer', problem, where, 0);
    response.writeHead(status, {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    });
    response.end(text);
  }

  return { serve, stop: () => stopping.abort() };
}

/** What a fault answers instead; `late` asks for faults that let the request take effect first. */
function injected(fault: Fault | undefined, late: boolean): Outcome | undefined {
  if (!fault || fault.kind === 'delay') return undefined;
  if (fault.kind === 'rate-limit')
    return late ? undefined : { status: 429, ...tooMany(fault.retryAfter, fault.global === true) };
  if ((fault.late === true) !== late) return undefined;
  if (fault.kind === 'reset') return {};
  return { status: fault.status, body: { message: `${fault.status}: injected`, code: fault.code ?? 0 } };
}

/** Method and path for a person: without an interaction's token, which is long and says nothing. */
function placeOf({ method, path }: RoomExchange): string {
  return `${method} ${path.replace(/[\w-]{64,}/, '…')}`;
}

/** Discord counts by route and by the channel, server or webhook that the path names first. */
function bucketOf(template: string, method: string, path: string): string {
  const major = /^\/(channels|guilds)\/[^/]+|^\/webhooks\/[^/]+\/[^/]+/.exec(path)?.[0] ?? '';
  return `${method} ${template} ${major}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
