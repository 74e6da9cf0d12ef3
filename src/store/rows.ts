/** What the store keeps: a type for every kind of row, and what is given to make one. */
import type { Key, MidiReading, Part, Score, Style, TrackCorrections, Voice } from '../music/index.ts';
import type { JobMessage, NewJob } from './job-types.ts';
import type { Json, JsonObject } from './json-value.ts';

export * from './battle-types.ts';
export * from './job-types.ts';
export type * from './json-value.ts';
export * from './shelf-types.ts';

/** The server and the member that stand for the terminal, where there is no Discord. */
export const TERMINAL = 'terminal';

/** Stands for nobody where a job's row names who asked: for what a server wants of itself. */
export const NOBODY = 'nobody';

/** Longest name of an artist, in characters as people count them. */
export const ARTIST_NAME_LENGTH = 80;

export interface Artist {
  readonly id: string;
  readonly serverId: string;
  /** As its owner wrote it, trimmed; unique in its server whatever its case. */
  readonly name: string;
  readonly ownerId: string;
  /** Where the artist's sound starts from, if that was said. */
  readonly style: Style | null;
  /** Members who hand over and train besides the owner, in order of being added. */
  readonly collaboratorIds: readonly string[];
  /** The generator that beats are made with: the newest that is not retired, unless another was chosen. */
  readonly generatorId: string | null;
  /** Whether uploads start a training by themselves. */
  readonly autoTrain: boolean;
  /** When a training will start by itself, if one will. */
  readonly trainAfter: Date | null;
  /** Whether names and pictures of references are for the artist's own people only. */
  readonly hidesReferences: boolean;
  /** Whether votes shape its beats, and from when on they count; `null`: all of them. */
  readonly followsTaste: boolean;
  readonly tasteSince: Date | null;
  /** Whether others may ask for beats of it and another artist together. */
  readonly allowsBlends: boolean;
  /** The member who becomes the owner by saying yes. */
  readonly offeredTo: string | null;
  readonly createdAt: Date;
}

/** What an erasure took away. */
export interface ErasedCounts {
  readonly artists: number;
  readonly references: number;
  /** Consents that ended with it. */
  readonly consentsWithdrawn: number;
  readonly generators: number;
  readonly lyrics: number;
  /** Of kits. */
  readonly sounds: number;
  readonly beats: number;
  readonly takes: number;
  readonly votes: number;
  readonly stars: number;
  /** Handed in for battles. */
  readonly entries: number;
  readonly jobs: number;
}

/** Stands where a member was named whose data was erased. */
export const ERASED = 'erased';

/** A part of an erasure, and the blobs that its rows named. */
export interface Erased {
  readonly counts: Partial<ErasedCounts>;
  readonly blobs: readonly string[];
}

/** What is left of an erasure: it names nobody. */
export interface Receipt {
  readonly id: string;
  readonly of: 'artist' | 'member' | 'server';
  readonly counts: ErasedCounts;
  readonly erasedAt: Date;
}

/** For whom a training starts by itself, and where it is shown. */
export interface TrainFor {
  readonly memberId: string;
  readonly message?: JobMessage;
}

/** When a training should start by itself, for whom, and what its own message answers. */
export interface TrainWish {
  readonly after: Date;
  readonly memberId: string;
  readonly message?: JobMessage | undefined;
}

/** What can be changed of an artist. */
export interface NewSettings {
  readonly autoTrain?: boolean | undefined;
  readonly hidesReferences?: boolean | undefined;
  readonly followsTaste?: boolean | undefined;
  /** Votes until then do not count any more. */
  readonly tasteSince?: Date | null | undefined;
  readonly allowsBlends?: boolean | undefined;
  readonly style?: Style | null | undefined;
  /** Unless trainings that start by themselves are switched off. */
  readonly train?: TrainWish | undefined;
}

/** What decides whether a training that is due starts now. */
export interface DueTraining {
  readonly artist: Artist;
  readonly trainFor: TrainFor;
  /** References that are still being read. */
  readonly checking: number;
  /** References that the newest generator has not learned from, or not as they are now. */
  readonly unlearned: number;
  /** The newest generator, unless it is retired. */
  readonly newest: StoredGenerator | null;
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
  /** Ready references that the generator in use has not learned from, or not as they are now corrected. */
  readonly unlearned: number;
}

