/**
 * What the store keeps and how it is asked: the row types and the `Store` interface, which is all that other
 * folders see of the database and of the blobs.
 *
 * Conventions. Servers, members, channels and messages are named by Discord's snowflakes (decimal strings);
 * what has no Discord behind it uses `TERMINAL`. Own rows have ids of 16 url-safe characters, so that two fit
 * in a `custom_id`; jobs have a UUID, which pg-boss shares. An empty column is `null`; a row that is not
 * there is `undefined`. Every writing method is one transaction: it has happened whole once its promise
 * resolves, and not at all if it rejects. What a person can mend rejects with a `BeatwrightError` whose id is
 * named at the method. Any method can also reject with `database-unreachable` (PostgreSQL is away), `disk-full`,
 * `data-unwritable` and `store-closed`, and every reading one with `row-invalid` (a JSON column that this
 * version does not understand).
 */
import type { PGlite } from '@electric-sql/pglite';
import type { Key, Score, Style } from '../music/index.ts';

/** The server and the member that stand for the terminal, where there is no Discord. */
export const TERMINAL = 'terminal';

/** A value that survives `JSON.stringify` and `JSON.parse`. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Longest name of an artist, in characters as people count them. */
export const ARTIST_NAME_LENGTH = 80;

export interface Server {
  /** Snowflake, or `TERMINAL`. */
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: Date;
}

/** A person in one server. */
export interface Member {
  readonly serverId: string;
  /** The user's snowflake, or `TERMINAL`. */
  readonly id: string;
  /** The name last seen, for lists; not unique. */
  readonly name: string | null;
  readonly createdAt: Date;
}

export interface Artist {
  readonly id: string;
  readonly serverId: string;
  /** As its owner wrote it, trimmed; unique in its server whatever its case. */
  readonly name: string;
  readonly ownerId: string;
  /** Where the artist's sound starts from, if that was said. */
  readonly style: Style | null;
  /** Members who may do with the artist what its owner may, in order of being added. */
  readonly collaboratorIds: readonly string[];
  /** The generator that beats are made with: the newest that is not retired, unless another was chosen. */
  readonly generatorId: string | null;
  readonly createdAt: Date;
}

/** What `/artist show` tells. */
export interface ArtistSummary {
  readonly artist: Artist;
  /** How many references there are of each state. */
  readonly references: Readonly<Record<ReferenceState, number>>;
  /** Slowest and fastest tempo of the ready references, in quarter notes a minute. */
  readonly bpm: readonly [number, number] | null;
  /** Keys of the ready references, the most frequent first. */
  readonly keys: readonly { readonly key: Key; readonly references: number }[];
  /** The generator in use. */
  readonly generator: StoredGenerator | null;
  /** Ready references that the generator in use has not learned from. */
  readonly unlearned: number;
}

export const REFERENCE_STATES = ['checking', 'waiting', 'ready'] as const;
/**
 * `checking`: stored, and its ingest job has not judged it yet; `waiting`: sound that waits for the listener;
 * `ready`: has scores and can be trained on.
 */
export type ReferenceState = (typeof REFERENCE_STATES)[number];
export type ReferenceKind = 'midi' | 'audio';

/** What its owner said when handing a reference over. */
export interface Consent {
  readonly memberId: string;
  /** Which wording of the question was answered, such as `2026-11`. */
  readonly wording: string;
  readonly givenAt: Date;
}

/** A consent as it is kept for good: also of references that were taken back. */
export interface ConsentRecord extends Consent {
  readonly referenceId: string;
  readonly withdrawnAt: Date | null;
  /** Who took the reference back. */
  readonly withdrawnBy: string | null;
}

