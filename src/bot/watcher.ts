/**
 * Keeps the messages of jobs up to date. It alone edits them, and it knows nothing but the jobs' rows, so that
 * a bot that starts again goes on where the last one stopped: a message counts as delivered only after Discord
 * took the edit that shows how its job ended.
 */
import type { JobCard, MessagePlace, Services } from '../services/index.ts';
import { words } from '../words/index.ts';
import { endView, type Shelves } from './job-views.ts';
import { type Log, loggable } from './log.ts';
import { type EditOutcome, isRefused, type Messages } from './messages.ts';
import { explain } from './trouble.ts';
import { failureView, progressView } from './views/index.ts';

export interface Watcher {
  start(): void;
  /** A job has just been filed: looks now. */
  nudge(): void;
  /** Stops looking and waits for the edits under way. */
  stop(): Promise<void>;
}

export interface WatcherOptions {
  readonly services: Pick<Services, 'jobsToShow' | 'messagePosted' | 'markDelivered'> & Shelves;
  readonly messages: Messages;
  readonly log: Log;
  /** The least time between two edits of one message, in milliseconds. Default 2000. */
  readonly spacingMs?: number;
}

const SPACING_MS = 2000;
/** Between two looks while there are jobs, and while there are none. */
const LOOK_MS = 500;
const IDLE_LOOK_MS = 5000;
/** The longest pause before an edit that failed is tried again. */
const LONGEST_PAUSE_MS = 60_000;
/** After so many failures in a row the result is given up, and a sentence is shown in its place. */
const MOST_FAILURES = 10;
/** Edits under way at once: each may hold a beat's files in memory. */
const MOST_AT_ONCE = 4;

/** What is known of a message since this process watches it. */
interface Watched {
  /** What it shows, as text to compare with. */
  shown?: string;
  /** Nothing is left to edit, since the end is shown or the message is gone; only the mark is missing. */
  settled: boolean;
  busy: boolean;
  /** No edit before this moment. */
  notBefore: number;
  failures: number;
}

export function createWatcher(options: WatcherOptions): Watcher {
  const { services, messages, log, spacingMs = SPACING_MS } = options;
  const watched = new Map<string, Watched>();
  const underWay = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  function plan(ms: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(look, ms);
  }

  /** One look at a time; a nudge meanwhile makes another one follow. */
  function look(): void {
    if (looking !== undefined) {
      again = true;
      return;
    }
    clearTimeout(timer);
    looking = lookOnce().then((pause) => {
      looking = undefined;
      plan(again ? 0 : pause);
      again = false;
    });
  }

  async function lookOnce(): Promise<number> {
    let jobs: readonly JobCard[];
    try {
      jobs = await services.jobsToShow();
    } catch (error) {
      log.warn({ err: loggable(error) }, 'the jobs could not be read; looking again in a while');
      return IDLE_LOOK_MS;
    }
    for (const job of jobs) if (!stopped) consider(job);
    const ids = new Set(jobs.map((job) => job.id));
    for (const [id, { busy }] of watched) if (!busy && !ids.has(id)) watched.delete(id);
    return jobs.length > 0 ? Math.min(LOOK_MS, spacingMs) : IDLE_LOOK_MS;
  }

  function consider(job: JobCard): void {
    if (job.message === undefined && job.opening === undefined) return;
    const state = watched.get(job.id) ?? { settled: false, busy: false, notBefore: 0, failures: 0 };
    watched.set(job.id, state);
    if (state.busy || Date.now() < state.notBefore || underWay.size >= MOST_AT_ONCE) return;
    if (!hasEnded(job) && (state.settled || state.shown === signature(job))) return;
    state.busy = true;
    const work = bring(job, state).finally(() => {
      state.busy = false;
      underWay.delete(work);
    });
    underWay.add(work);
  }

  /** Brings a message up to date. Never rejects. */
  async function bring(job: JobCard, state: Watched): Promise<void> {
    const facts = { job: job.id, kind: job.kind };
    try {
      if (!state.settled) {
        state.notBefore = Date.now() + spacingMs;
        const outcome = await show(job, state.failures);
        state.shown = signature(job);
        state.settled = hasEnded(job) || outcome === 'gone';
        if (outcome === 'gone') log.info(facts, 'the message of a job is gone; nobody is waiting for it');
      }
      if (hasEnded(job)) await services.markDelivered(job.id);
      state.failures = 0;
    } catch (error) {
      state.failures++;
      state.notBefore = Date.now() + Math.min(LONGEST_PAUSE_MS, spacingMs * 2 ** (state.failures - 1));
      log.warn({ ...facts, err: loggable(error) }, 'the message of a job could not be edited; trying again');
    }
  }

  /** Shows how a job stands. One that started by itself gets its message first. */
  async function show(job: JobCard, failures: number): Promise<EditOutcome> {
    if (job.message !== undefined) {
      if (hasEnded(job)) return showEnd(job, job.message, failures);
      return messages.edit(job.message, progressView(job));
    }
    if (job.opening === undefined) return 'gone';
    const place = await messages.post(job.opening, job.id, progressView(job));
    if (place === 'gone') return 'gone';
    await services.messagePosted(job.id, place);
    return hasEnded(job) ? showEnd(job, place, failures) : 'shown';
  }

  /** Shows the end of a job, or at least a sentence where the whole of it cannot be shown. */
  async function showEnd(job: JobCard, place: MessagePlace, failures: number): Promise<EditOutcome> {
    try {
      return await messages.edit(place, await endView(job, services));
    } catch (error) {
      if (!isRefused(error) && failures < MOST_FAILURES) throw error;
      const why = explain(error, { job: job.id, kind: job.kind }, log) ?? '';
      return await messages
        .edit(place, failureView(words.views.job.unshown({ why })))
        .catch((second: unknown) => (isRefused(second) ? 'gone' : Promise.reject(second)));
    }
  }

  return {
    start() {
      stopped = false;
      look();
    },
    nudge() {
      if (!stopped) look();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(underWay);
    },
  };
}

function hasEnded(job: JobCard): boolean {
  return job.state === 'done' || job.state === 'failed';
}

function signature(job: JobCard): string {
  return JSON.stringify([job.state, job.stage, Math.floor(job.percent), job.soFar]);
}
