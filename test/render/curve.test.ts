import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LossPoint, lossCurve } from '../../src/render/index.ts';
import { pixelsOf } from './png.ts';

const ORANGE = [230, 159, 0, 255];
const BLUE = [86, 180, 233, 255];
const WIDTH = 960;
const HEIGHT = 540;

/** Rows of a column in which a colour is, from the top. */
function rowsOf(png: Uint8Array, x: number, colour: readonly number[]): number[] {
  const pixels = pixelsOf(png);
  return Array.from({ length: HEIGHT }, (_, y) => y).filter((y) =>
    pixels.at(x, y).every((value, i) => Math.abs(value - colour[i]!) < 12),
  );
}

const points: LossPoint[] = Array.from({ length: 41 }, (_, i) => ({
  step: i * 10,
  loss: 4 - i / 20,
  ...(i % 10 === 0 ? { heldOut: 4.2 - i / 40 } : {}),
}));

describe('the picture of a loss', () => {
  it('shows both lines falling, the held-out one above, on a ground of its own', () => {
    const { png, width, height } = lossCurve(points);
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
    const [left, right] = [140, 690];
    for (const colour of [ORANGE, BLUE])
      expect(rowsOf(png, right, colour)[0]!).toBeGreaterThan(rowsOf(png, left, colour)[0]! + 40);
    expect(rowsOf(png, right, BLUE)[0]!).toBeLessThan(rowsOf(png, right, ORANGE)[0]!);
    // No light shines through: it is the same on dark and light.
    expect(pixelsOf(png).at(WIDTH / 2, HEIGHT / 2)[3]).toBe(255);
  });

  it('says in words what it shows', () => {
    expect(lossCurve(points).alt).toBe(
      'Loss over 400 training steps, in bits per 16th step; lower is better. Training loss: from 3.95 to 2.05. Validation loss: from 4.20 to 3.20, lowest 3.20 at step 400.',
    );
  });

  it('can be drawn of anything', () => {
    const bits = fc.oneof(fc.double({ min: 0, max: 50 }), fc.constantFrom(0, Number.NaN, 1e-9));
    const point = fc.record(
      { step: fc.nat(1000), loss: bits, heldOut: bits },
      { requiredKeys: ['step', 'loss'] },
    );
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (some) => {
        const { png, alt } = lossCurve(some);
        expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG');
        expect(alt).not.toMatch(/NaN|undefined|Infinity/);
        expect(alt.length).toBeLessThanOrEqual(1024);
      }),
      { numRuns: 15 },
    );
  });
});
