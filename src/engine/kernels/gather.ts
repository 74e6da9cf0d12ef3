/** Kernels that read or write at indices. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph/graph.ts';
import { binary, cast, full, reshape, slice, transpose, where, withScalar } from '../graph/ops.ts';
import { sizeOf } from '../types.ts';
import { type Kernels, kernel } from './kernel.ts';

/** Rows of `x` along `axis`; before `batchDims`, `x` and the indices go side by side. */
function gather(g: Graph, x: Value, indices: Value, axis: number, batchDims: number): Value {
  if (batchDims === 0) {
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    return g.node('Gather', [x, indices], { axis: { int: axis } }, { shape, type: x.type });
  }
  // GatherND wants the gathered axis right after the batch, and gives the axes between after the indices.
  const axes = x.shape.map((_, i) => i);
  const between = axes.slice(batchDims, axis);
  const order = [...axes.slice(0, batchDims), axis, ...between, ...axes.slice(axis + 1)];
  const moved = transpose(g, x, order);
  const places = indices.shape.slice(batchDims);
  const shape = [...x.shape.slice(0, batchDims), ...places, ...moved.shape.slice(batchDims + 1)];
  const targets = reshape(g, cast(g, indices, 'int64'), [...indices.shape, 1]);
  const found = g.node(
    'GatherND',
    [moved, targets],
    { batch_dims: { int: batchDims } },
    { shape, type: x.type },
  );
  const at = batchDims + places.length;
  const back = shape.map((_, i) => i);
  return transpose(g, found, [
    ...back.slice(0, batchDims),
    ...back.slice(at, at + between.length),
    ...back.slice(batchDims, at),
    ...back.slice(at + between.length),
  ]);
}

function scatter(g: Graph, onto: Value, indices: Value, updates: Value, add: boolean): Value {
  const attributes = { reduction: { text: add ? 'add' : 'none' } };
  return g.node('ScatterND', [onto, cast(g, indices, 'int64'), updates], attributes, onto);
}

function zeros(g: Graph, shape: readonly number[], like: Value): Value {
  return full(g, 0, shape, like.type === 'int64' ? 'int32' : like.type);
}

/** Adds each row of `x` to the segment that its id names; ids out of range name none. */
function segmentSum(g: Graph, x: Value, ids: Value, segments: number): Value {
  const rows = sizeOf(ids.shape);
  const inner = x.shape.slice(ids.shape.length);
  const named = binary(
    g,
    'And',
    withScalar(g, 'GreaterOrEqual', ids, 0, 'bool'),
    withScalar(g, 'Less', ids, segments, 'bool'),
    'bool',
  );
  // One segment more takes what belongs nowhere, and is cut off.
  const targets = reshape(g, where(g, named, ids, g.scalar(segments, 'int32')), [rows, 1]);
  const sums = scatter(
    g,
    zeros(g, [segments + 1, ...inner], x),
    targets,
    reshape(g, x, [rows, ...inner]),
    true,
  );
  return slice(
    g,
    sums,
    sums.shape.map(() => 0),
    [segments, ...inner],
  );
}

/** `on` where the index is the place along a new last axis, elsewhere `off`. */
function oneHot(g: Graph, indices: Value, depth: number, on: number, off: number, dtype: tf.DataType): Value {
  const column = reshape(g, indices, [...indices.shape, 1]);
  // Indices that ONNX found are 64 bits wide, and need not be narrowed to be compared.
  const wide =
    column.node?.op === 'Cast' && column.node.inputs[0]!.type === 'int64' ? column.node.inputs[0]! : column;
  const numbers = Array.from({ length: depth }, (_, i) => i);
  const places =
    wide.type === 'int64' ? g.ints(numbers) : g.constant(Int32Array.from(numbers), [depth], 'int32');
  const hit = binary(g, 'Equal', wide, places, 'bool');
  const type = dtype === 'float32' || dtype === 'bool' ? dtype : 'int32';
  if (on === 1 && off === 0) return cast(g, hit, type);
  const number = type === 'bool' ? 'int32' : type;
  return cast(g, where(g, hit, g.scalar(on, number), g.scalar(off, number)), type);
}

export const GATHER: Kernels = {
  GatherNd: kernel<tf.GatherNdInputs>((g, { params, indices }) => {
    const depth = indices.shape.at(-1)!;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return g.node('GatherND', [params, cast(g, indices, 'int64')], {}, { shape, type: params.type });
  }),
  GatherV2: kernel<tf.GatherV2Inputs, tf.GatherV2Attrs>((g, { x, indices }, { axis, batchDims }) =>
    gather(g, x, cast(g, indices, 'int32'), axis < 0 ? axis + x.shape.length : axis, batchDims),
  ),
  OneHot: kernel<tf.OneHotInputs, tf.OneHotAttrs>((g, { indices }, { depth, onValue, offValue, dtype }) =>
    oneHot(g, indices, depth, onValue, offValue, dtype),
  ),
  ScatterNd: kernel<tf.ScatterNdInputs, tf.ScatterNdAttrs>((g, { indices, updates }, { shape }) =>
    scatter(g, zeros(g, shape, updates), indices, updates, true),
  ),
  TensorScatterUpdate: kernel<tf.TensorScatterUpdateInputs>((g, { tensor, indices, updates }) =>
    scatter(g, tensor, indices, updates, false),
  ),
  UnsortedSegmentSum: kernel<tf.UnsortedSegmentSumInputs, tf.UnsortedSegmentSumAttrs>(
    (g, { x, segmentIds }, { numSegments }) =>
      segmentSum(g, cast(g, x, 'float32'), cast(g, segmentIds, 'int32'), numSegments),
  ),
};
