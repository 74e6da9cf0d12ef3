/**
 * How likely which pitch sounds and begins, by the network of Bittner, Bosch, Rubinstein, Meseguer-Brocal and Ewert,
 * "A Lightweight Instrument-Agnostic Model for Polyphonic Note Transcription and Multipitch Estimation" (ICASSP
 * 2022), whose weights `@spotify/basic-pitch` carries (Apache-2.0).
 */
import { createRequire } from 'node:module';
import { compile, loadGraphModel } from '../../engine/index.ts';

/** Samples a second that the network takes. */
export const PITCH_RATE = 22_050;
/** Samples from frame to frame. */
const HOP = 256;
/** Samples and frames of one run: two seconds less a frame. */
const WINDOW = 2 * PITCH_RATE - HOP;
const WINDOW_FRAMES = 172;
/** Frames at each end of a run that have seen too little and are thrown away. */
const EDGE = 15;
/** Frames that each run adds, so that all lie on one grid. */
const STEP = 141;
/** Runs that are made as one. */
const BATCH = 4;

/** The piano's keys, MIDI 21 to 108. */
export const LOWEST_KEY = 21;
export const KEYS = 88;

/** 0–1 for each frame and key, frames × 88. */
export interface Posteriors {
  /** Frames a second; frame i is centred on i / rate seconds. */
  readonly rate: number;
  readonly frames: number;
  /** That the key sounds. */
  readonly sounding: Float32Array;
  /** That it begins. */
  readonly onsets: Float32Array;
}

export interface NoteNetwork {
  /** @param samples mono, at `PITCH_RATE` */
  posteriors(
    samples: Float32Array,
    o?: { readonly signal?: AbortSignal; onProgress?(done: number): void },
  ): Promise<Posteriors>;
  release(): Promise<void>;
}

/** Loads the network and makes it ready to run. Running it computes: do so on a worker thread. */
export async function openNoteNetwork(): Promise<NoteNetwork> {
  const path = createRequire(import.meta.url).resolve('@spotify/basic-pitch/model/model.json');
  const model = await loadGraphModel(path);
  const program = await compile(
    ({ audio }) => {
      const { Identity_1: sounding, Identity_2: onsets } = model.apply({ input_2: audio });
      return { sounding: sounding!, onsets: onsets! };
    },
    { inputs: { audio: { shape: [BATCH, WINDOW, 1] } } },
  );
  return {
    async posteriors(samples, { signal, onProgress } = {}) {
      const frames = Math.ceil(samples.length / HOP);
      const sounding = new Float32Array(frames * KEYS);
      const onsets = new Float32Array(frames * KEYS);
      const audio = new Float32Array(BATCH * WINDOW);
      const runs = Math.ceil(frames / STEP);
      for (let first = 0; first < runs; first += BATCH) {
        signal?.throwIfAborted();
        for (let run = 0; run < BATCH; run++) {
          fillWindow(audio, run * WINDOW, samples, ((first + run) * STEP - EDGE) * HOP);
        }
        const heard = await program.run({ audio });
        for (let run = first; run < Math.min(runs, first + BATCH); run++) {
          const at = run * STEP * KEYS;
          const from = ((run - first) * WINDOW_FRAMES + EDGE) * KEYS;
          const count = Math.min(STEP * KEYS, sounding.length - at);
          sounding.set((heard.sounding.data as Float32Array).subarray(from, from + count), at);
          onsets.set((heard.onsets.data as Float32Array).subarray(from, from + count), at);
        }
        onProgress?.(Math.min(1, (first + BATCH) / runs));
      }
      return { rate: PITCH_RATE / HOP, frames, sounding, onsets };
    },
    async release() {
      await program.release();
      model.dispose();
    },
  };
}

/** Copies what a sound has from a sample on, silence where it has nothing. */
function fillWindow(into: Float32Array, at: number, samples: Float32Array, from: number): void {
  into.fill(0, at, at + WINDOW);
  const first = Math.max(0, from);
  const last = Math.min(samples.length, from + WINDOW);
  if (last > first) into.set(samples.subarray(first, last), at + first - from);
}
