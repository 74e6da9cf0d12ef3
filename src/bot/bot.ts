/** The bot's life: logging in, registering its commands, answering, watching jobs, and leaving in order. */
import {
  type Attachment,
  Client,
  type ClientOptions,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
} from 'discord.js';
import { GRACE_DAYS, MAX_PACK_BYTES, MAX_REFERENCE_BYTES, type Services } from '../services/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { loadCatalog } from './catalog.ts';
import type { Log } from './log.ts';
import { createMessages } from './messages.ts';
import { register } from './registration.ts';
import { createRouter } from './router.ts';
import { serveUploadLinks, type UploadLinks, type UploadLinksOptions } from './upload-links.ts';
import { uploadRoom } from './upload-room.ts';
import { fetchUpload } from './uploads.ts';
import { createWatcher, type Watcher } from './watcher.ts';

export interface BotOptions {
  /** From Discord's developer portal. */
  readonly token: string;
  readonly services: Services;
  readonly log: Log;
  /** Where the commands lie. Default: the project's own `commands/`. */
  readonly commands?: URL;
  /** Parts of discord.js's options that point it elsewhere than to Discord. */
  readonly client?: Pick<ClientOptions, 'rest' | 'ws'>;
  /** The origin to fetch uploads from, in place of Discord's own hosts. */
  readonly uploadsBase?: string;
  /** The least time between two edits of one message, in milliseconds. Default 2000. */
  readonly spacingMs?: number;
  /** How often the bot looks for something to show while there is nothing, in milliseconds. Default 5000. */
  readonly idleMs?: number;
  /** Where uploads by link are taken; nowhere unless told. */
  readonly links?: Pick<UploadLinksOptions, 'port' | 'publicUrl'> | undefined;
  /** Discord has thrown the bot out for good, and it has stopped: the process had better end. */
  onFatal?(error: BeatwrightError): void;
}

export interface Bot {
  /**
   * Resolves once commands are answered.
   * @throws BeatwrightError `discord-token`, `discord-unreachable`, `discord-unregistered`, `link-port`.
   */
  start(): Promise<void>;
  /** Takes no more interactions, finishes the answers under way and leaves. Idempotent. */
  stop(): Promise<void>;
}

/** How long one request to Discord may take: a beat's files have to get through a slow line. */
const REQUEST_TIMEOUT_MS = 60_000;
/** How long fetching one upload may take. */
const UPLOAD_TIMEOUT_MS = 60_000;
/** What uploads may hold in memory at once, in bytes, and how long one waits for room. */
const UPLOADS_AT_ONCE = 2 * MAX_PACK_BYTES;
const UPLOAD_PATIENCE_MS = 5 * 60_000;
/** How long answers under way are waited for at the end. */
const FAREWELL_MS = 10_000;

