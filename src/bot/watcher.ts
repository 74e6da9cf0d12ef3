/**
 * Keeps the messages of jobs up to date. It alone edits them, and it knows nothing but the jobs' rows, so that
 * a bot that starts again goes on where the last one stopped: a message counts as delivered only after Discord
 * took the edit that shows how its job ended.
 */
import type { JobCard, JobGlimpse, MessagePlace, Services } from '../services/index.ts';
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
  readonly services: Pick<Services, 'jobsToShow' | 'jobToShow' | 'messagePosted' | 'markDelivered'> & Shelves;
  readonly messages: Messages;
  readonly log: Log;
  /** The least time between two edits of one message, in milliseconds. Default 2000. */
  readonly spacingMs?: number;
  /** Between two looks while there is nothing to show, in milliseconds. Default 5000. */
  readonly idleMs?: number;
}

const SPACING_MS = 2000;
/** Between two looks while there are jobs, and while there are none. */
const LOOK_MS = 500;
const IDLE_LOOK_MS = 5000;
/** How often the place of a job in the line is told anew. */
const LINE_MS = 10_000;
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
  /** The version of the job's row that it shows. */
  version?: number;
  /** Where it was posted, once it was: only that is left to be saved. */
  posted?: MessagePlace;
  /** Nothing is left to edit, since the end is shown or the message is gone; only the mark is missing. */
  settled: boolean;
  busy: boolean;
  /** No edit before this moment. */
  notBefore: number;
  /** When it was last compared with its job. */
  comparedAt: number;
  failures: number;
}

export function createWatcher(options: WatcherOptions): Watcher {
  const { services, messages, log, spacingMs = SPACING_MS, idleMs = IDLE_LOOK_MS } = options;
  const watched = new Map<string, Watched>();
  const underWay = new Set<Promise<void>>();
  /** What the last look found to be compared, the most urgent first. */
  let line: JobGlimpse[] = [];
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
    let jobs: readonly JobGlimpse[];
    try {
      jobs = await services.jobsToShow();
    } catch (error) {
      log.warn({ err: loggable(error) }, 'the jobs could not be read; looking again in a while');
      return IDLE_LOOK_MS;
    }
    const ids = new Set(jobs.map((job) => job.id));
    for (const [id, { busy }] of watched) if (!busy && !ids.has(id)) watched.delete(id);
    // What has ended goes first, as the services list it; of the rest, what was left alone the longest.
    const lastSeen = (job: JobGlimpse) => (hasEnded(job) ? 0 : (watched.get(job.id)?.comparedAt ?? 0));
    line = jobs.filter(isDue).sort((a, b) => lastSeen(a) - lastSeen(b));
    work();
    return jobs.length > 0 ? Math.min(LOOK_MS, spacingMs) : idleMs;
  }

  /** Whether the message of a job may have to change now; only then is it read what the job has come to. */
  function isDue(job: JobGlimpse): boolean {
    const state = watched.get(job.id);
    if (state === undefined) return true;
    if (state.busy || Date.now() < state.notBefore) return false;
    if (hasEnded(job)) return true;
    if (state.settled) return false;
    if (state.version !== job.version) return true;
    // Its parts or those before it in the line may have gone on, which changes no row of its own.
    return Date.now() >= state.comparedAt + (job.state === 'queued' ? LINE_MS : spacingMs);
  }

  /** Works on as many messages at once as it may, until those of the last look are done. */
  function work(): void {
    while (!stopped && underWay.size < MOST_AT_ONCE) {
      const job = line.shift();
      if (job === undefined) return;
      if (!isDue(job)) continue;
      const state = watched.get(job.id) ?? fresh();
      watched.set(job.id, state);
      state.busy = true;
      state.comparedAt = Date.now();
      const one = bring(job, state).finally(() => {
        state.busy = false;
        underWay.delete(one);
        work();
      });
      underWay.add(one);
    }
  }

  /** Brings a message up to date. Never rejects. */
  async function bring(glimpse: JobGlimpse, state: Watched): Promise<void> {
    const facts = { job: glimpse.id };
    try {
      // The end is shown; all that is left to be done is to say so.
      if (hasEnded(glimpse) && state.settled) return await services.markDelivered(glimpse.id);
      const job = await services.jobToShow(glimpse.id);
      if (job === undefined || (job.message === undefined && job.opening === undefined)) return;
      if (hasEnded(job) || (!job.isQuiet && state.shown !== signature(job))) {
        state.notBefore = Date.now() + spacingMs;
        const outcome = await show(job, state);
        state.shown = signature(job);
        state.settled = hasEnded(job) || outcome === 'gone';
        if (outcome === 'gone')
          log.info({ ...facts, kind: job.kind }, 'the message of a job is gone; nobody is waiting for it');
        if (hasEnded(job)) await services.markDelivered(job.id);
      }
      state.version = glimpse.version;
      state.failures = 0;
    } catch (error) {
      state.failures++;
      state.notBefore = Date.now() + Math.min(LONGEST_PAUSE_MS, spacingMs * 2 ** (state.failures - 1));
      log.warn({ ...facts, err: loggable(error) }, 'the message of a job could not be edited; trying again');
    }
  }

  /** Shows how a job stands. One that started by itself gets its message first. */
  async function show(job: JobCard, state: Watched): Promise<EditOutcome> {
    const { failures } = state;
    if (job.message !== undefined) {
      if (hasEnded(job)) return showEnd(job, job.message, failures);
      return messages.edit(job.message, progressView(job));
    }
    if (job.opening === undefined) return 'gone';
    if (state.posted === undefined) {
      // An edit pings nobody and is seen by few: what nobody waits for is posted as it stays.
      if (job.isQuiet && job.failure === undefined && job.result === undefined) return 'gone';
      const view = job.isQuiet ? await endView(job, services) : progressView(job);
      const place = await messages.post(job.opening, job.id, view);
      if (place === 'gone') return 'gone';
      // From here on it is there, whether or not that can be saved: a second one would be one too many.
      state.posted = place;
    }
    await services.messagePosted(job.id, state.posted);
    return hasEnded(job) && !job.isQuiet ? showEnd(job, state.posted, failures) : 'shown';
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

const fresh = (): Watched => ({ settled: false, busy: false, notBefore: 0, comparedAt: 0, failures: 0 });

function hasEnded({ state }: Pick<JobGlimpse, 'state'>): boolean {
  return state === 'done' || state === 'failed';
}

function signature(job: JobCard): string {
  return JSON.stringify([job.state, job.stage, Math.floor(job.percent), job.soFar]);
}
