/**
 * How the store is asked: the `Store` interface, which with the rows is all that other folders see of the
 * database and of the blobs.
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
import type { Score, Style } from '../music/index.ts';
import type {
  Artist,
  ArtistSummary,
  Battles,
  Beat,
  DownloadFile,
  DueTraining,
  Job,
  JobError,
  JobGlimpse,
  JobLine,
  JobMessage,
  JsonObject,
  KitSound,
  Lyrics,
  NewBeat,
  NewGenerator,
  NewJob,
  NewKitSound,
  NewLyrics,
  NewReference,
  NewReferences,
  NewSettings,
  Receipt,
  Reference,
  ReferenceAnalysis,
  Revision,
  Shelf,
  Shown,
  ShownVote,
  StoredGenerator,
  TakeName,
  VoteCounts,
  VoteResult,
} from './rows.ts';

export interface Servers {
  /** The bot was removed from a server; the first time counts, until it is back. */
  left(serverId: string): Promise<void>;
  joined(serverId: string): Promise<void>;
  /**
   * The bot is in these servers: it has left all others that are known here, unless none of these is known.
   * @returns how many it has left since.
   */
  present(serverIds: readonly string[]): Promise<number>;
  leftBefore(date: Date): Promise<string[]>;
}

export interface Artists {
  /**
   * @throws `artist-name-invalid` (nothing to see in it, something hidden in it, over `ARTIST_NAME_LENGTH`, control
   * characters), `artist-name-taken`, `artist-name-alike` (another artist's name looks the same).
   */
  create(artist: { serverId: string; ownerId: string; name: string; style?: Style }): Promise<Artist>;
  /**
   * Changes what is given; of the style, `null` says that nobody says it any more. Where `autoTrain` is switched off, no
   * training is waited for any more; else one starts as `train` wishes. @throws `artist-gone`.
   */
  set(artistId: string, settings: NewSettings): Promise<Artist>;
  /** No training starts by itself for what was uploaded so far. */
  forgetTraining(artistId: string): Promise<void>;
  /**
   * Artists whose training is due and can start, those longest due first: nothing of theirs is still being read, and no
   * job is open with the `exclusive` key of `keyPrefix` and the artist's id.
   */
  dueForTraining(asked: { now: Date; most: number; keyPrefix: string }): Promise<string[]>;
  /**
   * Settles a training that is due, in one transaction: `decide` says whether its job is filed, or it waits on, or is
   * forgotten. It waits, too, while a job of the same `exclusive` key is under way. Whichever process asks, it is filed once.
   */
  settleDueTraining(
    artistId: string,
    decide: (due: DueTraining) => NewJob | 'wait' | 'forget',
  ): Promise<Job | undefined>;
  /** The same name in another way of writing is free for it. @throws as `create`, and `artist-gone`. */
  rename(artistId: string, name: string): Promise<Artist>;
  /** Offers it to a member, or to nobody any more; a later offer takes the place of one before. @throws `artist-gone`. */
  offer(artistId: string, memberId: string | null): Promise<Artist>;
  /** The member whom it is offered to becomes its owner. @throws `artist-gone`, `offer-over`. */
  acceptOffer(artistId: string, memberId: string): Promise<Artist>;
  get(artistId: string): Promise<Artist | undefined>;
  /**
   * The artist of this server that has this id or, whatever its case, this name: what stands in a command's
   * option. An artist of another server is unknown here.
   * @throws `artist-unknown`, with the names that there are.
   */
  resolve(serverId: string, idOrName: string): Promise<Artist>;
  /**
   * For autocomplete: artists of the server whose name begins with the text, whatever its case, then those
   * that merely contain it; by name. `managedBy` keeps those that the member owns or works on. `limit` is 25 by
   * default, the most that Discord shows.
   */
  suggest(query: { serverId: string; text: string; managedBy?: string; limit?: number }): Promise<Artist[]>;
  /** @throws `artist-gone`. */
  summary(artistId: string): Promise<ArtistSummary>;
  /** Adding one twice changes nothing. @throws `artist-gone`, `collaborator-is-owner`. */
  addCollaborator(artistId: string, memberId: string): Promise<Artist>;
  /** Removing one who is none changes nothing. @throws `artist-gone`. */
  removeCollaborator(artistId: string, memberId: string): Promise<Artist>;
}

