/** Kernels that sum up, compare or accumulate along axes. */
import * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph/graph.ts';
import { binary, cast, full, pad, reduce, reshape, slice } from '../graph/ops.ts';
import { type Kernels, kernel } from './kernel.ts';

interface ReductionAttrs {
  axis?: number | number[];
  /** What `Max` calls its axes. */
  reductionIndices?: number | number[];
  keepDims?: boolean;
}

function reduction(op: string, prepare: (g: Graph, x: Value) => Value = (_, x) => x) {
  return kernel<{ x: tf.TensorInfo }, ReductionAttrs>((g, { x }, { axis, reductionIndices, keepDims }) => {
    const axes = tf.util.parseAxisParam(axis ?? reductionIndices!, [...x.shape]);
    return reduce(g, op, prepare(g, x), axes, keepDims ?? false);
  });
}

/** Whether all, or any, are true: the smallest, or largest, as integers. */
function quantifier(op: string) {
  return kernel<{ x: tf.TensorInfo }, ReductionAttrs>((g, { x }, { axis, keepDims }) => {
    const axes = tf.util.parseAxisParam(axis!, [...x.shape]);
    return cast(g, reduce(g, op, cast(g, x, 'int32'), axes, keepDims ?? false), 'bool');
  });
}

/** The first index of the largest, or smallest, along one axis. */
function argument(op: string) {
  return kernel<{ x: tf.TensorInfo }, { axis: number }>((g, { x }, { axis }) => {
    const along = tf.util.parseAxisParam(axis, [...x.shape])[0]!;
    const shape = x.shape.filter((_, i) => i !== along);
    // Kept, the axis costs nothing, and spares what puts it back: `oneHot` does.
    const attributes = { axis: { int: along }, keepdims: { int: 1 } };
    const found = g.node(op, [x], attributes, { shape: x.shape.with(along, 1), type: 'int64' });
    return reshape(g, cast(g, found, 'int32'), shape);
  });
}

/** The same tensor moved along an axis by some places, towards its end or its start, ones coming in. */
function shifted(g: Graph, x: Value, axis: number, by: number, towardsStart: boolean): Value {
  const kept = x.shape.with(axis, x.shape[axis]! - by);
  const begin = x.shape.map((_, i) => (i === axis && towardsStart ? by : 0));
  const paddings = x.shape.map((_, i) => (i !== axis ? [0, 0] : towardsStart ? [0, by] : [by, 0]));
  return pad(g, slice(g, x, begin, kept), paddings, 1);
}

/** Products of all up to each place, in as many steps as doubling takes (Hillis and Steele, 1986). */
function cumulativeProduct(g: Graph, x: Value, axis: number, exclusive: boolean, reverse: boolean): Value {
  const size = x.shape[axis]!;
  let product = exclusive
    ? size === 1
      ? full(g, 1, x.shape, 'float32')
      : shifted(g, x, axis, 1, reverse)
    : x;
  for (let by = 1; by < size; by *= 2)
    product = binary(g, 'Mul', product, shifted(g, product, axis, by, reverse));
  return product;
}

export const REDUCTIONS: Kernels = {
  All: quantifier('ReduceMin'),
  Any: quantifier('ReduceMax'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Cumprod: kernel<tf.CumprodInputs, tf.CumprodAttrs>((g, { x }, { axis, exclusive, reverse }) => {
    const along = tf.util.parseAxisParam(axis, [...x.shape])[0]!;
    return cumulativeProduct(g, cast(g, x, 'float32'), along, exclusive, reverse);
  }),
  Cumsum: kernel<tf.CumsumInputs, tf.CumsumAttrs>((g, { x }, { axis, exclusive, reverse }) => {
    if (x.shape.length === 0) return x;
    const along = g.constant(Int32Array.of(axis < 0 ? axis + x.shape.length : axis), [], 'int32');
    const attributes = { exclusive: { int: exclusive ? 1 : 0 }, reverse: { int: reverse ? 1 : 0 } };
    return g.node('CumSum', [x, along], attributes, x);
  }),
  Max: reduction('ReduceMax'),
  Mean: reduction('ReduceMean', (g, x) => cast(g, x, 'float32')),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  Softmax: kernel<tf.SoftmaxInputs, tf.SoftmaxAttrs>((g, { logits }, { dim }) => {
    const axis = { int: dim < 0 ? dim + logits.shape.length : dim };
    return g.node(
      'Softmax',
      [cast(g, logits, 'float32')],
      { axis },
      { shape: logits.shape, type: 'float32' },
    );
  }),
  Sum: reduction('ReduceSum', (g, x) => (x.type === 'bool' ? cast(g, x, 'int32') : x)),
  TopK: kernel<tf.TopKInputs, tf.TopKAttrs>((g, { x }, { k, sorted }) => {
    const shape = x.shape.with(-1, k);
    const [values, indices] = g.nodes('TopK', [x, g.ints([k])], { sorted: { int: sorted ? 1 : 0 } }, [
      { shape, type: x.type },
      { shape, type: 'int64' },
    ]);
    return [values!, cast(g, indices!, 'int32')];
  }),
};
