/**
 * What is believed of a taste, and what choices teach: the logit model of choice (Bradley and Terry's for two, Plackett
 * and Luce's first place for more), whose weights are normal beforehand and, after Laplace, afterwards.
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Normal: how much each trait is worth, in logits, and how surely. */
export interface Belief {
  readonly mean: readonly number[];
  readonly covariance: Matrix;
}

/** What was shown, by its traits, and which of it was chosen. */
export interface Choice {
  readonly shown: readonly (readonly number[])[];
  readonly chosen: number;
}

/** Newton's method is there sooner. */
const MOST_STEPS = 20;
const CLOSE = 1e-4;

/** @param spread the standard deviation of every weight. */
export function plainBelief(size: number, spread: number): Belief {
  return { mean: new Array<number>(size).fill(0), covariance: Matrix.eye(size, size, spread ** 2) };
}

/** The same, of somebody whose weights may differ from it by a normal deviation of `spread`. */
export function widened({ mean, covariance }: Belief, spread: number): Belief {
  return { mean, covariance: Matrix.add(covariance, Matrix.eye(mean.length, mean.length, spread ** 2)) };
}

/** What is believed after choices: the mode, and the curvature there. The order of choices does not matter. */
export function learned(before: Belief, choices: readonly Choice[]): Belief {
  const told = choices.filter(({ shown, chosen }) => shown.length > 1 && chosen >= 0);
  if (told.length === 0) return before;
  const certainty = inverse(before.covariance);
  let weights = Matrix.columnVector([...before.mean]);
  const start = weights.clone();
  let curvature = certainty;
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = certainty.mmul(Matrix.sub(start, weights));
    curvature = certainty.clone();
    for (const choice of told) addChoice(choice, weights.to1DArray(), gradient, curvature);
    const move = new CholeskyDecomposition(curvature).solve(gradient);
    weights = Matrix.add(weights, move);
    if (Math.max(...move.to1DArray().map(Math.abs)) < CLOSE) break;
  }
  return {
    mean: weights.to1DArray(),
    covariance: inverse(curvature),
  };
}

/** Of a symmetric matrix; what rounding makes of it is made symmetric again. */
function inverse(matrix: Matrix): Matrix {
  const found = new CholeskyDecomposition(matrix).solve(Matrix.eye(matrix.rows, matrix.rows));
  return Matrix.add(found, found.transpose()).mul(0.5);
}

/** A draw of a belief (Thompson, 1933). @param normals one draw of the standard normal distribution for each weight. */
export function drawn({ mean, covariance }: Belief, normals: readonly number[]): number[] {
  const lower = new CholeskyDecomposition(covariance).lowerTriangularMatrix;
  const off = lower.mmul(Matrix.columnVector([...normals])).to1DArray();
  return mean.map((value, i) => value + off[i]!);
}

/** How much something with these traits is liked, in logits. */
export function worth(weights: readonly number[], traits: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * (traits[i] ?? 0), 0);
}

/** What a choice adds to the gradient of the logarithm of the probability, and to its curvature. */
function addChoice(
  { shown, chosen }: Choice,
  weights: readonly number[],
  gradient: Matrix,
  curvature: Matrix,
): void {
  const worths = shown.map((traits) => worth(weights, traits));
  const most = Math.max(...worths);
  const odds = worths.map((value) => Math.exp(value - most));
  const all = odds.reduce((sum, value) => sum + value, 0);
  const size = weights.length;
  const expected = Array.from({ length: size }, (_, i) =>
    shown.reduce((sum, traits, k) => sum + (odds[k]! / all) * traits[i]!, 0),
  );
  for (let i = 0; i < size; i++) gradient.set(i, 0, gradient.get(i, 0) + shown[chosen]![i]! - expected[i]!);
  for (const [k, traits] of shown.entries()) {
    const share = odds[k]! / all;
    for (let i = 0; i < size; i++) {
      const off = share * (traits[i]! - expected[i]!);
      if (off === 0) continue;
      for (let j = 0; j <= i; j++) {
        const bent = curvature.get(i, j) + off * (traits[j]! - expected[j]!);
        curvature.set(i, j, bent);
        curvature.set(j, i, bent);
      }
    }
  }
}
