import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { broadcasting, type CaseOf, caseOf, type Draw, shapes } from './cases.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** A function of reals between two bounds. */
function real(run: Unary, low = -2, high = 2, gradient = true): CaseOf {
  return caseOf(shapes(), (shape, draw) => ({
    inputs: { x: draw.float(shape, low, high) },
    run: ({ x }) => run(x!),
    gradient,
  }));
}

/** A function that has integers too. */
function number(run: Unary, gradient = true): CaseOf {
  return caseOf(shapes(), (shape, draw) => ({
    inputs: { x: draw.float(shape), i: draw.int(shape) },
    run: ({ x, i }) => [run(x!), run(i!)],
    gradient,
  }));
}

/** Of two floats and of two integers. Where TensorFlow.js' own gradient does not broadcast, shapes are equal for it. */
function pair(
  run: Binary,
  gradient: boolean | 'alike' = true,
  second?: (draw: Draw, shape: number[]) => [number, number],
): CaseOf {
  return caseOf(broadcasting, ([a, b], draw) => {
    const [low, high] = second?.(draw, b) ?? [-2, 2];
    return {
      inputs: {
        a: draw.float(a),
        b: draw.float(b, low, high),
        i: draw.int(a),
        j: draw.int(b, Math.ceil(low), Math.floor(high) + 3),
      },
      run: ({ a, b, i, j }) => [run(a!, b!), run(i!, j!)],
      gradient: gradient === 'alike' ? `${a}` === `${b}` : gradient,
    };
  });
}

function logical(run: Binary): CaseOf {
  return caseOf(broadcasting, ([a, b], draw) => ({
    inputs: { a: draw.bool(a), b: draw.bool(b) },
    run: ({ a, b }) => run(a!, b!),
    gradient: false,
  }));
}

/** Of floats with equal ones among them, of integers, and of truths. */
function comparison(run: Binary): CaseOf {
  return caseOf(broadcasting, ([a, b], draw) => ({
    inputs: { a: draw.int(a), b: draw.int(b), p: draw.bool(a), q: draw.bool(b) },
    run: ({ a, b, p, q }) => [run(a!, b!), run(tf.cast(a!, 'float32'), tf.cast(b!, 'float32')), run(p!, q!)],
    gradient: false,
  }));
}

