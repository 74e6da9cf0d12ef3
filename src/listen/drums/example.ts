/** What the drum network learns from: the features of a sound, and the strokes that are in it. */
import type { DrumVoice } from '../types.ts';

export interface TrueStroke {
  /** Onset in seconds. */
  readonly time: number;
  readonly voice: DrumVoice;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
}

export interface DrumExample {
  readonly frames: number;
  /** frames × VALUES, as `featuresOf` gives them; half precision is enough. */
  readonly data: Float32Array | Float16Array;
  readonly strokes: readonly TrueStroke[];
}
