import { describe, expect, it } from 'vitest';
import {
  beatF,
  isLoop,
  keyScore,
  microtimingError,
  noteF,
  rootAccuracy,
  tempoAccuracy,
} from '../../../lab/evaluate/index.ts';
import { parseKey } from '../../../src/music/index.ts';

describe('measures of listening, by hand', () => {
  it.each([
    [100, 100, true, true],
    [103.9, 100, true, true],
    [104.5, 100, false, false],
    [200, 100, false, true],
    [70, 140, false, true],
    [46, 140, false, true],
    [93, 140, false, false],
  ])('tempo %d for %d', (heard, truth, one, two) => {
    expect(tempoAccuracy(heard, truth)).toEqual({ one, two });
  });

  it('beats count from the fifth second on, within 70 ms, each once', () => {
    const truth = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(beatF([5.06, 6, 7.08, 8, 9], truth)).toBeCloseTo(4 / 5, 10);
    // Twice as many beats: all five are found, among ten.
    expect(beatF([5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5], truth)).toBeCloseTo((2 * 5) / 15, 10);
    expect(beatF([0, 1, 2], truth)).toBe(0);
  });

  it.each([
    ['C', 'C', 1],
    ['G', 'C', 0.5],
    ['F', 'C', 0],
    ['Am', 'C', 0.3],
    ['C', 'Am', 0.3],
    ['Cm', 'C', 0.2],
    ['Em', 'Am', 0.5],
    ['A dorian', 'Am', 1],
    ['D', 'C', 0],
  ])('key %s for %s is worth %d', (heard, truth, score) => {
    expect(keyScore(parseKey(heard), parseKey(truth))).toBe(score);
  });

  it('notes count with the right pitch within 50 ms, each once', () => {
    const truth = [
      { time: 0, pitch: 40 },
      { time: 1, pitch: 43 },
      { time: 2, pitch: 40 },
    ];
    const heard = [
      { time: 0.04, pitch: 40 },
      { time: 0.045, pitch: 40 },
      { time: 1, pitch: 44 },
      { time: 2.06, pitch: 40 },
    ];
    // One of three is found by one of four.
    expect(noteF(heard, truth)).toBeCloseTo((2 * 1) / 7, 10);
    expect(noteF([], [])).toBe(1);
  });

  it('roots count by the time for which they are right', () => {
    const truth = [
      { time: 0, duration: 2, root: 0 },
      { time: 2, duration: 2, root: 7 },
    ];
    const heard = [
      { time: 0, duration: 3, root: 0 },
      { time: 3, duration: 5, root: 7 },
    ];
    expect(rootAccuracy(heard, truth)).toBeCloseTo(3 / 4, 10);
    expect(rootAccuracy(heard, [])).toBeNull();
  });

  it('microtiming forgives a constant delay and nothing else', () => {
    const truth = [0, 1, 2, 3, 4];
    expect(microtimingError([0.03, 1.03, 2.03, 3.03, 4.03], truth)).toBeCloseTo(0, 6);
    expect(microtimingError([0.03, 1.02, 2.03, 3.04, 4.03], truth)).toBeCloseTo((10 + 10) / 5, 6);
    expect(microtimingError([0, 1], truth)).toBeNull();
  });

  it('a loop begins with a phrase and is whole', () => {
    const form = { barSeconds: 2, loopBars: 8 };
    expect(isLoop({ start: 8.05, bars: 8 }, form)).toBe(true);
    expect(isLoop({ start: 16, bars: 4 }, form)).toBe(true);
    expect(isLoop({ start: 10, bars: 8 }, form)).toBe(false);
    expect(isLoop({ start: 8, bars: 8 }, { barSeconds: 2, loopBars: 4 })).toBe(false);
  });
});
