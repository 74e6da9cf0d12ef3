/** What the kernel tests are made of: random tensors, and a comparison of the native program with TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { compile, type Dtype, type TensorValue } from '../../src/engine/index.ts';
import { randomOf } from '../../src/music/index.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** One call of an op, with its tensors. */
export interface Case {
  readonly inputs: Readonly<Record<string, TensorValue>>;
  readonly run: (tensors: Tensors) => tf.Tensor | tf.Tensor[];
  /** Whether gradients by its float inputs are compared too. */
  readonly gradient: boolean;
}

/** Random tensors for a case; each call draws other numbers. */
export interface Draw {
  float(shape: readonly number[], low?: number, high?: number): TensorValue;
  int(shape: readonly number[], low?: number, high?: number): TensorValue;
  bool(shape: readonly number[]): TensorValue;
}

export type CaseOf = fc.Arbitrary<Case>;

/** A case whose parameters are arbitrary and whose numbers come from a seed. */
export function caseOf<P>(
  parameters: fc.Arbitrary<P>,
  make: (parameters: P, draw: Draw) => Omit<Case, 'gradient'> & { gradient?: boolean },
): CaseOf {
  return fc.tuple(parameters, fc.nat()).map(([chosen, seed]) => {
    const made = make(chosen, drawOf(seed));
    return Object.defineProperty({ gradient: true, ...made }, fc.toStringMethod, {
      value: () => JSON.stringify(chosen),
    });
  });
}

function drawOf(seed: number): Draw {
  const random = randomOf(seed);
  const value = (shape: readonly number[], dtype: Dtype, next: () => number): TensorValue => {
    const kind = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
    const data = new kind(shape.reduce((a, b) => a * b, 1));
    for (let i = 0; i < data.length; i++) data[i] = next();
    return { shape, dtype, data };
  };
  return {
    float: (shape, low = -2, high = 2) => value(shape, 'float32', () => low + random.next() * (high - low)),
    int: (shape, low = -5, high = 5) => value(shape, 'int32', () => low + random.int(high - low + 1)),
    bool: (shape) => value(shape, 'bool', () => random.int(2)),
  };
}

/** Shapes of up to five axes. */
export function shapes(least = 0, most = 5): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 1, max: most > 4 ? 3 : 4 }), { minLength: least, maxLength: most });
}

/** Two shapes that broadcast to each other. */
export const broadcasting: fc.Arbitrary<[number[], number[]]> = shapes().chain((whole) =>
  fc
    .tuple(fc.nat(whole.length), fc.infiniteStream(fc.boolean()), fc.boolean())
    .map(([dropped, narrow, swap]): [number[], number[]] => {
      const part = whole.slice(dropped).map((dim) => (narrow.next().value ? 1 : dim));
      return swap ? [part, whole] : [whole, part];
    }),
);

/** A shape and one of its axes, counted from either end. */
export function axisOf(least = 1, most = 4): fc.Arbitrary<{ shape: number[]; axis: number }> {
  return shapes(least, most).chain((shape) =>
    fc.integer({ min: -shape.length, max: shape.length - 1 }).map((axis) => ({ shape, axis })),
  );
}

/** Kernels that TensorFlow.js has run in these tests. */
export const exercised = new Set<string>();

/** Compiles all cases into one program and compares it with TensorFlow.js' own CPU backend. */
export async function compare(cases: Readonly<Record<string, Case>>): Promise<void> {
  const all = ({ inputs }: { inputs: Record<string, Tensors> }) => ({
    outputs: Object.fromEntries(
      Object.entries(cases).map(([name, one]) => [
        name,
        named(name, one, () => outputsOf(one, inputs[name] ?? {})),
      ]),
    ),
  });
  const signature = { inputs: { inputs: mapCases(cases, ({ shape, dtype }) => ({ shape, dtype })) } };
  const feeds = { inputs: mapCases(cases, (value) => value) };
  const native = await compile(all as never, signature, { threads: 1 });
  const eager = await compile(all as never, signature, { backend: 'eager' });
  const got = (await native.run(feeds as never)) as unknown as Results;
  let want: Results | undefined;
  const profile = await tf.profile(async () => {
    want = (await eager.run(feeds as never)) as unknown as Results;
    return tf.scalar(0);
  });
  for (const name of profile.kernelNames) exercised.add(name);
  await native.release();
  for (const name of Object.keys(cases)) same(name, cases[name]!, got.outputs[name]!, want!.outputs[name]!);
}

