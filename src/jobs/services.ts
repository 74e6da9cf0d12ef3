/**
 * What can be asked of Beatwright, from Discord or from a terminal: the one list of services that commands
 * call. Types only; the services check permissions and limits themselves, so that no caller can forget to.
 *
 * Every method rejects with a `BeatwrightError` whose sentence may be shown to the person who asked. Anything
 * else that is thrown is a defect. Errors of the store pass through; the services' own are:
 * - `artist-forbidden`: only the owner and the collaborators may.
 * - `consent-missing`: a reference or lyrics without consent.
 * - `reference-bpm`, `reference-same`, `reference-busy`, `reference-unread`: a correction that cannot be made.
 * - `reference-empty`, `reference-too-big`: nothing in the file, or over `MAX_REFERENCE_BYTES`.
 * - `lyrics-too-long`, `lyrics-too-short`, `lyrics-long-line`, `lyrics-not-text`, `lyrics-unreadable`: no lyrics that
 *   can be measured. `lyrics-none`: none to take back.
 * - `train-no-references`: nothing to learn from. `train-running`: that artist is being trained already.
 * - `job-unknown`, `train-ended`: nothing to cancel.
 * - `beat-nothing`: neither artist nor style. `beat-untrained`: the artist has no generator yet.
 * - `beat-bpm`, `beat-bars`, `beat-seed`, `beat-takes`, `beat-swing`, `beat-density`: out of range.
 * - `beat-parts`: no part is left to play. `beat-generator`: a baseline was asked for an artist.
 */
import type { Flow, Pace } from '../flow/index.ts';
import type { Key, Part, Style } from '../music/index.ts';
import type { Download, TakeName } from '../store/index.ts';
import type { Asker, MessageOpening, MessagePlace } from './asker.ts';
import type { GeneratorKind, Reworking } from './limits.ts';

export * from './asker.ts';
export * from './limits.ts';

export interface ArtistSummary {
  readonly id: string;
  readonly name: string;
  /** Whether the artist has a generator to make beats with. */
  readonly trained: boolean;
}

/** What is known of an artist. */
export interface ArtistCard extends ArtistSummary {
  readonly ownerId: string;
  readonly collaboratorIds: readonly string[];
  /** Where the artist's sound starts from, if it was said or has been found. */
  readonly style?: Style;
  readonly references: {
    /** Scores have been made of them. */
    readonly ready: number;
    /** Stored, but nothing in them was heard surely enough; another listener may. */
    readonly waiting: number;
    /** Stored, and being read. */
    readonly checking: number;
  };
  /** References that are ready and that the generator has not learned from. */
  readonly unlearned: number;
  /** Slowest and fastest tempo among the references; absent while there is none. */
  readonly bpm?: readonly [number, number];
  /** Keys among the references, the most frequent first. */
  readonly keys: readonly Key[];
  /** The one in use. */
  readonly generator?: GeneratorFacts;
  /** All that there were, the newest first. */
  readonly versions: readonly VersionView[];
  /** Whether uploads start a training by themselves. */
  readonly autoTrain: boolean;
  /** When a training will start by itself, if one will. */
  readonly trainsAt?: Date;
  /** How the artist raps; absent without lyrics. */
  readonly flow?: FlowCard;
}

/** What lyrics say of how an artist raps. The lyrics themselves are not kept. */
export interface FlowCard {
  readonly measured: Flow;
  /** How the lines sit on a tempo of the artist's, in quarter notes a minute. */
  readonly pace: Pace & { readonly bpm: number };
  readonly addedById: string;
  readonly addedAt: Date;
}

export interface NewLyrics {
  readonly artist: string;
  /** Text, or the bytes of a text file; one line below the other. */
  readonly lyrics: string | Uint8Array;
  /** Whether the asker agreed to `LYRICS_CONSENT.wording`. */
  readonly consent: boolean;
}

export interface MeasuredLyrics extends FlowCard {
  readonly artist: string;
}

export interface VersionView extends GeneratorFacts {
  /** How many it learned from. */
  readonly references: number;
  readonly isInUse: boolean;
  /** Whether one of its references was taken back, so that it can be used no more. */
  readonly isRetired: boolean;
}

export interface GeneratorFacts {
  /** 1, 2, 3, …; a version is never overwritten. */
  readonly version: number;
  readonly trainedAt: Date;
  /** Bits that a 16th step costs on average on loops kept out of training, by the style alone and by this generator. */
  readonly heldOut?: HeldOut;
}

