/** What the drum network learns from: the features of a sound, and the strokes that are in it. */

import { FRAME_RATE, VALUES } from '../../../src/listen/drums/features.ts';
import type { DrumVoice } from '../../../src/listen/types.ts';
import type { Drum, Random } from '../../../src/music/index.ts';

export interface TrueStroke {
  /** Onset in seconds. */
  readonly time: number;
  readonly voice: DrumVoice;
  /** Which of the voice's drums; where it is not told, it is not taught. */
  readonly drum?: Drum;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
  /** Drowned by other sounds: neither it nor its absence is taught. */
  readonly isCovered?: boolean;
}

export interface DrumExample {
  readonly frames: number;
  /** frames × VALUES, as `featuresOf` gives them; half precision is enough. */
  readonly data: Float32Array | Float16Array;
  readonly strokes: readonly TrueStroke[];
}

/**
 * Gives random excerpts to learn from: of so many frames, or the whole of what is shorter. What is given depends on
 * nothing but what is asked, so that a training can go on where it was.
 */
export type Excerpts = (frames: number, random: Random, step: number) => DrumExample;

/** Excerpts of given examples. */
export function excerptsOf(examples: readonly DrumExample[]): Excerpts {
  return (frames, random) => {
    const { data, strokes, ...example } = random.pick(examples);
    const from = random.int(Math.max(1, example.frames - frames + 1));
    const until = Math.min(example.frames, from + frames);
    return {
      frames: until - from,
      data: data.subarray(from * VALUES, until * VALUES),
      strokes: strokes.map((stroke) => ({ ...stroke, time: stroke.time - from / FRAME_RATE })),
    };
  };
}
