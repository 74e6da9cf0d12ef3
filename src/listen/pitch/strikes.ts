/** When chords are struck: moments at which their keys may begin, and what each is judged by. */
import type { HeardNote } from '../types.ts';
import { type BarClock, latenessOf, PLACES, placeOf } from './bar-clock.ts';
import type { Span } from './half-bars.ts';
import { type Head, logits, softmax } from './head.ts';
import { KEYS, type Posteriors } from './posteriors.ts';
import { HIGHEST_VOICE, LOWEST_VOICE, type Voicing } from './voicing.ts';

/** A moment is a candidate where the chord's keys begin, on average, above this. */
const LEAST = 0.08;
/** Nearer candidates are one, in seconds. */
const APART = 0.07;
/** Share of a span before it in which its chord may be struck. */
const EARLY = 0.3;
/** How far away, in bars, the same may be struck again. */
const AGAIN = [1, 2, 4];
/** How many times that is looked for, before and after. */
const TIMES = 4;
/** What is looked for around a moment, in frames. */
const NEAR = 2;
/** Seconds before and after a moment that are compared. */
const BEFORE = 0.16;
const AFTER = 0.16;

export const STRIKE_INPUTS = 18 + AGAIN.length + PLACES;

export interface Candidate {
  /** Seconds. */
  readonly time: number;
  /** The span whose chord it is. */
  readonly span: number;
  readonly row: Float32Array;
}

/** All moments at which the chords of a song may be struck, by time. */
export function strikeCandidates(
  posteriors: Posteriors,
  spans: readonly Span[],
  voicings: readonly Voicing[],
  bass: readonly HeardNote[],
  clock: BarClock,
): Candidate[] {
  const { rate } = posteriors;
  const found = merged(
    spans.flatMap((span, i) => peaksIn(posteriors, voicings[i]!.keys, span, i)),
    APART * rate,
  );
  // How strongly chords begin in this song, against which a moment is weighed.
  const strongest = found.map(({ likely }) => likely).sort((a, b) => b - a);
  const typical = Math.max(0.05, strongest[Math.floor(strongest.length / 4)] ?? 0);
  let beginning = 0;
  return found.map(({ frame, span, likely }, n) => {
    const time = frame / rate;
    const { keys, likely: sure } = voicings[span]!;
    const before = meanOf(posteriors.sounding, keys, frame - Math.round(BEFORE * rate), frame - 2);
    const after = meanOf(posteriors.sounding, keys, frame + 2, frame + Math.round(AFTER * rate));
    const own = new Set(keys);
    const last = new Set(voicings[span - 1]?.keys ?? []);
    const begins = keys.map((key) => peakAt(posteriors, [key], frame)).sort((a, b) => a - b);
    let others = 0;
    for (let key = LOWEST_VOICE; key <= HIGHEST_VOICE; key++) {
      if (!own.has(key)) others += posteriors.onsets[frame * KEYS + key]! / (HIGHEST_VOICE - LOWEST_VOICE);
    }
    while (beginning < bass.length && bass[beginning]!.time < time - 0.05) beginning++;
    const bar = clock.barAt(time);
    const { kind, late } = placeOf(bar);
    const row = new Float32Array(STRIKE_INPUTS);
    row.set([
      likely,
      likely / typical,
      begins[0]!,
      begins[begins.length >> 1]!,
      begins.at(-1)!,
      others,
      before,
      after,
      after - before,
      keys.length / 4,
      keys.reduce((sum, key) => sum + sure.get(key)!, 0) / keys.length,
      keys.filter((key) => last.has(key)).length / Math.max(keys.length, last.size),
      Math.abs(time - spans[span]!.from) < APART ? 1 : 0,
      Math.min(2, time - (found[n - 1] === undefined ? 0 : found[n - 1]!.frame / rate)),
      Math.min(2, (found[n + 1] === undefined ? time + 2 : found[n + 1]!.frame / rate) - time),
      Math.abs(late),
      late,
      Math.abs((bass[beginning]?.time ?? -1) - time) < 0.05 ? 1 : 0,
      ...AGAIN.map((bars) => again(posteriors, keys, bar, bars, clock) / typical),
    ]);
    row[18 + AGAIN.length + kind] = 1;
    return { time, span, row };
  });
}

