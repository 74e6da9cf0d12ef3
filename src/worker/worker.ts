/** The worker: takes jobs, does them, and writes into their rows how far they are and how they end. */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { fileDueJobs } from '../services/index.ts';
import type { Job, JsonObject, Store } from '../store/index.ts';
import type { Pool } from '../threads/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { openCheckpoints } from './checkpoints.ts';
import { type HandlerContext, kindNamed, kindOf, payloadOf } from './kinds/index.ts';
import type { QueueHandlers } from './queue.ts';

/** How often progress is written at most; what is shown to people is slower still. */
const PROGRESS_MS = 500;

/** An error as a job's row keeps it. */
const failureOf = ({ id, message }: BeatwrightError) => ({ id, text: message });

/** How often a job looks whether it is still wanted. */
const LOOK_MS = 1000;

/** Troubles of the place and not of the job: trying again later is the answer. */
const PASSING: ReadonlySet<string> = new Set(['database-unreachable', 'disk-full', 'store-closed']);
/** Of these, those that a job waits for, the pause doubled each time, before it counts as a failure. */
const WAITED_FOR: ReadonlySet<string> = new Set(['database-unreachable', 'disk-full']);
const FIRST_PAUSE_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60_000;

export interface WorkerOptions {
  readonly store: Store;
  readonly pool: Pool;
  readonly log: Logger;
  /** Where checkpoints of trainings are kept; without it, a training that was killed starts over. */
  readonly dataDir?: string;
  /** Names the listener; what another one heard without success is heard again. Its networks' unless told. */
  readonly listener?: string;
  /** After how many days takes that nobody wants are let go, which beats then say; never unless told. */
  readonly keepTakesDays?: number | undefined;
  /** Told of every progress of every job, besides the job's row. */
  readonly onProgress?: (stage: string, percent: number) => void;
}

/** The listener is loaded when it is asked for: whoever makes one beat does without. */
async function ownEars(): Promise<string> {
  const { nameEars } = await import('../listen/index.ts');
  return nameEars();
}

/** What the queue calls for each job; the terminal calls `run` itself. */
export function createWorker(options: WorkerOptions): QueueHandlers {
  const { store, pool, log, dataDir, keepTakesDays, onProgress } = options;
  let name: Promise<string> | undefined;
  const listener = () => {
    name ??= options.listener === undefined ? ownEars() : Promise.resolve(options.listener);
    return name;
  };
  /** What this listener fails at it does not try at every start. */
  const forgo = async (job: Job | undefined) => {
    const id = job?.payload['referenceId'];
    if (job?.kind === 'hear' && typeof id === 'string') {
      await store.references.giveUpHearing(id, await listener());
    }
  };
  const checkpoints = dataDir === undefined ? undefined : openCheckpoints(dataDir);
  const isOpen = async (jobId: string) => {
    const { state } = (await store.jobs.get(jobId)) ?? {};
    return state === 'queued' || state === 'running';
  };
  return {
    async begin() {
      await checkpoints?.sweep(isOpen);
    },
    async due() {
      return fileDueJobs(store, await listener());
    },
    async run(jobId, stopping) {
      const job = await store.jobs.start(jobId);
      // It had ended already: the queue brought it again because its last worker died before saying so.
      if (job === undefined) return [];
      const started = performance.now();
      const wanted = new AbortController();
      const signal = AbortSignal.any([stopping, wanted.signal]);
      const look = async () => {
        if (!(await isOpen(jobId))) wanted.abort();
      };
      const looking = setInterval(() => void look().catch(() => {}), LOOK_MS);
      const progress = createProgress(
        (stage, percent) => store.jobs.progress(jobId, { stage, percent }),
        log,
      );
      try {
        const tell = (stage: string, percent: number) => {
          progress.tell(stage, percent);
          onProgress?.(stage, percent);
        };
        const context = { store, pool, progress: tell, signal, checkpoints, listener, keepTakesDays };
        const result = await patiently(
          () => handle(job, context),
          signal,
          (error, pause) => log.warn({ err: error, jobId, kind: job.kind, pause }, 'a job waits'),
        );
        await progress.settled();
        await store.jobs.finish(jobId, result);
        log.info({ jobId, kind: job.kind, ms: Math.round(performance.now() - started) }, 'job done');
        return (await store.jobs.partsOf(jobId)).filter(({ state }) => state === 'queued');
      } catch (error) {
        await progress.settled();
        if (wanted.signal.aborted) {
          log.info({ jobId, kind: job.kind }, 'job cancelled');
          return [];
        }
        if (!(error instanceof BeatwrightError) || PASSING.has(error.id)) {
          log.error({ err: error, jobId, kind: job.kind, attempt: job.attempts }, 'job failed');
          throw error;
        }
        await forgo(job);
        await store.jobs.fail(jobId, failureOf(error));
        log.info({ jobId, kind: job.kind, error: error.id }, 'job refused');
        return [];
      } finally {
        clearInterval(looking);
        // What is not at its end will be taken up again, from its checkpoint.
        if (checkpoints !== undefined && !(await isOpen(jobId).catch(() => true)))
          await checkpoints.remove(jobId);
      }
    },
    async giveUp(jobId) {
      await forgo(await store.jobs.get(jobId));
      if (await store.jobs.fail(jobId, failureOf(new BeatwrightError('job-gave-up'))))
        log.error({ jobId }, 'job given up');
      await checkpoints?.remove(jobId);
    },
  };
}

/** Writes progress at most every `PROGRESS_MS`, one write at a time, never backwards. */
function createProgress(write: (stage: string, percent: number) => Promise<void>, log: Logger) {
  let written = Number.NEGATIVE_INFINITY;
  let highest = 0;
  let pending: Promise<void> = Promise.resolve();
  let busy = false;
  return {
    tell(stage: string, percent: number) {
      highest = Math.max(highest, Math.min(99, Math.round(percent)));
      if (busy || performance.now() - written < PROGRESS_MS) return;
      busy = true;
      written = performance.now();
      pending = write(stage, highest)
        // Progress that could not be told is no reason to give up the work.
        .catch((error) => log.warn({ err: error }, 'progress'))
        .finally(() => {
          busy = false;
        });
    },
    settled: () => pending,
  };
}

/** Does the work again, ever more seldom, while the disk is full or the database away; jobs can be begun again at any time. */
async function patiently<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onPause: (error: BeatwrightError, pause: number) => void,
): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await work();
    } catch (error) {
      const isWaitedFor = error instanceof BeatwrightError && WAITED_FOR.has(error.id);
      if (!isWaitedFor || 2 * pause > LONGEST_WAIT_MS || signal.aborted) throw error;
      onPause(error, pause);
      await setTimeout(pause, undefined, { signal });
    }
  }
}

/** @throws BeatwrightError for what people can mend; anything else may be tried again. */
async function handle(job: Job, context: HandlerContext): Promise<JsonObject> {
  const kind = kindOf(job);
  const handler = await kindNamed(kind).handler();
  return handler(payloadOf(kind, job), job, context);
}
