/** What the worker threads are asked and what they answer: plain data that can cross a thread's border. */
import type { MessagePort } from 'node:worker_threads';
import type { Engine } from '../audio/index.ts';
import type { Corrections, DrumVoice, Hearing } from '../listen/index.ts';
import type { Change, CurvePoint, HeldOut, StyleShare, TakesRequest } from '../model/index.ts';
import type {
  Drum,
  Key,
  Master,
  MidiReading,
  Origin,
  OriginalityReport,
  Part,
  Playing,
  Score,
  Style,
  TakeDetails,
  Voice,
} from '../music/index.ts';
import type { BattleSheet, Kit, Marker } from '../render/index.ts';
import type { Download, JsonObject, Told } from '../store/index.ts';
import type { Leaning, Taste } from '../taste/index.ts';
import type { TrackTimbre } from '../timbre/index.ts';
import type { SentError } from '../words/index.ts';

export interface Tasks {
  /** What writing needs is loaded before somebody waits for it; `ofStyle`: the base network will write, not an artist's. */
  prepareWriting: { input: { ofStyle: boolean }; output: undefined };
  /** What sounding needs is loaded, the style's instruments with it. */
  prepareSound: { input: { style: Style }; output: undefined };
  /** A sound file is heard: its rhythm, key, notes and loops. */
  listen: {
    input: {
      bytes: Uint8Array;
      /** What its name says of tempo and key is heeded. */
      fileName?: string;
      /** Whether the bytes are stems of one song, from `packStems`. */
      isStems?: boolean;
      /** The style that the artist says it is. */
      style?: Style;
      corrections?: Corrections;
      /** Whether a picture of the best loop is wanted. */
      picture?: boolean;
    };
    output: Hearing & { picture?: { png: Uint8Array; alt: string } };
  };
  /** A MIDI file becomes the scores of its loops; of another tempo or key, they have the same notes. */
  readMidi: {
    input: { bytes: Uint8Array; isStems?: boolean; fileName?: string; corrections?: Told };
    output: Pick<MidiReading, 'tracks' | 'tempoFrom' | 'keyFrom'> & {
      scores: Score[];
      seconds: number;
      warnings: string[];
      /** Of the warnings, those that tell more than `tracks` and `tempoFrom`. */
      others: string[];
      picture?: { png: Uint8Array; alt: string };
    };
  };
  /**
   * The artist's generator is learned: an adapter of the base network. Without
   * a style, the one that explains the scores best is taken.
   */
  learn: {
    input: {
      /** `isHeard`: from sound, so that what is guessed in the scores is not learned. */
      references: readonly { id: string; scores: readonly Score[]; isHeard?: boolean }[];
      style?: Style;
      seed: number;
      /**
       * Where a checkpoint is kept meanwhile: a training that was killed goes on from it if it is asked for again
       * with the same references. Whoever made the folder removes it when the generator is kept.
       */
      folder?: string;
      /** Generators of other artists, to be held against the references that this one has not learned from. */
      others?: readonly Uint8Array[];
    };
    output: LearnOutput;
  };
  /** Takes are written: their scores and MIDI files, in order. Without a generator, by the style alone. */
  write: {
    input: {
      generator?: Uint8Array;
      /** What writes where there is no generator; the base network unless told. */
      base?: 'network' | 'ngram' | 'chapter';
      request: WriteRequest;
      /** The scores of each reference of the artist, which takes should take after. */
      like?: readonly (readonly Score[])[];
      /** What those who will vote like. */
      taste?: Taste;
      names: readonly string[];
      /** Who writes, for the MIDI files to say. */
      origin?: Omit<Origin, 'take'>;
      /** A score to work on: what the change leaves stays to the tick. Only networks can. */
      rework?: { score: Score; change: Change };
    };
    output: {
      takes: {
        name: string;
        score: Score;
        midi: Uint8Array;
        ms: number;
        /** What votes will be understood by, as `traitsOf` gives them. */
        traits: readonly number[];
      }[];
    };
  };
  /** Which styles scores sound like: the likeliest first, three at most. There is at least one score. */
  styles: { input: { scores: readonly Score[] }; output: { styles: readonly StyleShare[] } };
  /** Scores are held against an artist's references. */
  check: {
    input: {
      /** Names the references: the same name, the same references. */
      gate: string;
      references: readonly GateReference[];
      scores: readonly Score[];
    };
    output: { reports: OriginalityReport[] };
  };
  /** The loss of a training becomes a picture. */
  curve: { input: { points: readonly CurvePoint[] }; output: { png: Uint8Array; alt: string } };
  /** What an artist usually does is counted, reference by reference, and becomes a picture. */
  habits: {
    input: {
      references: readonly { bpm: number; key: Key; parts: readonly Part[]; scores: readonly Score[] }[];
    };
    output: { plays: readonly Playing[]; png: Uint8Array; alt: string };
  };
  /** What votes say becomes a picture; there is at least one leaning. */
  taste: {
    input: { artist: string; votes: number; leanings: readonly Leaning[] };
    output: { png: Uint8Array; alt: string };
  };
  /** A kit of one's own is read: from its file, or the style's, or with another SoundFont, or both. */
  kit: {
    input: { style: Style; path?: string; soundFont?: string };
    /** What its SoundFonts lack is told in sentences. */
    output: { kit: Kit; warnings: string[] };
  };
  /** A recording of one stroke is made ready for a kit. */
  oneShot: {
    input: { bytes: Uint8Array; name: string; voice: Voice };
    output: Omit<OwnVoice, 'voice'> & { seconds: number };
  };
  /** Drums are cut out of a track, ready for a kit: of each voice that is told apart by ear one at most. */
  cutDrums: {
    /** `isStems`: the bytes are stems of one song, from `packStems`. */
    input: { bytes: Uint8Array; name: string; isStems?: boolean };
    output: {
      sounds: readonly {
        heardAs: DrumVoice;
        voice: Drum;
        /** A mono WAV. */
        wav: Uint8Array;
        seconds: number;
        /** 0–1: how surely it was found, and how little else sounded. */
        clean: number;
      }[];
    };
  };
  /** What a track sounds like is measured; nothing of its sound is in the measure. */
  hearTimbre: {
    /** `isStems`: the bytes are stems of one song, from `packStems`. */
    input: { bytes: Uint8Array; isStems?: boolean };
    output: TrackTimbre;
  };
  /** What tracks have in common becomes what kits are played with, as it is kept with a generator; of silence nothing does. */
  timbre: { input: { tracks: readonly TrackTimbre[] }; output: JsonObject | undefined };
  /** The sounds of a kit, and the fitted drums where it has none, become a picture and a loop; there is at least one. */
  kitSheet: {
    input: { title: string; sounds: readonly OwnVoice[]; timbre?: JsonObject | undefined };
    output: { png: Uint8Array; alt: string; mp3: Uint8Array };
  };
  /** One take becomes sound, and what a producer wants of it besides. */
  sound: {
    input: {
      score: Score;
      style: Style;
      seed: number;
      tags: Tags;
      wav: boolean;
      /** As streaming services play it unless told. */
      master?: Master;
      /** A ZIP of stems is wanted, under this name. */
      stems?: TakeDetails;
      /** Another kit than the style's. */
      kit?: Kit;
      /** An artist's own sounds in the kit. */
      own?: readonly OwnVoice[];
      /** What the artist's tracks sound like. */
      timbre?: JsonObject;
      /** Whether a kit of no style plays, in the mix of none. */
      isStyleless?: boolean;
    };
    output: {
      mp3: Uint8Array;
      wav?: Uint8Array;
      /** A ZIP. */
      stems?: Uint8Array;
      /** The sound's outline, for a picture: peaks between 0 and 1 over its length. */
      outline: Float32Array;
      ms: { render: number; encode: number };
    };
  };
  /** The takes of a beat become one picture. */
  sheet: {
    input: { style: Style; takes: readonly { name: string; score: Score; outline: Float32Array }[] };
    output: { png: Uint8Array; alt: string };
  };
  /** A take becomes one of the files that are made when somebody wants them. */
  download: {
    input: {
      download: Download;
      score: Score;
      style: Style;
      seed: number;
      master: Master;
      /** An artist's own sounds in the style's kit. */
      own?: readonly OwnVoice[];
      /** As of `sound`. */
      timbre?: JsonObject;
      /** Whether a kit of no style plays, in the mix of none. */
      isStyleless?: boolean;
      name: TakeDetails;
      tags: Tags;
      /** What the files may weigh together. */
      maxBytes: number;
    };
    output: { files: { ending: string; bytes: Uint8Array }[] };
  };
  /** A recording becomes an MP3 that is as loud as others and says nothing of itself. */
  level: {
    input: { bytes: Uint8Array; maxSeconds: number };
    /** `loudness`: before, in LUFS. */
    output: { mp3: Uint8Array; seconds: number; loudness: number };
  };
  /** The MP3 of a take that does not say whose it is. */
  blind: { input: { mp3: Uint8Array }; output: { mp3: Uint8Array } };
  /** What came of a battle becomes a picture. */
  battleSheet: { input: BattleSheet; output: { png: Uint8Array; alt: string } };
  /** A loop becomes a song. */
  song: {
    input: { score: Score; style: Style; seed: number; tags: Tags; master?: Master; kit?: Kit };
    output: { mp3: Uint8Array; wav: Uint8Array; midi: Uint8Array; sections: readonly Marker[] };
  };
}

