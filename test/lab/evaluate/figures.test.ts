import { describe, expect, it } from 'vitest';
import {
  overlapArea,
  shuffledTiming,
  timingError,
  trainRecogniser,
  Windows,
} from '../../../lab/evaluate/index.ts';
import {
  type Hit,
  millisecondsOf,
  type Note,
  parseKey,
  randomOf,
  type Score,
  stepOf,
  TICKS_PER_STEP,
  transpose,
} from '../../../src/music/index.ts';
import { GRID, LATE, songs } from '../../model/songs.ts';

const silence: Score = {
  bpm: 120,
  key: parseKey('Cm'),
  bars: 4,
  drums: [],
  bass: [],
  chords: [],
  melody: [],
};

/** One bar of kick on 1 and snare on 5, each so many ticks late. */
const beat = (kick: number, snare: number, extra: readonly Hit[] = []): Score => ({
  ...silence,
  bars: 1,
  drums: [
    { drum: 'kick', tick: kick, velocity: 100 } as const,
    { drum: 'snare', tick: 4 * TICKS_PER_STEP + snare, velocity: 100 } as const,
    ...extra,
  ],
});

describe('timingError', () => {
  it('is the mean distance of places in ms, beside what the grid comes to', () => {
    // Real: kick 0, snare mean of 20 and 40 = 30 ticks late. Made: kick 10, snare 24 ticks late.
    const figures = timingError([beat(0, 20), beat(0, 40)], [beat(10, 24)], randomOf(1))!;
    expect(figures.error).toBeCloseTo(millisecondsOf((10 + 6) / 2, 120), 9);
    expect(figures.quantised).toBeCloseTo(millisecondsOf((0 + 30) / 2, 120), 9);
  });

  it('weighs places by how many real scores play them, and leaves out what only one side plays', () => {
    const rim: Hit = { drum: 'rim', tick: 8 * TICKS_PER_STEP + 30, velocity: 100 };
    const real = [beat(0, 30), beat(0, 30), beat(0, 30, [rim])];
    const made = [beat(0, 30, [{ ...rim, tick: 8 * TICKS_PER_STEP }])];
    // Seven hits in all, of which the one rim is 30 ticks off.
    expect(timingError(real, made, randomOf(1))!.error).toBeCloseTo(millisecondsOf(30 / 7, 120), 9);
    expect(timingError(real, [{ ...silence, bars: 1 }], randomOf(1))).toBeNull();
  });

  it('tells a kept pocket from jitter of the same size', () => {
    const real = songs(LATE, 12);
    const { error, quantised, shuffled } = timingError(real, songs(LATE, 12, 100), randomOf(1))!;
    expect(error).toBe(0);
    expect(quantised).toBeGreaterThan(0);
    expect(shuffled).toBeGreaterThan(0);
  });
});

describe('shuffledTiming', () => {
  it('keeps which 16ths are struck and which offsets there are', () => {
    const [score] = songs(LATE, 1);
    const dealt = shuffledTiming(score!, randomOf(5));
    const steps = ({ drums }: Score) => drums.map(({ drum, tick }) => `${drum} ${stepOf(tick).step}`).sort();
    const offsets = ({ drums }: Score) => drums.map(({ tick }) => stepOf(tick).offset).sort((a, b) => a - b);
    expect(steps(dealt)).toEqual(steps(score!));
    expect(offsets(dealt)).toEqual(offsets(score!));
    expect(dealt.drums).not.toEqual(score!.drums);
  });
});

describe('overlapArea', () => {
  it('is as for halves of the real music where the same hand writes, and less where another does', () => {
    const real = songs(GRID, 40);
    const same = overlapArea(real, songs(GRID, 40, 500));
    const other = overlapArea(real, songs(LATE, 40, 500));
    expect(same.area / same.splitHalf).toBeGreaterThan(0.9);
    expect(other.area / other.splitHalf).toBeLessThan(0.75);
    expect(other.features.drumPattern.area).toBeLessThan(other.features.drumPattern.splitHalf / 2);
  });
});

describe('Windows', () => {
  const tune = (...pitches: number[]): Note[] =>
    pitches.map((pitch, i) => ({ tick: i * 960, duration: 480, pitch, velocity: 90 }));
  const known: Score = { ...silence, melody: tune(60, 63, 65, 67, 65, 63, 60, 58) };

  it('finds four bars again in any key, velocity and length, but not if a note differs', () => {
    const windows = new Windows();
    windows.add(known);
    const moved = transpose(
      { ...known, melody: known.melody.map((n) => ({ ...n, velocity: 50, duration: 100 })) },
      5,
    );
    const changed: Score = { ...silence, melody: tune(60, 63, 65, 67, 65, 63, 60, 56) };
    expect(windows.sharesOf([known]).melody).toBe(1);
    expect(windows.sharesOf([moved, changed]).melody).toBe(0.5);
    // The same notes in another part are another thing.
    expect(windows.sharesOf([{ ...silence, bass: known.melody }]).bass).toBe(0);
  });

  it('finds them at any bar of a longer score, and says nothing of what is too plain', () => {
    const windows = new Windows();
    windows.add(known);
    const later: Score = {
      ...silence,
      bars: 8,
      melody: known.melody.map((note) => ({ ...note, tick: note.tick + 4 * 1920 })),
    };
    // Of the windows at bars 1 to 5, those at bars 4 and 5 have six notes or more.
    expect(windows.sharesOf([later]).melody).toBe(0.5);
    expect(windows.sharesOf([{ ...silence, melody: tune(60, 62, 64) }])).toEqual({
      drums: null,
      bass: null,
      chords: null,
      melody: null,
    });
  });
});

describe('trainRecogniser', () => {
  it('tells classes apart by what differs, whatever its size, and bears traits that never vary', async () => {
    const random = randomOf(2);
    const example = (style: number) => ({
      style,
      traits: [7, random.normal() * 1000, random.normal() * 0.01 + [0, 0.05, 0.1][style]!],
    });
    const recogniser = await trainRecogniser(
      Array.from({ length: 90 }, (_, i) => example(i % 3)),
      3,
    );
    const fresh = Array.from({ length: 90 }, (_, i) => example(i % 3));
    const right = fresh.filter(({ traits, style }) => recogniser.classOf(traits) === style).length;
    expect(right).toBeGreaterThan(80);
    expect(recogniser.classOf([7, 0, 1e9])).toBe(2);
  });
});
