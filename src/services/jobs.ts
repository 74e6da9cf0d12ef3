/** Services about jobs: what is under way, as people see it, and what their messages still owe them. */
import { z } from 'zod';
import { BeatwrightError } from '../music/index.ts';
import type { Job } from '../store/index.ts';
import { payloadOf } from '../worker/kinds/payload.ts';
import type {
  IngestResult,
  JobView,
  MessageOpening,
  MessagePlace,
  Services,
  TrainResult,
} from './services.ts';
import { heldOutOf } from './artists.ts';
import { beatView } from './beats.ts';
import type { ServiceContext } from './context.ts';
import { downloadView } from './downloads.ts';
import { shown } from './references.ts';

type JobServices = Pick<Services, 'job' | 'jobsToShow' | 'markDelivered' | 'messagePosted'>;

export function jobServices(context: ServiceContext): JobServices {
  const { jobs } = context.store;
  return {
    async job(jobId) {
      const job = await jobs.get(jobId);
      if (job === undefined) throw new BeatwrightError('job-unknown', 'There is no such job.');
      return viewOf(context, job);
    },
    async jobsToShow() {
      const views = await Promise.all((await jobs.undelivered()).map((job) => readableView(context, job)));
      return views.filter((view) => view !== undefined);
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
async function readableView(context: ServiceContext, job: Job): Promise<JobView | undefined> {
  try {
    return await viewOf(context, job);
  } catch (error) {
    if (!(error instanceof BeatwrightError && UNREADABLE.has(error.id))) throw error;
    await context.store.jobs.fail(job.id, { id: error.id, text: error.message });
    await context.store.jobs.markDelivered(job.id);
    return undefined;
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['job-invalid', 'row-invalid']);

async function viewOf(context: ServiceContext, job: Job): Promise<JobView> {
  const { subject } = payloadOf(job.kind, job);
  const place = placeOf(job);
  const opening = openingOf(job);
  const facts = {
    id: job.id,
    state: job.state,
    stage: job.stage ?? (job.state === 'queued' ? 'waiting for its turn' : 'starting'),
    percent: job.percent,
    requestedById: job.memberId,
    subject,
    ...(place === undefined ? {} : { message: place }),
    ...(opening === undefined ? {} : { opening }),
    ...(job.error === null ? {} : { failure: { id: job.error.id, sentence: job.error.text } }),
  };
  const done = job.state === 'done';
  switch (job.kind) {
    case 'ingest':
    case 'correct':
    case 'hear':
      return { ...facts, kind: job.kind, ...(done ? await result(ingestResult(context, job)) : {}) };
    case 'train':
      return { ...facts, kind: 'train', ...(done ? await result(trainResult(context, job)) : {}) };
    case 'beat':
      return { ...facts, kind: 'beat', ...(done ? await result(beatResult(context, job)) : {}) };
    case 'download': {
      const wish = payloadOf('download', job);
      return { ...facts, kind: 'download', ...(done ? await result(downloadView(context, wish)) : {}) };
    }
  }
}

/** What a job made may be gone by the time it is shown: then there is nothing to show. */
async function result<R>(found: Promise<R | undefined>): Promise<{ result?: R }> {
  const made = await found;
  return made === undefined ? {} : { result: made };
}

async function ingestResult({ store }: ServiceContext, job: Job): Promise<IngestResult | undefined> {
  const { subject } = payloadOf(job.kind, job);
  const referenceId = z.string().parse(job.payload['referenceId']);
  const reference = await store.references.get(referenceId);
  if (reference === undefined) return undefined;
  const artist = await store.artists.get(reference.artistId);
  return {
    ...shown(subject, reference),
    trainsItself: job.message !== null && artist?.autoTrain === true,
  };
}

async function trainResult({ store }: ServiceContext, job: Job): Promise<TrainResult | undefined> {
  const generator = await store.generators.ofJob(job.id);
  if (generator === undefined) return undefined;
  return {
    artist: payloadOf('train', job).subject,
    version: generator.version,
    references: generator.referenceIds.length,
    loops: generator.figures.scores,
    generatorId: generator.id,
    seconds: generator.figures.seconds,
    ...trainingFigures.parse(generator.figures),
    ...heldOutOf(generator),
  };
}

async function beatResult(context: ServiceContext, job: Job) {
  const beat = await context.store.beats.ofJob(job.id);
  return beat && beatView(context, beat);
}

/** What generators of older versions of Beatwright lack. */
const trainingFigures = z.object({
  steps: z.number().exactOptional(),
  wrongArtists: z.number().exactOptional(),
  originality: z.object({ takes: z.number(), rejected: z.number() }).exactOptional(),
});

/** Where a job's message is to be posted, while it has none. */
function openingOf({ message }: Job): MessageOpening | undefined {
  if (message === null || message.messageId !== undefined) return undefined;
  const { messageId: _, ...opening } = message;
  return opening;
}

function placeOf({ message }: Job): MessagePlace | undefined {
  if (message?.messageId === undefined) return undefined;
  const { channelId, messageId, interactionToken, tokenExpiresAt } = message;
  return {
    channelId,
    messageId,
    ...(interactionToken === undefined ? {} : { interactionToken }),
    ...(tokenExpiresAt === undefined ? {} : { tokenExpiresAt }),
  };
}
