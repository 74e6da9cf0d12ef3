import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDistances,
  compareSets,
  drumPatternDensity,
  emptyBarRate,
  FEATURES,
  featuresOf,
  grooveConsistency,
  type Hit,
  offsetsOf,
  parseKey,
  pitchClassEntropy,
  pitchInScaleRate,
  polyphony,
  randomOf,
  type Score,
  scaleConsistency,
  scoreStats,
  swingOf,
  transpose,
} from '../../src/music/index.ts';
import { syncopationOf } from '../../src/music/statistics.ts';
import { anyScore } from './arbitrary.ts';

const silence: Score = {
  bpm: 120,
  key: parseKey('Cm'),
  bars: 2,
  drums: [],
  bass: [],
  chords: [],
  melody: [],
};
const hits = (drum: Hit['drum'], ...ticks: number[]): Hit[] =>
  ticks.map((tick) => ({ drum, tick, velocity: 100 }));
const notes = (...spans: [tick: number, duration: number, pitch: number][]) =>
  spans.map(([tick, duration, pitch]) => ({ tick, duration, pitch, velocity: 90 }));

/** Two bars: hats in swung 16ths 10 ms late as a whole, kick on 1, snare on 2 and 4 and, in bar 2, on 3. */
const beat: Score = {
  ...silence,
  drums: [
    ...hits('kick', 0, 1920),
    ...hits('snare', 480, 1440, 2400, 2880, 3360),
    ...hits('closedHat', 10, 158, 250, 398, 1930, 2078, 2170, 2318),
  ].sort((a, b) => a.tick - b.tick),
  bass: notes([0, 960, 36], [1920, 960, 43]),
  chords: [{ tick: 0, duration: 1920, pitches: [48, 51, 55], velocity: 70 }],
  melody: notes([960, 480, 60], [1440, 480, 61]),
};

describe('scoreStats', () => {
  it('tells what a bar holds', () => {
    const stats = scoreStats(beat);
    expect(stats.density).toEqual({ drums: 7.5, bass: 1, chords: 0.5, melody: 1 });
    expect(stats.drumPattern.snare).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0.5, 0, 0, 0, 1, 0, 0, 0]);
    expect(stats.drumPattern.kick[0]).toBe(1);
    // C in bass, chord and melody; Db; Eb; and G in bass and chord: 7 notes.
    expect(stats.pitchClasses.map((share) => Math.round(share * 7))).toEqual([
      3, 1, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0,
    ]);
  });

  it('is defined for every score', () => {
    fc.assert(
      fc.property(anyScore({ maxBars: 8 }), (score) => {
        const { density, syncopation, offsets, pitchClasses } = scoreStats(score);
        for (const figure of [...Object.values(density), ...Object.values(syncopation), ...pitchClasses]) {
          expect(figure).toBeGreaterThanOrEqual(0);
        }
        for (const offset of offsets)
          if (offset !== undefined) expect(Math.abs(offset)).toBeLessThanOrEqual(188);
      }),
      { numRuns: 50 },
    );
  });
});

