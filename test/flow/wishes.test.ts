import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easyTempi, type Flow, paceAt, wishesFor } from '../../src/flow/index.ts';

const flow = (mean: number, where?: [number, number, number, number]): Flow => ({
  language: where === undefined ? 'other' : 'english',
  lines: 16,
  adLibs: 0,
  syllables: { mean, low: mean, high: mean },
  ...(where && { rhyming: { density: 0.4, longest: 4, where, masculine: 1, open: 0 } }),
});
const usual = { drums: 16, bass: 4, chords: 2, melody: 6 };

describe('lines on a tempo', () => {
  it('takes one line for a bar, as long as that can be said', () => {
    // A bar of 4 beats at 96 lasts 2.5 s.
    expect(paceAt(flow(10), 96)).toEqual({ time: 'one line a bar', lineSteps: 16, perBar: 10, perSecond: 4 });
  });
  it('puts two short lines on a slow bar, and a long line on two fast ones', () => {
    expect(paceAt(flow(6), 80)).toEqual({ time: 'double time', lineSteps: 8, perBar: 12, perSecond: 4 });
    expect(paceAt(flow(14), 144)).toMatchObject({ time: 'half time', lineSteps: 32, perBar: 7 });
    expect(paceAt(flow(14), 144).perSecond).toBeCloseTo(4.2);
  });
});

describe('tempi that suit', () => {
  it('are those on which a line and a bar go together, if there are any', () => {
    expect(easyTempi(flow(10), [60, 84, 98, 140])).toEqual([84, 98]);
  });
  it('else those of half or double time, else the nearest', () => {
    expect(easyTempi(flow(14), [130, 140, 160])).toEqual([130, 140, 160]);
    expect(easyTempi(flow(24), [200, 220])).toEqual([200]);
    expect(easyTempi(flow(10), [])).toEqual([]);
  });
  it('are some of those that were given', () => {
    const tempi = fc.array(fc.integer({ min: 40, max: 240 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.double({ min: 1, max: 40, noNaN: true }), tempi, (mean, given) => {
        const easy = easyTempi(flow(mean), given);
        expect(easy.length).toBeGreaterThan(0);
        for (const bpm of easy) expect(given).toContain(bpm);
      }),
    );
  });
});

describe('what a beat is asked for', () => {
  it('rests where the rhymes gather: beat 4, for most', () => {
    const { space, quarters } = wishesFor(flow(10, [0.1, 0.2, 0.1, 0.6]), { bpm: 96, bars: 2, usual });
    expect(quarters).toEqual([4]);
    expect(space).toEqual([12, 13, 14, 15, 28, 29, 30, 31]);
  });
  it('follows the lines over two bars, and twice in one', () => {
    const where: [number, number, number, number] = [0, 0.45, 0, 0.55];
    expect(wishesFor(flow(14, where), { bpm: 144, bars: 2, usual }).space).toEqual([
      ...[8, 9, 10, 11, 12, 13, 14, 15],
      ...[24, 25, 26, 27, 28, 29, 30, 31],
    ]);
    expect(wishesFor(flow(6, [0, 0, 0, 1]), { bpm: 80, bars: 1, usual }).space).toEqual([6, 7, 14, 15]);
  });
  it('asks for no rest where rhymes are everywhere, or nothing is known of them', () => {
    expect(wishesFor(flow(10, [0.25, 0.25, 0.25, 0.25]), { bpm: 96, bars: 1, usual }).space).toEqual([]);
    expect(wishesFor(flow(10), { bpm: 96, bars: 1, usual }).space).toEqual([]);
  });
  it('changes only parts that the artist uses', () => {
    expect(wishesFor(flow(10), { bpm: 96, bars: 1, usual: {} }).density).toEqual({});
    const { density } = wishesFor(flow(10), { bpm: 103.2, bars: 1, usual });
    expect(density).toEqual({ drums: 16, melody: 6 });
  });
  it('is sparser the faster the voice is, and never far from what is usual', () => {
    const pace = fc.double({ min: 6.5, max: 15.9, noNaN: true });
    fc.assert(
      fc.property(pace, pace, (one, other) => {
        const [slow, fast] = [Math.min(one, other), Math.max(one, other)].map((mean) =>
          wishesFor(flow(mean), { bpm: 96, bars: 4, usual }),
        );
        for (const part of ['drums', 'melody'] as const) {
          expect(fast!.density[part]!).toBeLessThanOrEqual(slow!.density[part]!);
          expect(fast!.density[part]!).toBeGreaterThan(usual[part] / 2);
          expect(slow!.density[part]!).toBeLessThan(usual[part] * 2);
        }
      }),
    );
  });
});