export const REFERENCE_STATES = ['checking', 'waiting', 'ready'] as const;
/**
 * `checking`: stored, and its ingest job has not judged it yet; `waiting`: sound in which no listener so far was sure
 * of anything; `ready`: has scores and can be trained on.
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
  /** The names of the files of one song that it is made of, in the order of its blob, a ZIP; none of a single file. */
  readonly stems: readonly string[];
  /** Length of the music in seconds, once known. */
  readonly seconds: number | null;
  /** Tempo of the first score, in quarter notes a minute. */
  readonly bpm: number | null;
  readonly key: Key | null;
  /** How many scores were found in it. */
  readonly scoreCount: number;
  /** What the reader wanted people to know, such as tempo changes that were left out. */
  readonly warnings: readonly string[];
  /** How surely it was heard; `null` of MIDI, and of what was heard before that was kept. */
  readonly hearing: HearingFacts | null;
  /** What its tracks were taken for; `null` of sound, and of MIDI that was read before that was kept. */
  readonly midi: MidiFacts | null;
  /** A picture of its best score. */
  readonly picture: StoredPicture | null;
  /** Which listener heard it. */
  readonly heardBy: string | null;
  /** What members said of it, oldest first; of each fact the last word holds. */
  readonly corrections: readonly Correction[];
  /** Rises whenever its scores are replaced. */
  readonly revision: number;
  /** Of a take that the owner kept: of which beat and which take it is. It is not the artist's own work. */
  readonly keptFrom: string | null;
  readonly consent: Consent;
  readonly createdAt: Date;
}

/** How surely sound was heard, 0–1. */
export interface HearingFacts {
  readonly bpmConfidence: number;
  /** That the tempo is neither half nor double, and the likelier of these; not kept of what was heard long ago. */
  readonly octaveConfidence?: number;
  readonly otherBpm?: number;
  readonly keyConfidence: number;
  /** The key that it is in, if not in the first. */
  readonly runnerUpKey: Key;
  /** Of the best loop, the parts that were heard surely enough to be learned from. */
  readonly parts: Partial<Readonly<Record<Part, number>>>;
  /** And those that were heard less surely. */
  readonly leftOut: Partial<Readonly<Record<Part, number>>>;
}

/** What a MIDI file was taken for. */
export type MidiFacts = Pick<MidiReading, 'tracks' | 'tempoFrom' | 'keyFrom'>;

/** A picture as a blob, and in words. */
export interface StoredPicture {
  readonly sha256: string;
  readonly alt: string;
}

/** What members know better of a reference than whoever read or heard it. Sound has no tracks. */
export interface Told extends TrackCorrections {
  /** Quarter notes a minute. */
  readonly bpm?: number;
  readonly key?: Key;
}

/** What a member said, and when. */
export interface Correction extends Told {
  readonly memberId: string;
  readonly at: Date;
  /** The job that read or heard the reference with it. */
  readonly jobId: string;
}

/** What was found with a correction, in place of what was found before. */
export interface Revision {
  readonly referenceId: string;
  readonly analysis: ReferenceAnalysis;
  readonly correction: Omit<Correction, 'at'>;
  /** When training starts by itself, unless that is switched off. */
  readonly train?: TrainWish;
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
  readonly hearing?: HearingFacts;
  readonly midi?: MidiFacts;
  /** From `blobs.put`. */
  readonly picture?: StoredPicture;
  /** Which listener heard it, of sound. */
  readonly heardBy?: string;
}

export interface NewReference {
  /** By default a new one. */
  readonly id?: string;
  readonly artistId: string;
  readonly name: string;
  readonly kind: ReferenceKind;
  /** From `blobs.put`. */
  readonly sha256: string;
  readonly size: number;
  /** Of several files of one song: their names, in the order of the blob, a ZIP. */
  readonly stems?: readonly string[];
  /** Given now, unless it was given before. */
  readonly consent: { readonly memberId: string; readonly wording: string; readonly givenAt?: Date };
  /** The job that reads it, filed in the same transaction. */
  readonly job?: NewJob;
  /** Of a take that the owner kept: of which beat and which take it is. */
  readonly keptFrom?: string;
  /** Given where the file was read already: then it is not `checking`. */
  readonly analysis?: ReferenceAnalysis;
  /** When training starts by itself, unless that is switched off; a later upload puts it off. */
  readonly trainAfter?: Date;
}

/** References that were handed over together, and the job that hands them on to jobs of their own. */
export interface NewReferences {
  /** The job that took them in. */
  readonly jobId: string;
  readonly references: readonly (NewReference & { readonly id: string; readonly job: NewJob })[];
  /** When training starts by itself, unless that is switched off; a later upload puts it off. */
  readonly trainAfter?: Date;
  /** Blobs that were put on the way here and are erased now, unless something else needs them. */
  readonly spent?: readonly string[];
  /** The reference that they were until now; it is taken back as by `remove`. */
  readonly instead?: { readonly referenceId: string; readonly memberId: string };
  /**
   * What the job came to.
   * @param twins the names of what the artist has already, by the ids of the references that were not added for it.
   */
  resultOf(twins: ReadonlyMap<string, string>): JsonObject;
}

/** How an artist raps, measured from lyrics; the words themselves are not kept. */
export interface Lyrics {
  readonly artistId: string;
  /** What was measured. */
  readonly flow: JsonObject;
  /** Who handed them over, and what they said to it. */
  readonly consent: Consent;
}