export function createBot(options: BotOptions): Bot {
  const { services, log, token } = options;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [], repliedUser: false },
    // Interactions bring along the members and messages that they are about; none is looked up later.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: { maxSize: 100, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
    ...options.client,
    rest: { timeout: REQUEST_TIMEOUT_MS, ...options.client?.rest },
  });
  const leaving = new AbortController();
  const underWay = new Set<Promise<void>>();
  let watcher: Watcher | undefined;
  let links: UploadLinks | undefined;
  let stopping: Promise<void> | undefined;

  client.on(Events.Error, (error) => log.warn({ err: error }, 'Discord connection: error'));
  client.on(Events.ShardError, (error) => log.warn({ err: error }, 'Discord connection: socket error'));
  client.on(Events.ShardReconnecting, () => {
    if (stopping === undefined) log.info({}, 'Discord connection: reconnecting');
  });
  client.on(Events.ShardResume, () => log.info({}, 'Discord connection: back'));
  client.on(Events.ShardDisconnect, ({ code }) => void thrownOut(code));

  async function thrownOut(code: number): Promise<void> {
    if (stopping !== undefined) return;
    const error = closed(code);
    log.error({ code }, error.message);
    await stop();
    options.onFatal?.(error);
  }

  async function start(): Promise<void> {
    const onJob = () => watcher?.nudge();
    if (options.links !== undefined)
      links = await serveUploadLinks({ ...options.links, services, log, onJob });
    const catalog = await loadCatalog(options.commands ?? new URL('../../commands/', import.meta.url));
    const route = createRouter({
      catalog,
      services,
      log,
      openHand: uploadRoom<Attachment>({
        most: UPLOADS_AT_ONCE,
        patienceMs: UPLOAD_PATIENCE_MS,
        fetch: ({ url, size, name }) =>
          fetchUpload(
            { url, size },
            {
              maxBytes: /\.zip$/i.test(name) ? MAX_PACK_BYTES : MAX_REFERENCE_BYTES,
              timeoutMs: UPLOAD_TIMEOUT_MS,
              base: options.uploadsBase,
            },
            leaving.signal,
          ),
      }),
      onJob,
      openLink(wish) {
        if (links === undefined) throw new BeatwrightError('link-off');
        return links.open(wish);
      },
    });
    client.on(Events.InteractionCreate, (interaction) => {
      const work = route(interaction).finally(() => underWay.delete(work));
      underWay.add(work);
    });
    const ready = await logIn(client, token);
    await watchServers(ready);
    try {
      if (await register(ready, catalog)) log.info({}, 'commands registered');
    } catch (error) {
      await client.destroy();
      throw new BeatwrightError('discord-unregistered', { why: whyOf(error) }, { cause: error });
    }
    watcher = createWatcher({
      services,
      messages: createMessages(ready),
      log,
      spacingMs: options.spacingMs,
      idleMs: options.idleMs,
    });
    watcher.start();
    log.info({ servers: ready.guilds.cache.size }, `logged in as ${ready.user.tag}`);
  }

  /** Whoever removes the bot wants nothing kept. That a server is out of reach for a while is no removal. */
  async function watchServers({ guilds }: Client<true>): Promise<void> {
    const note = (what: Promise<unknown>, server: string) =>
      void what.catch((error) => log.error({ err: error, server }, 'where the bot is could not be noted'));
    client.on(Events.GuildDelete, ({ id }) => {
      log.info({ server: id, days: GRACE_DAYS }, 'removed from a server; what it had is erased in some days');
      note(services.serverLeft(id), id);
    });
    client.on(Events.GuildCreate, ({ id }) => note(services.serverJoined(id), id));
    const servers = await services.serversPresent([...guilds.cache.keys()]);
    if (servers > 0) log.warn({ servers, days: GRACE_DAYS }, 'removed from servers while away');
  }

  function stop(): Promise<void> {
    stopping ??= leave();
    return stopping;
  }

  async function leave(): Promise<void> {
    client.removeAllListeners(Events.InteractionCreate);
    leaving.abort(new BeatwrightError('bot-leaving'));
    const farewell = Promise.all([...underWay, watcher?.stop(), links?.stop()]);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FAREWELL_MS);
    });
    await Promise.race([farewell, patience]);
    clearTimeout(timer);
    await client.destroy();
  }

  return { start, stop };
}

/** Why Discord ended the session for good, by the code that it closed the connection with. */
function closed(code: number): BeatwrightError {
  if (code === GatewayCloseCodes.AuthenticationFailed) return new BeatwrightError('discord-token');
  if (code === GatewayCloseCodes.ShardingRequired) return new BeatwrightError('discord-too-many-servers');
  return new BeatwrightError('discord-closed', { code });
}

async function logIn(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(token);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'TokenInvalid') {
      throw new BeatwrightError('discord-token', { cause: error });
    }
    throw new BeatwrightError('discord-unreachable', { why: whyOf(error) }, { cause: error });
  }
  return ready;
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