export const elementwise: Readonly<Record<string, CaseOf>> = {
  abs: number(tf.abs),
  acos: real(tf.acos, -0.9, 0.9),
  acosh: real(tf.acosh, 1.2, 3),
  add: pair(tf.add),
  addN: caseOf(fc.tuple(shapes(), fc.integer({ min: 1, max: 4 })), ([shape, count], draw) => ({
    inputs: Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, draw.float(shape)])),
    run: (tensors) => tf.addN(Object.values(tensors)),
  })),
  asin: real(tf.asin, -0.9, 0.9),
  asinh: real(tf.asinh),
  atan: real(tf.atan),
  atan2: caseOf(broadcasting, ([a, b], draw) => ({
    inputs: { a: draw.float(a), b: draw.float(b) },
    run: ({ a, b }) => tf.atan2(a!, b!),
  })),
  atanh: real(tf.atanh, -0.9, 0.9),
  cast: caseOf(shapes(), (shape, draw) => ({
    inputs: { x: draw.float(shape, -3, 3), i: draw.int(shape, -1, 1), b: draw.bool(shape) },
    run: ({ x, i, b }) =>
      [x!, i!, b!].flatMap((from) =>
        (['float32', 'int32', 'bool'] as const).map((dtype) => tf.cast(from, dtype)),
      ),
    gradient: false,
  })),
  ceil: real(tf.ceil),
  clipByValue: caseOf(
    fc.tuple(shapes(), fc.integer({ min: -3, max: 0 }), fc.integer({ min: 1, max: 3 })),
    ([shape, low, high], draw) => ({
      inputs: { x: draw.float(shape), i: draw.int(shape) },
      run: ({ x, i }) => [tf.clipByValue(x!, low, high), tf.clipByValue(i!, low, high)],
    }),
  ),
  cos: real(tf.cos),
  cosh: real(tf.cosh),
  customGradient: real((x) => {
    const double = tf.customGrad((y, save) => {
      (save as tf.GradSaveFunc)([y as tf.Tensor]);
      return {
        value: tf.mul(y as tf.Tensor, 2),
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.square(saved[0]!)),
      };
    });
    return double(x);
  }),
  divide: pair(tf.div, true, () => [0.5, 2]),
  elu: real(tf.elu),
  equal: comparison(tf.equal),
  erf: real(tf.erf),
  exp: real(tf.exp),
  expm1: real(tf.expm1, -1e-3, 2),
  floor: real(tf.floor),
  floorDivide: pair(tf.floorDiv, false, (draw) => (draw.bool([]).data[0] ? [0.5, 2] : [-8, -4])),
  gelu: real((x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2))))),
  greater: comparison(tf.greater),
  greaterEqual: comparison(tf.greaterEqual),
  isFinite: real((x) => tf.isFinite(tf.div(x, tf.relu(x))), -1, 1, false),
  isInf: real((x) => tf.isInf(tf.div(x, tf.relu(x))), -1, 1, false),
  isNaN: real((x) => tf.isNaN(tf.div(tf.relu(x), tf.relu(x))), -1, 1, false),
  leakyRelu: real((x) => tf.leakyRelu(x, 0.3)),
  less: comparison(tf.less),
  lessEqual: comparison(tf.lessEqual),
  log: real(tf.log, 0.2, 0.8),
  log1p: real(tf.log1p, -0.01, 3),
  logicalAnd: logical(tf.logicalAnd),
  logicalNot: logical((a) => tf.logicalNot(a)),
  logicalOr: logical(tf.logicalOr),
  logicalXor: logical(tf.logicalXor),
  maximum: pair(tf.maximum, 'alike'),
  minimum: pair(tf.minimum, 'alike'),
  mod: pair(tf.mod, false, (draw) => (draw.bool([]).data[0] ? [0.5, 2] : [-8, -4])),
  multiply: pair(tf.mul),
  negative: number(tf.neg),
  notEqual: comparison(tf.notEqual),
  onesLike: number((x) => tf.add(x, tf.onesLike(x))),
  power: caseOf(broadcasting, ([a, b], draw) => ({
    inputs: { a: draw.float(a, 0.5, 2), b: draw.float(b), i: draw.int(a), j: draw.int(b, 0, 3) },
    run: ({ a, b, i, j }) => [tf.pow(a!, b!), tf.pow(i!, j!)],
  })),
  prelu: caseOf(shapes(1), (shape, draw) => ({
    inputs: { x: draw.float(shape), alpha: draw.float(shape.slice(-1), 0, 1) },
    run: ({ x, alpha }) => tf.prelu(x!, alpha!),
  })),
  reciprocal: real(tf.reciprocal, 0.5, 2),
  relu: number(tf.relu),
  relu6: real((x) => tf.relu6(tf.mul(x, 5))),
  round: real(tf.round),
  rsqrt: real(tf.rsqrt, 0.5, 2),
  select: caseOf(shapes(1), (shape, draw) => ({
    inputs: {
      c: draw.bool(shape),
      a: draw.float(shape),
      b: draw.float(shape),
      i: draw.int(shape),
      p: draw.bool(shape),
    },
    run: ({ c, a, b, i, p }) => [tf.where(c!, a!, b!), tf.where(c!, i!, tf.neg(i!)), tf.where(c!, p!, c!)],
  })),
  selu: real(tf.selu),
  sigmoid: real(tf.sigmoid),
  sign: number(tf.sign),
  silu: real((x) => tf.mul(x, tf.sigmoid(x))),
  sin: real(tf.sin),
  sinh: real(tf.sinh),
  softplus: real(tf.softplus),
  sqrt: real(tf.sqrt, 0.5, 2),
  square: number(tf.square),
  squaredDifference: pair(tf.squaredDifference, 'alike'),
  step: real((x) => tf.step(x, 0.2)),
  subtract: pair(tf.sub),
  tan: real(tf.tan, -1, 1),
  tanh: real(tf.tanh),
  zerosLike: number((x) => tf.add(x, tf.zerosLike(x))),
};
