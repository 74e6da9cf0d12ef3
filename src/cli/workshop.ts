/** The product at a terminal: the services of the bot, with jobs done at once in this process. */
import { type Config, readConfig } from '../config.ts';
import {
  type Asker,
  createServices,
  createWorker,
  type JobView,
  openPool,
  type ServiceOptions,
  type Services,
} from '../jobs/index.ts';
import { BeatwrightError } from '../music/index.ts';
import { openStore, TERMINAL } from '../store/index.ts';
import type { Terminal } from './terminal.ts';

/** Whoever sits at the terminal owns what is made there. */
export const ASKER: Asker = {
  serverId: TERMINAL,
  serverName: 'the terminal',
  userId: TERMINAL,
  userName: 'you',
};

type DoneJob<K extends JobView['kind']> = Extract<JobView, { kind: K }>;
type ResultOf<K extends JobView['kind']> = NonNullable<DoneJob<K>['result']>;

export interface Workshop {
  readonly services: Services;
  /**
   * Does a job that was filed, showing how far it is.
   * @throws BeatwrightError as the job failed.
   */
  finish<K extends JobView['kind']>(kind: K, jobId: string): Promise<ResultOf<K>>;
}

export interface WorkshopOptions {
  /** Where everything lies; the setting DATA_DIR by default. */
  readonly data?: string;
  /** What beats get besides MIDI and MP3. */
  readonly extras?: ServiceOptions['extras'];
}

/** Opens the store and the threads, works, and closes them again whatever happens. */
export async function withWorkshop<R>(
  terminal: Terminal,
  { data, extras = {} }: WorkshopOptions,
  work: (workshop: Workshop) => Promise<R>,
): Promise<R> {
  const config: Config = readConfig();
  const store = await openStore({
    dataDir: data ?? config.dataDir,
    ...(config.databaseUrl === undefined || data !== undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  const pool = openPool({
    threads: config.workers,
    ...(config.ffmpegPath === undefined ? {} : { ffmpegPath: config.ffmpegPath }),
  });
  const worker = createWorker({ store, pool, log: terminal.log, onProgress: terminal.progress });
  // Nothing is sent anywhere: `finish` does the job.
  const services = createServices({ store, extras, send: async () => {} });
  try {
    return await work({
      services,
      async finish<K extends JobView['kind']>(kind: K, jobId: string) {
        try {
          await worker.run(jobId, terminal.signal);
        } catch (error) {
          await worker.giveUp(jobId);
          throw error;
        } finally {
          terminal.progressEnds();
        }
        const job = await services.job(jobId);
        if (job.failure !== undefined) throw new BeatwrightError(job.failure.id, job.failure.sentence);
        return resultOf(kind, job);
      },
    });
  } finally {
    await pool.close();
    await store.close();
  }
}

function resultOf<K extends JobView['kind']>(kind: K, job: JobView): ResultOf<K> {
  if (!isOfKind(kind, job) || job.result === undefined) {
    throw new BeatwrightError('job-unfinished', 'The work was removed by somebody else while it was done.');
  }
  return job.result as ResultOf<K>;
}

function isOfKind<K extends JobView['kind']>(kind: K, job: JobView): job is DoneJob<K> {
  return job.kind === kind;
}