/** A sound of an artist's own kit. */
export interface OwnVoice {
  readonly voice: Voice;
  /** A mono WAV, as `oneShot` gives it. */
  readonly wav: Uint8Array;
  /** The MIDI pitch of an 808. */
  readonly pitch?: number;
}

/** A reference as takes are held against it. */
export interface GateReference {
  /** What it is called in reasons. */
  readonly name: string;
  readonly scores: readonly Score[];
}

export interface LearnOutput {
  readonly generator: Uint8Array;
  /** `adapter`. */
  readonly kind: string;
  readonly style: Style;
  /** Where nobody has said the style: the likeliest, the first of which was taken. */
  readonly styles?: readonly StyleShare[];
  /** The first 12 hex digits of the SHA-256 of the base network's file. */
  readonly base: string;
  readonly heldOut: HeldOut;
  /** The loss as training went on. */
  readonly curve: readonly CurvePoint[];
  /** Steps of training that the generator has. */
  readonly steps: number;
  readonly seconds: number;
  /** Mean bits a step of the other artists' generators on the same held-out references, if there were any. */
  readonly wrongArtists?: number;
  /** Takes written by the finished generator, and how many of them the originality gate would have stopped. */
  readonly originality?: { readonly takes: number; readonly rejected: number };
  /** Settings of the training, as they are to be kept with the generator's lineage. */
  readonly settings: Readonly<Record<string, string | number>>;
}

