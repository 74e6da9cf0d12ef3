import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleOf, visitsOf } from '../../../src/model/baselines/ngram/count.ts';
import { estimate } from '../../../src/model/baselines/ngram/estimate.ts';
import { ngramGenerator } from '../../../src/model/baselines/ngram/ngram.ts';
import { priorOf } from '../../../src/model/baselines/ngram/prior.ts';
import { FIELD_SIZES } from '../../../src/model/core/fields.ts';
import { resemblance } from '../../../src/model/core/resemblance.ts';
import { sameMusic } from '../../../src/model/core/split.ts';
import {
  checkScore,
  isInKey,
  MODES,
  PARTS,
  type Part,
  randomOf,
  writeMidi,
} from '../../../src/music/index.ts';
import { GRID, LATE, song, songs } from '../songs.ts';

const prior = priorOf('trap', [...songs(GRID, 25, 1000), ...songs(LATE, 25, 2000)]);
const learned = {
  grid: ngramGenerator(priorOf('trap', songs(GRID, 25, 1000))),
  late: ngramGenerator(priorOf('trap', songs(LATE, 25, 2000))),
};
const F_MINOR = { tonic: 5, mode: 'minor' } as const;
const request = { style: 'trap', bpm: 140, key: F_MINOR, bars: 8 } as const;

describe('probabilities', () => {
  it('are positive and sum to 1 before every choice of a score never seen', () => {
    for (const { contexts, field } of visitsOf(exampleOf(song(LATE, 77)))) {
      const probabilities = estimate(prior.counts, contexts, FIELD_SIZES[field]);
      expect(probabilities.every((p) => p > 0)).toBe(true);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    }
  });

  it('cost as many bits as the choices are unlikely: a coin with two sides one bit', () => {
    const nothing = priorOf('trap', []);
    const bits = ngramGenerator(nothing).bitsPerStep([
      { ...song(GRID, 1, 1), bass: [], chords: [], melody: [] },
    ]);
    const hits = song(GRID, 1, 1).drums;
    // With nothing learned every possible value is as likely; an empty step costs the choice among 13 drums.
    expect(bits.parts.drums).toBeGreaterThan(Math.log2(13) * ((16 - hits.length) / 16));
    expect(bits.parts.melody).toBe(0);
    expect(bits.total).toBeCloseTo(
      PARTS.reduce((sum, part) => sum + bits.parts[part], 0),
      9,
    );
  });
});

describe('learning', () => {
  it('tells styles apart: each predicts its own new songs better than the other does', () => {
    const mine = songs(GRID, 4, 300);
    const theirs = songs(LATE, 4, 300);
    const { grid, late } = learned;
    expect(grid.bitsPerStep(mine).total).toBeLessThan(late.bitsPerStep(mine).total);
    expect(late.bitsPerStep(theirs).total).toBeLessThan(grid.bitsPerStep(theirs).total);
  });

  it('holds out whole references: loops of one, and copies under another name, stay together', () => {
    const [a, b, c] = [song(GRID, 1), song(GRID, 2), song(LATE, 3)];
    expect(sameMusic([a, b, c, a])).toEqual([[0, 3], [1], [2]]);
    expect(sameMusic([a, b, c], ['x', 'x', 'y'])).toEqual([[0, 1], [2]]);
  });
});

describe('sampling', () => {
  const anyRequest = fc.record({
    bpm: fc.integer({ min: 4000, max: 24000 }).map((bpm) => bpm / 100),
    key: fc.record({ tonic: fc.nat(11), mode: fc.constantFrom(...MODES) }),
    bars: fc.integer({ min: 1, max: 8 }),
    parts: fc.subarray([...PARTS], { minLength: 1 }),
    temperature: fc.constantFrom(0.5, 1, 1.5),
  });

  it('obeys tempo, key, bars and parts exactly, and keeps every rule of a score', () => {
    fc.assert(
      fc.property(anyRequest, fc.integer(), (asked, seed) => {
        const score = learned.late.sample({ style: 'trap', ...asked }, randomOf(seed));
        checkScore(score);
        expect(score).toMatchObject({ bpm: asked.bpm, key: asked.key, bars: asked.bars });
        for (const part of PARTS) expect(score[part].length > 0, part).toBe(asked.parts.includes(part));
        const pitches = [...score.bass, ...score.melody].map((note) => note.pitch);
        expect(pitches.filter((pitch) => !isInKey(pitch, asked.key))).toEqual([]);
        for (const { pitch } of score.bass) expect(pitch).toBeGreaterThanOrEqual(21);
        for (const { pitches: chord } of score.chords)
          expect(chord.at(-1)! - chord[0]!).toBeLessThanOrEqual(38);
      }),
      { numRuns: 40 },
    );
  });

  it('writes the same bytes for the same seed, and others for another', () => {
    const generator = learned.grid;
    const midi = (seed: number) =>
      Buffer.from(writeMidi(generator.sample(request, randomOf(seed)))).toString('hex');
    expect(midi(7)).toBe(midi(7));
    expect(new Set([midi(7), midi(8), midi(9)]).size).toBe(3);
  });

  it('takes after the songs it was counted from', () => {
    for (const seed of [1, 2, 3, 4]) {
      const grid = learned.grid.sample(request, randomOf(seed));
      const late = learned.late.sample(request, randomOf(seed));
      expect(resemblance(grid, songs(GRID, 8))).toBeGreaterThan(resemblance(grid, songs(LATE, 8)));
      expect(resemblance(late, songs(LATE, 8))).toBeGreaterThan(resemblance(late, songs(GRID, 8)));
    }
  });

  it('repeats bars about as much as the songs do', () => {
    const repeats = (score: ReturnType<typeof song>, part: Part) => {
      const bars = Array.from({ length: score.bars }, (_, bar) =>
        score[part]
          .filter((event) => Math.floor((event.tick + 30) / 1920) === bar)
          .map((event) => `${Math.round((event.tick % 1920) / 120)} ${'drum' in event ? event.drum : ''}`)
          .join(),
      );
      return bars.filter((bar, i) => i >= 2 && bar === bars[i - 2]).length / (score.bars - 2);
    };
    const takes = Array.from({ length: 40 }, (_, i) => learned.grid.sample(request, randomOf(i)));
    const mean = takes.reduce((sum, take) => sum + repeats(take, 'drums'), 0) / takes.length;
    const real = songs(GRID, 10, 50).map((one) => song(GRID, one.key.tonic, 8));
    const wanted = real.reduce((sum, one) => sum + repeats(one, 'drums'), 0) / real.length;
    expect(Math.abs(mean - wanted)).toBeLessThan(0.3);
  });

  it('answers a request that cannot be written with what to ask for instead', () => {
    const generator = learned.grid;
    for (const [wrong, id] of [
      [{ bpm: 12 }, 'request-bpm'],
      [{ bars: 0 }, 'request-bars'],
      [{ parts: [] }, 'request-parts'],
      [{ temperature: Number.NaN }, 'request-temperature'],
    ] as const) {
      expect(() => generator.sample({ ...request, ...wrong }, randomOf(1))).toThrow(
        expect.objectContaining({ id }),
      );
    }
  });
});
