import { expect, it } from 'vitest';
import { pairedTest } from '../../../lab/evaluate/index.ts';

it('finds the differences that Student does', () => {
  // p by R: t.test(c(1,2,3,4,5), c(0.5,1.2,2.9,3.1,4.2), paired = TRUE).
  const found = pairedTest([1, 2, 3, 4, 5], [0.5, 1.2, 2.9, 3.1, 4.2]);
  expect(found.difference).toBeCloseTo(0.62, 9);
  expect(found.p).toBeCloseTo(0.013282, 6);
  // Two pairs: t = 3 with one degree of freedom, p = 1 − 2 atan(3) / π.
  expect(pairedTest([1, 2], [0, 0]).p).toBeCloseTo(1 - (2 * Math.atan(3)) / Math.PI, 9);
});

it('claims nothing of one pair, nor of no difference', () => {
  expect(pairedTest([1], [0]).p).toBeNaN();
  expect(pairedTest([1, 2, 3], [1, 2, 3]).p).toBe(1);
});
