/** Kernels that sum up, compare or accumulate along axes. */
import * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph/graph.ts';
import { cast, reduce } from '../graph/ops.ts';
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
    const attributes = { axis: { int: along }, keepdims: { int: 0 } };
    return cast(g, g.node(op, [x], attributes, { shape, type: 'int64' }), 'int32');
  });
}

function normalised(op: string, x: Value, g: Graph, axis: number): Value {
  const attributes = { axis: { int: axis < 0 ? axis + x.shape.length : axis } };
  return g.node(op, [cast(g, x, 'float32')], attributes, { shape: x.shape, type: 'float32' });
}

export const REDUCTIONS: Kernels = {
  All: quantifier('ReduceMin'),
  Any: quantifier('ReduceMax'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Cumsum: kernel<tf.CumsumInputs, tf.CumsumAttrs>((g, { x }, { axis, exclusive, reverse }) => {
    if (x.shape.length === 0) return x;
    const along = g.constant(Int32Array.of(axis < 0 ? axis + x.shape.length : axis), [], 'int32');
    const attributes = { exclusive: { int: exclusive ? 1 : 0 }, reverse: { int: reverse ? 1 : 0 } };
    return g.node('CumSum', [x, along], attributes, x);
  }),
  LogSoftmax: kernel<tf.LogSoftmaxInputs, tf.LogSoftmaxAttrs>((g, { logits }, { axis }) =>
    normalised('LogSoftmax', logits, g, axis),
  ),
  Max: reduction('ReduceMax'),
  Mean: reduction('ReduceMean', (g, x) => cast(g, x, 'float32')),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  Softmax: kernel<tf.SoftmaxInputs, tf.SoftmaxAttrs>((g, { logits }, { dim }) =>
    normalised('Softmax', logits, g, dim),
  ),
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
