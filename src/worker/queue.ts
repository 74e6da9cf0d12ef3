/**
 * The queue: pg-boss on the store's own database, so that workers on any number of machines take jobs and
 * nothing else has to run. A queued job carries only the id of its row in the store, which knows the rest.
 */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Job, Store } from '../store/index.ts';
import { JOB_KINDS, kindNamed, kindOf } from './kinds/index.ts';

/** Where jobs end that failed every time, or whose worker died every time. */
const DEAD = 'dead';
/** How often a job is tried again after an unforeseen failure or the death of its worker. */
const RETRIES = 2;
/** How often a job is begun whose process died each time, on the embedded database. */
const DEATHS = 10;
/** A worker that has not been heard of for so long is dead: pg-boss' least. */
const HEARTBEAT_SECONDS = 10;
/** Whoever dies while a job is given up is soon followed by another, until somebody has said so: nobody else would. */
const GIVING_UP = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 60,
  retryLimit: 1000,
  retryDelay: 1,
};
/** How often the dead are looked for. */
const SUPERVISE_SECONDS = 3;
/** How often jobs are looked for that lie in the store and not in the queue. */
const SWEEP_MS = 30_000;

/** A job is due this long before it is sent, so that a clock that is set back keeps none waiting. */
const DAY_MS = 24 * 3600_000;

/** How often it is looked whether a job's time has come. */
const DUE_MS = 2000;

const jobRef = z.object({ jobId: z.string() });

export interface QueueHandlers {
  /** The worker begins: called once, before any job. */
  begin(): Promise<void>;
  /** Files jobs whose time has come, each once whoever calls, to be sent. */
  due(): Promise<readonly Job[]>;
  /**
   * Does a job; an error means that it is tried again. `signal` aborts when the worker stops.
   * @returns the jobs that it has handed its work on to, to be sent.
   */
  run(jobId: string, signal: AbortSignal): Promise<readonly Job[]>;
  /** A job has been tried often enough. */
  giveUp(jobId: string): Promise<void>;
}

export interface Queue {
  /** Puts a job of the store into the queue; idempotent. */
  send(job: Pick<Job, 'id' | 'kind' | 'turn'>): Promise<void>;
  /** Begins to take jobs. */
  work(handlers: QueueHandlers): Promise<void>;
  /**
   * Takes no more jobs, waits for those under way and hands back what is not done in time: another worker, or
   * this one after its next start, does it.
   */
  stop(graceMs: number): Promise<void>;
}

/** Opens the queue on the store's database, making its tables if need be. */
export async function openQueue(store: Store, log: Logger): Promise<Queue> {
  const { fromPglite, PgBoss } = await import('pg-boss');
  const { database } = store;
  const boss = new PgBoss({
    ...(database.kind === 'pglite'
      ? { db: fromPglite(database.pglite), backend: 'pglite' as const }
      : { connectionString: database.url }),
    schema: 'pgboss',
    useListenNotify: true,
    queueCacheIntervalSeconds: 5,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue'));
  boss.on('warning', (warning) => log.debug({ warning }, 'queue'));
  await boss.start();
  await boss.createQueue(DEAD, GIVING_UP);
  // One that is there keeps what it was made with.
  await boss.updateQueue(DEAD, GIVING_UP);
  for (const kind of JOB_KINDS) {
    await boss.createQueue(kind, {
      policy: 'standard',
      deadLetter: DEAD,
      retryLimit: RETRIES,
      retryDelay: 1,
      expireInSeconds: kindNamed(kind).queue.expires,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      notify: true,
    });
  }

  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, what: () => Promise<unknown>) => {
    const attempt = () => void what().catch((error) => log.error({ err: error }, 'queue upkeep'));
    timers.push(setInterval(attempt, ms).unref());
  };
  const stopping = new AbortController();
  const send: Queue['send'] = async (job) => {
    const startAfter = new Date(Date.now() - DAY_MS);
    await boss.send(kindOf(job), { jobId: job.id }, { id: job.id, priority: -job.turn, startAfter });
  };
  /** A crash between the store's row and the queue's leaves a job that nobody would ever take. */
  const sweep = async () => {
    for (const job of await store.jobs.queued()) await send(job);
  };

  return {
    send,
    async work({ begin, due, run, giveUp }) {
      await begin();
      if (database.kind === 'pglite') {
        // This process alone may use the database, so whatever was running died with the last one.
        for (const job of await store.jobs.running()) {
          const { state } = (await boss.getJobById(job.kind, job.id)) ?? {};
          if (state === 'active') {
            // Seldom was it this one that ended the process, so that is no failure of it; but it may have been.
            if (job.attempts >= DEATHS) await giveUp(job.id);
            await boss.deleteJob(job.kind, job.id);
          }
          // The terminal does its jobs without the queue.
          await send(job);
        }
      }
      for (const kind of JOB_KINDS) {
        const { concurrency } = kindNamed(kind).queue;
        await boss.work(
          kind,
          { localConcurrency: concurrency, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
          async ([job]) => {
            const { jobId } = jobRef.parse(job!.data);
            const parts = await run(jobId, AbortSignal.any([job!.signal, stopping.signal]));
            for (const part of parts) await send(part);
          },
        );
      }
      await boss.work(DEAD, { pollingIntervalSeconds: 1 }, async ([job]) =>
        giveUp(jobRef.parse(job!.data).jobId),
      );
      await sweep();
      every(SWEEP_MS, sweep);
      every(DUE_MS, async () => {
        for (const job of await due()) await send(job);
      });
    },
    async stop(graceMs) {
      for (const timer of timers) clearInterval(timer);
      const handBack = setTimeout(() => stopping.abort(), graceMs);
      await boss.stop({ graceful: true, timeout: graceMs + 2000 });
      clearTimeout(handBack);
    },
  };
}
