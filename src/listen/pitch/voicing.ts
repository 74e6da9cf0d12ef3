/** Which keys of each half bar are the chords'. */
import type { HeardNote } from '../types.ts';
import type { Evidence } from './evidence.ts';
import type { Span } from './half-bars.ts';
import { type HeardChord, overlap } from './harmony.ts';
import { type Head, logits, softmax } from './head.ts';
import { KEYS, LOWEST_KEY } from './posteriors.ts';

/** How many spans away the same chord may be heard again: two and four bars. */
const AGAIN = [4, 8];
export const KEY_INPUTS = 29 + 2 * AGAIN.length;
/** Keys that a chord may have: E2 to C6. */
export const LOWEST_VOICE = 40 - LOWEST_KEY;
export const HIGHEST_VOICE = 84 - LOWEST_KEY;

/** What a key of a span is judged by. */
export function keyInputs(
  key: number,
  i: number,
  evidence: readonly Evidence[],
  chord: Pick<HeardChord, 'root' | 'confidence'> | undefined,
  bassPitch: number | undefined,
): Float32Array {
  const { mean, most, onset } = evidence[i]!;
  const row = new Float32Array(KEY_INPUTS);
  const pitch = key + LOWEST_KEY;
  const at = (other: number) => mean[other] ?? 0;
  row.set([
    at(key),
    most[key]!,
    onset[key]!,
    at(key - 1),
    at(key + 1),
    at(key - 12),
    at(key + 12),
    at(key - 19),
    at(key - 24),
    evidence[i - 1]?.mean[key] ?? 0,
    evidence[i + 1]?.mean[key] ?? 0,
    (pitch - 60) / 12,
    ((pitch - 60) / 12) ** 2,
  ]);
  let above = 0;
  let below = 0;
  for (let other = LOWEST_VOICE; other < KEYS; other++) {
    if (other > key) above += mean[other]!;
    else if (other < key) below += mean[other]!;
  }
  row[13] = Math.min(3, above) / 3;
  row[14] = Math.min(3, below) / 3;
  if (bassPitch !== undefined) {
    row[15] = pitch <= bassPitch + 1 ? 1 : 0;
    row[16] = [12, 19, 24].includes(pitch - bassPitch) ? 1 : 0;
  }
  for (const [k, away] of AGAIN.entries()) {
    const others = [evidence[i - away], evidence[i + away]].filter((one) => one !== undefined);
    for (const { mean, onset } of others) {
      row[29 + 2 * k]! += mean[key]! / others.length;
      row[30 + 2 * k]! += onset[key]! / others.length;
    }
  }
  if (chord) row[17 + ((pitch - chord.root + 12) % 12)] = chord.confidence;
  return row;
}

/** A key is the chord's above this. */
const VOICE = 0.5;
/** The largest chord that is believed. */
const MOST_VOICES = 7;
/** Below this a key is not looked at. */
const AUDIBLE = 0.1;
/** What is played in a span. */
export interface Voicing {
  /** Ascending. */
  readonly keys: readonly number[];
  /** How likely each key that is heard at all is the chord's. */
  readonly likely: ReadonlyMap<number, number>;
}

/** The keys of each span's chord. */
export function voicingsOf(
  evidence: readonly Evidence[],
  spans: readonly Span[],
  harmony: readonly (Pick<HeardChord, 'root' | 'confidence'> | undefined)[],
  bass: readonly HeardNote[],
  head: Head,
): Voicing[] {
  return spans.map((span, i) => {
    const likely = new Map<number, number>();
    const low = lowestOf(bass, span);
    for (let key = LOWEST_VOICE; key <= HIGHEST_VOICE; key++) {
      if (evidence[i]!.most[key]! < AUDIBLE) continue;
      likely.set(key, softmax(logits(head, keyInputs(key, i, evidence, harmony[i], low)))[1]!);
    }
    return { keys: keysOf(likely), likely };
  });
}

/** The keys that a chord is believed to have, ascending. */
export function keysOf(likely: ReadonlyMap<number, number>): number[] {
  return [...likely]
    .filter(([, probability]) => probability >= VOICE)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_VOICES)
    .map(([key]) => key)
    .sort((a, b) => a - b);
}

/** The pitch that the bass has for most of a span. */
export function lowestOf(
  bass: readonly Pick<HeardNote, 'time' | 'duration' | 'pitch'>[],
  { from, to }: Span,
): number | undefined {
  let longest = 0;
  let pitch: number | undefined;
  for (const note of bass) {
    const shared = overlap(note.time, note.time + note.duration, from, to);
    if (shared > longest) {
      longest = shared;
      pitch = note.pitch;
    }
  }
  return pitch;
}
