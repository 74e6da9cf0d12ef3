import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { axisOf, type CaseOf, caseOf, type Draw, shapes } from './cases.ts';

/** Some axes of a shape, counted from either end; undefined means all. */
const someAxes = fc
  .tuple(
    shapes(),
    fc.infiniteStream(fc.integer({ min: 0, max: 2 })),
    fc.integer({ min: 0, max: 3 }),
    fc.boolean(),
  )
  .map(([shape, choose, kind, keepDims]) => {
    const chosen = shape.flatMap((_, axis) => {
      const choice = choose.next().value;
      return choice === 0 ? [] : [choice === 1 ? axis : axis - shape.length];
    });
    return { shape, axes: kind === 0 ? undefined : chosen, keepDims };
  });

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

function reduction(run: Reduction): CaseOf {
  return caseOf(someAxes, ({ shape, axes, keepDims }, draw) => ({
    inputs: { x: draw.float(shape), i: draw.int(shape) },
    run: ({ x, i }) => [run(x!, axes, keepDims), run(i!, axes, keepDims)],
  }));
}

function quantifier(run: Reduction): CaseOf {
  return caseOf(someAxes, ({ shape, axes, keepDims }, draw) => ({
    inputs: { x: draw.bool(shape) },
    run: ({ x }) => run(x!, axes, keepDims),
    gradient: false,
  }));
}

function argument(run: (x: tf.Tensor, axis: number) => tf.Tensor): CaseOf {
  return caseOf(axisOf(), ({ shape, axis }, draw) => ({
    inputs: { x: draw.int(shape, 0, 2), y: draw.float(shape) },
    run: ({ x, y }) => [run(x!, axis), run(y!, axis)],
    gradient: false,
  }));
}

/** Matrices with broadcast batches: [rows, inner] times [inner, columns], either one transposed. */
const matrices = fc
  .tuple(
    shapes(0, 2),
    fc.nat(2),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([batch, dropped, sizes, transposeA, transposeB]) => {
    const [rows, inner, columns] = sizes as [number, number, number];
    const swap = (matrix: number[], transposed: boolean) => (transposed ? matrix.toReversed() : matrix);
    return {
      a: [...batch, ...swap([rows, inner], transposeA)],
      b: [...batch.slice(dropped), ...swap([inner, columns], transposeB)],
      transposeA,
      transposeB,
    };
  });

function product(
  make: (a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean) => tf.Tensor,
): CaseOf {
  return caseOf(matrices, ({ a, b, transposeA, transposeB }, draw) => ({
    inputs: { a: draw.float(a), b: draw.float(b) },
    run: (given) => make(given['a']!, given['b']!, transposeA, transposeB),
    // TensorFlow.js' own gradient does not broadcast batches.
    gradient: a.length === b.length,
  }));
}

const sameBatch = matrices.filter(({ a, b }) => a.length === b.length);

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;

