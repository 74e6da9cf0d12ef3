/** Services about jobs: what is under way, as people see it, and what their messages still owe them. */
import type { Job, Store } from '../store/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { type JobKind, kindNamed, kindOf, payloadOf } from '../worker/kinds/index.ts';
import type { MessageOpening, MessagePlace } from './asker.ts';
import type { ServiceContext } from './context.ts';
import type { JobCard, JobCardOf } from './job-card.ts';
import type { Services } from './services.ts';

/** Jobs that a member is shown at once. */
const MOST_LISTED = 20;

type JobServices = Pick<
  Services,
  'job' | 'jobsToShow' | 'jobToShow' | 'myJobs' | 'markDelivered' | 'messagePosted'
>;

export function jobServices(context: ServiceContext): JobServices {
  const { jobs } = context.store;
  return {
    async job(jobId) {
      const job = await jobs.get(jobId);
      if (job === undefined) throw new BeatwrightError('job-unknown');
      return cardOf(context, job);
    },
    jobsToShow: () => jobs.undelivered(),
    async jobToShow(jobId) {
      const job = await jobs.get(jobId);
      return job === undefined ? undefined : readableCard(context, job);
    },
    async myJobs(who) {
      const open = await jobs.open({ serverId: who.serverId, memberId: who.userId });
      const cards = await Promise.all(open.slice(0, MOST_LISTED).map((job) => readableCard(context, job)));
      return { jobs: cards.filter((card) => card !== undefined), all: open.length };
    },
    async messagePosted(jobId, place) {
      await jobs.setMessage(jobId, place);
    },
    async markDelivered(jobId) {
      await jobs.markDelivered(jobId);
    },
  };
}

/**
 * One row that this version cannot read must not keep the others from being shown: it is marked as done with.
 * Anything else that goes wrong is the database's trouble and the caller's to know.
 */
async function readableCard(context: ServiceContext, job: Job): Promise<JobCard | undefined> {
  try {
    return await cardOf(context, job);
  } catch (error) {
    if (!(error instanceof BeatwrightError && UNREADABLE.has(error.id))) throw error;
    await context.store.jobs.fail(job.id, { id: error.id, text: error.message });
    await context.store.jobs.markDelivered(job.id);
    return undefined;
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['job-invalid', 'row-invalid']);

function cardOf({ store }: ServiceContext, job: Job): Promise<JobCard> {
  return cardOfKind(store, kindOf(job), job) as Promise<JobCard>;
}

async function cardOfKind<K extends JobKind>(store: Store, kind: K, job: Job): Promise<JobCardOf<K>> {
  const payload = payloadOf(kind, job);
  const { result, isShownSoFar, isQuiet = false } = kindNamed(kind);
  const isUnderWay = job.state === 'queued' || job.state === 'running';
  return {
    id: job.id,
    kind,
    state: job.state,
    stage: job.state === 'queued' ? await lineOf(store, job) : (job.stage ?? words.stages.starting),
    percent: job.percent,
    requestedById: job.memberId,
    isQuiet,
    subject: payload.subject,
    message: placeOf(job),
    opening: openingOf(job),
    failure: job.error === null ? undefined : { id: job.error.id, sentence: job.error.text },
    soFar: isUnderWay && isShownSoFar ? await result(store, job, payload) : undefined,
    result: job.state === 'done' ? await result(store, job, payload) : undefined,
  };
}

/** Where a job stands in the line, and how long it will wait if those before it take as long as the latest did. */
async function lineOf(store: Store, job: Job): Promise<string> {
  const line = await store.jobs.line(job.id);
  // With nobody under way, it is taken at once.
  if (line === undefined || (line.running === 0 && line.ahead === 0)) return words.stages.waiting;
  const { ahead, running, seconds } = line;
  const place = ahead + 1;
  if (seconds === null) return words.stages['waiting-place']({ place });
  return words.stages['waiting-time']({ place, seconds: roughly((place * seconds) / Math.max(1, running)) });
}

/** A time that claims no more than is known: to 5 s, half minutes, minutes. */
function roughly(seconds: number): number {
  const step = seconds < 60 ? 5 : seconds < 300 ? 30 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
}

/** Where a job's message is to be posted, while it has none. */
function openingOf({ message }: Job): MessageOpening | undefined {
  if (message === null || message.messageId !== undefined) return undefined;
  const { messageId: _, ...opening } = message;
  return opening;
}

function placeOf({ message }: Job): MessagePlace | undefined {
  if (message?.messageId === undefined) return undefined;
  const { channelId, messageId, interactionToken, tokenExpiresAt } = message;
  return { channelId, messageId, interactionToken, tokenExpiresAt };
}
