/** Chords as they are played: which keys of each half bar are the chords', and when they are struck. */
import type { HeardNote } from '../types.ts';
import type { Evidence } from './evidence.ts';
import type { Span } from './half-bars.ts';
import { type HeardChord, overlap } from './harmony.ts';
import { type Head, logits, softmax } from './head.ts';
import { KEYS, LOWEST_KEY, type Posteriors } from './posteriors.ts';

export const KEY_INPUTS = 29;
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
  if (chord) row[17 + ((pitch - chord.root + 12) % 12)] = chord.confidence;
  return row;
}

/** A key is the chord's above this. */
const VOICE = 0.5;
/** The largest chord that is believed. */
const MOST_VOICES = 7;
/** A strike is where the chord's keys begin, on average, above this, and nearer strikes are one, in seconds. */
const STRIKE = 0.22;
const TOGETHER = 0.07;
/** A chord has ended where its keys sound less than this share of what they did. */
const ENDED = 0.4;
/** Shorter chords are none, in seconds. */
const SHORTEST = 0.05;

interface Voicing {
  readonly keys: readonly number[];
  readonly likely: ReadonlyMap<number, number>;
}

/** The chords' notes, sorted by time and pitch. */
export function chordNotes(
  posteriors: Posteriors,
  evidence: readonly Evidence[],
  spans: readonly Span[],
  harmony: readonly (HeardChord | undefined)[],
  bass: readonly HeardNote[],
  head: Head,
): HeardNote[] {
  const voicings = spans.map((span, i) => voicingOf(i, evidence, harmony[i], lowestOf(bass, span), head));
  const strokes: { from: number; to: number; voicing: Voicing; isHeld: boolean }[] = [];
  for (const [i, { from, to }] of spans.entries()) {
    const voicing = voicings[i]!;
    if (voicing.keys.length === 0) continue;
    const strikes = strikesOf(posteriors, voicing.keys, from, to);
    const [first] = strikes;
    if (first === undefined || first - from > TOGETHER) {
      // Nothing is struck as the span begins: what sounds there is held, or was not heard to begin.
      const isHeld = strokes.at(-1)?.to === from && sameKeys(voicings[i - 1]?.keys ?? [], voicing.keys);
      if (soundingAt(posteriors, voicing.keys, from, first ?? to) > ENDED / 2) {
        strokes.push({ from, to: first ?? to, voicing, isHeld });
      }
    }
    for (const [k, strike] of strikes.entries()) {
      strokes.push({ from: strike, to: strikes[k + 1] ?? to, voicing, isHeld: false });
    }
  }
  const notes: HeardNote[] = [];
  let last: HeardNote[] = [];
  for (const { from, to, voicing, isHeld } of strokes) {
    const end = endOf(posteriors, voicing.keys, from, to);
    if (end - from < SHORTEST) continue;
    if (isHeld) {
      for (const note of last) {
        notes[notes.indexOf(note)] = { ...note, duration: end - note.time };
      }
      last = notes.slice(notes.length - last.length);
      continue;
    }
    const velocity = velocityOf(posteriors, voicing.keys, from, end);
    last = voicing.keys.map((key) => ({
      part: 'chords',
      time: from,
      duration: end - from,
      pitch: key + LOWEST_KEY,
      velocity,
      confidence: voicing.likely.get(key)!,
    }));
    notes.push(...last);
  }
  return notes;
}

function voicingOf(
  i: number,
  evidence: readonly Evidence[],
  chord: HeardChord | undefined,
  bassPitch: number | undefined,
  head: Head,
): Voicing {
  const likely = new Map<number, number>();
  for (let key = LOWEST_VOICE; key <= HIGHEST_VOICE; key++) {
    if (evidence[i]!.most[key]! < 0.1) continue;
    const probability = softmax(logits(head, keyInputs(key, i, evidence, chord, bassPitch)))[1]!;
    if (probability >= VOICE) likely.set(key, probability);
  }
  const keys = [...likely.entries()]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_VOICES)
    .map(([key]) => key)
    .sort((a, b) => a - b);
  return { keys, likely };
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

/** When keys are struck together, in seconds. */
function strikesOf(
  { rate, onsets, frames }: Posteriors,
  keys: readonly number[],
  from: number,
  to: number,
): number[] {
  const mean = (frame: number) =>
    keys.reduce((sum, key) => sum + (onsets[frame * KEYS + key] ?? 0), 0) / keys.length;
  const strikes: { time: number; likely: number }[] = [];
  const last = Math.min(frames - 1, Math.round((to - TOGETHER / 2) * rate));
  for (let frame = Math.max(0, Math.round((from - TOGETHER / 2) * rate)); frame < last; frame++) {
    const likely = mean(frame);
    if (likely < STRIKE || likely < mean(frame - 1) || likely <= mean(frame + 1)) continue;
    const before = strikes.at(-1);
    if (before && frame / rate - before.time < TOGETHER) {
      if (before.likely >= likely) continue;
      strikes.pop();
    }
    strikes.push({ time: frame / rate, likely });
  }
  return strikes.map(({ time }) => time);
}

/** How much keys sound on average at their best in a stretch of time. */
function soundingAt(
  { rate, sounding, frames }: Posteriors,
  keys: readonly number[],
  from: number,
  to: number,
): number {
  let most = 0;
  for (let frame = Math.round(from * rate); frame < Math.min(frames, to * rate); frame++) {
    most = Math.max(most, keys.reduce((sum, key) => sum + sounding[frame * KEYS + key]!, 0) / keys.length);
  }
  return most;
}

/** When keys fall silent, at the latest at `to`. */
function endOf(
  { rate, sounding, frames }: Posteriors,
  keys: readonly number[],
  from: number,
  to: number,
): number {
  const first = Math.max(0, Math.round(from * rate));
  const last = Math.min(frames, Math.round(to * rate));
  const mean = (frame: number) =>
    keys.reduce((sum, key) => sum + sounding[frame * KEYS + key]!, 0) / keys.length;
  let most = 0;
  for (let frame = first; frame < last; frame++) most = Math.max(most, mean(frame));
  for (let frame = last - 1; frame > first; frame--) {
    if (mean(frame) >= ENDED * most) return frame + 1 >= last ? to : (frame + 1) / rate;
  }
  return from;
}

/** The network does not hear how hard a key is struck; how sure it is of the strike comes near it. */
function velocityOf(
  { rate, sounding, frames }: Posteriors,
  keys: readonly number[],
  from: number,
  to: number,
) {
  let sum = 0;
  let count = 0;
  for (let frame = Math.max(0, Math.round(from * rate)); frame < Math.min(frames, to * rate); frame++) {
    for (const key of keys) sum += sounding[frame * KEYS + key]!;
    count += keys.length;
  }
  return Math.min(127, Math.max(1, Math.round(40 + 80 * (count > 0 ? sum / count : 0))));
}

function sameKeys(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}
