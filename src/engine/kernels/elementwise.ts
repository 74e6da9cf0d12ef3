/** Kernels that work on each element, with broadcasting where there are two. */
import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { Attributes, ElementType, Graph, Value } from '../graph/graph.ts';
import { binary, broadcastShape, cast, full, unary, where, withScalar } from '../graph/ops.ts';
import { type Kernels, kernel, listKernel } from './kernel.ts';

type Unary = (g: Graph, x: Value) => Value;

const math = (op: string, attributes: Attributes = {}) => floating((g, x) => unary(g, op, x, attributes));

/** A function of real numbers; integers are made real first, as TensorFlow.js' own backends do. */
function floating(record: Unary) {
  return kernel<tf.UnaryInputs>((g, { x }) => record(g, cast(g, x, 'float32')));
}

/** A function that keeps its argument's type, and that integers pass unchanged or as told. */
const keeping = (record: Unary) => kernel<tf.UnaryInputs>((g, { x }) => record(g, x));

const rounding = (op: string) => keeping((g, x) => (x.type === 'float32' ? unary(g, op, x) : x));

function arithmetic(record: (g: Graph, a: Value, b: Value) => Value) {
  return kernel<tf.BinaryInputs>((g, { a, b }) => {
    if (a.type === 'bool' || b.type === 'bool') {
      throw new EngineError(
        'engine-type',
        'Arithmetic on bool tensors is not defined: cast them to int32 or float32 first.',
      );
    }
    return record(g, a, b);
  });
}

const calculating = (op: string) => arithmetic((g, a, b) => binary(g, op, a, b));

/** Comparisons of bool tensors count false as 0 and true as 1. */
function comparing(op: string) {
  return kernel<tf.BinaryInputs>((g, { a, b }) => {
    const number = (x: Value) => (x.type === 'bool' ? cast(g, x, 'int32') : x);
    return binary(g, op, number(a), number(b), 'bool');
  });
}

const logical = (op: string) =>
  kernel<tf.BinaryInputs>((g, { a, b }) => binary(g, op, cast(g, a, 'bool'), cast(g, b, 'bool'), 'bool'));

/** exp(x) − 1 without cancellation near 0: tanh(x/2) (exp(x) + 1). */
const expm1: Unary = (g, x) =>
  binary(
    g,
    'Mul',
    unary(g, 'Tanh', withScalar(g, 'Mul', x, 0.5)),
    withScalar(g, 'Add', unary(g, 'Exp', x), 1),
  );

/** log(1 + x) without cancellation near 0: there it is 2 artanh(x / (2 + x)). */
const log1p: Unary = (g, x) => {
  const near = withScalar(g, 'Mul', unary(g, 'Atanh', binary(g, 'Div', x, withScalar(g, 'Add', x, 2))), 2);
  const far = unary(g, 'Log', withScalar(g, 'Add', x, 1));
  return where(g, withScalar(g, 'Less', unary(g, 'Abs', x), 0.5, 'bool'), near, far);
};

/** 1 where x > 0, elsewhere `alpha`. */
function step(g: Graph, x: Value, alpha: number): Value {
  // What relu makes of x is positive where x is: if the graph has it, x itself need not be kept for this.
  const rectified = g.known('Relu', [x], {}, x) ?? x;
  const positive = cast(g, withScalar(g, 'Greater', rectified, 0, 'bool'), 'float32');
  return alpha === 0 ? positive : withScalar(g, 'Add', withScalar(g, 'Mul', positive, 1 - alpha), alpha);
}

/** The angle of the point (x, y). */
function atan2(g: Graph, y: Value, x: Value): Value {
  const scalar = (value: number) => g.scalar(value);
  const up = withScalar(g, 'GreaterOrEqual', y, 0, 'bool');
  const half = where(g, up, scalar(Math.PI), scalar(-Math.PI));
  const slope = unary(g, 'Atan', binary(g, 'Div', y, x));
  const left = binary(g, 'Add', slope, half);
  const vertical = withScalar(g, 'Mul', unary(g, 'Sign', y), Math.PI / 2);
  const notRight = where(g, withScalar(g, 'Less', x, 0, 'bool'), left, vertical);
  return where(g, withScalar(g, 'Greater', x, 0, 'bool'), slope, notRight);
}

/** The remainder with the divisor's sign. */
function modulo(g: Graph, a: Value, b: Value): Value {
  if (a.type === 'int32') return binary(g, 'Mod', a, b);
  const fmod = (x: Value, y: Value) =>
    g.node('Mod', [x, y], { fmod: { int: 1 } }, { shape: broadcastShape(x.shape, y.shape), type: 'float32' });
  return fmod(binary(g, 'Add', fmod(a, b), b), b);
}

/** The quotient rounded down, as an integer of either type's numbers. */
function floorDivide(g: Graph, a: Value, b: Value): Value {
  if (a.type === 'float32') return cast(g, unary(g, 'Floor', binary(g, 'Div', a, b)), 'int32');
  return binary(g, 'Div', binary(g, 'Sub', a, modulo(g, a, b)), b);
}

function square(g: Graph, x: Value): Value {
  return binary(g, 'Mul', x, x);
}

export function clip(g: Graph, x: Value, low: number, high: number): Value {
  const bound = (value: number) => g.scalar(value, x.type === 'int32' ? 'int32' : 'float32');
  return g.node('Clip', [x, bound(low), bound(high)], {}, x);
}

