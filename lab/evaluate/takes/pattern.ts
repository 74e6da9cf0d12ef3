/** How pieces of pattern artists are written down: strokes and tones at the 16ths of a bar, made into a score. */
import {
  type BassNote,
  byTickAndDrum,
  type Chord,
  type Drum,
  type Hit,
  type Key,
  type Note,
  type Part,
  type Random,
  type Score,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from '../../../src/music/index.ts';

/** A drum at a 16th, which need not be whole, with its velocity and its lateness in ticks. */
export type Stroke = readonly [drum: Drum, step: number, velocity: number, late?: number];
/** Pitches at a 16th, for so many 16ths; a bass may glide so many semitones up or down before it ends. */
export type Tone = readonly [
  step: number,
  length: number,
  pitches: readonly number[],
  velocity: number,
  more?: { readonly late?: number; readonly glide?: number },
];

/** What is played in a bar, counted from 0. */
export type Player<T> = (bar: number, random: Random) => readonly T[];
export interface Players {
  readonly drums?: Player<Stroke> | undefined;
  readonly bass?: Player<Tone> | undefined;
  readonly chords?: Player<Tone> | undefined;
  readonly melody?: Player<Tone> | undefined;
}

export interface Piece extends Players {
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  /** Off 16ths are so many ticks late. */
  readonly swing?: number | undefined;
}

export const each = (steps: readonly number[], drum: Drum, velocity: number, late = 0): Stroke[] =>
  steps.map((step) => [drum, step, velocity, late]);
export const range = (from: number, to: number, by = 1): number[] =>
  Array.from({ length: Math.ceil((to - from) / by) }, (_, i) => from + i * by);
export const at = <T>(items: readonly T[], i: number): T => items[i % items.length]!;

/** A piece as it is played: no two strokes are quite as loud. */
export function scoreOf({ bpm, key, bars, swing = 0, ...players }: Piece, random: Random): Score {
  const end = bars * TICKS_PER_BAR;
  const tickOf = (bar: number, step: number, late = 0) => {
    const isOff = Number.isInteger(step) && step % 2 === 1;
    const tick = bar * TICKS_PER_BAR + step * TICKS_PER_STEP + (isOff ? swing : 0) + late;
    return Math.max(0, Math.min(Math.round(tick), end - 1));
  };
  const loudness = (velocity: number, spread: number) =>
    Math.max(1, Math.min(127, Math.round(velocity + spread * random.normal())));
  const all = <T>(part: Part, play: Player<T> | undefined) =>
    play === undefined
      ? []
      : range(0, bars).flatMap((bar) =>
          play(bar, random.fork(`${part} ${bar}`)).map((one) => [bar, one] as const),
        );
  const tones = (part: 'bass' | 'chords' | 'melody') =>
    cut(
      all(part, players[part]).map(([bar, [step, length, pitches, velocity, more = {}]]) => {
        const tick = tickOf(bar, step, more.late);
        return {
          tick,
          duration: Math.min(Math.round(length * TICKS_PER_STEP), end - tick),
          pitches: pitches.toSorted((a, b) => a - b),
          velocity: loudness(velocity, 3),
          glide: more.glide ?? 0,
        };
      }),
    );
  const drums = all('drums', players.drums).map(([bar, [drum, step, velocity, late]]): Hit => {
    // What is as loud as can be is so each time.
    const loud = velocity === 127 ? 127 : loudness(velocity, 4);
    return { drum, tick: tickOf(bar, step, late), velocity: loud };
  });
  return {
    ...{ bpm, key, bars },
    drums: once(drums.sort(byTickAndDrum)),
    bass: tones('bass').map(({ glide, ...note }) => glided(single(note), glide)),
    chords: tones('chords').map(({ glide: _, ...chord }): Chord => chord),
    melody: tones('melody').map(({ glide: _, ...note }) => single(note)),
  };
}

function single({ pitches, ...note }: Chord): Note {
  return { ...note, pitch: pitches[0]! };
}

/** Glides in the last third of a note. */
function glided(note: Note, by: number): BassNote {
  if (by === 0) return note;
  const offset = Math.floor((2 / 3) * note.duration);
  return { ...note, glide: { pitch: note.pitch + by, offset, duration: note.duration - offset } };
}

/** One stroke of a drum at a time. */
function once(hits: readonly Hit[]): Hit[] {
  return hits.filter((hit, i) => {
    const before = hits[i - 1];
    return before === undefined || before.tick !== hit.tick || before.drum !== hit.drum;
  });
}

/** Each ends at the latest where the next begins. */
function cut<T extends { readonly tick: number; readonly duration: number }>(events: readonly T[]): T[] {
  const sorted = events.toSorted((a, b) => a.tick - b.tick);
  return sorted.map((event, i) => {
    const next = sorted[i + 1]?.tick ?? Number.POSITIVE_INFINITY;
    return { ...event, duration: Math.min(event.duration, next - event.tick) };
  });
}
