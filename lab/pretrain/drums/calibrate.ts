/** Finds the thresholds and the lateness of a trained network, on sounds that it was not trained on. */

import { type Calibration, FAINTEST, type Peak, peaksOf } from '../../../src/listen/drums/hits.ts';
import { type Activations, DRUM_VOICES, type DrumVoice } from '../../../src/listen/types.ts';
import { upperMedian } from '../../../src/music/index.ts';
import type { TrueStroke } from './example.ts';
import { matchTimes } from './matching.ts';

export interface Judged {
  readonly activations: Activations;
  readonly strokes: readonly TrueStroke[];
}

/** Tolerance of the F-measure that thresholds make highest, in seconds. */
export const TOLERANCE = 0.03;
const CANDIDATES = Array.from({ length: 40 }, (_, i) => FAINTEST + 0.02 * i);

export interface Calibrated extends Calibration {
  /** F-measure of each voice over all the sounds, at its threshold. */
  readonly f: Readonly<Record<DrumVoice, number>>;
}

export function calibrate(sounds: readonly Judged[]): Calibrated {
  const found = DRUM_VOICES.map((voice) => {
    const heard = sounds.map(({ activations, strokes }) => ({
      peaks: peaksOf(activations, voice),
      truth: strokes.filter((stroke) => stroke.voice === voice).map(({ time }) => time),
    }));
    const scores = CANDIDATES.map((threshold) => ({ threshold, f: scoreOf(heard, threshold) }));
    const best = scores.reduce((most, score) => (score.f > most.f ? score : most));
    return { voice, ...best, lateness: latenessOf(heard, best.threshold) };
  });
  const record = (pick: (of: (typeof found)[number]) => number) =>
    Object.fromEntries(found.map((of) => [of.voice, pick(of)])) as Record<DrumVoice, number>;
  return {
    thresholds: record(({ threshold }) => threshold),
    lateness: record(({ lateness }) => lateness),
    f: record(({ f }) => f),
  };
}

interface Heard {
  readonly peaks: readonly Peak[];
  readonly truth: readonly number[];
}

function scoreOf(heard: readonly Heard[], threshold: number): number {
  let [pairs, all] = [0, 0];
  for (const { peaks, truth } of heard) {
    const times = timesOf(peaks, threshold);
    pairs += matchTimes(times, truth, TOLERANCE).pairs.length;
    all += times.length + truth.length;
  }
  return all === 0 ? 0 : (2 * pairs) / all;
}

/** The median of how much later than they are strokes are heard. */
function latenessOf(heard: readonly Heard[], threshold: number): number {
  const gaps = heard.flatMap(({ peaks, truth }) => {
    const times = timesOf(peaks, threshold);
    return matchTimes(times, truth, TOLERANCE).pairs.map(([i, j]) => times[i]! - truth[j]!);
  });
  return upperMedian(gaps) ?? 0;
}

const timesOf = (peaks: readonly Peak[], threshold: number) =>
  peaks.filter(({ activation }) => activation >= threshold).map(({ time }) => time);
