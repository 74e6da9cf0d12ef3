/** Whether one way is better than another, from pairs of figures of the same things. */

export interface Paired {
  /** The mean of the differences, first minus second. */
  readonly difference: number;
  readonly pairs: number;
  /** Two-sided: how likely a difference as large is if there is none; NaN of fewer than two pairs. */
  readonly p: number;
}

/** Student's paired t-test (Student, 1908). */
export function pairedTest(first: readonly number[], second: readonly number[]): Paired {
  const differences = first.map((value, i) => value - second[i]!);
  const pairs = differences.length;
  const difference = differences.reduce((sum, value) => sum + value, 0) / pairs;
  const variance = differences.reduce((sum, value) => sum + (value - difference) ** 2, 0) / (pairs - 1);
  if (pairs < 2) return { difference, pairs, p: Number.NaN };
  if (variance === 0) return { difference, pairs, p: difference === 0 ? 1 : 0 };
  const t = difference / Math.sqrt(variance / pairs);
  const freedom = pairs - 1;
  return { difference, pairs, p: incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) };
}

/**
 * The regularised incomplete beta function, by its continued fraction (Lentz's method, as in Press et al., Numerical
 * Recipes, 6.4). Student's two-sided p is a value of it.
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const kept = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return value;
}

/** Lanczos' approximation, for x > 0. */
function logGamma(x: number): number {
  const terms = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.00120865097386618,
    -0.000005395239384953,
  ];
  const base = x + 5.5;
  const sum = terms.reduce((total, term, i) => total + term / (x + 1 + i), 1.00000000019);
  return (x + 0.5) * Math.log(base) - base + Math.log((Math.sqrt(2 * Math.PI) * sum) / x);
}
