/** Whose a note is that is heard, at first sight: the tune's, the chords', or nobody's. */

import { upperMedian } from '../../music/index.ts';
import type { HeardNote } from '../types.ts';
import { type BarClock, PLACES, placeOf } from './bar-clock.ts';
import type { Span } from './half-bars.ts';
import { overlap } from './harmony.ts';
import type { DecodeOptions, NoteEvent } from './note-events.ts';
import { KEYS, LOWEST_KEY, type Posteriors } from './posteriors.ts';
import { again, peakAt, type Strike } from './strikes.ts';
import type { Voicing } from './voicing.ts';

/** Notes are taken generously; what is none of the tune is left out afterwards. */
export const GENEROUS: DecodeOptions = { onset: 0.25, sounding: 0.2, shortest: 3, gap: 8, soft: false };

/** How many bars away the tune may be heard again. */
const AGAIN = [2, 4];
/** Semitones from a key to those of which it may be an overtone. */
const UNDER = [12, 19, 24, 28];
export const EVENT_INPUTS = 32 + AGAIN.length + 2 * UNDER.length + PLACES;
/** What an event may be, in the order of the head's answers. */
export const EVENT_KINDS = ['other', 'chord', 'melody'] as const;

/** Events that begin together, in seconds. */
const TOGETHER = 0.04;
/** Events whose like is counted: as loud and as high, in a song. */
const NEAR_PITCH = 7;
/** The pitch that others are measured from. */
const MIDDLE = 66;

/** What is known of a song when its tune is looked for. */
export interface Surroundings {
  readonly posteriors: Posteriors;
  readonly clock: BarClock;
  readonly spans: readonly Span[];
  readonly voicings: readonly Voicing[];
  readonly strikes: readonly Strike[];
  readonly bass: readonly HeardNote[];
}

/** What each event is judged by: itself, what sounds with it, its place in the bar, and the line that it could go on. */
export function eventInputs(events: readonly NoteEvent[], song: Surroundings): Float32Array[] {
  const { posteriors, clock, spans, voicings, strikes, bass } = song;
  const typical = upperMedian(events.map(({ pitch }) => pitch)) ?? MIDDLE;
  const counts = new Map<number, number>();
  for (const { pitch } of events) counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
  const longest = events.reduce((most, { duration }) => Math.max(most, duration), 0);
  let first = 0;
  let strike = 0;
  return events.map((event, i) => {
    const { time, duration, pitch, strength, attack } = event;
    while (events[first]!.time < time - longest) first++;
    const row = new Float32Array(EVENT_INPUTS);
    row.set([
      (pitch - MIDDLE) / 12,
      ((pitch - MIDDLE) / 12) ** 2,
      strength,
      attack,
      Math.log2(duration + 0.02),
      (pitch - typical) / 12,
      Math.log2(1 + counts.get(pitch)!) / 6,
    ]);
    let [above, below, aboveStrength, belowStrength, together] = [0, 0, 0, 0, 0];
    let [nextAbove, nextBelow] = [24, 24];
    let [octaveBelow, twelfthBelow, doubleBelow, octaveAbove] = [0, 0, 0, 0];
    let steps = 0;
    for (let k = first; k < events.length && events[k]!.time < time + duration + 0.5; k++) {
      const other = events[k]!;
      if (k === i) continue;
      const gap = other.pitch - pitch;
      const shared = overlap(other.time, other.time + other.duration, time, time + duration);
      if (shared > 0.3 * duration) {
        if (gap > 0) {
          above++;
          aboveStrength = Math.max(aboveStrength, other.strength);
          nextAbove = Math.min(nextAbove, gap);
        } else if (other.pitch > 45) {
          below++;
          belowStrength = Math.max(belowStrength, other.strength);
          nextBelow = Math.min(nextBelow, -gap);
        }
        if (gap === -12) octaveBelow = Math.max(octaveBelow, other.strength);
        if (gap === -19) twelfthBelow = Math.max(twelfthBelow, other.strength);
        if (gap === -24) doubleBelow = Math.max(doubleBelow, other.strength);
        if (gap === 12) octaveAbove = Math.max(octaveAbove, other.strength);
      }
      if (Math.abs(other.time - time) < TOGETHER && other.pitch > 45) together++;
      // Notes just before and after at a like height: a line.
      const apart = Math.min(Math.abs(other.time - time), Math.abs(other.time - time - duration));
      if (apart > TOGETHER && apart < 0.5 && Math.abs(gap) <= NEAR_PITCH) steps++;
    }
    row.set(
      [
        above / 4,
        below / 4,
        aboveStrength,
        belowStrength,
        together / 4,
        nextAbove / 24,
        nextBelow / 24,
        octaveBelow,
        twelfthBelow,
        doubleBelow,
        octaveAbove,
        Math.min(8, steps) / 8,
        above === 0 ? 1 : 0,
      ],
      7,
    );
    const low = bass.find((note) => note.time <= time + TOGETHER && note.time + note.duration > time);
    if (low) {
      row[20] = 1;
      row[21] = pitch <= low.pitch + 1 ? 1 : 0;
      row[22] = [12, 19, 24, 28, 31, 36].includes(pitch - low.pitch) ? 1 : 0;
      row[23] = pitch - low.pitch === 12 ? 1 : 0;
    }
    row[24] = bass.some((note) => Math.abs(note.time - time) < TOGETHER) ? 1 : 0;
    const voicing = voicings[spanAt(spans, time + TOGETHER)];
    row[25] = voicing?.likely.get(pitch - LOWEST_KEY) ?? 0;
    const top = voicing?.keys.at(-1);
    if (top !== undefined) row[26] = Math.max(-1, Math.min(2, (pitch - LOWEST_KEY - top) / 12));
    const bar = clock.barAt(time);
    const { kind, late } = placeOf(bar);
    row[27] = Math.abs(late);
    row[28] = late;
    const key = pitch - LOWEST_KEY;
    const frame = Math.round(time * posteriors.rate);
    row[29] = struckAt(posteriors, frame);
    // What a chord that is struck here would have of it.
    while (strike < strikes.length && strikes[strike]!.time < time - TOGETHER) strike++;
    const struck = strikes[strike];
    if (struck && struck.time <= time + TOGETHER) {
      row[30] = struck.likely;
      row[31] = struck.likely * (voicings[struck.span]!.likely.get(key) ?? 0);
    }
    row.set(
      [
        ...AGAIN.map((bars) => again(posteriors, [key], bar, bars, clock)),
        ...UNDER.flatMap((under) => [
          key < under ? 0 : peakAt(posteriors, [key - under], frame),
          key < under ? 0 : (posteriors.sounding[(frame + 4) * KEYS + key - under] ?? 0),
        ]),
      ],
      32,
    );
    row[32 + AGAIN.length + 2 * UNDER.length + kind] = 1;
    return row;
  });
}

/** How much of everything begins in a frame, as where a drum is struck. */
function struckAt({ onsets, frames }: Posteriors, frame: number): number {
  let sum = 0;
  for (let key = 0; key < KEYS; key++) sum += onsets[Math.min(frame, frames - 1) * KEYS + key]!;
  return sum / 10;
}

/** The last span that has begun. */
function spanAt(spans: readonly Span[], time: number): number {
  let [low, high] = [-1, spans.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (spans[middle]!.from <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