/** A chord is struck in the moments that are likelier than not. */
const STRUCK = 0.5;

export interface Strike {
  readonly time: number;
  readonly span: number;
  /** 0–1. */
  readonly likely: number;
}

/** The strikes among the candidates; what is slow to rise is taken to begin before it is heard. */
export function strikesOf(candidates: readonly Candidate[], head: Head, clock: BarClock): Strike[] {
  const strikes = candidates.flatMap(({ time, span, row }) => {
    const likely = softmax(logits(head, row))[1]!;
    return likely >= STRUCK ? [{ time, span, likely }] : [];
  });
  const late = latenessOf(strikes, clock);
  return strikes.map((strike) => ({ ...strike, time: Math.max(0, strike.time - late) }));
}

interface Peak {
  readonly frame: number;
  readonly span: number;
  readonly likely: number;
}

/** Where a span's keys begin together, in it or, as chords come early, shortly before it. */
function peaksIn(
  { rate, onsets, frames }: Posteriors,
  keys: readonly number[],
  { from, to }: Span,
  span: number,
): Peak[] {
  if (keys.length === 0) return [];
  const mean = (frame: number) =>
    keys.reduce((sum, key) => sum + (onsets[frame * KEYS + key] ?? 0), 0) / keys.length;
  const peaks: Peak[] = [];
  const first = Math.max(0, Math.round((from - EARLY * (to - from)) * rate));
  const last = Math.min(frames - 1, Math.round((to - APART / 2) * rate));
  for (let frame = first; frame < last; frame++) {
    const likely = mean(frame);
    if (likely < LEAST || likely < mean(frame - 1) || likely <= mean(frame + 1)) continue;
    peaks.push({ frame, span, likely });
  }
  return peaks;
}

/** Peaks by time, of those that lie near each other the strongest. */
function merged(peaks: readonly Peak[], apart: number): Peak[] {
  const out: Peak[] = [];
  for (const peak of peaks.toSorted((a, b) => a.frame - b.frame)) {
    const before = out.at(-1);
    if (before && peak.frame - before.frame < apart) {
      if (before.likely >= peak.likely) continue;
      out.pop();
    }
    out.push(peak);
  }
  return out;
}

/** The strongest that keys begin near a frame. */
export function peakAt({ onsets, frames }: Posteriors, keys: readonly number[], frame: number): number {
  let most = 0;
  for (let at = Math.max(0, frame - NEAR); at <= Math.min(frames - 1, frame + NEAR); at++) {
    let sum = 0;
    for (const key of keys) sum += onsets[at * KEYS + key]!;
    most = Math.max(most, sum / keys.length);
  }
  return most;
}

/** How strongly keys begin so many bars before and after, and again so many, on average. */
export function again(
  posteriors: Posteriors,
  keys: readonly number[],
  bar: number,
  bars: number,
  clock: BarClock,
): number {
  const seconds = posteriors.frames / posteriors.rate;
  const times: number[] = [];
  for (let k = -TIMES; k <= TIMES; k++) {
    const time = clock.timeAt(bar + k * bars);
    if (k !== 0 && time >= 0 && time < seconds) times.push(time);
  }
  if (times.length === 0) return 0;
  const peaks = times.map((time) => peakAt(posteriors, keys, Math.round(time * posteriors.rate)));
  return peaks.reduce((sum, peak) => sum + peak, 0) / times.length;
}

/** Mean of keys over frames. */
function meanOf(values: Float32Array, keys: readonly number[], from: number, to: number): number {
  let sum = 0;
  const first = Math.max(0, from);
  const last = Math.min(values.length / KEYS, to);
  for (let frame = first; frame < last; frame++) for (const key of keys) sum += values[frame * KEYS + key]!;
  return last > first ? sum / (keys.length * (last - first)) : 0;
}
