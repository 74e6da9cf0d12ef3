/** Medians and quantiles, each meaning under its own name. */
import { quickselect } from 'd3-array';

/** `median`: of an even number the mean of the two in the middle. `quantile`: between the two nearest. Undefined of none. */
export { median, quantile } from 'd3-array';

/** The middle one in order, of an even number the upper: always one of the values. Undefined of none. */
export function upperMedian(values: readonly number[]): number | undefined {
  const middle = values.length >> 1;
  return quickselect([...values], middle)[middle];
}