interface Results {
  readonly outputs: Readonly<Record<string, { results: TensorValue[]; gradients: TensorValue[] }>>;
}

function mapCases(cases: Readonly<Record<string, Case>>, change: (value: TensorValue) => unknown) {
  return Object.fromEntries(
    Object.entries(cases)
      .filter(([, one]) => Object.keys(one.inputs).length > 0)
      .map(([name, one]) => [
        name,
        Object.fromEntries(Object.entries(one.inputs).map(([key, value]) => [key, change(value)])),
      ]),
  );
}

function outputsOf(one: Case, tensors: Tensors): { results: tf.Tensor[]; gradients: tf.Tensor[] } {
  const results = (given: Tensors) => [one.run(given)].flat();
  const floats = Object.keys(tensors).filter((name) => tensors[name]!.dtype === 'float32');
  if (!one.gradient || floats.length === 0) return { results: results(tensors), gradients: [] };
  const weighed = (...list: tf.Tensor[]) => {
    const given = { ...tensors, ...Object.fromEntries(floats.map((name, i) => [name, list[i]!])) };
    const sums = results(given)
      .filter((result) => result.dtype === 'float32')
      .map((result, i) => tf.sum(tf.mul(result, weights(result.shape, i))));
    return tf.addN(sums) as tf.Scalar;
  };
  const { grads } = tf.valueAndGrads(weighed)(floats.map((name) => tensors[name]!));
  return { results: results(tensors), gradients: grads };
}

/** Another weight for each element, so that gradients cannot be mixed up. */
function weights(shape: number[], which: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.cos(i * 1.7 + which) + 0.1),
    shape,
  );
}

/** Says which case it was that failed. */
function named<T>(name: string, one: Case, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${told(name, one)}: ${String(error)}`, { cause: error });
  }
}

function told(name: string, one: Case): string {
  return `${name} of ${Object.entries(one.inputs).map(([key, { shape, dtype }]) => `${key} ${dtype} [${shape}]`)}`;
}

function same(
  name: string,
  one: Case,
  got: Results['outputs'][string],
  want: Results['outputs'][string],
): void {
  for (const part of ['results', 'gradients'] as const) {
    expect(got[part].length, told(name, one)).toBe(want[part].length);
    for (const [i, value] of got[part].entries()) {
      const other = want[part][i]!;
      const where = `${told(name, one)}: ${part} ${i}`;
      expect([value.dtype, value.shape], where).toEqual([other.dtype, other.shape]);
      const error = relativeError(value.data, other.data);
      if (error < 1e-5) continue;
      expect.fail(
        `${where} differ by ${error}:\n${[...value.data].slice(0, 24)}\n${[...other.data].slice(0, 24)}`,
      );
    }
  }
}

/**
 * The length of the difference over the length of what was wanted; infinite where one is NaN and the other not. What
 * cancels to less than a tenth of the inputs' size, which is about one, is measured against that.
 */
function relativeError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  let difference = 0;
  let length = 0.01 * want.length;
  for (let i = 0; i < want.length; i++) {
    const [a, b] = [got[i]!, want[i]!];
    if (Number.isFinite(b)) length += b ** 2;
    if (Object.is(a, b) || a === b) continue;
    if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
    difference += (a - b) ** 2;
  }
  return Math.sqrt(difference / length);
}