export const ELEMENTWISE: Kernels = {
  Abs: keeping((g, x) => unary(g, 'Abs', x)),
  Acos: math('Acos'),
  Acosh: math('Acosh'),
  Add: calculating('Add'),
  AddN: listKernel((g, parts) => parts.reduce((sum, part) => binary(g, 'Add', sum, part))),
  Asin: math('Asin'),
  Asinh: math('Asinh'),
  Atan: math('Atan'),
  Atan2: arithmetic(atan2),
  Atanh: math('Atanh'),
  Cast: kernel<tf.CastInputs, tf.CastAttrs>((g, { x }, { dtype }) => {
    if (dtype === 'string' || dtype === 'complex64') {
      throw new EngineError(
        'engine-type',
        `A compiled function cannot cast to ${dtype}: use float32, int32 or bool.`,
      );
    }
    return cast(g, x, dtype);
  }),
  Ceil: rounding('Ceil'),
  ClipByValue: kernel<tf.ClipByValueInputs, tf.ClipByValueAttrs>((g, { x }, { clipValueMin, clipValueMax }) =>
    clip(g, x, clipValueMin, clipValueMax),
  ),
  Cos: math('Cos'),
  Cosh: math('Cosh'),
  Elu: math('Elu', { alpha: { float: 1 } }),
  // dy where y ≥ 0, else dy (y + 1): the derivative of elu by its own result.
  EluGrad: kernel<tf.EluGradInputs>((g, { dy, y }) => {
    const slope = withScalar(g, 'Add', withScalar(g, 'Min', y, 0), 1);
    return binary(g, 'Mul', dy, slope);
  }),
  Equal: comparing('Equal'),
  Erf: math('Erf'),
  Exp: math('Exp'),
  Expm1: floating(expm1),
  Floor: rounding('Floor'),
  FloorDiv: arithmetic(floorDivide),
  Greater: comparing('Greater'),
  GreaterEqual: comparing('GreaterOrEqual'),
  Identity: kernel<tf.IdentityInputs>((_, { x }) => x),
  IsFinite: floating((g, x) => withScalar(g, 'Less', unary(g, 'Abs', x), Number.POSITIVE_INFINITY, 'bool')),
  IsInf: floating((g, x) => g.node('IsInf', [x], {}, { shape: x.shape, type: 'bool' })),
  IsNan: floating((g, x) => g.node('IsNaN', [x], {}, { shape: x.shape, type: 'bool' })),
  LeakyRelu: kernel<tf.LeakyReluInputs, tf.LeakyReluAttrs>((g, { x }, { alpha }) =>
    unary(g, 'LeakyRelu', cast(g, x, 'float32'), { alpha: { float: alpha } }),
  ),
  Less: comparing('Less'),
  LessEqual: comparing('LessOrEqual'),
  Log: math('Log'),
  Log1p: floating(log1p),
  LogicalAnd: logical('And'),
  LogicalNot: kernel<tf.LogicalNotInputs>((g, { x }) => unary(g, 'Not', cast(g, x, 'bool'))),
  LogicalOr: logical('Or'),
  Maximum: calculating('Max'),
  Minimum: calculating('Min'),
  Mod: arithmetic(modulo),
  Multiply: calculating('Mul'),
  Neg: keeping((g, x) => unary(g, 'Neg', x)),
  NotEqual: kernel<tf.BinaryInputs>((g, { a, b }) => unary(g, 'Not', binary(g, 'Equal', a, b, 'bool'))),
  OnesLike: kernel<tf.UnaryInputs>((g, { x }) => full(g, 1, x.shape, plainType(x.type))),
  Pow: calculating('Pow'),
  Prelu: kernel<tf.PreluInputs>((g, { x, alpha }) => {
    const below = withScalar(g, 'Min', x, 0);
    return binary(g, 'Add', unary(g, 'Relu', x), binary(g, 'Mul', alpha, below));
  }),
  RealDiv: calculating('Div'),
  Reciprocal: math('Reciprocal'),
  Relu: keeping((g, x) => (x.type === 'int32' ? withScalar(g, 'Max', x, 0) : unary(g, 'Relu', x))),
  Relu6: keeping((g, x) => clip(g, x, 0, 6)),
  Round: rounding('Round'),
  Rsqrt: floating((g, x) => unary(g, 'Reciprocal', unary(g, 'Sqrt', x))),
  Select: kernel<tf.SelectInputs>((g, { condition, t, e }) => where(g, condition, t, e)),
  Selu: math('Selu'),
  Sigmoid: math('Sigmoid'),
  Sign: keeping((g, x) => unary(g, 'Sign', x)),
  Sin: math('Sin'),
  Sinh: math('Sinh'),
  Softplus: math('Softplus'),
  Sqrt: math('Sqrt'),
  Square: keeping(square),
  SquaredDifference: arithmetic((g, a, b) => square(g, binary(g, 'Sub', a, b))),
  Step: kernel<tf.StepInputs, tf.StepAttrs>((g, { x }, { alpha }) => step(g, x, alpha)),
  Sub: calculating('Sub'),
  Tan: math('Tan'),
  Tanh: math('Tanh'),
  ZerosLike: kernel<tf.UnaryInputs>((g, { x }) => full(g, 0, x.shape, plainType(x.type))),
};

function plainType(type: ElementType) {
  return type === 'int64' ? 'int32' : type;
}
