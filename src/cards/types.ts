/** What services answer with. Types only. */
import type { Flow, Pace } from '../flow/index.ts';
import type { Key, Part, Style } from '../music/index.ts';
import type { Download, TakeName } from '../store/index.ts';
import type { MessageOpening, MessagePlace } from '../services/asker.ts';

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

export interface RemovedReference {
  /** Its file's name. */
  readonly name: string;
  /** Versions of the generator that had learned from it and are used no longer. */
  readonly retired: readonly number[];
  /** The version in use from now on, if there is one. */
  readonly version?: number;
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
