/** Songs of the grammar, and what the tests see in them. */
import { liesApart } from '../../src/corpus/grammar/territory.ts';
import { grammarSong, type Settings } from '../../src/corpus/index.ts';
import { bookOf } from '../../src/corpus/styles/index.ts';
import {
  type Drum,
  PARTS,
  type Part,
  type Score,
  STEPS_PER_BAR,
  type Style,
  stepOf,
} from '../../src/music/index.ts';

/** Settings that put every hit on its line, so that patterns can be read off. */
export const ON_THE_GRID: Partial<Settings> = {
  swing: 0.5,
  kickLate: 0,
  snareLate: 0,
  hatLate: 0,
  bassLate: 0,
  keysLate: 0,
  drift: 0,
  jitter: 0,
};

/** Settings under which nothing interrupts the pattern. */
export const UNINTERRUPTED: Partial<Settings> = { fills: 0, drops: 0 };

const written = new Map<string, Score>();

/** The first songs of a style; written once however often they are asked for. */
export function songsOf(style: Style, count: number, overrides: Partial<Settings> = {}): Score[] {
  return Array.from({ length: count }, (_, seed) => {
    const name = `${style} ${seed} ${JSON.stringify(overrides)}`;
    const song = written.get(name) ?? grammarSong(style, seed, overrides);
    written.set(name, song);
    return song;
  });
}

/** What a song is when its key, velocities and microtiming are left aside. */
export function fingerprint(song: Score, parts: readonly Part[] = PARTS): string {
  const { tonic } = song.key;
  const of: Record<Part, () => unknown> = {
    drums: () => song.drums.map(({ tick, drum }) => [Math.round(tick / 40), drum]),
    bass: () => song.bass.map(({ tick, pitch }) => [stepOf(tick).step, pitch - tonic]),
    chords: () =>
      song.chords.map(({ tick, pitches }) => [stepOf(tick).step, ...pitches.map((p) => p - tonic)]),
    melody: () => song.melody.map(({ tick, pitch }) => [stepOf(tick).step, pitch - tonic]),
  };
  return JSON.stringify(parts.map((part) => of[part]()));
}

/** The steps, 0–15, at which any of some drums is hit in each bar. */
export function stepsByBar(song: Score, drums: readonly Drum[], atLeast = 1): number[][] {
  const bars = Array.from({ length: song.bars }, () => new Set<number>());
  for (const { drum, tick, velocity } of song.drums) {
    const { step } = stepOf(tick);
    if (drums.includes(drum) && velocity >= atLeast)
      bars[Math.floor(step / STEPS_PER_BAR)]?.add(step % STEPS_PER_BAR);
  }
  return bars.map((steps) => [...steps].sort((a, b) => a - b));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether settings of a style lie in a region that no song of training has. */
export function isHeldApart(style: Style, settings: Settings): boolean {
  return liesApart(bookOf(style), settings);
}
