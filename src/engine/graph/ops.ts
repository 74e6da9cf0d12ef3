/**
 * The operators that kernels are written with. Each adds its node to the graph unless the result is already
 * there in a cheaper form: what automatic differentiation writes (multiplications by ones, transposes of
 * transposes, reshapes of reshapes) is undone here, where it arises, and needs no pass of its own.
 */
import { backend_util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../types.ts';
import type { Attributes, ElementType, Graph, Value } from './graph.ts';

const ARITHMETIC = new Set(['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow']);

export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  return backend_util.assertAndGetBroadcastShape([...a], [...b]);
}

/** A function of each element by itself. */
export function unary(g: Graph, op: string, x: Value, attributes: Attributes = {}): Value {
  if (x.node?.op === 'Expand') return expand(g, unary(g, op, sourceOf(x), attributes), x.shape);
  return g.node(op, [x], attributes, { shape: x.shape, type: x.type });
}

/** Arithmetic or comparison of two tensors, the smaller one broadcast. */
export function binary(g: Graph, op: string, a: Value, b: Value, type?: ElementType): Value {
  const shape = broadcastShape(a.shape, b.shape);
  if (ARITHMETIC.has(op)) {
    const same = withoutEffect(g, op, a, b, shape);
    if (same) return same;
  }
  // What was expanded is taken as it was before, and the result expanded if it must be.
  const [left, right] = op === 'Mul' ? reassociated(g, sourceOf(a), sourceOf(b)) : [sourceOf(a), sourceOf(b)];
  const small = broadcastShape(left.shape, right.shape);
  return expand(g, g.node(op, [left, right], {}, { shape: small, type: type ?? a.type }), shape);
}

/** `x` op a number. */
export function withScalar(g: Graph, op: string, x: Value, scalar: number, type?: ElementType): Value {
  return binary(g, op, x, g.scalar(scalar, x.type === 'int32' ? 'int32' : 'float32'), type);
}

/** A tensor that holds one number everywhere; nothing is stored but the number. */
export function full(
  g: Graph,
  value: number,
  shape: readonly number[],
  type: 'float32' | 'int32' | 'bool',
): Value {
  return expand(g, g.scalar(value, type), shape);
}

export function expand(g: Graph, x: Value, shape: readonly number[]): Value {
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(x.shape) === sizeOf(shape)) return reshape(g, x, shape);
  return g.node('Expand', [sourceOf(x), g.ints(shape)], {}, { shape, type: x.type });
}

export function cast(g: Graph, x: Value, type: ElementType): Value {
  if (x.type === type) return x;
  if (x.node?.op === 'Expand') return expand(g, cast(g, sourceOf(x), type), x.shape);
  const to = { float32: 1, int32: 6, int64: 7, bool: 9 }[type];
  return g.node('Cast', [x], { to: { int: to } }, { shape: x.shape, type });
}

export function reshape(g: Graph, x: Value, shape: readonly number[]): Value {
  if (sameShape(x.shape, shape)) return x;
  if (x.constant) return g.constant(x.constant, shape, x.type);
  if (x.node?.op === 'Reshape') return reshape(g, x.node.inputs[0]!, shape);
  const splat = splatOf(x);
  if (splat) return g.node('Expand', [splat, g.ints(shape)], {}, { shape, type: x.type });
  return g.node('Reshape', [x, g.ints(shape)], {}, { shape, type: x.type });
}

export function transpose(g: Graph, x: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => x.shape[axis]!);
  if (perm.every((axis, i) => axis === i)) return x;
  // Nothing moves if the axes longer than one keep their order.
  const long = perm.filter((axis) => x.shape[axis] !== 1);
  if (long.every((axis, i) => i === 0 || axis > long[i - 1]!)) return reshape(g, x, shape);
  const inner = transposeOf(x);
  if (inner)
    return transpose(
      g,
      inner.from,
      perm.map((axis) => inner.perm[axis]!),
    );
  return g.node('Transpose', [x], { perm: { ints: perm } }, { shape, type: x.type });
}

/**
 * The product of the last two axes, transposed first where told. Transposes before it are folded into the
 * product, which reads its operands in either order without moving them.
 */
export function matmul(g: Graph, a: Value, b: Value, transA: boolean, transB: boolean): Value {
  const left = foldTranspose(a, transA);
  const right = foldTranspose(b, transB);
  const rows = left.from.shape.at(left.transposed ? -1 : -2)!;
  const columns = right.from.shape.at(right.transposed ? -2 : -1)!;
  const batch = broadcastShape(left.from.shape.slice(0, -2), right.from.shape.slice(0, -2));
  const result = { shape: [...batch, rows, columns], type: a.type };
  if (!left.transposed && !right.transposed) return g.node('MatMul', [left.from, right.from], {}, result);
  if (a.type !== 'float32') {
    const plain = (side: typeof left) =>
      side.transposed ? transpose(g, side.from, swapLast(side.from)) : side.from;
    return g.node('MatMul', [plain(left), plain(right)], {}, result);
  }
  if (left.transposed && !right.transposed && batch.length === 0 && rows > 2 * columns) {
    // Reading its first operand across costs the product more the larger it is: rather the smaller one, and turn
    // the result round.
    return transpose(g, fusedMatmul(g, right.from, left.from, true, false, [columns, rows]), [1, 0]);
  }
  return fusedMatmul(g, left.from, right.from, left.transposed, right.transposed, result.shape);
}