export interface References {
  /**
   * Adds a reference with its consent and, if given, files its job: all of it or nothing.
   * @throws `reference-duplicate` (the artist has the same bytes already), `artist-gone`, `blob-missing`.
   */
  add(reference: NewReference): Promise<{ reference: Reference; job: Job | undefined }>;
  /**
   * Adds references that were handed over together, each with its consent and the job that reads it, writes the result
   * of the job that hands them on, and lets go of the files that came with it: all of it or nothing. What the artist
   * has already is not added again. A job that has handed on before, or has ended, changes nothing.
   * @returns whether this call did it. @throws `artist-gone`, `blob-missing`; `reference-gone` if the one that they are
   * instead of has been taken back.
   */
  addAll(given: NewReferences): Promise<boolean>;
  /** A reference that was not removed. */
  get(referenceId: string): Promise<Reference | undefined>;
  /** Those that were not removed, oldest first. */
  list(artistId: string): Promise<Reference[]>;
  /**
   * The artist's reference that has this id or, whatever its case, this file name (the newest, if several do), among
   * those that `isSeen` keeps.
   * @throws `reference-unknown`.
   */
  resolve(artistId: string, idOrName: string, isSeen?: (reference: Reference) => boolean): Promise<Reference>;
  /**
   * Writes what the ingest job found, or what another listener found later in one that was waiting. Done twice,
   * the first stays: only `revise` changes a ready reference.
   * @throws `reference-gone` if it was removed meanwhile, `blob-missing`.
   */
  complete(referenceId: string, analysis: ReferenceAnalysis): Promise<Reference>;
  /**
   * Puts what was found with a correction in place of what was found before, and remembers the correction: all of
   * it at once, whatever was ready stays so until then. Generators that learned from what was found before stay in
   * use; what they learned counts as not yet learned from. The same `jobId` again changes nothing.
   * @throws `reference-gone` if it was removed meanwhile, `blob-missing`.
   */
  revise(revision: Revision): Promise<Reference>;
  /**
   * Files the job that listens again to a sound that waits and that this listener has not heard, whichever process
   * asks: the one that has waited longest, or none while a job of the same `exclusive` key is under way.
   */
  fileHearing(
    listener: string,
    jobOf: (reference: Reference, artist: Artist) => NewJob,
  ): Promise<Job | undefined>;
  /** The listener cannot hear it and need not try again; it waits on. */
  giveUpHearing(referenceId: string, listener: string): Promise<void>;
  /** What can be trained on: the scores of every ready reference, or of these alone, oldest first. */
  scores(artistId: string, only?: readonly string[]): Promise<{ reference: Reference; scores: Score[] }[]>;
  /**
   * Takes a reference back. Its file, scores and name are erased; what stays is that consent was given and
   * when it ended, by whom. Every generator that learned from it is retired, and the artist falls back to the
   * newest that is left. Removing it twice changes nothing.
   * @returns the generators retired by this call. @throws `reference-gone`.
   */
  remove(removal: { referenceId: string; memberId: string }): Promise<{ retired: StoredGenerator[] }>;
}

export interface LyricsKeeper {
  /** Keeps what was measured, in place of what was before. @throws `artist-gone`. */
  put(lyrics: NewLyrics): Promise<Lyrics>;
  get(artistId: string): Promise<Lyrics | undefined>;
  /** `false`: there were none. */
  remove(artistId: string): Promise<boolean>;
}

export interface Kits {
  /**
   * Adds sounds to an artist's kit; what it has as the same voice already stays as it is.
   * @param jobId who adds them: once that is erased, nothing is added
   * @returns how many are new. @throws `artist-gone`, `blob-missing`, `job-unknown`; `kit-full`, `kit-heavy`: more than `most`.
   */
  add(
    artistId: string,
    sounds: readonly NewKitSound[],
    most: { readonly sounds: number; readonly bytes: number },
    jobId?: string,
  ): Promise<number>;
  /** In the order in which they came. */
  list(artistId: string): Promise<readonly KitSound[]>;
  /** Those of these that are not taken back. */
  some(ids: readonly string[]): Promise<readonly KitSound[]>;
  /**
   * Takes sounds out of a kit and erases them, all or those that a member handed over.
   * @returns how many. @throws `artist-gone`.
   */
  remove(removal: { artistId: string; givenBy?: string; memberId: string }): Promise<number>;
}

export interface Generators {
  /**
   * Adds the artist's next version and makes it the one in use. The same `jobId` again: the one stored first.
   * @throws `reference-removed` if it learned from a reference taken back meanwhile, `train-cancelled` if its
   * job has been ended meanwhile, `artist-gone`, `blob-missing`.
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
  /** Takes the drums that were fitted to the artist's tracks out of all versions; how the tracks are mixed stays. */
  unfit(artistId: string): Promise<void>;
}