/** Bits a step on scores that were kept out of training; fewer is better. */
export interface HeldOut {
  /** With the base network that is told no style. */
  readonly base?: number;
  /** With the style prior alone. */
  readonly before: number;
  /** With the artist's generator. */
  readonly after: number;
}

export interface ReferenceView {
  readonly id: string;
  /** The uploaded file's name. */
  readonly name: string;
  readonly kind: 'midi' | 'audio';
  readonly state: 'checking' | 'waiting' | 'ready';
  /** Size of the file in bytes. */
  readonly size: number;
  readonly seconds?: number;
  /** Scores that were made of it. */
  readonly loops: number;
  readonly bpm?: number;
  readonly key?: Key;
  /** How surely it was heard; absent of MIDI. */
  readonly hearing?: HearingView;
  /** What members corrected; absent if nothing. */
  readonly corrected?: CorrectionView;
  readonly addedById: string;
  readonly addedAt: Date;
}

/** How surely sound was heard, 0–1. */
export interface HearingView {
  readonly bpmConfidence: number;
  readonly keyConfidence: number;
  readonly runnerUpKey: Key;
  /** Of the best loop: what is learned from, and what was heard too unsurely for that. */
  readonly parts: Partial<Readonly<Record<Part, number>>>;
  readonly leftOut: Partial<Readonly<Record<Part, number>>>;
}

/** What holds of what members corrected, and who said the last of it. */
export interface CorrectionView {
  readonly bpm?: number;
  readonly key?: Key;
  readonly byId: string;
  readonly at: Date;
}

export interface ReferenceCorrection {
  readonly referenceId: string;
  /** Quarter notes a minute, in `BPM_RANGE`; as it is if absent, as is the key. */
  readonly bpm?: number;
  readonly key?: Key;
  readonly message?: MessagePlace;
}

export interface RemovedReference {
  /** Its file's name. */
  readonly name: string;
  /** Versions of the generator that had learned from it and are used no longer. */
  readonly retired: readonly number[];
  /** The version in use from now on, if there is one. */
  readonly version?: number;
}

export interface NewReference {
  readonly artist: string;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Whether the asker agreed to `CONSENT.wording`. */
  readonly consent: boolean;
  readonly message?: MessagePlace;
}

export interface BeatRequest {
  readonly artist?: string;
  readonly style?: Style;
  /** Quarter notes a minute, in `BPM_RANGE`; chosen by the service if absent, as are the rest. */
  readonly bpm?: number;
  readonly key?: Key;
  readonly bars?: number;
  readonly seed?: number;
  /** How many takes, 1–4; four if nothing is said. */
  readonly takes?: number;
  /** The parts that play; all if nothing is said. */
  readonly parts?: readonly Part[];
  /** Events a bar that a part should have, about. */
  readonly density?: Partial<Readonly<Record<Part, number>>>;
  /** Where the off 16th should fall within its 8th, in `SWING_RANGE`: 0.5 straight, 0.667 a triplet. */
  readonly swing?: number;
  /** What writes a beat of a style: the base network, or a baseline to hear what it lacks. Not with an artist. */
  readonly generator?: GeneratorKind;
  /** Whether the artist's lyrics, if there are any, may ask for tempo, density and rests; they may if nothing is said. */
  readonly flow?: boolean;
  readonly message?: MessagePlace;
}

export interface TakeView {
  readonly id: string;
  readonly name: TakeName;
  readonly votes: number;
}

/** One answer to /beat, as it is now. */
export interface BeatView {
  readonly id: string;
  /** Absent for a beat of a style alone. */
  readonly artist?: string;
  readonly style: Style;
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  readonly seconds: number;
  readonly seed: number;
  /** The artist's generator; absent for a beat of a style alone. */
  readonly generatorVersion?: number;
  /** What its takes were held against before they were sent; absent where there are no references. */
  readonly originality?: {
    readonly references: number;
    /** Takes that had come too close at first and were written anew. */
    readonly rewritten: number;
    /** By part, the likeness of the two bars that are most alike, 0–1. */
    readonly twoBars: Partial<Readonly<Record<Part, number>>>;
  };
  /** Anything that people should know of how it came about, one sentence each. */
  readonly notes: readonly string[];
  /** In the order of `TAKE_NAMES`, with the votes as they stand. */
  readonly takes: readonly TakeView[];
}