describe('feel', () => {
  it('swings by how late the off 16ths are against the others', () => {
    // Hats: on 16ths 10 late, off 16ths 38 late; kick and snare exact. First 16ths: mean of 4 × 10 and 7 × 0.
    const late = 38 - 40 / 11;
    expect(swingOf(beat)).toBeCloseTo((100 * (120 + late)) / 240, 9);
    expect(swingOf({ drums: hits('closedHat', 0, 160, 240, 400) })).toBeCloseTo(66.667, 3);
    expect(swingOf({ drums: hits('closedHat', 5, 125, 245, 365) })).toBe(50);
    expect(swingOf({ drums: hits('kick', 0, 960) })).toBeUndefined();
  });

  it('does not take a roll for swing', () => {
    expect(swingOf({ drums: hits('closedHat', 0, 120, 240, 360, 420, 480, 540, 600, 720) })).toBe(50);
  });

  it('has a lateness for each place in the bar, in milliseconds', () => {
    const offsets = offsetsOf(beat);
    expect(offsets[4]).toBe(0);
    expect(offsets[1]).toBeCloseTo((38 * 60_000) / (120 * 480), 9);
    expect(offsets[5]).toBeUndefined();
    expect(offsetsOf(beat, 'closedHat')[0]).toBeCloseTo(10.4167, 3);
    // Early for the downbeat after the end is early for the first.
    expect(offsetsOf({ bpm: 120, drums: hits('kick', 1908) })[0]).toBeCloseTo(-12.5, 9);
  });

  it('is syncopated by onsets before silent heavier places', () => {
    expect(syncopationOf([], 1)).toBe(0);
    expect(syncopationOf([0, 480, 960, 1440], 1)).toBe(0);
    // On the and of 4 (−3), silent on the next downbeat (0).
    expect(syncopationOf([14 * 120], 1)).toBe(3);
    // Son clave 0 3 6 10 12: 3 (−4) before a silent 4 (−2) adds 2, 6 (−3) before 8 (−1) adds 2; 10 and 12 rest on nothing heavier.
    expect(
      syncopationOf(
        [0, 3, 6, 10, 12].map((step) => step * 120),
        1,
      ),
    ).toBe(4);
  });
});

