/** Chords as they are played: what is struck when, held how long, and of which keys. */
import type { HeardNote } from '../types.ts';
import type { Span } from './half-bars.ts';
import { overlap } from './harmony.ts';
import { KEYS, LOWEST_KEY, type Posteriors } from './posteriors.ts';
import type { Strike } from './strikes.ts';
import { keysOf, type Voicing } from './voicing.ts';

/** Two voicings are one chord if they share at least this much of their keys. */
const ALIKE = 0.5;
/** Nearer than this to a span's start, in seconds, a strike is the span's. */
const TOGETHER = 0.07;
/** A chord has ended where its keys sound less than this share of what they did. */
const ENDED = 0.4;
/** A chord that nobody heard struck must sound at least so much, and is believed less. */
const UNHEARD = 0.2;
const UNHEARD_LIKELY = 0.4;
/** Where one is struck within this share of a span, what rings before that is still the last. */
const SOON = 0.4;
/** Shorter chords are none, in seconds. */
const SHORTEST = 0.05;

/** One striking of a chord, until the next. */
interface Stroke {
  readonly from: number;
  to: number;
  readonly likely: number;
  /** The chord that it is taken for at first. */
  readonly keys: readonly number[];
}

/** The chords' notes, sorted by time and pitch. */
export function chordNotes(
  posteriors: Posteriors,
  spans: readonly Span[],
  voicings: readonly Voicing[],
  strikes: readonly Strike[],
): HeardNote[] {
  return strokesOf(posteriors, spans, voicings, strikes).flatMap(({ from, to, likely }): HeardNote[] => {
    // What is held over several spans is judged by all of them.
    const held = new Map<number, number>();
    for (const [i, span] of spans.entries()) {
      const share = overlap(span.from, span.to, from, to) / (to - from);
      if (share > 0) {
        for (const [key, probability] of voicings[i]!.likely) {
          held.set(key, (held.get(key) ?? 0) + share * probability);
        }
      }
    }
    const keys = keysOf(held);
    if (keys.length === 0) return [];
    const end = endOf(posteriors, keys, from, to);
    if (end - from < SHORTEST) return [];
    const velocity = velocityOf(posteriors, keys, from, end);
    return keys.map((key) => ({
      part: 'chords',
      time: from,
      duration: end - from,
      pitch: key + LOWEST_KEY,
      velocity,
      confidence: likely * held.get(key)!,
    }));
  });
}

function strokesOf(
  posteriors: Posteriors,
  spans: readonly Span[],
  voicings: readonly Voicing[],
  strikes: readonly Strike[],
): Stroke[] {
  const strokes: Stroke[] = [];
  const begin = (stroke: Stroke) => {
    const before = strokes.at(-1);
    if (before) before.to = Math.min(before.to, stroke.from);
    strokes.push(stroke);
  };
  let next = 0;
  for (const [i, { from, to }] of spans.entries()) {
    const { keys } = voicings[i]!;
    for (; strikes[next] && strikes[next]!.time < from + TOGETHER; next++) {
      const { time, likely, span } = strikes[next]!;
      begin({ from: time, to, likely, keys: voicings[span]!.keys });
    }
    const before = strokes.at(-1);
    if (keys.length === 0) {
      if (before) before.to = Math.min(before.to, from);
    } else if (before && before.to >= from && alike(before.keys, keys)) {
      before.to = to;
    } else if ((strikes[next]?.time ?? to) < from + SOON * (to - from)) {
      if (before) before.to = Math.min(before.to, from);
    } else if (soundingAt(posteriors, keys, from, to) > UNHEARD) {
      begin({ from, to, likely: UNHEARD_LIKELY, keys });
    }
    for (; strikes[next] && strikes[next]!.time < to - TOGETHER; next++) {
      const { time, likely, span } = strikes[next]!;
      begin({ from: time, to: Math.max(to, spans[span]!.to), likely, keys: voicings[span]!.keys });
    }
  }
  return strokes.filter(({ from, to }) => to > from);
}

function alike(a: readonly number[], b: readonly number[]): boolean {
  const shared = a.filter((key) => b.includes(key)).length;
  return shared >= ALIKE * (a.length + b.length - shared);
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