export interface Picture {
  readonly png: Uint8Array;
  /** At most 1,024 characters. */
  readonly alt: string;
}

export interface TakeFiles {
  readonly midi: Uint8Array;
  readonly mp3: Uint8Array;
  /** Only where it was asked for: by the terminal. */
  readonly wav?: Uint8Array;
  /** A ZIP of MIDI, stems and text; likewise. */
  readonly stems?: Uint8Array;
  /** What making the take took, in milliseconds. */
  readonly ms: { readonly generate: number; readonly render: number; readonly encode: number };
}

/** How the vote on a beat stands after somebody pressed a button. */
export interface VoteView {
  readonly beatId: string;
  /** What the asker's vote is now; absent if it has been taken back. */
  readonly choice?: TakeName;
  /** Rises with every vote on the beat: of two views the one with the higher revision is newer. */
  readonly revision: number;
  /** In the order of `TAKE_NAMES`. */
  readonly takes: readonly TakeView[];
}

/** One of a take's files that are made when somebody wants them. */
export interface DownloadWish {
  readonly takeId: string;
  readonly download: Download;
}

export interface ReworkWish {
  readonly takeId: string;
  readonly reworking: Reworking;
}

/** A download that is there. */
export interface DownloadView {
  readonly beat: BeatView;
  readonly take: TakeView;
  readonly download: Download;
}

export interface DownloadedFile {
  /** Such as `zip`, `wav`, `mid`. */
  readonly ending: string;
  readonly bytes: Uint8Array;
}

/** A reference and what was found in it. */
export interface ShownReference {
  readonly artist: string;
  readonly reference: ReferenceView;
  /** What was left out or understood differently, one sentence each. */
  readonly warnings: readonly string[];
}

export interface IngestResult extends ShownReference {
  /** Whether a training starts by itself after it. */
  readonly trainsItself: boolean;
}

export interface TrainResult {
  readonly artist: string;
  readonly version: number;
  readonly references: number;
  /** Scores that were learned from. */
  readonly loops: number;
  readonly generatorId: string;
  /** How long it took. */
  readonly seconds: number;
  /** Steps of training; 0 of a generator that counts. */
  readonly steps?: number;
  /** What other artists' generators need for the same music, on average, in bits a step. */
  readonly wrongArtists?: number;
  /** Takes that were tried out, and how many of them came too close to a reference. */
  readonly originality?: { readonly takes: number; readonly rejected: number };
  /** Absent if there was too little to keep any out. */
  readonly heldOut?: HeldOut;
}

interface JobFacts {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** What is being done, as people read it: a few words in lower case, such as `reading the track`. */
  readonly stage: string;
  /** 0–100. */
  readonly percent: number;
  readonly requestedById: string;
  /** What the job is about, as people read it: `Night Shift` or `UK drill`. */
  readonly subject: string;
  readonly message?: MessagePlace;
  /** Where its message is to be posted; present until it is. */
  readonly opening?: MessageOpening;
  /** Why it failed and what to do next; present exactly if `state` is `failed`. */
  readonly failure?: { readonly id: string; readonly sentence: string };
}

/** A job as people see it. `result` is present exactly if `state` is `done`. */
export type JobView =
  | (JobFacts & { readonly kind: 'ingest'; readonly result?: IngestResult })
  | (JobFacts & { readonly kind: 'correct'; readonly result?: IngestResult })
  | (JobFacts & { readonly kind: 'hear'; readonly result?: IngestResult })
  | (JobFacts & { readonly kind: 'train'; readonly result?: TrainResult })
  | (JobFacts & { readonly kind: 'beat'; readonly result?: BeatView })
  | (JobFacts & { readonly kind: 'download'; readonly result?: DownloadView });

export interface JobTicket {
  readonly jobId: string;
}

export interface Services {
  /** Makes an artist that the asker owns. The name is trimmed. */
  createArtist(who: Asker, artist: { name: string; style?: Style }): Promise<ArtistCard>;
  /** Names are compared without case, here and below. */
  showArtist(who: Asker, name: string): Promise<ArtistCard>;
  /** Artists of the asker's server whose name starts with or else contains `like`, at most 25, by name. */
  listArtists(who: Asker, like?: string): Promise<readonly ArtistSummary[]>;
  /** Adding a member twice changes nothing. */
  addCollaborator(who: Asker, artist: string, userId: string): Promise<ArtistCard>;
  /** Removing a member who is no collaborator changes nothing. */
  removeCollaborator(who: Asker, artist: string, userId: string): Promise<ArtistCard>;

