/** What the networks of this folder learn from: what they are shown of a sound, and what is played in it. */
import { type BassImage, bassImage } from '../../../src/listen/pitch/bass-image.ts';
import { decimate } from '../../../src/listen/pitch/decimate.ts';
import type { Grid } from '../../../src/listen/pitch/half-bars.ts';
import { openNoteNetwork, type Posteriors } from '../../../src/listen/pitch/posteriors.ts';
import { harmonicOf } from '../../../src/listen/pitch/separate.ts';

/** A note in seconds. */
export interface TrueNote {
  readonly time: number;
  readonly duration: number;
  /** MIDI pitch. */
  readonly pitch: number;
  /** Where it slides to; `time` is of the sound. */
  readonly glide?: { readonly pitch: number; readonly time: number; readonly duration: number };
}

/** What is played in a sound. */
export interface TrueNotes {
  readonly bass: readonly TrueNote[];
  readonly chords: readonly TrueNote[];
  readonly melody: readonly TrueNote[];
  readonly grid: Grid;
}

export interface PitchExample {
  readonly image: BassImage;
  readonly posteriors: Posteriors;
  readonly truth: TrueNotes;
}

/** Shows a sound to the networks. */
export interface PitchShowing {
  /** @param mono at `LISTEN_RATE` */
  show(mono: Float32Array): Promise<Omit<PitchExample, 'truth'>>;
  release(): Promise<void>;
}

export async function openShowing(): Promise<PitchShowing> {
  const notes = await openNoteNetwork();
  return {
    async show(mono) {
      const samples = decimate(mono, 2);
      return { image: bassImage(samples), posteriors: await notes.posteriors(harmonicOf(samples)) };
    },
    release: () => notes.release(),
  };
}
