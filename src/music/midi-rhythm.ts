/** How a sound is struck through the bar, and which drum is struck like that. */
import { barOf, stepInBar, stepOf } from './grid.ts';
import { RHYTHM_WEIGHTS, type ToldByRhythm } from './midi-rhythm-weights.ts';
import type { Note } from './score.ts';
import { STEPS_PER_BAR, TICKS_PER_STEP } from './score.ts';

/** What is measured of a sound, in the order of `rhythmOf`, each about 0 to 1. */
export const RHYTHM_FEATURES = [
  'constant',
  'on 1',
  'on 2 and 4',
  'on 3',
  'on the offbeats',
  'between the 8ths',
  'bars with a stroke on 1',
  'bars with it',
  'often',
  'seldom',
  'even',
  'accented',
  'on 2 and 4, not often',
  'on 3, seldom',
  'on 1, not often',
  'often and even',
  'most of the kit',
  'loud in the kit',
  'low in the kit',
] as const;

/** Where a sound stands among those of its kit. */
export interface Standing {
  /** Its hits as a share of those of the sound with most. */
  readonly share: number;
  /** Its loudness as a share of that of the loudest sound. */
  readonly loudness: number;
  /** Its place from below, 0 to 1. */
  readonly rank: number;
}

/** A sound of which no kit is known. */
const ALONE: Standing = { share: 0.5, loudness: 0.9, rank: 0.5 };

/** Where each of a kit's sounds stands; they come from below, or in the order of their tracks. */
export function standingsOf(sounds: readonly (readonly Note[])[]): Standing[] {
  const most = largest(sounds.map((notes) => notes.length));
  const levels = sounds.map((notes) => notes.reduce((sum, { velocity }) => sum + velocity, 0) / notes.length);
  const loudest = largest(levels);
  return sounds.map((notes, i) => ({
    share: notes.length / most,
    loudness: levels[i]! / loudest,
    rank: sounds.length > 1 ? i / (sounds.length - 1) : 0.5,
  }));
}

/** The features of one sound, whose notes are in order and at least one, in a piece of some bars. */
export function rhythmOf(notes: readonly Note[], bars: number, standing: Standing = ALONE): number[] {
  const places = new Array<number>(STEPS_PER_BAR).fill(0);
  const active = new Set<number>();
  const onOne = new Set<number>();
  const gaps = new Map<number, number>();
  const loudest = largest(notes.map(({ velocity }) => velocity));
  let [strength, before] = [0, Number.NaN];
  for (const { tick, velocity } of notes) {
    const { step } = stepOf(tick);
    const bar = Math.floor(step / STEPS_PER_BAR);
    // Ghost notes between the strokes say little of what a drum is for.
    const weight = (velocity / loudest) ** 2;
    strength += weight;
    places[stepInBar(step)]! += weight;
    active.add(bar);
    if (stepInBar(step) === 0) onOne.add(bar);
    const gap = Math.round((tick - before) / (TICKS_PER_STEP / 2));
    if (!Number.isNaN(gap)) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    before = tick;
  }
  const at = (...steps: number[]) => steps.reduce((sum, step) => sum + places[step]!, 0) / strength;
  const perBar = notes.length / active.size;
  const often = Math.min(1, perBar / 8);
  const evenness = notes.length > 2 ? largest(gaps.values()) / (notes.length - 1) : 0;
  const [back, half, one] = [at(4, 12), at(8), at(0)];
  return [
    1,
    one,
    back,
    half,
    at(2, 6, 10, 14),
    at(1, 3, 5, 7, 9, 11, 13, 15),
    onOne.size / active.size,
    active.size / Math.max(bars, active.size),
    often,
    perBar <= 1.2 ? 1 : 0,
    evenness,
    1 - strength / notes.length,
    back * (1 - often),
    perBar <= 2 ? half : 0,
    one * (1 - often),
    often * evenness,
    standing.share,
    standing.loudness,
    1 - standing.rank,
  ];
}

/** How much likelier a sound is a drum's than any percussion's, as a logarithm of odds. */
export function oddsOf(rhythm: readonly number[], drum: ToldByRhythm): number {
  return RHYTHM_WEIGHTS[drum].reduce((sum, weight, i) => sum + weight * rhythm[i]!, 0);
}

/** The largest of some numbers, however many they are; 0 of none. */
export function largest(numbers: Iterable<number>): number {
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  return most;
}

/** The notes of a voice by pitch, from below. */
export function byPitch<T extends Note>(notes: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const note of notes) {
    const same = found.get(note.pitch);
    if (same) same.push(note);
    else found.set(note.pitch, [note]);
  }
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** The bars that notes take up, from the start of the piece. */
export function barsOfNotes(notes: readonly Note[]): number {
  return notes.reduce((most, { tick }) => Math.max(most, barOf(tick) + 1), 1);
}
