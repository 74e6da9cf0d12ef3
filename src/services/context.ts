/** What every service needs, and the questions that most of them ask first. */
import { createHash } from 'node:crypto';
import { takeOf } from '../cards/index.ts';
import type { Flow } from '../flow/index.ts';
import type { Artist, Beat, Job, NewJob, Reference, Store, Take } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { type JobKind, newJob, type Payload } from '../worker/kinds/index.ts';
import type { Asker, MessagePlace } from './asker.ts';
import { checkMayAsk, type Quotas } from './quotas.ts';
import { type Action, requireRight } from './rights.ts';
import type { JobTicket } from './services.ts';

export interface ServiceContext {
  readonly store: Store;
  /** Measures lyrics somewhere else than on this thread. */
  readonly measureLyrics: (lyrics: string | Uint8Array) => Promise<Flow>;
  /** How long after the last upload a training starts by itself, in milliseconds. */
  readonly trainAfterMs: number;
  /** What one may have and ask for; without them, anything. */
  readonly quotas: Quotas | undefined;
  /** Has a filed job done, here or elsewhere, now or later. */
  readonly send: (job: Job) => Promise<void>;
}

/** @throws BeatwrightError `artist-unknown`. */
export function resolveArtist({ store }: ServiceContext, who: Asker, name: string): Promise<Artist> {
  return store.artists.resolve(who.serverId, name);
}

/** A reference and whose it is; `undefined` if either is gone. */
export async function referenceOf(
  { store }: ServiceContext,
  referenceId: string,
): Promise<{ readonly reference: Reference; readonly artist: Artist } | undefined> {
  const reference = await store.references.get(referenceId);
  const artist = reference && (await store.artists.get(reference.artistId));
  return reference && artist && { reference, artist };
}

/** An artist with which the asker may do that. @throws BeatwrightError `artist-unknown`, and as `requireRight`. */
export async function resolveFor(
  context: ServiceContext,
  action: Action,
  who: Asker,
  name: string,
): Promise<Artist> {
  const artist = await resolveArtist(context, who, name);
  requireRight(action, who, artist);
  return artist;
}

/**
 * Files a job and sends it off, unless the message has one already: the one way to have something done.
 * @throws BeatwrightError `limit-jobs`, `limit-beats`.
 * @param write writes the job's row, with whatever has to come with it in one transaction.
 */
export async function fileJob<K extends JobKind>(
  context: ServiceContext,
  kind: K,
  payload: Payload<K>,
  who: Asker,
  message: MessagePlace | undefined,
  write = (job: NewJob): Promise<Job> => context.store.jobs.create(job),
): Promise<JobTicket> {
  const earlier = await filedFor(context, message);
  if (earlier !== undefined) return earlier;
  await checkMayAsk(context, kind, who);
  const id = message && jobIdFor(message.messageId);
  const by = { id, serverId: who.serverId, memberId: who.userId, message };
  const filed = await write(newJob(kind, payload, by));
  await context.send(filed);
  return { jobId: filed.id };
}

/** The job that was filed for a message already: a request that arrives twice is done once. */
export async function filedFor(
  { store, send }: ServiceContext,
  message: { readonly messageId?: string } | undefined,
): Promise<JobTicket | undefined> {
  if (message?.messageId === undefined) return undefined;
  const job = await store.jobs.get(jobIdFor(message.messageId));
  if (job === undefined) return undefined;
  await send(job);
  return { jobId: job.id };
}

/** A message shows one job, so the job is named after it: a UUID of version 8 (RFC 9562, 5.8) over its id. */
export function jobIdFor(messageId: string): string {
  const bytes = createHash('sha256').update(`message:${messageId}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * A take that the asker's server has, and its beat.
 * @throws BeatwrightError `take-unknown`.
 */
export async function takeSeen(
  { store }: ServiceContext,
  who: Asker,
  takeId: string,
): Promise<{ beat: Beat; take: Take }> {
  const { beat, take } = await takeOf(store, takeId);
  if (beat.serverId !== who.serverId) throw new BeatwrightError('take-unknown');
  return { beat, take };
}