export const reducing: Readonly<Record<string, CaseOf>> = {
  all: quantifier(tf.all),
  any: quantifier(tf.any),
  argMax: argument(tf.argMax),
  argMin: argument(tf.argMin),
  cumprod: caseOf(
    fc.tuple(shapes(1, 3), fc.boolean(), fc.boolean()),
    ([shape, exclusive, reverse], draw) => ({
      inputs: { x: draw.float(shape) },
      run: ({ x }) => tf.cumprod(x!, shape.length - 1, exclusive, reverse),
      gradient: false,
    }),
  ),
  // TensorFlow.js' own cumsum gives wrong shapes for axes counted from the end, and a gradient only along the last.
  cumsum: caseOf(
    fc.tuple(axisOf(), fc.boolean(), fc.boolean()),
    ([{ shape, axis }, exclusive, reverse], draw) => {
      const along = axis < 0 ? axis + shape.length : axis;
      return {
        inputs: { x: draw.float(shape), i: draw.int(shape) },
        run: ({ x, i }) => [
          tf.cumsum(x!, along, exclusive, reverse),
          tf.cumsum(i!, along, exclusive, reverse),
        ],
        gradient: along === shape.length - 1,
      };
    },
  ),
  einsum: caseOf(
    fc.constantFrom('ij,jk->ik', 'bij,bkj->bik', 'ij->ji', 'bthd,bshd->bhts'),
    (equation, draw) => {
      const size: Record<string, number> = { i: 2, j: 3, k: 4, b: 2, t: 3, s: 2, h: 2, d: 3 };
      const [from] = equation.split('->') as [string];
      const parts = from.split(',').map((letters) => [...letters].map((letter) => size[letter]!));
      return {
        inputs: Object.fromEntries(parts.map((shape, i) => [`x${i}`, draw.float(shape)])),
        run: (given) => tf.einsum(equation, ...Object.values(given)),
        gradient: false,
      };
    },
  ),
  fusedMatMul: caseOf(
    fc.tuple(sameBatch, fc.constantFrom(...ACTIVATIONS)),
    ([{ a, b, transposeA, transposeB }, activation], draw) => {
      const columns = transposeB ? b.at(-2)! : b.at(-1)!;
      const inputs = {
        a: draw.float(a),
        b: draw.float(b),
        bias: draw.float([columns]),
        alpha: draw.float([columns], 0, 1),
      };
      return {
        inputs: activation === 'prelu' ? inputs : { a: inputs.a, b: inputs.b, bias: inputs.bias },
        run: ({ a, b, bias, alpha }) =>
          tf.fused.matMul({
            a: a!,
            b: b!,
            transposeA,
            transposeB,
            bias: bias!,
            activation,
            leakyreluAlpha: 0.1,
            ...(alpha ? { preluActivationWeights: alpha } : {}),
          }),
        gradient: false,
      };
    },
  ),
  layerNorm: caseOf(shapes(1, 4), (shape, draw: Draw) => ({
    inputs: { x: draw.float([...shape, 6]) },
    run: ({ x }) => {
      const { mean, variance } = tf.moments(x!, -1, true);
      return tf.mul(tf.sub(x!, mean), tf.rsqrt(tf.add(variance, 1e-3)));
    },
  })),
  logSoftmax: caseOf(shapes(1, 4), (shape, draw) => ({
    inputs: { x: draw.float(shape) },
    run: ({ x }) => tf.logSoftmax(x!),
  })),
  // Without gradients these are fused into single nodes, where nothing else reads their parts.
  layerNormForward: caseOf(
    fc.tuple(shapes(1, 3), fc.boolean(), fc.boolean()),
    ([shape, affine, read], draw) => ({
      inputs: { x: draw.float([...shape, 6]), gain: draw.float([6]), bias: draw.float([6]) },
      run: ({ x, gain, bias }) => {
        const { mean, variance } = tf.moments(x!, -1, true);
        const unit = tf.mul(tf.sub(x!, mean), tf.rsqrt(tf.add(variance, 1e-3)));
        const whole = affine ? tf.add(tf.mul(unit, gain!), bias!) : unit;
        return read ? [whole, variance] : [whole];
      },
      gradient: false,
    }),
  ),
  rmsNormForward: caseOf(
    fc.tuple(shapes(1, 3), fc.boolean(), fc.boolean()),
    ([shape, affine, read], draw) => ({
      inputs: { x: draw.float([...shape, 6]), gain: draw.float([6]) },
      run: ({ x, gain }) => {
        const unit = tf.mul(x!, tf.rsqrt(tf.add(tf.mean(tf.square(x!), -1, true), 1e-3)));
        const whole = affine ? tf.mul(unit, gain!) : unit;
        return read ? [whole, unit] : [whole];
      },
      gradient: false,
    }),
  ),
  productAndFunction: caseOf(
    fc.tuple(matrices, fc.constantFrom(tf.relu, tf.sigmoid, tf.tanh), fc.boolean()),
    ([{ a, b, transposeA, transposeB }, activation, read], draw) => ({
      inputs: { a: draw.float(a), b: draw.float(b) },
      run: ({ a, b }) => {
        const product = tf.matMul(a!, b!, transposeA, transposeB);
        return read ? [activation(product), product] : [activation(product)];
      },
      gradient: false,
    }),
  ),
  logSumExp: caseOf(axisOf(), ({ shape, axis }, draw) => ({
    inputs: { x: draw.float(shape) },
    run: ({ x }) => tf.logSumExp(x!, axis),
  })),
  matMul: product(tf.matMul),
  matMulOfTransposes: product((a, b, transposeA, transposeB) => {
    const turned = (x: tf.Tensor) => {
      const axes = x.shape.map((_, i) => i);
      return tf.transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
    };
    return tf.matMul(turned(a), turned(b), !transposeA, !transposeB);
  }),
  max: reduction(tf.max),
  mean: reduction(tf.mean),
  min: reduction(tf.min),
  product: caseOf(someAxes, ({ shape, axes, keepDims }, draw) => {
    // TensorFlow.js' own gradient knows no axes counted from the end.
    const along = axes?.map((axis) => (axis < 0 ? axis + shape.length : axis));
    return {
      inputs: { x: draw.float(shape, 0.5, 2), i: draw.int(shape, -1, 1) },
      run: ({ x, i }) => [tf.prod(x!, along, keepDims), tf.prod(i!, along, keepDims)],
    };
  }),
  softmax: caseOf(shapes(1, 4), (shape, draw) => ({
    inputs: { x: draw.float(shape) },
    run: ({ x }) => tf.softmax(x!),
  })),
  sum: reduction(tf.sum),
  sumOfTruths: quantifier(tf.sum),
  topk: caseOf(
    shapes(1, 3).chain((shape) => fc.integer({ min: 1, max: shape.at(-1)! }).map((k) => ({ shape, k }))),
    ({ shape, k }, draw) => ({
      inputs: { x: draw.float(shape), i: draw.int(shape, 0, 3) },
      run: ({ x, i }) => [x!, i!].flatMap((from) => Object.values(tf.topk(from, k))),
      gradient: false,
    }),
  ),
};
