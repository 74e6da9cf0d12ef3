/** Half bars: the spans in which harmony is named. */
import type { Rhythm } from '../types.ts';

export interface Span {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
}

export type Grid = Pick<Rhythm, 'beats' | 'downbeats'>;

/** Beats in a half bar of 4/4. */
const BEATS = 2;

/**
 * Pairs of beats counted from the downbeats, up to the end of the sound; a beat that a downbeat leaves over is a span
 * by itself. Without beats: spans of a second.
 */
export function halfBars({ beats, downbeats }: Grid, seconds: number): Span[] {
  if (beats.length < 2) {
    return Array.from({ length: Math.ceil(seconds) }, (_, i) => ({ from: i, to: Math.min(seconds, i + 1) }));
  }
  const starts = new Set(downbeats);
  const edges: number[] = [];
  const first = beats.findIndex((beat) => starts.has(beat));
  let count = first > 0 ? first % BEATS : 0;
  for (const beat of beats) {
    if (starts.has(beat)) count = 0;
    if (count % BEATS === 0) edges.push(beat);
    count++;
  }
  const lastBeat = beats.at(-1)! + (beats.at(-1)! - beats.at(-2)!);
  const end = Math.min(seconds, Math.max(lastBeat, edges.at(-1)! + BEATS * (lastBeat - beats.at(-1)!)));
  return edges.map((from, i) => ({ from, to: edges[i + 1] ?? end })).filter(({ from, to }) => to > from);
}
