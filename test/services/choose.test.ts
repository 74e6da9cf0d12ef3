import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Habits } from '../../src/cards/index.ts';
import { STYLE_FACTS, STYLES } from '../../src/music/index.ts';
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
  it('is named by the seed', () => {
    fc.assert(
      fc.property(seeds, styles, (seed, style) => {
        expect(choose({ seed, style })).toEqual(choose({ seed, style }));
      }),
    );
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

  it('or is one of the artist’s own habits, unless another style is wanted', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const own = choose({ seed }, habits);
        expect(own.style).toBe('boom-bap');
        expect(habits.bpms.map(Math.round)).toContain(own.bpm);
        expect(habits.keys).toContainEqual(own.key);
        expect(choose({ seed, style: 'trap' }, habits)).toEqual(choose({ seed, style: 'trap' }));
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