export interface Reference {
  readonly id: string;
  readonly artistId: string;
  /** The file's name as uploaded. */
  readonly name: string;
  readonly kind: ReferenceKind;
  readonly state: ReferenceState;
  /** The blob of the file as uploaded. */
  readonly sha256: string;
  /** Its size in bytes. */
  readonly size: number;
  /** Length of the music in seconds, once known. */
  readonly seconds: number | null;
  /** Tempo of the first score, in quarter notes a minute. */
  readonly bpm: number | null;
  readonly key: Key | null;
  /** How many scores were found in it. */
  readonly scoreCount: number;
  /** What the reader wanted people to know, such as tempo changes that were left out. */
  readonly warnings: readonly string[];
  readonly consent: Consent;
  readonly createdAt: Date;
}

/** What an ingest job found in a file. */
export interface ReferenceAnalysis {
  /** `ready` needs at least one score. */
  readonly state: 'ready' | 'waiting';
  readonly seconds: number | null;
  readonly bpm: number | null;
  readonly key: Key | null;
  /** 4- or 8-bar loops. */
  readonly scores: readonly Score[];
  readonly warnings?: readonly string[];
}

export interface NewReference {
  readonly artistId: string;
  readonly name: string;
  readonly kind: ReferenceKind;
  /** From `blobs.put`. */
  readonly sha256: string;
  readonly size: number;
  readonly consent: { readonly memberId: string; readonly wording: string };
  /** The ingest job, filed in the same transaction; its payload may name `referenceId`, see `add`. */
  readonly job?: NewJob;
  /** Given where the file was read already: then it is not `checking`. */
  readonly analysis?: ReferenceAnalysis;
}

/** What a training found out. More figures may stand beside these. */
export interface TrainFigures {
  /**
   * Bits per step on held-out scores: `before` is the style prior, `after` the generator. Absent if there was
   * too little to hold any out.
   */
  readonly heldOut?: { readonly before: number; readonly after: number };
  /** Scores learned from. */
  readonly scores: number;
  /** How long it took. */
  readonly seconds: number;
  readonly [more: string]: Json | undefined;
}

/** A trained generator as kept; its bytes are the blob. Never changed after it is added, but retired. */
export interface StoredGenerator {
  readonly id: string;
  readonly artistId: string;
  /** 1, 2, … within the artist; never given twice. */
  readonly version: number;
  /** Which model reads the blob: the `kind` of `model`'s generator. */
  readonly kind: string;
  readonly sha256: string;
  readonly figures: TrainFigures;
  /** How it came to be: base, seed, settings. */
  readonly lineage: JsonObject;
  /** References that it learned from. */
  readonly referenceIds: readonly string[];
  readonly jobId: string | null;
  /** Since when it must not be used: one of its references was removed. */
  readonly retiredAt: Date | null;
  readonly createdAt: Date;
}

export interface NewGenerator {
  readonly artistId: string;
  /** The job that made it: a job stores one generator, however often it runs. */
  readonly jobId?: string;
  readonly kind: string;
  readonly sha256: string;
  readonly figures: TrainFigures;
  readonly lineage: JsonObject;
  /** At least one. */
  readonly referenceIds: readonly string[];
}

/** The names of a beat's takes, in the order of their buttons. */
export const TAKE_NAMES = ['A', 'B', 'C', 'D'] as const;
export type TakeName = (typeof TAKE_NAMES)[number];

/** What is told of a take. More facts may stand beside these. */
export interface TakeFacts {
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  readonly seconds: number;
  readonly [more: string]: Json | Key;
}

/** Blobs of a take, by sha256. */
export interface TakeFiles {
  readonly midi: string;
  readonly mp3: string;
  readonly wav?: string;
}

export interface Take {
  readonly id: string;
  readonly beatId: string;
  readonly name: TakeName;
  readonly files: TakeFiles;
  readonly facts: TakeFacts;
}

