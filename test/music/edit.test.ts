import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barOf,
  checkScore,
  millisecondsOf,
  parseKey,
  type Score,
  slice,
  stepInBar,
  stepOf,
  TICKS_PER_BAR,
  tickOf,
  ticksOfMilliseconds,
  transpose,
} from '../../src/music/index.ts';
import { anyScore } from './arbitrary.ts';

describe('the grid', () => {
  it('gives each tick its nearest 16th and keeps what is left', () => {
    expect(stepOf(0)).toEqual({ step: 0, offset: 0 });
    expect(stepOf(59)).toEqual({ step: 0, offset: 59 });
    expect(stepOf(60)).toEqual({ step: 1, offset: -60 });
    expect(stepOf(1919)).toEqual({ step: 16, offset: -1 });
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 200_000 }), (tick) => {
        const { step, offset } = stepOf(tick);
        expect(tickOf(step, offset)).toBe(tick);
        expect(offset >= -60 && offset < 60).toBe(true);
      }),
    );
  });

  it('knows bars and steps within them', () => {
    expect(barOf(1919)).toBe(0);
    expect(barOf(1920)).toBe(1);
    expect([0, 16, 31, -1].map(stepInBar)).toEqual([0, 0, 15, 15]);
  });

  it('turns ticks into milliseconds and back', () => {
    expect(millisecondsOf(480, 120)).toBe(500);
    expect(millisecondsOf(12, 90)).toBeCloseTo(16.667, 3);
    expect(ticksOfMilliseconds(millisecondsOf(77, 93.5), 93.5)).toBeCloseTo(77, 9);
  });
});

describe('transpose', () => {
  const within = { pitches: [24, 103] as const, maxBars: 8, maxEvents: 20 };

  it('comes back to where it started and leaves time and drums alone', () => {
    fc.assert(
      fc.property(anyScore(within), fc.integer({ min: -24, max: 24 }), (score, semitones) => {
        const moved = checkScore(transpose(score, semitones));
        expect(transpose(moved, -semitones)).toEqual(score);
        expect(moved.drums).toEqual(score.drums);
        expect(moved.melody.map((note) => note.tick)).toEqual(score.melody.map((note) => note.tick));
      }),
    );
  });

  it('moves the key and the end of a glide too', () => {
    const moved = transpose(riff, 3);
    expect(moved.key).toEqual(parseKey('Ebm'));
    expect(moved.bass[0]?.glide?.pitch).toBe(39);
  });

  it('refuses to leave the range of MIDI', () => {
    expect(() => transpose(riff, 100)).toThrow(expect.objectContaining({ id: 'score-range' }));
  });
});

describe('slice', () => {
  it('of everything is the score', () => {
    fc.assert(
      fc.property(anyScore({ maxBars: 8 }), (score) => {
        expect(slice(score, 0, score.bars)).toEqual(score);
      }),
    );
  });

  it('is a valid score, and neighbouring slices hold every hit once', () => {
    const cut = anyScore({ maxBars: 12 }).chain((score) => fc.tuple(fc.constant(score), fc.nat(score.bars)));
    fc.assert(
      fc.property(cut, ([score, at]) => {
        const before = at > 0 ? checkScore(slice(score, 0, at)).drums : [];
        const after = at < score.bars ? checkScore(slice(score, at, score.bars - at)).drums : [];
        const back = after.map((hit) => ({ ...hit, tick: hit.tick + at * TICKS_PER_BAR }));
        expect([...before, ...back]).toEqual(score.drums);
      }),
    );
  });

  it('strikes again what is held over, and cuts what goes on', () => {
    const second = slice(riff, 1, 1);
    expect(second.chords).toEqual([{ tick: 0, duration: 1920, pitches: [48, 51, 55], velocity: 70 }]);
    expect(slice(riff, 0, 1).chords[0]?.duration).toBe(1920);
    // The melody's note is 100 ticks over the bar line: a late release, not a new note.
    expect(second.melody).toEqual([]);
  });

  it('lets a bass note that was gliding start at the pitch it was going to', () => {
    expect(slice(riff, 1, 1).bass).toEqual([{ tick: 0, duration: 960, pitch: 36, velocity: 100 }]);
    expect(slice(riff, 0, 1).bass).toEqual([{ tick: 0, duration: 1920, pitch: 24, velocity: 100 }]);
  });

  it('refuses bars that are not there', () => {
    expect(() => slice(riff, 1, 2)).toThrow(RangeError);
    expect(() => slice(riff, 0, 0)).toThrow(RangeError);
  });
});

const riff: Score = {
  bpm: 90,
  key: parseKey('Cm'),
  bars: 2,
  drums: [{ drum: 'kick', tick: 0, velocity: 100 }],
  bass: [
    { tick: 0, duration: 2880, pitch: 24, velocity: 100, glide: { pitch: 36, offset: 1800, duration: 240 } },
  ],
  chords: [{ tick: 0, duration: 3840, pitches: [48, 51, 55], velocity: 70 }],
  melody: [{ tick: 1800, duration: 220, pitch: 72, velocity: 90 }],
};
