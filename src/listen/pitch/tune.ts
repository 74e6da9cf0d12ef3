/**
 * Whose a note is, at second sight: by what the first made of all the others. A doubtful note is the tune's where
 * others like it are, next to it or bars away.
 */
import type { BarClock } from './bar-clock.ts';
import { EVENT_INPUTS, EVENT_KINDS } from './events.ts';
import { type Head, logits, softmax } from './head.ts';
import type { NoteEvent } from './note-events.ts';

const CONTEXT = 15;
export const TUNE_INPUTS = EVENT_INPUTS + CONTEXT;

/** Seconds and semitones in which notes are a line. */
const LINE = 1;
const NEAR_PITCH = 7;
/** Seconds in which notes begin together, and in which one is the same bars away. */
const TOGETHER = 0.04;
const SAME = 0.07;
/** Bars after which a tune may come again, and how many times that is looked for. */
const AGAIN = [2, 4];
const TIMES = 4;
const OVERTONES = [12, 19, 24];

/** How likely a note is the tune's. */
export const melodyIn = (answers: readonly number[]) => softmax(answers)[EVENT_KINDS.indexOf('melody')]!;

/** @param rows what each event was judged by at first sight @param first the head that judged */
export function tuneInputs(
  events: readonly NoteEvent[],
  rows: readonly Float32Array[],
  clock: BarClock,
  first: Head,
): Float32Array[] {
  const likely = rows.map((row) => softmax(logits(first, row)));
  const tune = likely.map((kinds) => kinds[EVENT_KINDS.indexOf('melody')]!);
  const total = Math.max(
    1e-6,
    tune.reduce((sum, value) => sum + value, 0),
  );
  const typical = (of: (event: NoteEvent) => number) =>
    events.reduce((sum, event, i) => sum + tune[i]! * of(event), 0) / total;
  const [height, attack, strength] = [
    typical(({ pitch }) => pitch),
    typical((event) => event.attack),
    typical((event) => event.strength),
  ];
  const spread = Math.sqrt(typical(({ pitch }) => (pitch - height) ** 2));
  const seconds = Math.max(1, (events.at(-1)?.time ?? 0) - (events[0]?.time ?? 0));
  const last = (events.at(-1)?.time ?? 0) + SAME;
  const ofPitch = Map.groupBy(events.keys(), (i) => events[i]!.pitch);
  const again = (i: number, bars: number) => {
    const { time, pitch } = events[i]!;
    const bar = clock.barAt(time);
    const places: number[] = [];
    for (let k = -TIMES; k <= TIMES; k++) {
      const there = clock.timeAt(bar + k * bars);
      if (k !== 0 && there >= 0 && there <= last) places.push(there);
    }
    const found = places.map((there) => {
      let most = 0;
      for (const k of ofPitch.get(pitch)!) {
        if (Math.abs(events[k]!.time - there) <= SAME) most = Math.max(most, tune[k]!);
      }
      return most;
    });
    return found.reduce((sum, value) => sum + value, 0) / Math.max(1, found.length);
  };
  let from = 0;
  return events.map((event, i) => {
    const { time, pitch } = event;
    while (events[from]!.time < time - LINE) from++;
    let [line, above, rival, under] = [0, 0, 0, 0];
    for (let k = from; k < events.length && events[k]!.time <= time + LINE; k++) {
      if (k === i) continue;
      const gap = events[k]!.pitch - pitch;
      const value = tune[k]!;
      if (Math.abs(events[k]!.time - time) > TOGETHER) {
        if (Math.abs(gap) <= NEAR_PITCH) line += value;
        continue;
      }
      rival = Math.max(rival, value);
      if (gap > 0) above = Math.max(above, value);
      if (OVERTONES.includes(-gap)) under = Math.max(under, value);
    }
    const row = new Float32Array(TUNE_INPUTS);
    row.set(rows[i]!);
    row.set(
      [
        tune[i]!,
        likely[i]![EVENT_KINDS.indexOf('chord')]!,
        Math.min(8, line) / 4,
        above,
        rival,
        under,
        (pitch - height) / 12,
        Math.abs(pitch - height) / 12,
        spread / 12,
        event.attack - attack,
        event.strength - strength,
        total / seconds / 4,
        total / events.length,
        ...AGAIN.map((bars) => again(i, bars)),
      ],
      EVENT_INPUTS,
    );
    return row;
  });
}