  /** Rejects as `addReference` would for its artist and asker: to be asked before a file is fetched. */
  checkMayContribute(who: Asker, artist: string): Promise<void>;
  /** Stores the file and the consent, and files a job that reads it. */
  addReference(who: Asker, reference: NewReference): Promise<JobTicket>;
  /** The newest first; anyone in the server may look. */
  listReferences(who: Asker, artist: string): Promise<readonly ReferenceView[]>;
  /** The reference is used in no later training. `idOrName` is the reference's id or its file's name. */
  removeReference(who: Asker, artist: string, idOrName: string): Promise<RemovedReference>;

  /** A reference by its id or its file's name, and what was found in it; anyone in the server may look. */
  showReference(who: Asker, artist: string, idOrName: string): Promise<ShownReference>;
  /** A reference that the asker may correct now. Rejects as `correctReference` would for it and the asker. */
  referenceToCorrect(who: Asker, referenceId: string): Promise<ShownReference>;
  /** Files a job that reads or hears a reference again, as it is corrected. */
  correctReference(who: Asker, correction: ReferenceCorrection): Promise<JobTicket>;
  /** A picture of a reference's best loop. */
  referencePicture(referenceId: string): Promise<Picture | undefined>;

  /** Measures an artist's own lyrics and keeps what was measured, in place of what was before; not the lyrics. */
  setLyrics(who: Asker, lyrics: NewLyrics): Promise<MeasuredLyrics>;
  /** Forgets what was measured. @returns the artist's name. */
  removeLyrics(who: Asker, artist: string): Promise<{ readonly artist: string }>;

  /** Files a job that learns the artist's generator. */
  train(who: Asker, request: { artist: string; message?: MessagePlace }): Promise<JobTicket>;
  /** Calls a training off, whether it waits or is under way. Whoever asked for it may, and who may train. */
  cancelTraining(who: Asker, jobId: string): Promise<void>;
  /** Puts another version in use. */
  rollBack(who: Asker, artist: string, version: number): Promise<ArtistCard>;
  /** Whether uploads start a training by themselves. */
  setAutoTrain(who: Asker, artist: string, on: boolean): Promise<ArtistCard>;
  /** A picture of how a generator's loss fell while it was learned, if it was learned by steps. */
  lossCurve(generatorId: string): Promise<Picture | undefined>;
  /** Files a job that makes four takes; anyone in the server may. */
  requestBeat(who: Asker, request: BeatRequest): Promise<JobTicket>;

  /** Votes for a take, moves the asker's vote to it, or takes it back if it is on that take already. */
  castVote(who: Asker, takeId: string): Promise<VoteView>;
  /** How the vote on a beat stands. */
  votes(who: Asker, beatId: string): Promise<VoteView>;
  takeFiles(takeId: string): Promise<TakeFiles>;
  /** Files a job that makes a new beat of a take; anyone in the server may. */
  requestRework(who: Asker, wish: ReworkWish & { message?: MessagePlace }): Promise<JobTicket>;
  /** Files a job that makes a download; anyone in the server may. */
  requestDownload(who: Asker, wish: DownloadWish & { message?: MessagePlace }): Promise<JobTicket>;
  /** A download that was made before; `undefined`: ask for it. */
  findDownload(who: Asker, wish: DownloadWish): Promise<DownloadView | undefined>;
  /** The files of a download that is there, the one to listen to first. */
  downloadFiles(wish: DownloadWish): Promise<readonly DownloadedFile[]>;
  /** A picture of a beat's takes, for those who would rather look, and in words for those who cannot. */
  beatSheet(beatId: string): Promise<Picture | undefined>;

  /** A job by its id. */
  job(jobId: string): Promise<JobView>;
  /** Jobs with a message that does not yet show how they ended, the oldest first. */
  jobsToShow(): Promise<readonly JobView[]>;
  /** Remembers which message a job is shown in. */
  messagePosted(jobId: string, place: MessagePlace): Promise<void>;
  /** Remembers that the message of a job that has ended shows so, or never can. */
  markDelivered(jobId: string): Promise<void>;
}