export interface Beat {
  readonly id: string;
  readonly serverId: string;
  /** Who asked for it. */
  readonly memberId: string;
  /** `null` where only a style was asked for. */
  readonly artistId: string | null;
  readonly generatorId: string | null;
  readonly style: Style;
  readonly seed: number;
  /** What was asked for, as it was asked: reproduces the beat with the seed and the generator. */
  readonly request: JsonObject;
  /** What people should know of how it came about, one sentence each. */
  readonly notes: readonly string[];
  readonly jobId: string | null;
  /** In the order of `TAKE_NAMES`. */
  readonly takes: readonly Take[];
  readonly createdAt: Date;
}

export interface NewBeat {
  readonly serverId: string;
  readonly memberId: string;
  readonly artistId?: string;
  readonly generatorId?: string;
  readonly style: Style;
  /** A safe integer. */
  readonly seed: number;
  readonly request: JsonObject;
  readonly notes?: readonly string[];
  /** The job that made it: a job stores one beat, however often it runs. */
  readonly jobId?: string;
  /** One to four, each with its own name. */
  readonly takes: readonly {
    readonly name: TakeName;
    readonly score: Score;
    readonly files: TakeFiles;
    readonly facts: TakeFacts;
  }[];
}

/** How a beat's votes stand. */
export interface VoteCounts {
  readonly beatId: string;
  /** Every take, those without votes too, in the order of `TAKE_NAMES`. */
  readonly takes: readonly { readonly takeId: string; readonly name: TakeName; readonly votes: number }[];
  /** Rises by one with every vote cast on the beat: of two counts the one with the higher revision is newer. */
  readonly revision: number;
}

export interface VoteResult extends VoteCounts {
  /** The member's vote from now on; `null`: taken back. */
  readonly choice: string | null;
}

export const JOB_KINDS = ['ingest', 'train', 'beat'] as const;
export type JobKind = (typeof JOB_KINDS)[number];
/** `done` and `failed` are final: nothing changes such a job but its delivery. */
export type JobState = 'queued' | 'running' | 'done' | 'failed';

