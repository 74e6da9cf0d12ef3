/** What the store keeps of jobs. */
import type { JsonObject } from './json-value.ts';

/** `done` and `failed` are final: nothing changes such a job but its delivery. */
export type JobState = 'queued' | 'running' | 'done' | 'failed';

/** Where people watch a job. */
export interface JobMessage {
  readonly channelId: string;
  /** Once it is known. */
  readonly messageId?: string;
  /** While it is not: the message that the job's own will answer. */
  readonly replyToId?: string;
  /** Edits the message until `tokenExpiresAt`, 15 minutes after the interaction. */
  readonly interactionToken?: string;
  readonly tokenExpiresAt?: Date;
}

/** What went wrong: an id for code and a sentence for people. */
export interface JobError {
  readonly id: string;
  readonly text: string;
}

/** A job as people see it. The queue itself is pg-boss, whose job has the same id. */
export interface Job {
  /** UUID. */
  readonly id: string;
  /** The name of a kind that the worker knows. */
  readonly kind: string;
  readonly payload: JsonObject;
  /** Who asked for it, and where. */
  readonly serverId: string;
  readonly memberId: string;
  readonly state: JobState;
  /** What it is doing, in people's words. */
  readonly stage: string | null;
  /** 0–100. */
  readonly percent: number;
  /** How often it was started: above 1 after a crash or a retry. */
  readonly attempts: number;
  readonly result: JsonObject | null;
  readonly error: JobError | null;
  readonly message: JobMessage | null;
  /** Since when the message shows how it ended. */
  readonly deliveredAt: Date | null;
  /** The job that filed it as a part of its own work, and ends with the last of these. */
  readonly parentId: string | null;
  /** When it is its turn among the open jobs of its kind: the lower, the sooner; of the same turn the older. */
  readonly turn: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A job whose message may need an edit, as far as it takes to decide whether it does. */
export interface JobGlimpse {
  readonly id: string;
  readonly state: JobState;
  /** Rises whenever its row changes. */
  readonly version: number;
}

/** How a job waits. */
export interface JobLine {
  /** Queued jobs of its kind that go before it. */
  readonly ahead: number;
  /** Jobs of its kind that are under way. */
  readonly running: number;
  /** How long the latest jobs of its kind took, the median; `null` if none has ended yet. */
  readonly seconds: number | null;
}

export interface NewJob {
  /** UUID; by default a new one. */
  readonly id?: string;
  readonly kind: string;
  readonly payload: JsonObject;
  readonly serverId: string;
  readonly memberId: string;
  readonly message?: JobMessage;
  /** The job whose work it is a part of. */
  readonly parentId?: string;
  /** Blobs from `blobs.put` that are kept until the job has ended or handed its work on. */
  readonly holds?: readonly string[];
  /** No second job with this key can be filed while one is queued or running, such as `train:ARTIST_ID`. */
  readonly exclusive?: string;
}
