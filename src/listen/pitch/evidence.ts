/** What is heard of each key in each span of time. */
import type { Span } from './half-bars.ts';
import { KEYS, LOWEST_KEY, type Posteriors } from './posteriors.ts';

/** Of one span, for each of the piano's keys. */
export interface Evidence {
  /** Mean and highest posterior that the key sounds. */
  readonly mean: Float32Array;
  readonly most: Float32Array;
  /** Highest posterior that it begins. */
  readonly onset: Float32Array;
}

export function evidenceOf({ frames, rate, sounding, onsets }: Posteriors, { from, to }: Span): Evidence {
  const first = Math.min(frames, Math.max(0, Math.round(from * rate)));
  const last = Math.min(frames, Math.max(first + 1, Math.round(to * rate)));
  const mean = new Float32Array(KEYS);
  const most = new Float32Array(KEYS);
  const onset = new Float32Array(KEYS);
  for (let frame = first; frame < last; frame++) {
    for (let key = 0; key < KEYS; key++) {
      const value = sounding[frame * KEYS + key]!;
      const begins = onsets[frame * KEYS + key]!;
      mean[key]! += value / (last - first);
      if (value > most[key]!) most[key] = value;
      if (begins > onset[key]!) onset[key] = begins;
    }
  }
  return { mean, most, onset };
}

/** The keys from which chords are read: from C3; below it is the bass's. */
const LOWEST_CHORD_KEY = 48 - LOWEST_KEY;

/** How much each pitch class sounds, above the bass; the most is 1. */
export function chromaOf({ mean }: Evidence): Float32Array {
  const chroma = new Float32Array(12);
  for (let key = LOWEST_CHORD_KEY; key < KEYS; key++) chroma[(key + LOWEST_KEY) % 12]! += mean[key]!;
  return toMost(chroma);
}

/** Divides by the highest value; silence stays 0. */
export function toMost(values: Float32Array): Float32Array {
  let most = 1e-3;
  for (const value of values) if (value > most) most = value;
  return values.map((value) => value / most);
}