describe('published measures', () => {
  it('groove consistency is the share of 16ths at which neighbouring bars agree', () => {
    // Of all parts, both bars have onsets on 0 1 2 3 4 8 12: the melody has in bar 1 what the snare has in bar 2.
    expect(grooveConsistency(beat, ['drums'])).toBe(1 - 1 / 16);
    expect(grooveConsistency(beat)).toBe(1);
    expect(grooveConsistency({ ...beat, bars: 1, drums: [] })).toBeUndefined();
    expect(grooveConsistency({ ...silence, drums: hits('kick', 0, 480, 960, 1440) })).toBe(1 - 4 / 16);
  });

  it('pitch-class entropy is that of the notes in bits', () => {
    const share = [3, 1, 1, 2].map((count) => count / 7);
    expect(pitchClassEntropy(beat)).toBeCloseTo(-share.reduce((sum, p) => sum + p * Math.log2(p), 0), 12);
    expect(
      pitchClassEntropy({ ...silence, melody: notes([0, 1, 60], [1, 1, 72], [2, 1, 65], [3, 1, 53]) }),
    ).toBe(1);
    expect(pitchClassEntropy(silence)).toBeUndefined();
  });

  it('scale consistency is the share in the best scale, pitch-in-scale that in its own', () => {
    // C Db Eb G: all in Ab major; in C minor all but Db.
    expect(scaleConsistency(beat)).toBe(1);
    expect(pitchInScaleRate(beat)).toBeCloseTo(6 / 7, 12);
    const cluster = { ...silence, melody: notes([0, 1, 60], [1, 1, 61], [2, 1, 62], [3, 1, 63]) };
    expect(scaleConsistency(cluster)).toBe(0.75);
    expect(scaleConsistency(silence)).toBeUndefined();
  });

  it('scale consistency and entropy do not change with transposition', () => {
    fc.assert(
      fc.property(
        anyScore({ maxBars: 4, pitches: [30, 90] }),
        fc.integer({ min: -12, max: 12 }),
        (score, semitones) => {
          const moved = transpose(score, semitones);
          expect(scaleConsistency(moved)).toEqual(scaleConsistency(score));
          expect(pitchInScaleRate(moved)).toEqual(pitchInScaleRate(score));
          expect(pitchClassEntropy(moved) ?? 0).toBeCloseTo(pitchClassEntropy(score) ?? 0, 9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('drum-pattern density is the share of 16ths struck, and bars are empty in which nothing sounds', () => {
    // Bar 1: 0 1 2 3 4 12; bar 2 the same and 8.
    expect(drumPatternDensity(beat)).toBe(13 / 32);
    expect(emptyBarRate(beat)).toBe(0);
    expect(emptyBarRate(beat, ['chords'])).toBe(0.5);
    expect(emptyBarRate(silence)).toBe(1);
    expect(emptyBarRate({ ...silence, bass: notes([1900, 21, 30]) })).toBe(0);
  });

  it('polyphony is how many pitches sound where any does', () => {
    // Bar 1: 0–960 bass + chord (4), 960–1440 chord + C5 (4), 1440–1920 chord + Db5 (4); bar 2: 960 of one.
    expect(polyphony(beat)).toBeCloseTo((1920 * 4 + 960) / 2880, 12);
    expect(
      polyphony({
        ...silence,
        bass: notes([0, 100, 48]),
        chords: [{ tick: 0, duration: 100, pitches: [48], velocity: 9 }],
      }),
    ).toBe(1);
    expect(polyphony(silence)).toBeUndefined();
  });
});

describe('the comparison of sets', () => {
  const random = randomOf(5);
  const normal = (centre: number) => Array.from({ length: 4000 }, () => centre + random.normal());

  it('has the overlap and the divergence that normal densities have', () => {
    // Two unit normals d apart overlap by 2 Φ(−d/2) and diverge by d²/2; smoothing widens both by a little.
    const same = compareDistances(normal(0), normal(0));
    expect(same.overlap).toBeGreaterThan(0.96);
    expect(same.divergence).toBeLessThan(0.01);
    const apart = compareDistances(normal(0), normal(2));
    expect(apart.overlap).toBeGreaterThan(0.3173 - 0.02);
    expect(apart.overlap).toBeLessThan(0.3173 + 0.04);
    expect(Math.abs(apart.divergence - 2)).toBeLessThan(0.3);
    expect(compareDistances(normal(0), normal(50)).overlap).toBeLessThan(0.001);
  });

  it('finds a set like itself and unlike another', () => {
    const points = (centre: number) =>
      Array.from({ length: 40 }, () => [centre + random.normal(), random.normal()]);
    const like = compareSets(points(0), points(0));
    const unlike = compareSets(points(0), points(6));
    expect(like.overlap).toBeGreaterThan(0.9);
    expect(unlike.overlap).toBeLessThan(0.2);
    expect(unlike.divergence).toBeGreaterThan(like.divergence);
    expect(unlike.between).toBeGreaterThan(unlike.within);
  });

  it('does not mind sets without variation', () => {
    expect(compareSets([[1], [1], [1]], [[1], [1]])).toEqual({
      overlap: 1,
      divergence: 0,
      within: 0,
      between: 0,
    });
    expect(compareSets([[1], [1], [1]], [[4], [4]]).overlap).toBeLessThan(0.01);
    expect(() => compareSets([[1], [2]], [[1], [2]])).toThrow(RangeError);
  });
});

describe('featuresOf', () => {
  it('has the same lengths for every score, and figures that are numbers', () => {
    const sizes = (score: Score) => FEATURES.map((feature) => featuresOf(score)[feature].length);
    fc.assert(
      fc.property(anyScore({ maxBars: 8 }), (score) => {
        expect(sizes(score)).toEqual([1, 12, 144, 1, 1, 1, 1, 12, 144, 192]);
        expect(Object.values(featuresOf(score)).flat().every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('tells what a score is made of', () => {
    const features = featuresOf(beat);
    expect(features.pitchRange).toEqual([25]);
    expect(features.pitchCount).toEqual([7]);
    expect(features.noteCount).toEqual([3.5]);
    // C to G in the bass, C to Db in the melody.
    expect(features.meanInterval).toEqual([4]);
    expect(features.meanInterOnset).toEqual([10]);
    expect(features.pitchClassTransitions[7]).toBe(0.5);
    // A whole note, two halves, two quarters.
    expect(features.noteLengths.slice(0, 3)).toEqual([0.2, 0.4, 0.4]);
  });
});
