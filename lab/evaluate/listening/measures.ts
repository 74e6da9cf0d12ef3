/**
 * How right a hearing is, by the definitions of the field as mir_eval has them (Raffel et al., "mir_eval: A
 * Transparent Implementation of Common MIR Metrics", ISMIR 2014).
 */

import { type Key, type Mode, upperMedian } from '../../../src/music/index.ts';
import { matchTimes } from '../../pretrain/drums/index.ts';

/** Tolerance of tempi, relative (Gouyon et al., IEEE TASLP 14(5), 2006). */
const TEMPO = 0.04;
/** What a tempo may be mistaken for in accuracy 2. */
const OCTAVES = [1, 2, 1 / 2, 3, 1 / 3];
/** Tolerance of beats, in seconds, and where they begin to count: `mir_eval.beat` leaves the first seconds out. */
const BEAT = 0.07;
const FIRST_BEAT = 5;
/** Tolerance of the onsets of notes, in seconds. */
const NOTE = 0.05;

/** Accuracy 1: within 4 % of the tempo; accuracy 2: or of its double, half, triple or third. */
export function tempoAccuracy(heard: number, truth: number): { one: boolean; two: boolean } {
  const isNear = (target: number) => Math.abs(heard / target - 1) <= TEMPO;
  return { one: isNear(truth), two: OCTAVES.some((octave) => isNear(truth * octave)) };
}

/** F-measure of beats within 70 ms, as `mir_eval.beat.f_measure` after `trim_beats`. */
export function beatF(heard: readonly number[], truth: readonly number[]): number {
  const late = (times: readonly number[]) => times.filter((time) => time >= FIRST_BEAT);
  return matchTimes(late(heard), late(truth), BEAT).f;
}

const MAJORS: readonly Mode[] = ['major', 'lydian', 'mixolydian'];

/**
 * MIREX' weighted score, as `mir_eval.key.weighted_score`: 1 for the key, 0.5 for the one a fifth above, 0.3 for the
 * relative and 0.2 for the parallel one. Modes count as the major or minor that they are closest to.
 */
export function keyScore(heard: Key, truth: Key): number {
  const isMajor = MAJORS.includes(truth.mode);
  const isAlike = MAJORS.includes(heard.mode) === isMajor;
  const up = (((heard.tonic - truth.tonic) % 12) + 12) % 12;
  if (up === 0) return isAlike ? 1 : 0.2;
  if (isAlike) return up === 7 ? 0.5 : 0;
  return up === (isMajor ? 9 : 3) ? 0.3 : 0;
}

export interface Pitched {
  readonly time: number;
  readonly pitch: number;
}

/**
 * F-measure of notes whose pitch is right and whose onset lies within 50 ms, as
 * `mir_eval.transcription.onset_precision_recall_f1` with pitches, ends aside.
 */
export function noteF(heard: readonly Pitched[], truth: readonly Pitched[]): number {
  return heard.length + truth.length === 0
    ? 1
    : (2 * noteMatches(heard, truth)) / (heard.length + truth.length);
}

/** How many notes of two lists are the same by pitch and onset, each counted once. */
export function noteMatches(heard: readonly Pitched[], truth: readonly Pitched[]): number {
  const timesAt = (notes: readonly Pitched[], pitch: number) =>
    notes.flatMap((note) => (note.pitch === pitch ? [note.time] : [])).sort((a, b) => a - b);
  let pairs = 0;
  for (const pitch of new Set(truth.map((note) => note.pitch))) {
    pairs += matchTimes(timesAt(heard, pitch), timesAt(truth, pitch), NOTE).pairs.length;
  }
  return pairs;
}

export interface Rooted {
  readonly time: number;
  readonly duration: number;
  /** Pitch class. */
  readonly root: number;
}

/**
 * The share of the true chords' time at which the heard root is the same, as `mir_eval.chord.root` weighted by
 * duration. Where nothing is heard is wrong; what lies outside all true chords does not count.
 */
export function rootAccuracy(heard: readonly Rooted[], truth: readonly Rooted[]): number | null {
  let right = 0;
  let all = 0;
  for (const chord of truth) {
    all += chord.duration;
    for (const one of heard) {
      if (one.root !== chord.root) continue;
      const from = Math.max(chord.time, one.time);
      const to = Math.min(chord.time + chord.duration, one.time + one.duration);
      right += Math.max(0, to - from);
    }
  }
  return all > 0 ? Math.min(1, right / all) : null;
}

/** Tolerance within which hits are the same for microtiming, in seconds: half of a 16th at 150 bpm. */
const SAME_HIT = 0.05;

/**
 * How far hits lie from where they were played once both are laid over each other, in ms: the mean distance of the
 * matched from their median lateness, so that a constant delay costs nothing. Null if hardly any match.
 */
export function microtimingError(heard: readonly number[], truth: readonly number[]): number | null {
  const { pairs } = matchTimes(heard, truth, SAME_HIT);
  if (pairs.length < 4) return null;
  const lates = pairs.map(([i, j]) => 1000 * (heard[i]! - truth[j]!));
  const middle = upperMedian(lates)!;
  return lates.reduce((sum, late) => sum + Math.abs(late - middle), 0) / lates.length;
}

/** Where the song's own phrases begin, and how long its loop is. */
export interface TrueForm {
  readonly barSeconds: number;
  readonly loopBars: number;
}

/** Whether a passage begins with a phrase of four of the song and is a whole loop or one of its phrases. */
export function isLoop(
  { start, bars }: { readonly start: number; readonly bars: number },
  { barSeconds, loopBars }: TrueForm,
): boolean {
  const phrase = start / (4 * barSeconds);
  const off = Math.abs(phrase - Math.round(phrase)) * 4 * barSeconds;
  return off <= BEAT && (bars === 4 || bars === loopBars);
}
