/** What a kind of job is made of. */
import type { z } from 'zod';
import type { Job, JsonObject, NewJob, Store } from '../../store/index.ts';
import type { Pool } from '../../threads/index.ts';
import type { Checkpoints } from '../checkpoints.ts';

/** How the queue treats jobs of a kind. */
export interface QueueRules {
  /** Jobs of this kind that one worker does at once. */
  readonly concurrency: number;
  /** Seconds after which a job is taken for lost. */
  readonly expires: number;
}

/** What a handler works with. */
export interface HandlerContext {
  readonly store: Store;
  readonly pool: Pool;
  /** Where trainings keep their checkpoints, if they do. */
  readonly checkpoints: Checkpoints | undefined;
  /** Names the listener that hears here. */
  readonly listener: () => Promise<string>;
  /** After how many days takes that nobody wants are let go, if they are. */
  readonly keepTakesDays: number | undefined;
  /** Tells people how far the job is; `percent` is of the whole job. */
  readonly progress: (stage: string, percent: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Does a job. It may run again after a crash at any point, so it is idempotent: what it stores is keyed by the job.
 * @throws BeatwrightError for what people can mend; anything else is tried again.
 */
export type Handler<P> = (payload: P, job: Job, context: HandlerContext) => Promise<JsonObject>;

export interface Kind<P extends { readonly subject: string }, R> {
  /** What a job of this kind is told, as it lies in the database. `subject`: what it is about, as people read it. */
  readonly payload: z.ZodType<P>;
  readonly queue: QueueRules;
  /** Names what only one job at a time may work on: no second one is filed while the first is queued or running. */
  readonly exclusive?: (payload: P) => string | undefined;
  /** Whether people are shown the result while it grows. */
  readonly isShownSoFar?: true;
  /** Whether nobody waits for it: its message comes, or changes, once there is something to show, and not before. */
  readonly isQuiet?: true;
  /** What people are shown once it is done; `undefined` if what it made is gone by then. */
  readonly result: (store: Store, job: Job, payload: P) => Promise<R | undefined>;
  /** Loads what does the job: called by workers only, so that nobody else loads what computes. */
  readonly handler: () => Promise<Handler<P>>;
}

/** A job to be filed: its payload as the database keeps it, and its key if it has one. */
export function jobOf<P extends { readonly subject: string }, R>(
  name: string,
  { payload, exclusive }: Kind<P, R>,
  told: P,
  by: Pick<NewJob, 'id' | 'serverId' | 'memberId' | 'message' | 'holds'>,
): NewJob {
  return {
    kind: name,
    payload: JSON.parse(JSON.stringify(payload.parse(told))),
    exclusive: exclusive?.(told),
    ...by,
  };
}

/** Checks a definition and keeps its types. */
export function defineKind<P extends { readonly subject: string }, R>(kind: Kind<P, R>): Kind<P, R> {
  return kind;
}
