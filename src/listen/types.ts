/** What is heard, in seconds and as found: off any grid, with how sure it is. */
import type { Drum, Key, Part, Score } from '../music/index.ts';

/** The kinds of drum that are told apart by ear alone: `voiceOf` says which drum is heard as which. */
export const DRUM_VOICES = ['kick', 'snare', 'closedHat', 'openHat', 'percussion'] as const;
export type DrumVoice = (typeof DRUM_VOICES)[number];

/** How likely each voice strikes, frame by frame; frame i is centred on i / rate seconds. */
export interface Activations {
  /** Frames a second. */
  readonly rate: number;
  /** 0–1 a frame, all of one length. */
  readonly voices: Readonly<Record<DrumVoice, Float32Array>>;
  /** If it is known: how hard the stroke of a frame is, 0–1, and how far from the frame it lies, in frames. */
  readonly velocities?: Readonly<Record<DrumVoice, Float32Array>>;
  readonly offsets?: Readonly<Record<DrumVoice, Float32Array>>;
  /** If it is known: how likely a stroke in a frame is of this drum and not of another of its voice, 0–1. */
  readonly drums?: Readonly<Record<Drum, Float32Array>>;
  /** If it is known: what the frames sound like. */
  readonly sounds?: Sounds;
}

/** A coarse spectrum of every frame. */
export interface Sounds {
  readonly frames: number;
  /** Bands a frame. */
  readonly width: number;
  /** frames × width, logarithms brought to 0–1. */
  readonly data: Float32Array;
}

export interface HeardHit {
  /** Onset in seconds. */
  readonly time: number;
  readonly voice: DrumVoice;
  /** Which of its voice's drums it is, as far as that is told. */
  readonly drum?: Drum;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
  /** 0–1. */
  readonly confidence: number;
}

/** The parts that have notes. */
export type TonalPart = Exclude<Part, 'drums'>;

export interface HeardNote {
  readonly part: TonalPart;
  /** Onset in seconds. */
  readonly time: number;
  /** Seconds. */
  readonly duration: number;
  /** MIDI pitch. */
  readonly pitch: number;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
  /** 0–1. */
  readonly confidence: number;
  /** A slide of a bass note to another pitch: `time` is when it starts, in seconds of the sound. */
  readonly glide?: { readonly pitch: number; readonly time: number; readonly duration: number };
}

export interface Rhythm {
  /** Quarter notes a minute as a producer would write them, to two decimals. */
  readonly bpm: number;
  /** 0–1. */
  readonly bpmConfidence: number;
  /** 0–1: how sure it is that the tempo is neither half nor double, if it is one of the three. */
  readonly octaveConfidence: number;
  /** The likelier of half and double the tempo; undefined if neither is to be thought of. */
  readonly otherBpm?: number;
  /** Seconds, ascending. */
  readonly beats: readonly number[];
  /** Those of the beats that begin a bar of 4/4. */
  readonly downbeats: readonly number[];
  /** Where the off 16th falls within its 8th, as a share: 0.5 is straight. Undefined if too few 16ths are heard. */
  readonly swing?: number;
  /** How late each voice is against the grid, in milliseconds (median); negative is early. */
  readonly pocketMs: Readonly<Partial<Record<DrumVoice, number>>>;
}

/** A tempo that a file's name gives, and whether the name says that the number is one. */
export interface NamedTempo {
  readonly bpm: number;
  readonly isSaid: boolean;
}

export interface HeardKey {
  readonly key: Key;
  /** 0–1. */
  readonly confidence: number;
  readonly runnerUp: Key;
}

/** A passage that the track lives on, as a score. */
export interface Loop {
  /** Where its first bar begins, in seconds. */
  readonly start: number;
  readonly bars: 4 | 8;
  readonly score: Score;
  /** 0–1 a part; 0 for a part that is not there. */
  readonly confidence: Readonly<Record<Part, number>>;
}

export interface Hearing extends Rhythm {
  /** Length of the sound. */
  readonly seconds: number;
  readonly key: Key;
  readonly keyConfidence: number;
  readonly runnerUpKey: Key;
  readonly drums: readonly HeardHit[];
  readonly notes: readonly HeardNote[];
  /** Best first. */
  readonly loops: readonly Loop[];
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/** How much likelier a voice strikes at a time, in seconds, than at any 16th: the logarithm of the ratio. */
export type Expectation = (voice: DrumVoice, time: number) => number;

/** What finds drums in a sound. */
export interface DrumListener {
  /** How likely each voice strikes when, for a mono sound at `LISTEN_RATE`. */
  activations(mono: Float32Array): Promise<Activations>;
  /**
   * The strikes, sorted by time, their onsets refined below a frame.
   * @param expected decides, once the beat is known, what is doubtful by its sound; a listener may do without.
   */
  hitsOf(mono: Float32Array, activations: Activations, expected?: Expectation): readonly HeardHit[];
}
