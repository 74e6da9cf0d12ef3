import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Habits } from '../../src/cards/index.ts';
import { type Playing, STYLE_FACTS, STYLES } from '../../src/music/index.ts';
import { choose } from '../../src/services/choose.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const styles = fc.constantFrom(...STYLES);
const habits: Habits = {
  style: 'boom-bap',
  bpms: [86, 88.5, 91],
  keys: [
    { tonic: 2, mode: 'dorian' },
    { tonic: 9, mode: 'minor' },
  ],
};

describe('what a beat is where nobody said', () => {
  it('is named by the seed, in every process and every version: members pass seeds on', () => {
    const trap = (seed: number) => choose({ seed, style: 'trap' });
    expect(trap(0)).toEqual({ style: 'trap', bpm: 134, key: { tonic: 1, mode: 'minor' }, bars: 8 });
    expect(trap(2 ** 32 - 1)).toEqual({ style: 'trap', bpm: 147, key: { tonic: 5, mode: 'minor' }, bars: 8 });
    expect(choose({ seed: 1 }, habits)).toEqual({ style: 'boom-bap', bpm: 86, key: habits.keys[0], bars: 8 });
    expect(choose({ seed: 0 }, habits)).toEqual({ style: 'boom-bap', bpm: 91, key: habits.keys[1], bars: 8 });
  });

  it('is chosen field by field: what was said of one changes nothing of the others', () => {
    const key = { tonic: 5, mode: 'lydian' } as const;
    fc.assert(
      fc.property(seeds, styles, (seed, style) => {
        const free = choose({ seed, style });
        for (const said of [{ bpm: 99 }, { key }, { bars: 3 }, { bpm: 61, bars: 1 }]) {
          expect(choose({ seed, style, ...said })).toEqual({ ...free, ...said });
        }
      }),
    );
  });

  it('has the parts of one of the references, whatever its style, unless parts are named', () => {
    const parts = [
      ['drums', 'bass'],
      ['drums', 'bass', 'chords'],
    ] as const;
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(parts).toContainEqual(choose({ seed }, { ...habits, parts }).parts);
        expect(choose({ seed, parts: ['melody'] }, { ...habits, parts }).parts).toEqual(['melody']);
        expect(parts).toContainEqual(choose({ seed, style: 'trap' }, { ...habits, parts }).parts);
        const full = [['drums', 'bass', 'chords', 'melody']] as const;
        expect(choose({ seed }, { ...habits, parts: full })).toEqual(choose({ seed }, habits));
      }),
    );
  });

  describe('where it is known how each reference is played', () => {
    const minor = (tonic: number) => ({ tonic, mode: 'minor' }) as const;
    const playing = (of: number, after: number, changes: number[] = []): Playing => ({
      ...{ density: {}, registers: {}, repeats: { of, after, changes } },
    });
    const references: Habits = {
      style: 'lo-fi',
      bpms: [75, 150, 150],
      keys: [minor(8), minor(3), minor(3)],
      parts: [['drums'], ['drums', 'bass'], ['drums', 'bass']],
      plays: [playing(4, 1), playing(8, 2, [7]), playing(8, 8)],
    };

    it('is as one of them is: who has two tempi has each with its own key and parts, as often as there', () => {
      const chosen = Array.from({ length: 300 }, (_, seed) => choose({ seed }, references));
      const slow = chosen.filter(({ bpm }) => bpm === 75);
      expect(slow.length).toBeGreaterThan(70);
      expect(slow.length).toBeLessThan(130);
      for (const { key, parts } of slow) expect([key, parts]).toEqual([minor(8), ['drums']]);
      const fast = chosen.filter(({ bpm }) => bpm === 150);
      expect(fast.length).toBe(300 - slow.length);
      for (const { key, parts } of fast) expect([key, parts]).toEqual([minor(3), ['drums', 'bass']]);
      // What is said of one changes nothing of the others, and who raps at one of the tempi gets that.
      expect(choose({ seed: 5, bpm: 99 }, references)).toEqual({ ...chosen[5], bpm: 99 });
      expect(choose({ seed: 5, suits: () => [75] }, references).key).toEqual(minor(8));
    });

    it('repeats as it does, with as many changes, and not where nobody knows', () => {
      const repeats = (play: Playing, bars?: number) =>
        choose({ seed: 1, bars }, { ...references, bpms: [75], plays: [play] }).repeats;
      expect(repeats(playing(4, 1))).toEqual({ after: 1, changes: [] });
      expect(repeats(playing(8, 2, [7]), 16)).toEqual({ after: 2, changes: [7, 15] });
      expect(repeats(playing(4, 2, [3]))).toEqual({ after: 2, changes: [3, 7] });
      expect(repeats(playing(2, 2))).toEqual({ after: 2, changes: [] });
      expect(repeats(playing(8, 8), 16)).toBeUndefined();
      expect(repeats(playing(4, 4))).toBeUndefined();
      expect(repeats(playing(4, 2), 2)).toBeUndefined();
      // Of another style the tempo alone is.
      const other = choose({ seed: 5, style: 'trap' }, references);
      expect(other.bpm).toBe(choose({ seed: 5, style: 'trap' }).bpm);
      expect(other).toEqual({ ...choose({ seed: 5 }, references), style: 'trap', bpm: other.bpm });
    });
  });

  it('lies in the style', () => {
    fc.assert(
      fc.property(seeds, styles, (seed, style) => {
        const { bpm, key, bars } = choose({ seed, style });
        const [slow, fast] = STYLE_FACTS[style].bpm;
        expect(bpm).toBeGreaterThanOrEqual(slow);
        expect(bpm).toBeLessThanOrEqual(fast);
        expect(key.mode).toBe('minor');
        expect(bars).toBe(8);
      }),
    );
  });

  it('or is one of the artist’s own habits; another style has its own tempo', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const own = choose({ seed }, habits);
        expect(own.style).toBe('boom-bap');
        expect(habits.bpms.map(Math.round)).toContain(own.bpm);
        expect(habits.keys).toContainEqual(own.key);
        const { bpm } = choose({ seed, style: 'trap' });
        expect(choose({ seed, style: 'trap' }, habits)).toEqual({
          style: 'trap',
          bpm,
          key: own.key,
          bars: 8,
        });
      }),
    );
  });

  it('gives way to what was said', () => {
    fc.assert(
      fc.property(
        seeds,
        styles,
        fc.integer({ min: 40, max: 240 }),
        fc.integer({ min: 1, max: 16 }),
        (seed, style, bpm, bars) => {
          const key = { tonic: 5, mode: 'lydian' } as const;
          expect(choose({ seed, style, bpm, bars, key }, habits)).toEqual({ style, bpm, bars, key });
        },
      ),
    );
  });

  it('differs from seed to seed', () => {
    const bpms = new Set(Array.from({ length: 50 }, (_, seed) => choose({ seed, style: 'trap' }).bpm));
    expect(bpms.size).toBeGreaterThan(10);
  });
});
