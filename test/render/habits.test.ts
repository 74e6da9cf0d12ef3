import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODES, PARTS, type Part } from '../../src/music/index.ts';
import { type HabitPiece, habitsPicture } from '../../src/render/index.ts';
import { pixelsOf } from './png.ts';

const piece = (bpm: number, parts: readonly Part[], after: number, swing?: number): HabitPiece => ({
  ...{ bpm, key: { tonic: 9, mode: 'dorian' }, parts },
  playing: {
    density: Object.fromEntries(parts.map((part) => [part, 4])),
    registers: parts.includes('bass') ? { bass: [33, 45] } : {},
    ...(swing !== undefined && { swing }),
    alike: 0.5,
    repeats: { of: 8, after, changes: [] },
  },
});

describe('the picture of habits', () => {
  const pieces = [
    piece(75, ['drums', 'bass'], 2, 58),
    piece(76, ['drums', 'bass'], 2, 60),
    piece(150, ['drums'], 8, 62),
    piece(150, ['drums'], 3),
  ];

  it('says in words what it shows', () => {
    expect(habitsPicture(pieces).alt).toBe(
      'Habits in 4 references. Parts: drums in 100 %, 4.0 per bar; bass in 50 %, 4.0 per bar, between A1 and A2. Tempo: 75–76 BPM (50 %), 150 BPM (50 %). Key: A dorian (100 %). Repeats after 2 bars (50 %), 4 bars (25 %) or 8 bars (25 %). Swing: 60 %. A bar is 50 % like the one before.',
    );
  });

  it('names the commonest and counts the others', () => {
    const many = [60, 60, 70, 80, 90, 100, 110].map((bpm) => piece(bpm, ['drums'], 8));
    expect(habitsPicture(many).alt).toContain(
      'Tempo: 60 BPM (29 %), 70 BPM (14 %), 80 BPM (14 %), 3 others (43 %).',
    );
  });

  it('fills a part’s bar as far as the references have it, on a ground of its own', () => {
    const { png, width, height } = habitsPicture(pieces);
    const pixels = pixelsOf(png);
    expect([pixels.width, pixels.height]).toEqual([width, height]);
    const isBlue = (x: number, y: number) => pixels.at(x, y).join() === '86,180,233,255';
    const row = Array.from({ length: height }, (_, y) => y).find((y) => isBlue(210, y))! + 8;
    expect([215, 270, 290, 350].map((x) => isBlue(x, row))).toEqual([true, true, false, false]);
    expect(pixels.at(width / 2, height - 20)[3]).toBe(255);
  });

  it('can be drawn of anything that is played, and of nothing it is not', () => {
    const some = fc.array(
      fc.record({
        bpm: fc.double({ min: 40, max: 240, noNaN: true }),
        key: fc.record({ tonic: fc.integer({ min: 0, max: 11 }), mode: fc.constantFrom(...MODES) }),
        parts: fc.subarray([...PARTS]),
        playing: fc.record(
          {
            density: fc.constantFrom({}, { drums: 64, melody: 0.125 }),
            registers: fc.constantFrom({}, { bass: [0, 127] as const, melody: [60, 60] as const }),
            swing: fc.double({ min: 25, max: 75, noNaN: true }),
            alike: fc.double({ min: 0, max: 1, noNaN: true }),
            repeats: fc.record({
              of: fc.constant(64),
              after: fc.integer({ min: 1, max: 64 }),
              changes: fc.constant([]),
            }),
          },
          { requiredKeys: ['density', 'registers', 'repeats'] },
        ),
      }),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(some, (pieces) => {
        const { png, alt } = habitsPicture(pieces);
        expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG');
        expect(alt).not.toMatch(/NaN|undefined|Infinity/);
        expect(alt.length).toBeLessThanOrEqual(1024);
      }),
      { numRuns: 12 },
    );
    expect(() => habitsPicture([])).toThrow(RangeError);
  });
});
