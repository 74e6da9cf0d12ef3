/** The product at a terminal: the services of the bot, with jobs done at once in this process. */
import { setFlagsFromString } from 'node:v8';
import { type Config, readConfig } from '../config.ts';
import {
  type Asker,
  createServices,
  type JobCard,
  type ServiceOptions,
  type Services,
  trainingKey,
} from '../services/index.ts';
import { openStore, TERMINAL } from '../store/index.ts';
import type { ComingBeat } from '../threads/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { JobFailure, type Terminal } from './terminal.ts';

/** Whoever sits at the terminal owns what is made there. */
export const ASKER: Asker = {
  serverId: TERMINAL,
  userId: TERMINAL,
};

/**
 * WebAssembly is compiled quickly and not again: for the busiest function of PostgreSQL alone, better code takes a
 * second and 600 MB, which no command lasts long enough to get back.
 */
const COMPILE_ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

type DoneJob<K extends JobCard['kind']> = Extract<JobCard, { kind: K }>;
type ResultOf<K extends JobCard['kind']> = NonNullable<DoneJob<K>['result']>;

export interface Workshop {
  readonly services: Services;
  /**
   * Does a job that was filed, showing how far it is.
   * @throws BeatwrightError as the job failed.
   */
  finish<K extends JobCard['kind']>(kind: K, jobId: string): Promise<ResultOf<K>>;
  /**
   * Files a training, or takes up one that was killed here, which goes on from its last checkpoint.
   * @throws BeatwrightError as `services.train`.
   */
  train(artist: string): Promise<string>;
}

export interface WorkshopOptions {
  /** Where everything lies; the setting DATA_DIR by default. */
  readonly data?: string;
  /** What beats get besides MIDI and MP3. */
  readonly extras?: ServiceOptions['extras'];
  /** A beat that will be asked for: threads get ready for it while the store is opened. */
  readonly beat?: ComingBeat;
}

/** Opens the store and the threads, works, and closes them again whatever happens. */
export async function withWorkshop<R>(
  terminal: Terminal,
  { data, extras = {}, beat }: WorkshopOptions,
  work: (workshop: Workshop) => Promise<R>,
): Promise<R> {
  for (const flag of COMPILE_ONCE) setFlagsFromString(flag);
  const config: Config = readConfig();
  const dataDir = data ?? config.dataDir;
  const databaseUrl = data === undefined ? config.databaseUrl : undefined;
  const { measureLyrics, openPool, prepareBeat } = await import('../threads/index.ts');
  const pool = openPool({
    threads: config.workers,
    isAlone: true,
    ffmpegPath: config.ffmpegPath,
    trainingSteps: config.trainingSteps,
  });
  if (beat !== undefined) prepareBeat(pool, beat);
  const store = await openStore({ dataDir, databaseUrl }).catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  const { createWorker } = await import('../worker/index.ts');
  const worker = createWorker({ store, pool, dataDir, log: terminal.log, onProgress: terminal.progress });
  // Nothing is sent anywhere: `finish` does the job.
  const services = createServices({ store, extras, measureLyrics, send: async () => {} });
  try {
    return await work({
      services,
      async finish<K extends JobCard['kind']>(kind: K, jobId: string) {
        try {
          const parts = await worker.run(jobId, terminal.signal);
          for (const { id } of parts) await worker.run(id, terminal.signal);
        } catch (error) {
          const { aborted, reason } = terminal.signal;
          // Parts that nobody will do now end with the job that handed them on.
          for (const { id } of [...(await store.jobs.partsOf(jobId)), { id: jobId }]) {
            if (aborted) await store.jobs.fail(id, { id: 'stopped', text: 'Stopped at the terminal.' });
            await worker.giveUp(id);
          }
          throw aborted ? reason : error;
        } finally {
          terminal.progressEnds();
        }
        const job = await services.job(jobId);
        if (job.failure !== undefined) throw new JobFailure(job.failure.id, job.failure.sentence);
        return resultOf(kind, job);
      },
      async train(name) {
        try {
          return (await services.train(ASKER, { artist: name })).jobId;
        } catch (error) {
          if (!(error instanceof BeatwrightError && error.id === 'train-running')) throw error;
          // The embedded database is this process' alone: whoever was training is not alive.
          const { id } = await store.artists.resolve(TERMINAL, name);
          const left = databaseUrl === undefined ? await store.jobs.active(trainingKey(id)) : undefined;
          if (left === undefined) throw error;
          return left.id;
        }
      },
    });
  } finally {
    await pool.close();
    await store.close();
  }
}

function resultOf<K extends JobCard['kind']>(kind: K, job: JobCard): ResultOf<K> {
  if (!isOfKind(kind, job) || job.result === undefined) {
    throw new BeatwrightError('job-removed');
  }
  return job.result as ResultOf<K>;
}

function isOfKind<K extends JobCard['kind']>(kind: K, job: JobCard): job is DoneJob<K> {
  return job.kind === kind;
}
