/** What is told of a job. */
import type { JobKind, ResultOf } from '../worker/kinds/index.ts';
import type { MessageOpening, MessagePlace } from './asker.ts';

export interface JobFacts {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /**
   * What is being done, as people read it: a few words in lower case, such as `reading the track`. Of a job that waits,
   * its place in the line and an estimate.
   */
  readonly stage: string;
  /** 0–100. */
  readonly percent: number;
  readonly requestedById: string;
  /** Nobody waits for it: nothing of it is shown before its end. */
  readonly isQuiet: boolean;
  /** What the job is about, as people read it: `Night Shift` or `UK drill`. */
  readonly subject: string;
  readonly message?: MessagePlace;
  /** Where its message is to be posted; present until it is. */
  readonly opening?: MessageOpening;
  /** Why it failed and what to do next; present exactly if `state` is `failed`. */
  readonly failure?: { readonly id: string; readonly sentence: string };
}

export interface JobCardOf<K extends JobKind> extends JobFacts {
  readonly kind: K;
  /** What there is of the result while the job is under way, of kinds that show it. */
  readonly soFar?: ResultOf<K>;
  /** Present if `state` is `done`, unless what the job made has been removed since. */
  readonly result?: ResultOf<K>;
}

/** A job as people see it. */
export type JobCard = { readonly [K in JobKind]: JobCardOf<K> }[JobKind];
