/** Puts the product together from its parts, by role, and takes it apart again in order. */
import type { Logger } from 'pino';
import { type BotOptions, createBot } from './bot/index.ts';
import type { Config } from './config.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createServices, eraseLeftServers, type Services } from './services/index.ts';
import { openStore, type Store } from './store/index.ts';
import { type ComingBeat, measureLyrics, openPool, prepareBeat } from './threads/index.ts';
import { openQueue } from './worker/queue.ts';

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Parts of the bot's options that point it elsewhere than to Discord. */
  readonly discord?: Pick<BotOptions, 'client' | 'uploadsBase'>;
  /** How long after the last upload a training starts by itself, in milliseconds. Default 60,000. */
  readonly trainAfterMs?: number;
  /** Steps of a training at most; the usual number unless told. */
  readonly trainingSteps?: number;
  /** A beat that will be asked for soon: threads get ready for it. */
  readonly coming?: ComingBeat;
  /** Something has ended that the process cannot go on without. */
  readonly onFatal?: () => void;
}

export interface App {
  readonly store: Store;
  readonly services: Services;
  /**
   * Stops in order: no new interactions, answers under way finished, jobs under way finished or handed back,
   * everything closed. Idempotent.
   */
  stop(): Promise<void>;
}

/** How long jobs under way may go on after being asked to stop, in milliseconds, before they are handed back. */
export const GRACE_MS = 15_000;

/** Files that no row names are erased once they are this old: what a crash left between a file and its row. */
const ORPHAN_MS = 2 * 3600_000;
const SWEEP_MS = 3600_000;

/** How often the embedded database is put aside while it changes, in milliseconds. */
const SNAPSHOT_MS = 10 * 60_000;

/** @returns takes the last one. */
function keepSnapshots(store: Store, log: Logger): () => Promise<void> {
  const take = () =>
    store.snapshot().then(
      (file) => {
        if (file !== undefined) log.info({ file }, 'took a snapshot of the database');
      },
      (error) => log.error({ err: error }, 'no snapshot of the database could be taken'),
    );
  const taking = setInterval(() => void take(), SNAPSHOT_MS);
  return () => {
    clearInterval(taking);
    return take();
  };
}

/** Starts the roles that the settings ask for. @throws BeatwrightError if one of them cannot start. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log, discord, trainAfterMs, trainingSteps = config.trainingSteps, onFatal } = options;
  const closing: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (const close of closing.toReversed()) await close();
    })();
    return stopped;
  };
  try {
    const store = await openStore({
      dataDir: config.dataDir,
      databaseUrl: config.databaseUrl,
      log: (line) => log.info(line),
    });
    closing.push(() => store.close());
    closing.push(keepSnapshots(store, log));
    const queue = await openQueue(store, log);
    if (config.role !== 'bot') {
      // Only who takes jobs loads what does them: a bot on its own stays light.
      const { createWorker } = await import('./worker/index.ts');
      const { findEngine } = await import('./audio/index.ts');
      const pool = openPool({
        threads: config.workers,
        engine: await findEngine({ ffmpegPath: config.ffmpegPath, log: (line) => log.info(line) }),
        trainingSteps,
      });
      closing.push(() => pool.close());
      if (options.coming !== undefined) prepareBeat(pool, options.coming);
      closing.push(() => queue.stop(GRACE_MS));
      await queue.work(
        createWorker({ store, pool, log, dataDir: config.dataDir, keepTakesDays: config.keepTakesDays }),
      );
      const tidy = async () => {
        const servers = await eraseLeftServers(store);
        if (servers > 0) log.info({ servers }, 'erased what servers had that the bot has left');
        if (config.keepTakesDays !== undefined) {
          const gone = await store.retention.letGo(config.keepTakesDays);
          if (Object.values(gone).some((count) => count > 0)) log.info(gone, 'let go what nobody wanted');
        }
        await store.blobs.sweep(ORPHAN_MS);
      };
      const sweep = () => void tidy().catch((error) => log.warn({ err: error }, 'sweeping files'));
      sweep();
      const sweeping = setInterval(sweep, SWEEP_MS);
      closing.push(async () => clearInterval(sweeping));
      log.info({ threads: config.workers }, 'taking jobs');
    } else closing.push(() => queue.stop(GRACE_MS));
    const services = createServices({
      store,
      send: queue.send,
      measureLyrics,
      trainAfterMs,
      quotas: config.quotas,
    });
    if (config.role !== 'worker' && config.discordToken !== undefined) {
      const bot = createBot({
        token: config.discordToken,
        services,
        log,
        links: config.links,
        ...discord,
        onFatal: () => onFatal?.(),
      });
      closing.push(() => bot.stop());
      await bot.start();
    }
    if (config.heartbeatFile !== undefined) closing.push(await startHeartbeat(config.heartbeatFile, store));
    return { store, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