export interface NewLyrics {
  readonly artistId: string;
  readonly flow: JsonObject;
  readonly consent: { readonly memberId: string; readonly wording: string };
}

/** A sound of an artist's kit. */
export interface KitSound {
  readonly id: string;
  readonly artistId: string;
  readonly voice: Voice;
  readonly name: string;
  /** A mono WAV. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly seconds: number;
  /** The MIDI pitch of an 808. */
  readonly pitch: number | null;
  /** The reference that it was cut from, with which it goes. */
  readonly referenceId: string | null;
  readonly consent: Consent;
}

export interface NewKitSound
  extends Pick<KitSound, 'voice' | 'name' | 'sha256' | 'size' | 'seconds' | 'pitch'> {
  readonly referenceId?: string | null;
  readonly consent: { readonly memberId: string; readonly wording: string };
}

/** What a training found out. More figures may stand beside these. */
export interface TrainFigures {
  /**
   * Bits per step on held-out scores: `base` knows no style, `before` is the style alone, `after` the generator. Absent if there was
   * too little to hold any out. `first` is of first bars alone, where there is nothing to copy.
   */
  readonly heldOut?: {
    readonly base?: number;
    readonly before: number;
    readonly after: number;
    readonly first?: { readonly before: number; readonly after: number };
  };
  /** Scores learned from. */
  readonly scores: number;
  /** How long it took. */
  readonly seconds: number;
  readonly [more: string]: Json | undefined;
}

/** A trained generator as kept; its bytes are the blob. Never changed after it is added, but retired, which erases them. */
export interface StoredGenerator {
  readonly id: string;
  readonly artistId: string;
  /** 1, 2, … within the artist; never given twice. */
  readonly version: number;
  /** Which model reads the blob: the `kind` of `model`'s generator. */
  readonly kind: string;
  /** `null` once retired. */
  readonly sha256: string | null;
  readonly figures: TrainFigures;
  /** How it came to be: base, seed, settings. Of a retired one, nothing that tells of its references. */
  readonly lineage: JsonObject;
  /** References that it learned from. */
  readonly referenceIds: readonly string[];
  /** The blob of a picture of how it was learned. */
  readonly picture: string | null;
  /** The blob of a picture of what the artist usually does. */
  readonly habitsPicture: string | null;
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
  /** The revision of each that was learned from, where it may have changed meanwhile. */
  readonly revisions?: Readonly<Record<string, number>>;
  /** From `blobs.put`. */
  readonly picture?: string;
  readonly habitsPicture?: string;
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
export interface TakeBlobs {
  readonly midi: string;
  readonly mp3: string;
  readonly wav?: string;
  /** A ZIP. */
  readonly stems?: string;
  /** A picture of all takes of the beat; it lies with the first of them. */
  readonly sheet?: string;
  /** What was made of the take later, because somebody wanted it: `song.mp3`, `song.mid`. */
  readonly [download: DownloadFile]: string;
}

/** What can be had of a take besides its beat's own message. */
export const DOWNLOADS = ['stems', 'wav', 'ogg', 'song'] as const;
export type Download = (typeof DOWNLOADS)[number];
/** One of a download's files: the download and the file's ending. */
export type DownloadFile = `${Download}.${string}`;

export interface Take {
  readonly id: string;
  readonly beatId: string;
  readonly name: TakeName;
  readonly files: TakeBlobs;
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
  /** The beat that it was made of, while that is there. */
  readonly parentId: string | null;
  readonly jobId: string | null;
  /** In the order of `TAKE_NAMES`. */
  readonly takes: readonly Take[];
  readonly createdAt: Date;
}

/** The traits of the takes of a beat as they were shown, and which version of traits that is. */
export interface Shown {
  readonly version: number;
  readonly takes: Partial<Readonly<Record<TakeName, readonly number[]>>>;
}

/** A vote with all that it was a choice among. */
export interface ShownVote {
  readonly memberId: string;
  readonly chosen: TakeName;
  readonly shown: Shown['takes'];
}

export interface NewBeat {
  readonly serverId: string;
  readonly memberId: string;
  readonly artistId?: string;
  readonly generatorId?: string;
  /** Sounds of the artist's kit that it was made with, each once. */
  readonly sounds?: readonly string[];
  readonly style: Style;
  /** A safe integer. */
  readonly seed: number;
  readonly request: JsonObject;
  readonly notes?: readonly string[];
  /** For how many days takes that nobody wants are kept, as its message says; for good until somebody says otherwise. */
  readonly keepDays?: number | undefined;
  readonly shown?: Shown;
  /** The beat that it is made of: if that is gone meanwhile, it has none. */
  readonly parentId?: string;
  /** The job that made it: a job stores one beat, however often it runs. */
  readonly jobId?: string;
  /** One to four, each with its own name. */
  readonly takes: readonly {
    readonly name: TakeName;
    readonly score: Score;
    readonly files: TakeBlobs;
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