/** Where people watch a job. */
export interface JobMessage {
  readonly channelId: string;
  /** Once it is known. */
  readonly messageId?: string;
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
  readonly kind: JobKind;
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
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewJob {
  /** UUID; by default a new one. */
  readonly id?: string;
  readonly kind: JobKind;
  readonly payload: JsonObject;
  readonly serverId: string;
  readonly memberId: string;
  readonly message?: JobMessage;
  /** No second job with this key can be filed while one is queued or running, such as `train:ARTIST_ID`. */
  readonly exclusive?: string;
}

export interface Servers {
  /** Adds the server or renews its name. */
  seen(server: { id: string; name?: string }): Promise<Server>;
  get(serverId: string): Promise<Server | undefined>;
}

export interface Members {
  /** Adds the member, and the server if need be, or renews the name. Other methods add unknown members too. */
  seen(member: { serverId: string; id: string; name?: string }): Promise<Member>;
  get(serverId: string, memberId: string): Promise<Member | undefined>;
}

export interface Artists {
  /** @throws `artist-name-invalid` (empty, over `ARTIST_NAME_LENGTH`, control characters), `artist-name-taken`. */
  create(artist: { serverId: string; ownerId: string; name: string; style?: Style }): Promise<Artist>;
  /** Says where the artist's sound starts from. @throws `artist-unknown`. */
  setStyle(artistId: string, style: Style | null): Promise<Artist>;
  get(artistId: string): Promise<Artist | undefined>;
  /**
   * The artist of this server that has this id or, whatever its case, this name: what stands in a command's
   * option. An artist of another server is unknown here.
   * @throws `artist-unknown`, with the names that there are.
   */
  resolve(serverId: string, idOrName: string): Promise<Artist>;
  /**
   * For autocomplete: artists of the server whose name begins with the text, whatever its case, then those
   * that merely contain it; by name. `managedBy` keeps those that the member may manage. `limit` is 25 by
   * default, the most that Discord shows.
   */
  suggest(query: { serverId: string; text: string; managedBy?: string; limit?: number }): Promise<Artist[]>;
  /** @throws `artist-unknown`. */
  summary(artistId: string): Promise<ArtistSummary>;
  /** Adding one twice changes nothing. @throws `artist-unknown`, `collaborator-is-owner`. */
  addCollaborator(artistId: string, memberId: string): Promise<Artist>;
  /** Removing one who is none changes nothing. @throws `artist-unknown`. */
  removeCollaborator(artistId: string, memberId: string): Promise<Artist>;
}

export interface References {
  /**
   * Adds a reference with its consent and, if given, files its job, whose payload gets `referenceId`: all of
   * it or nothing.
   * @throws `reference-duplicate` (the artist has the same bytes already), `artist-unknown`, `blob-missing`.
   */
  add(reference: NewReference): Promise<{ reference: Reference; job: Job | undefined }>;
  /** A reference that was not removed. */
  get(referenceId: string): Promise<Reference | undefined>;
  /** Those that were not removed, oldest first. */
  list(artistId: string): Promise<Reference[]>;
  /**
   * The artist's reference that has this id or, whatever its case, this file name (the newest, if several do).
   * @throws `reference-unknown`.
   */
  resolve(artistId: string, idOrName: string): Promise<Reference>;
  /**
   * Writes what the ingest job found, or what the listener found later in one that was waiting. Done twice,
   * the first stays: nothing changes a ready reference.
   * @throws `reference-unknown` if it was removed meanwhile.
   */
  complete(referenceId: string, analysis: ReferenceAnalysis): Promise<Reference>;
  /** What can be trained on: the scores of every ready reference, oldest first. */
  scores(artistId: string): Promise<{ reference: Reference; scores: Score[] }[]>;
  /**
   * Takes a reference back. Its file, scores and name are erased; what stays is that consent was given and
   * when it ended, by whom. Every generator that learned from it is retired, and the artist falls back to the
   * newest that is left. Removing it twice changes nothing.
   * @returns the generators retired by this call. @throws `reference-unknown`.
   */
  remove(removal: { referenceId: string; memberId: string }): Promise<{ retired: StoredGenerator[] }>;
  /** Every consent given for the artist's references, oldest first, withdrawn ones too. */
  consents(artistId: string): Promise<ConsentRecord[]>;
}

export interface Generators {
  /**
   * Adds the artist's next version and makes it the one in use. The same `jobId` again: the one stored first.
   * @throws `reference-removed` if it learned from a reference taken back meanwhile, `artist-unknown`,
   * `blob-missing`.
   */
  add(generator: NewGenerator): Promise<StoredGenerator>;
  get(generatorId: string): Promise<StoredGenerator | undefined>;
  /** What a job stored already: a job that runs again need not train again. */
  ofJob(jobId: string): Promise<StoredGenerator | undefined>;
  /** The one in use. */
  current(artistId: string): Promise<StoredGenerator | undefined>;
  /** All versions, the newest first. */
  list(artistId: string): Promise<StoredGenerator[]>;
  /** Puts another version in use. @throws `generator-unknown`, `generator-retired`. */
  choose(artistId: string, version: number): Promise<StoredGenerator>;
}

export interface Beats {
  /**
   * Stores a beat with its takes. The same `jobId` again: the one stored first.
   * @throws `generator-retired` if the generator was retired meanwhile, `blob-missing`.
   */
  add(beat: NewBeat): Promise<Beat>;
  get(beatId: string): Promise<Beat | undefined>;
  /** What a job stored already: a job that runs again need not make it again. */
  ofJob(jobId: string): Promise<Beat | undefined>;
  /** The beat that a take belongs to: what a vote button's `custom_id` names. */
  ofTake(takeId: string): Promise<Beat | undefined>;
  /** The score of a take. @throws `take-unknown`. */
  score(takeId: string): Promise<Score>;
}

export interface Votes {
  /**
   * A press of a take's button: votes for it, moves the member's vote to it, or takes it back if it was
   * theirs already. Atomic under any number of members and presses at once.
   * @throws `take-unknown` if the beat or its take is not there.
   */
  cast(vote: { beatId: string; takeId: string; memberId: string }): Promise<VoteResult>;
  /** @throws `beat-unknown`. */
  counts(beatId: string): Promise<VoteCounts>;
}

export interface Jobs {
  /** The same `id` again: the job filed first. @throws `job-exclusive` if one with the same `exclusive` key is queued or running. */
  create(job: NewJob): Promise<Job>;
  get(jobId: string): Promise<Job | undefined>;
  /** A worker has taken it (again): `running`, attempts + 1, 0 %. `undefined`: it has ended already, do nothing. */
  start(jobId: string): Promise<Job | undefined>;
  /** Ignored once the job has ended. */
  progress(jobId: string, progress: { stage: string; percent: number }): Promise<void>;
  /** The first end of a job stays; `false`: it had ended already. @throws `job-unknown`. */
  finish(jobId: string, result: JsonObject): Promise<boolean>;
  /**
   * As `finish`, for a job that will not be tried again. A reference that was still `checking` by this job is
   * gone with it, its consent and its file: nothing is kept of a file that could not be read.
   */
  fail(jobId: string, error: JobError): Promise<boolean>;
  /** Where its message is, once that is known: merged with what is known. @throws `job-unknown`. */
  setMessage(jobId: string, message: Partial<JobMessage>): Promise<void>;
  /**
   * Jobs whose message still needs an edit, the longest unchanged first: those under way and those ended that
   * were not marked delivered. `updatedAt` tells whether one has changed since it was last shown.
   */
  undelivered(): Promise<Job[]>;
  /** The message shows how the job ended. `false`: it has not ended, or was delivered already. */
  markDelivered(jobId: string): Promise<boolean>;
  /** Filed and not taken by a worker, oldest first: to send to the queue again after a crash. */
  queued(): Promise<Job[]>;
  /** Taken by a worker and not ended, oldest first. */
  running(): Promise<Job[]>;
  /** The queued or running job with this `exclusive` key. */
  active(exclusive: string): Promise<Job | undefined>;
}

/** Bytes named by their SHA-256, in 64 hexadecimal digits. */
export interface Blobs {
  /** On disk for good once the promise resolves; the same bytes again are the same blob. */
  put(bytes: Uint8Array): Promise<string>;
  /** Read and verified. @throws `blob-missing`, `blob-corrupt`. */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /**
   * Erases blobs that no row names and that were put longer ago than this: what a crash left between a blob
   * and its row. Unfinished writes of that age go too.
   */
  sweep(olderThanMs: number): Promise<{ blobs: number; bytes: number }>;
}

/** The database under the store, which the queue shares. */
export type StoreDatabase =
  | { readonly kind: 'pglite'; readonly pglite: PGlite }
  | { readonly kind: 'postgres'; readonly url: string };

export interface Store {
  readonly servers: Servers;
  readonly members: Members;
  readonly artists: Artists;
  readonly references: References;
  readonly generators: Generators;
  readonly beats: Beats;
  readonly votes: Votes;
  readonly jobs: Jobs;
  readonly blobs: Blobs;
  readonly database: StoreDatabase;
  /** Waits for what is under way, closes the database and lets go of the directory. Twice is as good as once. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** PostgreSQL's URL. Without it the database is PGlite in `dataDir/db`. */
  readonly databaseUrl?: string;
  /** Blobs lie in `dataDir/blobs`. Made if it is not there. */
  readonly dataDir: string;
  /** Told what people who run the bot may want to read: migrations applied. */
  readonly log?: (line: string) => void;
}

/** Whether the member may add to, remove from and train the artist: its owner and its collaborators may. */
export function mayManage(artist: Pick<Artist, 'ownerId' | 'collaboratorIds'>, memberId: string): boolean {
  return artist.ownerId === memberId || artist.collaboratorIds.includes(memberId);
}
