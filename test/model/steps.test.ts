import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreOf, stepsOf } from '../../src/model/core/steps.ts';
import { choicesOf, readChoices, Writer } from '../../src/model/core/writer.ts';
import { checkScore, DRUMS, PARTS, type Score, TICKS_PER_BAR } from '../../src/music/index.ts';
import { GRID, LATE, song } from './songs.ts';

/** Any score at all: hits anywhere, notes of any pitch and length, glides, chords of any shape. */
const anyScore: fc.Arbitrary<Score> = fc
  .record({
    bars: fc.integer({ min: 1, max: 3 }),
    tonic: fc.nat(11),
    hits: fc.array(fc.tuple(fc.nat(11), fc.nat(9999), fc.integer({ min: 1, max: 127 })), { maxLength: 60 }),
    bass: fc.array(fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 18, max: 62 }))),
    chords: fc.array(
      fc.tuple(
        fc.nat(900),
        fc.integer({ min: 1, max: 900 }),
        fc.uniqueArray(fc.integer({ min: 30, max: 90 }), { minLength: 1, maxLength: 7 }),
      ),
    ),
    melody: fc.array(
      fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 40, max: 105 })),
    ),
  })
  .map(({ bars, tonic, hits, bass, chords, melody }) => {
    const end = bars * TICKS_PER_BAR;
    const drums = new Map<string, Score['drums'][number]>();
    for (const [drum, tick, velocity] of hits) {
      drums.set(`${drum} ${tick % end}`, { drum: DRUMS[drum]!, tick: tick % end, velocity });
    }
    /** One after another, each `gap` after the last. */
    const line = <T>(notes: [number, number, T][]) => {
      let free = 0;
      return notes.flatMap(([gap, length, what]) => {
        const tick = free + gap;
        const duration = Math.min(length, end - tick);
        free = tick + duration;
        return duration > 0 ? [{ tick, duration, velocity: 1 + ((tick * 7) % 127), what }] : [];
      });
    };
    return checkScore({
      bpm: 120,
      key: { tonic, mode: 'minor' },
      bars,
      drums: [...drums.values()].sort(
        (a, b) => a.tick - b.tick || DRUMS.indexOf(a.drum) - DRUMS.indexOf(b.drum),
      ),
      bass: line(bass).map(({ what, ...note }, i) =>
        i % 3 === 0 && note.duration > 40
          ? { ...note, pitch: what, glide: { pitch: what + 7, offset: 10, duration: 20 } }
          : { ...note, pitch: what },
      ),
      chords: line(chords).map(({ what, ...chord }) => ({
        ...chord,
        pitches: what.toSorted((a, b) => a - b),
      })),
      melody: line(melody).map(({ what, ...note }) => ({ ...note, pitch: what })),
    });
  });

describe('scores as steps', () => {
  it('keeps what was played: pitches exactly, onsets to 3 ticks, velocities to a bin', () => {
    for (const original of [song(GRID, 1), song(LATE, 2)]) {
      const copy = scoreOf(stepsOf(original), original);
      for (const part of PARTS) expect(copy[part].length, part).toBe(original[part].length);
      original.drums.forEach((hit, i) => {
        expect(copy.drums[i]!.drum).toBe(hit.drum);
        expect(Math.abs(copy.drums[i]!.tick - hit.tick)).toBeLessThanOrEqual(3);
        expect(Math.abs(copy.drums[i]!.velocity - hit.velocity)).toBeLessThanOrEqual(8);
      });
      expect(copy.bass.map((note) => [note.pitch, note.glide])).toEqual(
        original.bass.map((note) => [note.pitch, note.glide]),
      );
      expect(copy.chords.map((chord) => chord.pitches)).toEqual(
        original.chords.map((chord) => chord.pitches),
      );
      expect(copy.melody.map((note) => note.pitch)).toEqual(original.melody.map((note) => note.pitch));
    }
  });

  it('makes a valid score of whatever steps any score gives, and the same steps again', () => {
    fc.assert(
      fc.property(anyScore, (score) => {
        const copy = checkScore(scoreOf(stepsOf(score), score));
        const again = checkScore(scoreOf(stepsOf(copy), copy));
        // What survives the first reading survives every other: nothing wears off.
        expect(again.drums).toEqual(copy.drums);
        expect(again.chords.map(({ tick, pitches }) => ({ tick, pitches }))).toEqual(
          copy.chords.map(({ tick, pitches }) => ({ tick, pitches })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('anticipates the start of a loop with a hit at its end', () => {
    const early = {
      ...song(GRID, 3),
      drums: [{ drum: 'kick', tick: 4 * TICKS_PER_BAR - 20, velocity: 100 }],
    } as const;
    expect(stepsOf(early).steps[0]!.drums).toHaveLength(1);
    expect(scoreOf(stepsOf(early), early).drums[0]!.tick).toBe(4 * TICKS_PER_BAR - 20);
  });
});

describe('the writer', () => {
  it('allows every choice that a score was written with, and writes the same steps', () => {
    fc.assert(
      fc.property(anyScore, (score) => {
        const steps = stepsOf(score);
        const writer = new Writer(steps);
        for (const value of readChoices(steps)) {
          expect(writer.allows(value), `${writer.field} ${value}`).toBe(true);
          writer.push(value);
        }
        expect(writer.done).toBe(true);
        expect(writer.steps).toEqual(steps.steps);
      }),
      { numRuns: 60 },
    );
  });

  it('skips parts that are given and leaves them as they are', () => {
    const given = stepsOf(song(GRID, 4));
    const writer = new Writer({ bars: given.bars, parts: ['bass'], given });
    while (!writer.done) writer.push(0);
    expect(writer.steps.map((step) => step.drums)).toEqual(given.steps.map((step) => step.drums));
    expect(writer.steps.every((step) => step.bass.length === 0)).toBe(true);
    expect(choicesOf(given.steps[0]!, 'drums').length).toBeGreaterThan(1);
  });
});
