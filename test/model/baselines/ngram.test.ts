import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleOf, visitsOf } from '../../../src/model/baselines/ngram/count.ts';
import { estimate } from '../../../src/model/baselines/ngram/estimate.ts';
import { learnNgram } from '../../../src/model/baselines/ngram/learn.ts';
import { ngramGenerator } from '../../../src/model/baselines/ngram/ngram.ts';
import { priorOf } from '../../../src/model/baselines/ngram/prior.ts';
import { readNgram } from '../../../src/model/baselines/ngram/save.ts';
import { FIELD_SIZES } from '../../../src/model/core/fields.ts';
import { resemblance } from '../../../src/model/core/resemblance.ts';
import { sameMusic } from '../../../src/model/core/split.ts';
import type { Learned } from '../../../src/model/index.ts';
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
const learn = (habits: typeof GRID, from = 0): Promise<Learned> =>
  learnNgram(songs(habits, 8, from), { style: 'trap', seed: 1 }, prior);
const learned = { grid: await learn(GRID), late: await learn(LATE) };
const F_MINOR = { tonic: 5, mode: 'minor' } as const;
const request = { style: 'trap', bpm: 140, key: F_MINOR, bars: 8 } as const;

describe('probabilities', () => {
  it('are positive and sum to 1 before every choice of a score never seen', () => {
    const evidence = { style: prior.evidence.style, styleWeight: Number.POSITIVE_INFINITY };
    for (const { contexts, field } of visitsOf(exampleOf(song(LATE, 77)))) {
      const probabilities = estimate(evidence, contexts, FIELD_SIZES[field]);
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
  it('predicts references it has not heard better than the style alone does', () => {
    for (const { heldOut } of Object.values(learned)) {
      expect(heldOut.by).toBe('references');
      expect(heldOut.after).toBeLessThan(heldOut.before * 0.9);
    }
  });

  it('tells artists apart: each predicts its own new songs better than the other does', () => {
    const mine = songs(GRID, 4, 300);
    const theirs = songs(LATE, 4, 300);
    const { grid, late } = learned;
    expect(grid.generator.bitsPerStep(mine).total).toBeLessThan(late.generator.bitsPerStep(mine).total);
    expect(late.generator.bitsPerStep(theirs).total).toBeLessThan(grid.generator.bitsPerStep(theirs).total);
  });

  it('holds out whole references: loops of one, and copies under another name, stay together', () => {
    const [a, b, c] = [song(GRID, 1), song(GRID, 2), song(LATE, 3)];
    expect(sameMusic([a, b, c, a])).toEqual([[0, 3], [1], [2]]);
    expect(sameMusic([a, b, c], ['x', 'x', 'y'])).toEqual([[0, 1], [2]]);
  });

  it('says so when it had to hold out bars, or nothing', async () => {
    const one = await learnNgram([song(LATE, 1)], { style: 'trap', seed: 1 }, prior);
    expect(one.heldOut.by).toBe('bars');
    const bar = await learnNgram([song(LATE, 1, 1)], { style: 'trap', seed: 1 }, prior);
    expect(bar.heldOut).toMatchObject({ by: 'nothing' });
    expect(bar.heldOut.after).toBe(bar.heldOut.before);
  });

  it('reports progress to the end and stops when it is told to', async () => {
    const fractions: number[] = [];
    const options = { style: 'trap', seed: 1 } as const;
    await learnNgram(
      songs(GRID, 3),
      { ...options, onProgress: ({ fraction }) => fractions.push(fraction) },
      prior,
    );
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('enough'));
    await expect(
      learnNgram(songs(GRID, 3), { ...options, onProgress, signal: stop.signal }, prior),
    ).rejects.toThrow('enough');
    await expect(learnNgram([], options, prior)).rejects.toMatchObject({ id: 'learn-nothing' });
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
        const score = learned.late.generator.sample({ style: 'trap', ...asked }, randomOf(seed));
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
    const { generator } = learned.grid;
    const midi = (seed: number) =>
      Buffer.from(writeMidi(generator.sample(request, randomOf(seed)))).toString('hex');
    expect(midi(7)).toBe(midi(7));
    expect(new Set([midi(7), midi(8), midi(9)]).size).toBe(3);
  });

  it('takes after the artist it has learned from', () => {
    for (const seed of [1, 2, 3, 4]) {
      const grid = learned.grid.generator.sample(request, randomOf(seed));
      const late = learned.late.generator.sample(request, randomOf(seed));
      expect(resemblance(grid, songs(GRID, 8))).toBeGreaterThan(resemblance(grid, songs(LATE, 8)));
      expect(resemblance(late, songs(LATE, 8))).toBeGreaterThan(resemblance(late, songs(GRID, 8)));
    }
  });

  it('repeats bars about as much as the references do', () => {
    const repeats = (score: ReturnType<typeof song>, part: Part) => {
      const bars = Array.from({ length: score.bars }, (_, bar) =>
        score[part]
          .filter((event) => Math.floor((event.tick + 30) / 1920) === bar)
          .map((event) => `${Math.round((event.tick % 1920) / 120)} ${'drum' in event ? event.drum : ''}`)
          .join(),
      );
      return bars.filter((bar, i) => i >= 2 && bar === bars[i - 2]).length / (score.bars - 2);
    };
    const takes = Array.from({ length: 10 }, (_, i) => learned.grid.generator.sample(request, randomOf(i)));
    const mean = takes.reduce((sum, take) => sum + repeats(take, 'drums'), 0) / takes.length;
    const real = songs(GRID, 10, 50).map((one) => song(GRID, one.key.tonic, 8));
    const wanted = real.reduce((sum, one) => sum + repeats(one, 'drums'), 0) / real.length;
    expect(Math.abs(mean - wanted)).toBeLessThan(0.3);
  });

  it('answers a request that cannot be written with what to ask for instead', () => {
    const { generator } = learned.grid;
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

describe('saved generators', () => {
  const bytes = learned.late.generator.save();

  it('sample and measure as before', () => {
    const { artist } = readNgram(bytes);
    const again = ngramGenerator(prior, artist);
    expect(again.sample(request, randomOf(5))).toEqual(learned.late.generator.sample(request, randomOf(5)));
    expect(again.bitsPerStep([song(LATE, 9)])).toEqual(learned.late.generator.bitsPerStep([song(LATE, 9)]));
    expect(bytes.length).toBeLessThan(100_000);
  });

  it('say what is wrong with bytes that are none, newer or damaged', () => {
    expect(() => readNgram(new TextEncoder().encode('MThd....'))).toThrow(
      expect.objectContaining({ id: 'generator-unknown' }),
    );
    expect(() => readNgram(new Uint8Array())).toThrow(expect.objectContaining({ id: 'generator-unknown' }));
    const newer = bytes.slice();
    newer[5] = 99;
    expect(() => readNgram(newer)).toThrow(expect.objectContaining({ id: 'generator-newer' }));
    for (const broken of [bytes.subarray(0, -20), bytes.subarray(0, 6), bytes.with(60, 255 - bytes[60]!)]) {
      expect(() => readNgram(broken)).toThrow(expect.objectContaining({ id: 'generator-damaged' }));
    }
  });
});
