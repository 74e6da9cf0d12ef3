import { expect, it } from 'vitest';
import { median, upperMedian } from '../../src/music/index.ts';

it('the median lies between the two in the middle, the upper median is always one of the values', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(upperMedian([9, 1, 4])).toBe(4);
  expect(median([9, 1, 4, 5])).toBe(4.5);
  expect(upperMedian([9, 1, 4, 5])).toBe(5);
  expect(median([])).toBeUndefined();
  expect(upperMedian([])).toBeUndefined();
});

it('values stay in their order', () => {
  const values = [3, 1, 2];
  upperMedian(values);
  median(values);
  expect(values).toEqual([3, 1, 2]);
});
