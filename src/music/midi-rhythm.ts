/** How a sound is struck through the bar, and how well that fits each drum. */
import { barOf, stepInBar, stepOf } from './grid.ts';
import type { Drum, Note } from './score.ts';
import { STEPS_PER_BAR, TICKS_PER_STEP } from './score.ts';

export interface Rhythm {
  readonly hits: number;
  /** Hits in a bar, of the bars in which there are any. */
  readonly perBar: number;
  /** The share of all bars in which it is struck. */
  readonly presence: number;
  /** The share of its bars in which it is struck on the downbeat. */
  readonly downbeat: number;
  /** The share of its hits on each 16th of the bar. */
  readonly places: readonly number[];
  /** The share of the gaps between hits that are as long as the most common one. */
  readonly evenness: number;
}

/** The drums that a rhythm can tell apart; all others are percussion to it. */
export const TOLD_BY_RHYTHM = ['kick', 'snare', 'closedHat', 'clap', 'openHat', 'crash'] as const;
type Told = (typeof TOLD_BY_RHYTHM)[number];

/** The rhythm of one sound, whose notes are in order, in a piece of some bars. */
export function rhythmOf(notes: readonly Note[], bars: number): Rhythm {
  const places = new Array<number>(STEPS_PER_BAR).fill(0);
  const active = new Set<number>();
  const struckAtStart = new Set<number>();
  const gaps = new Map<number, number>();
  let before: number | undefined;
  for (const { tick } of notes) {
    const { step } = stepOf(tick);
    const bar = Math.floor(step / STEPS_PER_BAR);
    places[stepInBar(step)]!++;
    active.add(bar);
    if (stepInBar(step) === 0) struckAtStart.add(bar);
    if (before !== undefined) {
      const gap = Math.round((tick - before) / (TICKS_PER_STEP / 2));
      gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    }
    before = tick;
  }
  return {
    hits: notes.length,
    perBar: notes.length / Math.max(1, active.size),
    presence: active.size / Math.max(1, bars, active.size),
    downbeat: struckAtStart.size / Math.max(1, active.size),
    places: places.map((hits) => hits / Math.max(1, notes.length)),
    evenness: notes.length > 2 ? largest(gaps.values()) / (notes.length - 1) : 0,
  };
}

/** How much likelier a rhythm is a drum's than any percussion's, as a logarithm of odds. */
export function fitOf(rhythm: Rhythm, drum: Drum): number {
  const judge = (FITS as Partial<Record<Drum, (rhythm: Rhythm) => number>>)[drum];
  // Little evidence says little.
  return judge ? judge(rhythm) * Math.min(1, (rhythm.hits + 1) / 4) : 0;
}

const FITS: Readonly<Record<Told, (rhythm: Rhythm) => number>> = {
  kick: ({ downbeat, places, perBar }) => {
    const back = at(places, 4, 12);
    const isFourOnTheFloor = back + at(places, 0, 8) > 0.85 && perBar > 3 && perBar < 5;
    return 2.5 * downbeat - (isFourOnTheFloor ? 0 : 4 * back) + (perBar <= 6 ? 0.5 : perBar > 8 ? -3 : -0.5);
  },
  snare: (rhythm) => backbeat(rhythm),
  clap: (rhythm) => backbeat(rhythm) - 0.6,
  closedHat: ({ evenness, perBar, presence }) =>
    (perBar >= 3.5 ? 1 : -2) + (perBar >= 7 ? 1.2 : 0) + 1.8 * evenness + (presence > 0.7 ? 0.3 : -0.5),
  openHat: ({ places, perBar, downbeat }) =>
    3 * at(places, 2, 6, 10, 14) + (perBar <= 4 ? 0.3 : -1.5) - 2 * downbeat - 3 * at(places, 4, 12) - 2.2,
  crash: ({ places, presence, perBar }) => (presence <= 0.5 && perBar <= 1 ? 1.5 : -3) + 2 * places[0]! - 1.2,
};

/** On 2 and 4, or in half time on 3, and not on 1. */
function backbeat({ places, perBar, downbeat }: Rhythm): number {
  const back = at(places, 4, 12);
  const half = at(places, 8);
  const onBeat = Math.max(4 * back, perBar <= 3 ? 3.5 * half : half) + (back + half > 0.9 ? 0.5 : 0);
  return onBeat - 3 * downbeat + (perBar <= 4 ? 0 : perBar > 6 ? -2.5 : -0.8) - 0.7;
}

function at(places: readonly number[], ...steps: number[]): number {
  return steps.reduce((sum, step) => sum + places[step]!, 0);
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