export interface Beats {
  /**
   * Stores a beat with its takes. The same `jobId` again: the one stored first.
   * @throws `generator-retired` if the generator was retired meanwhile, `kit-changed` if a sound was taken back, `blob-missing`.
   */
  add(beat: NewBeat): Promise<Beat>;
  get(beatId: string): Promise<Beat | undefined>;
  /** What a job stored already: a job that runs again need not make it again. */
  ofJob(jobId: string): Promise<Beat | undefined>;
  /** The last beats that a member of a server asked for, the newest first. */
  latest(asked: { serverId: string; memberId: string; most: number }): Promise<Beat[]>;
  /** The beat that a take belongs to: what a vote button's `custom_id` names. */
  ofTake(takeId: string): Promise<Beat | undefined>;
  /** The score of a take. @throws `take-unknown`. */
  score(takeId: string): Promise<Score>;
  /**
   * Adds the files of a download to a take, all of them or none. If the download has files already, those stay.
   * @throws `take-unknown`, `blob-missing`.
   */
  addDownload(takeId: string, files: Readonly<Record<DownloadFile, string>>): Promise<void>;
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

/** Votes as choices, the latest first; `most` of them. Only those whose takes' traits are of that version. */
export interface Tastes {
  ofArtist(asked: {
    artistId: string;
    since: Date | null;
    version: number;
    most: number;
  }): Promise<ShownVote[]>;
  /** On other beats of the server; not those on artists whose votes do not count. */
  ofServer(asked: {
    serverId: string;
    notArtistId: string;
    version: number;
    most: number;
  }): Promise<ShownVote[]>;
  /** On beats of other servers; likewise. */
  ofOthers(asked: { notServerId: string; version: number; most: number }): Promise<ShownVote[]>;
  /** An artist's beats with votes whose traits are not known, or of an older version, and the scores of their takes. */
  unread(asked: { artistId: string; version: number; most: number }): Promise<
    {
      beatId: string;
      takes: { name: TakeName; score: Score }[];
    }[]
  >;
  /** Keeps the traits of a beat's takes. */
  read(beatId: string, shown: Shown): Promise<void>;
}

export interface Jobs {
  /** The same `id` again: the job filed first. @throws `job-exclusive` if one with the same `exclusive` key is queued or running. */
  create(job: NewJob): Promise<Job>;
  get(jobId: string): Promise<Job | undefined>;
  /** The jobs that this one has handed its work on to, oldest first. */
  partsOf(jobId: string): Promise<Job[]>;
  /** A worker has taken it (again): `running`, attempts + 1, 0 %. `undefined`: it has ended already, do nothing. */
  start(jobId: string): Promise<Job | undefined>;
  /** Ignored once the job has ended. */
  progress(jobId: string, progress: { stage: string; percent: number }): Promise<void>;
  /**
   * The first end of a job stays; `false`: it had ended already, or was erased. One that has handed its work on keeps
   * the result and ends with the last of its parts.
   */
  finish(jobId: string, result: JsonObject): Promise<boolean>;
  /**
   * As `finish`, for a job that will not be tried again. A reference that was still `checking` by this job is
   * gone with it, its consent and its file: nothing is kept of a file that could not be read.
   */
  fail(jobId: string, error: JobError): Promise<boolean>;
  /**
   * Keeps blobs that a job under way has made for whoever asked, until that is delivered or the job is gone.
   * @throws `blob-missing`; `job-unknown` if it has ended or was erased.
   */
  keepResult(jobId: string, sha256s: readonly string[]): Promise<void>;
  /** Whether such blobs are still kept. */
  hasResult(jobId: string): Promise<boolean>;
  /** Where its message is, once that is known; nothing of what was known before stays. @throws `job-unknown`. */
  setMessage(jobId: string, message: JobMessage): Promise<void>;
  /**
   * Jobs whose message may still need an edit, at most `most`, by default 500: those ended that were not marked delivered, then those
   * under way, then those queued, of each the longest unchanged first.
   */
  undelivered(most?: number): Promise<JobGlimpse[]>;
  /** What a member has asked for and what has not ended: what is under way first, then in the order of turns. */
  open(of: { serverId: string; memberId: string }): Promise<Job[]>;
  /** How a job waits; `undefined` if it does not. */
  line(jobId: string): Promise<JobLine | undefined>;
  /**
   * The message shows how the job ended, and what was kept for it goes. `false`: it has not ended, or was delivered
   * already.
   */
  markDelivered(jobId: string): Promise<boolean>;
  /** Filed and not taken by a worker, oldest first: to send to the queue again after a crash. */
  queued(): Promise<Job[]>;
  /** Taken by a worker and not ended, oldest first. */
  running(): Promise<Job[]>;
  /** The queued or running job with this `exclusive` key. */
  active(exclusive: string): Promise<Job | undefined>;
}

/** What is kept of a member in a server. */
export interface Kept {
  /** By table, as they lie in the database, without keys to Discord. */
  rowsOf(member: {
    serverId: string;
    memberId: string;
  }): Promise<Readonly<Record<string, readonly JsonObject[]>>>;
  /** The blobs that these rows name, with a path of its own for each, the same at every call. */
  filesOf(member: {
    serverId: string;
    memberId: string;
  }): Promise<readonly { readonly path: string; readonly sha256: string }[]>;
}

/**
 * Takes away for good. Files go too, unless something else needs them; what a crash keeps from being erased is erased by
 * `blobs.finishErasing`. Jobs of or about what goes are gone as well, under way or not, and store nothing any more.
 */
export interface Erasure {
  /** @throws `artist-gone`. */
  artist(artistId: string): Promise<Receipt>;
  /** @throws `beat-unknown`. */
  beat(beatId: string): Promise<void>;
  /**
   * What is kept of a member in a server: artists, what they handed over for other artists, lyrics, beats, votes, stars, jobs.
   * Of a consent that was given for another's artist, only that there was one is left. Again: nothing is left to erase.
   */
  member(member: { serverId: string; memberId: string }): Promise<Receipt>;
  /**
   * A server that the bot left by that time: one process at a time, and no further than until the bot comes back.
   * `undefined`: another process does it, or the bot is back.
   */
  server(serverId: string, leftBefore: Date): Promise<Receipt | undefined>;
}

/** How many rows were let go, and files of downloads. */
export interface LetGo {
  readonly takes: number;
  readonly downloads: number;
  readonly generators: number;
  readonly jobs: number;
  /** Files of entries of battles. */
  readonly entries: number;
}

export interface Retention {
  /**
   * Lets go for good what nobody wanted for so many days: files of downloads and of entries of battles, rows of retired
   * generators and of jobs that have ended; and takes without a vote, a star or a download once the time is over that their
   * message named. Where it named none, the beat says from now on that its days begin now. In small transactions: one that
   * fails leaves the rest to the next call.
   */
  letGo(days: number): Promise<LetGo>;
}

/** How much a member has in a server, or all members of it have together. */
export interface Usage {
  /** `jobs`: those that were asked for and have not ended; `references`: those not taken back; `bytes`: of their files and of the sounds of kits. */
  of(whose: { serverId: string; memberId?: string }): Promise<{
    readonly jobs: number;
    readonly artists: number;
    readonly references: number;
    readonly bytes: number;
  }>;
  /** When the job of a kind was filed that has so many places from the latest, 1 and up; those that failed do not count. */
  latest(asked: {
    serverId: string;
    memberId?: string;
    kind: string;
    place: number;
  }): Promise<Date | undefined>;
}

/** Bytes named by their SHA-256, in 64 hexadecimal digits. */
export interface Blobs {
  /** On disk for good once the promise resolves; the same bytes again are the same blob. */
  put(bytes: Uint8Array): Promise<string>;
  /** In bytes. @throws `blob-missing`. */
  size(sha256: string): Promise<number>;
  /** Read and verified. @throws `blob-missing`, `blob-corrupt`. */
  get(sha256: string): Promise<Uint8Array>;
  /**
   * Erases blobs that no row names and that were put longer ago than this: what a crash left between a blob
   * and its row. Unfinished writes of that age go too, and what `finishErasing` erases.
   */
  sweep(olderThanMs: number): Promise<{ blobs: number; bytes: number }>;
  /** Erases what rows have let go of and a crash has left. */
  finishErasing(): Promise<void>;
}

/** The database under the store, which the queue shares. */
export type StoreDatabase =
  | { readonly kind: 'pglite'; readonly pglite: PGlite }
  | { readonly kind: 'postgres'; readonly url: string };

export interface Store {
  readonly servers: Servers;
  readonly artists: Artists;
  readonly references: References;
  readonly lyrics: LyricsKeeper;
  readonly kits: Kits;
  readonly generators: Generators;
  readonly beats: Beats;
  readonly votes: Votes;
  readonly shelf: Shelf;
  readonly battles: Battles;
  readonly tastes: Tastes;
  readonly jobs: Jobs;
  readonly erasure: Erasure;
  readonly kept: Kept;
  readonly usage: Usage;
  readonly retention: Retention;
  readonly blobs: Blobs;
  readonly database: StoreDatabase;
  /**
   * Takes a snapshot of the embedded database, unless nothing was written since the last; PostgreSQL has ways of its own.
   * @returns where it lies. @throws Error if it cannot be taken: what was there before stays.
   */
  snapshot(): Promise<string | undefined>;
  /** Resolves if the database answers. */
  ping(): Promise<void>;
  /** Waits for what is under way, closes the database and lets go of the directory. Idempotent. */
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