export interface WriteRequest {
  readonly style: Style;
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  readonly seed: number;
  readonly parts?: readonly Part[];
  /** Events a bar, by part. */
  readonly density?: Partial<Readonly<Record<Part, number>>>;
  /** 0.5 straight, 0.667 a triplet. */
  readonly swing?: number;
  /** 16th steps of the loop at which the melody should rest. */
  readonly space?: readonly number[];
  /** Bars from `after` on say again what the first ones said, but for those that change. */
  readonly repeats?: TakesRequest['repeats'];
  /** Title of the MIDI files. */
  readonly title: string;
}

export interface Tags {
  readonly title: string;
  readonly artist: string;
  readonly bpm: number;
  /** Tonic, and `m` for minor: all that DJ software reads. */
  readonly key: string;
  /** Of a take: who wrote it. */
  readonly origin?: Origin;
}

export type TaskName = keyof Tasks;

/** A task on its way to a thread. */
export interface Envelope<N extends TaskName = TaskName> {
  readonly input: Tasks[N]['input'];
  /** Where a thread tells that it has begun, and of its progress; whatever comes back on it means: stop. */
  readonly port: MessagePort;
  /** What reads and writes sound files, for tasks that do. */
  readonly engine?: Engine;
}

/** A thread has taken a task. */
export interface Begun {
  readonly begun: true;
}

export interface Progress {
  readonly stage: string;
  /** 0–1 of the task. */
  readonly fraction: number;
  /** Of a training that goes by steps: how far it is, the loss of late, and by this pace the time to go. */
  readonly training?: {
    readonly step: number;
    readonly steps: number;
    readonly loss: number;
    readonly secondsLeft: number;
  };
}

/** An answer on its way back. An error's class would not survive the border, so its id and facts are sent. */
export type Answer<N extends TaskName = TaskName> =
  | { readonly ok: true; readonly output: Tasks[N]['output'] }
  | { readonly ok: false; readonly error: SentError }
  /** It was told to stop. */
  | { readonly ok: false; readonly error?: undefined };
