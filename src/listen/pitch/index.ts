/**
 * What is played: bass with its slides, chords and melody. Two networks look at a sound, one at its low end (ours)
 * and one at everything (basic-pitch), and small ones judge which note is whose.
 */
import { readSafetensors } from '../../engine/index.ts';
import type { HeardNote } from '../types.ts';
import { bassImage } from './bass-image.ts';
import { openBassListener } from './bass-listener.ts';
import { decimate } from './decimate.ts';
import type { Grid } from './half-bars.ts';
import type { HeardChord } from './harmony.ts';
import { noteEvents } from './note-events.ts';
import { openNoteNetwork } from './posteriors.ts';
import { headsOf, read } from './reading.ts';
import { harmonicOf } from './separate.ts';

export type { HeardChord } from './harmony.ts';

export interface Pitched {
  /** Of bass, chords and melody; each part's sorted by time, then pitch. */
  readonly notes: readonly HeardNote[];
  /** The chord of each half bar in which something sounds. */
  readonly harmony: readonly HeardChord[];
}

export interface PitchOptions {
  readonly signal?: AbortSignal;
  /** 0–1. */
  onProgress?(done: number): void;
}

export interface PitchListener {
  /**
   * The notes of a mono sound at `LISTEN_RATE`. It computes: call it on a worker thread.
   * @param grid where beats and bars begin, which harmony is named by
   */
  notesOf(mono: Float32Array, grid: Grid, o?: PitchOptions): Promise<Pitched>;
  /** What basic-pitch alone would say, as its authors read it: all notes of a sound, whosever they are. */
  rawNotesOf(mono: Float32Array): Promise<HeardNote[]>;
  release(): Promise<void>;
}

/** Samples of what comes in for each that the networks take. */
const FACTOR = 2;

/** @param weights the file `assets/pitch.safetensors` */
export async function openPitch(weights: Uint8Array): Promise<PitchListener> {
  const file = readSafetensors(weights);
  const [low, all] = await Promise.all([openBassListener(file), openNoteNetwork()]);
  const heads = headsOf(file);
  return {
    async notesOf(mono, grid, { signal, onProgress } = {}) {
      const samples = decimate(mono, FACTOR);
      signal?.throwIfAborted();
      const bassPosteriors = await low.posteriors(bassImage(samples));
      onProgress?.(0.25);
      const posteriors = await all.posteriors(harmonicOf(samples), {
        signal,
        onProgress: (done) => onProgress?.(0.25 + 0.7 * done),
      });
      const { bass, chords, melody, harmony } = read({ low: bassPosteriors, posteriors }, grid, heads);
      onProgress?.(1);
      return { notes: [...bass, ...chords, ...melody], harmony };
    },
    async rawNotesOf(mono) {
      const events = noteEvents(await all.posteriors(decimate(mono, FACTOR)));
      return events.map(({ time, duration, pitch, strength }) => ({
        part: 'melody',
        time,
        duration,
        pitch,
        velocity: Math.min(127, Math.max(1, Math.round(127 * strength))),
        confidence: strength,
      }));
    },
    async release() {
      await Promise.all([low.release(), all.release()]);
    },
  };
}
