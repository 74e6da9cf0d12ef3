/**
 * The kinds of job that there are, one file each: what a job is told, how the queue treats it, what it shows, and which
 * handler does it (`NAME.handler.ts` beside it, loaded by workers only). A new kind is a file here, a handler, a line in
 * `KINDS`, a view in the bot and a test.
 */
import type { z } from 'zod';
import type { Job, NewJob } from '../../store/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import { batch } from './batch.ts';
import { beat } from './beat.ts';
import { best } from './best.ts';
import { correct } from './correct.ts';
import { describe } from './describe.ts';
import { download } from './download.ts';
import { entry } from './entry.ts';
import { exportKind } from './export.ts';
import { hear } from './hear.ts';
import { ingest } from './ingest.ts';
import { jobOf, type Kind } from './kind.ts';
import { kit } from './kit.ts';
import { post } from './post.ts';
import { sample } from './sample.ts';
import { taste } from './taste.ts';
import { train } from './train.ts';

export type { BatchItem, BatchResult } from './batch.ts';
export { GENERATORS, type GeneratorKind, REWORKINGS, type Reworking } from './beat.ts';
export { correctionKey } from './correct.ts';
export type { DescribeResult } from './describe-outcome.ts';
export type { ExportResult } from './export-outcome.ts';
export { kindOfFile } from './file-kind.ts';
export type { Handler, HandlerContext, Kind, QueueRules } from './kind.ts';
export type { KitResult } from './kit-outcome.ts';
export * from './limits.ts';
export { type PostPayload, postMade } from './post.ts';
export type { TasteResult } from './taste-outcome.ts';
export { type TrainResult, trainingKey } from './train.ts';

const KINDS = {
  ...{ ingest, batch, correct, hear, train, kit, beat, taste, describe, download, export: exportKind },
  ...{ best, sample, entry, post },
};

export type JobKind = keyof typeof KINDS;
export type Payload<K extends JobKind> = z.infer<(typeof KINDS)[K]['payload']>;
/** What a job of a kind shows when it is done. */
export type ResultOf<K extends JobKind> = NonNullable<Awaited<ReturnType<(typeof KINDS)[K]['result']>>>;

export type EntryResult = ResultOf<'entry'>;
export type PostResult = ResultOf<'post'>;

export const JOB_KINDS = Object.keys(KINDS) as JobKind[];

/** The table above, seen one kind at a time. */
const kinds: { readonly [K in JobKind]: Kind<Payload<K>, ResultOf<K>> } = KINDS;

export function kindNamed<K extends JobKind>(name: K): Kind<Payload<K>, ResultOf<K>> {
  return kinds[name];
}

/** @throws BeatwrightError `job-invalid` if another version filed it, which had other kinds. */
export function kindOf({ kind }: Pick<Job, 'kind'>): JobKind {
  const known = JOB_KINDS.find((each) => each === kind);
  if (known === undefined) throw invalid();
  return known;
}

/** @throws BeatwrightError `job-invalid` if another version filed it, which told it something else. */
export function payloadOf<K extends JobKind>(kind: K, job: Pick<Job, 'payload'>): Payload<K> {
  const read = kindNamed(kind).payload.safeParse(job.payload);
  if (read.success) return read.data;
  throw invalid(read.error);
}

/** A job to be filed. */
export function newJob<K extends JobKind>(
  name: K,
  told: Payload<K>,
  by: Parameters<typeof jobOf>[3],
): NewJob {
  return jobOf(name, kindNamed(name), told, by);
}

function invalid(cause?: Error): BeatwrightError {
  return new BeatwrightError('job-invalid', { cause });
}