function fusedMatmul(
  g: Graph,
  a: Value,
  b: Value,
  transA: boolean,
  transB: boolean,
  shape: readonly number[],
): Value {
  const flag = (on: boolean) => ({ int: on ? 1 : 0 });
  const attributes = { transA: flag(transA), transB: flag(transB) };
  return g.node('FusedMatMul', [a, b], attributes, { shape, type: 'float32' });
}

/** `ReduceSum` and its like over some axes, which must be in range. */
export function reduce(g: Graph, op: string, x: Value, axes: readonly number[], keepDims: boolean): Value {
  const kept = x.shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
  const shape = keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i));
  if (axes.every((axis) => x.shape[axis] === 1)) return reshape(g, x, shape);
  const attributes = { keepdims: { int: keepDims ? 1 : 0 } };
  return g.node(op, [x, g.ints(axes)], attributes, { shape, type: x.type });
}

export function where(g: Graph, condition: Value, yes: Value, no: Value): Value {
  const shape = broadcastShape(condition.shape, broadcastShape(yes.shape, no.shape));
  // ONNX Runtime has no Where for bool.
  if (yes.type === 'bool')
    return cast(g, where(g, condition, cast(g, yes, 'int32'), cast(g, no, 'int32')), 'bool');
  return g.node('Where', [condition, yes, no], {}, { shape, type: yes.type });
}

export function concat(g: Graph, parts: readonly Value[], axis: number): Value {
  const first = parts[0]!;
  if (parts.length === 1) return first;
  const along = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  return g.node(
    'Concat',
    parts,
    { axis: { int: axis } },
    { shape: first.shape.with(axis, along), type: first.type },
  );
}

/** From `begin` in steps of `steps`, `size` items along each axis. */
export function slice(
  g: Graph,
  x: Value,
  begin: readonly number[],
  size: readonly number[],
  steps: readonly number[] = begin.map(() => 1),
): Value {
  if (sameShape(x.shape, size) && steps.every((step) => step > 0)) return x;
  const ends = begin.map((from, i) => {
    const end = from + steps[i]! * size[i]!;
    // A backward slice that takes item 0 ends before it, which only a number out of range can say.
    return steps[i]! < 0 && end < 0 ? -x.shape[i]! - 1 : end;
  });
  const axes = begin.map((_, i) => i);
  const inputs = [x, g.ints(begin), g.ints(ends), g.ints(axes), g.ints(steps)];
  return g.node('Slice', inputs, {}, { shape: size, type: x.type });
}

/** For each axis, how many of `value` go before and after. */
export function pad(g: Graph, x: Value, paddings: readonly (readonly number[])[], value = 0): Value {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map((dim, i) => dim + paddings[i]![0]! + paddings[i]![1]!);
  const pads = g.ints([...paddings.map((pair) => pair[0]!), ...paddings.map((pair) => pair[1]!)]);
  const fill = g.scalar(value, x.type === 'int64' ? 'int32' : x.type);
  return g.node('Pad', [x, pads, fill], { mode: { text: 'constant' } }, { shape, type: x.type });
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

/** The permutation that swaps a tensor's last two axes. */
function swapLast(x: Value): number[] {
  const rank = x.shape.length;
  return x.shape.map((_, i) => (i === rank - 1 ? rank - 2 : i === rank - 2 ? rank - 1 : i));
}

function transposeOf(x: Value): { from: Value; perm: readonly number[] } | undefined {
  const perm = x.node?.op === 'Transpose' ? x.node.attributes['perm'] : undefined;
  return perm && 'ints' in perm ? { from: x.node!.inputs[0]!, perm: perm.ints } : undefined;
}

function foldTranspose(x: Value, transposed: boolean): { from: Value; transposed: boolean } {
  const inner = transposeOf(x);
  const swaps = inner && swapLast(inner.from).every((axis, i) => axis === inner.perm[i]);
  return swaps ? { from: inner.from, transposed: !transposed } : { from: x, transposed };
}

/** The scalar constant that fills a tensor, if one does. */
function splatOf(x: Value): Value | undefined {
  const source = sourceOf(x);
  return source.constant && source.shape.length === 0 ? source : undefined;
}

/** The other operand, if this one adds 0 or multiplies or divides by 1. */
function withoutEffect(
  g: Graph,
  op: string,
  a: Value,
  b: Value,
  shape: readonly number[],
): Value | undefined {
  const isA = (value: Value, number: number) => splatOf(value)?.constant?.[0] === number;
  if (op === 'Mul' && isA(a, 1)) return expand(g, b, shape);
  if ((op === 'Mul' || op === 'Div') && isA(b, 1)) return expand(g, a, shape);
  if (op === 'Add' && isA(a, 0)) return expand(g, b, shape);
  if ((op === 'Add' || op === 'Sub') && isA(b, 0)) return expand(g, a, shape);
  return undefined;
}

/** A small factor times a large tensor times a number, rather with the number multiplied to the small one. */
function reassociated(g: Graph, a: Value, b: Value): [Value, Value] {
  if (sizeOf(a.shape) > sizeOf(b.shape)) return reassociated(g, b, a);
  if (b.node?.op !== 'Mul' || sizeOf(a.shape) === sizeOf(b.shape) || b.type !== 'float32') return [a, b];
  const number = b.node.inputs.find((input) => input.constant && input.shape.length === 0);
  const rest = b.node.inputs.find((input) => input !== number);
  return number && rest && sameShape(rest.shape, b.shape) ? [binary(g, 'Mul', a, number), rest] : [a, b];
}

/** What an expanded tensor was expanded from; any other tensor itself. */
function sourceOf(x: Value): Value {
  return x.node?.op === 'Expand' ? x.node.inputs[0]! : x;
}
