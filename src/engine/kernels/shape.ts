/** Kernels that arrange: nothing is calculated, elements are moved, repeated or made. */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { concat, expand, full, pad, reshape, slice, transpose } from '../graph/ops.ts';
import type { Dtype } from '../types.ts';
import { type Kernels, kernel, listKernel } from './kernel.ts';

/** Tiles by expanding where only axes of length one are repeated: that can be left to broadcasting. */
function tile(g: Graph, x: Value, reps: readonly number[]): Value {
  const shape = x.shape.map((dim, i) => dim * reps[i]!);
  if (x.shape.every((dim, i) => dim === 1 || reps[i] === 1)) return expand(g, x, shape);
  return g.node('Tile', [x, g.ints(reps)], {}, { shape, type: x.type });
}

function split(g: Graph, x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  if (sizes.length === 1) return [x];
  const results = sizes.map((size) => ({ shape: x.shape.with(axis, size), type: x.type }));
  return g.nodes('Split', [x, g.ints(sizes)], { axis: { int: axis } }, results);
}

/** Mirrors by gathering: `symmetric` repeats the edge, `reflect` does not. */
function mirror(
  g: Graph,
  x: Value,
  paddings: readonly (readonly number[])[],
  mode: 'reflect' | 'symmetric',
): Value {
  return paddings.reduce((padded, [before, after], axis) => {
    const size = x.shape[axis]!;
    if (before === 0 && after === 0) return padded;
    const edge = mode === 'symmetric' ? 1 : 0;
    const indices = Int32Array.from({ length: before! + size + after! }, (_, i) => {
      const at = i - before!;
      if (at < 0) return -at - edge;
      return at < size ? at : 2 * size - 2 - at + edge;
    });
    const list = g.constant(indices, [indices.length], 'int32');
    const shape = padded.shape.with(axis, indices.length);
    return g.node('Gather', [padded, list], { axis: { int: axis } }, { shape, type: x.type });
  }, x);
}

function reverse(g: Graph, x: Value, axes: readonly number[]): Value {
  const backwards = (i: number) => axes.includes(i) && x.shape[i]! > 1;
  if (!x.shape.some((_, i) => backwards(i))) return x;
  const begin = x.shape.map((dim, i) => (backwards(i) ? dim - 1 : 0));
  const steps = x.shape.map((_, i) => (backwards(i) ? -1 : 1));
  return slice(g, x, begin, x.shape, steps);
}

function stridedSlice(g: Graph, x: Value, attrs: tf.StridedSliceAttrs): Value {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const info = tf.slice_util.sliceInfo(
    [...x.shape],
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  if (info.isIdentity) return reshape(g, x, info.finalShape);
  const size = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  return reshape(g, slice(g, x, info.begin, size, info.strides), info.finalShape);
}

/** Moves blocks of space to the batch; `tf.pool` and dilated convolutions use it. */
function spaceToBatch(g: Graph, x: Value, blocks: readonly number[], paddings: readonly number[][]): Value {
  const rest = x.shape.length - 1 - blocks.length;
  const none = [0, 0];
  const padded = pad(g, x, [none, ...paddings, ...Array.from({ length: rest }, () => none)], 0);
  const size = blocks.reduce((a, b) => a * b, 1);
  const cut = tf.backend_util.getReshaped([...padded.shape], [...blocks], size, false);
  const order = tf.backend_util.getPermuted(cut.length, blocks.length, false);
  const shape = tf.backend_util.getReshapedPermuted([...padded.shape], [...blocks], size, false);
  return reshape(g, transpose(g, reshape(g, padded, cut), order), shape);
}

function batchToSpace(g: Graph, x: Value, blocks: readonly number[], crops: readonly number[][]): Value {
  const size = blocks.reduce((a, b) => a * b, 1);
  const cut = tf.backend_util.getReshaped([...x.shape], [...blocks], size);
  const order = tf.backend_util.getPermuted(cut.length, blocks.length);
  const shape = tf.backend_util.getReshapedPermuted([...x.shape], [...blocks], size);
  const whole = reshape(g, transpose(g, reshape(g, x, cut), order), shape);
  const begin = whole.shape.map((_, i) => crops[i - 1]?.[0] ?? 0);
  const kept = whole.shape.map((dim, i) => dim - (crops[i - 1]?.[0] ?? 0) - (crops[i - 1]?.[1] ?? 0));
  return slice(g, whole, begin, kept);
}

function numeric(dtype: tf.DataType | undefined): Dtype {
  if (dtype === undefined) return 'float32';
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new EngineError(
    'engine-type',
    `A compiled function cannot make ${dtype} tensors: use float32, int32 or bool.`,
  );
}

export const SHAPE: Kernels = {
  BatchToSpaceND: kernel<tf.BatchToSpaceNDInputs, tf.BatchToSpaceNDAttrs>((g, { x }, { blockShape, crops }) =>
    batchToSpace(g, x, blockShape, crops),
  ),
  Concat: listKernel<tf.ConcatAttrs>((g, parts, { axis }) =>
    concat(g, parts, tf.util.parseAxisParam(axis, [...parts[0]!.shape])[0]!),
  ),
  DepthToSpace: kernel<tf.DepthToSpaceInputs, tf.DepthToSpaceAttrs>(
    (g, { x }, { blockSize: b, dataFormat }) => {
      if (dataFormat !== 'NHWC')
        throw new EngineError('engine-layout', 'depthToSpace is mapped for NHWC only.');
      const [n, h, w, c] = x.shape as [number, number, number, number];
      const depth = c / (b * b);
      const blocks = transpose(g, reshape(g, x, [n, h, w, b, b, depth]), [0, 1, 3, 2, 4, 5]);
      return reshape(g, blocks, [n, h * b, w * b, depth]);
    },
  ),
  ExpandDims: kernel<tf.ExpandDimsInputs, tf.ExpandDimsAttrs>((g, { input }, { dim }) => {
    const at = dim < 0 ? input.shape.length + dim + 1 : dim;
    return reshape(g, input, input.shape.toSpliced(at, 0, 1));
  }),
  Fill: kernel<object, tf.FillAttrs>((g, _, { shape, value, dtype }) =>
    full(g, Number(value), shape, numeric(dtype)),
  ),
  LinSpace: kernel<object, tf.LinSpaceAttrs>((g, _, { start, stop, num }) => {
    const step = num === 1 ? 0 : (stop - start) / (num - 1);
    return g.constant(
      Float32Array.from({ length: num }, (_item, i) => start + i * step),
      [num],
      'float32',
    );
  }),
  MirrorPad: kernel<tf.MirrorPadInputs, tf.MirrorPadAttrs>((g, { x }, { paddings, mode }) =>
    mirror(g, x, paddings, mode),
  ),
  Pack: listKernel<tf.PackAttrs>((g, parts, { axis }) => {
    const rank = parts[0]!.shape.length;
    const at = axis < 0 ? axis + rank + 1 : axis;
    return concat(
      g,
      parts.map((part) => reshape(g, part, part.shape.toSpliced(at, 0, 1))),
      at,
    );
  }),
  PadV2: kernel<tf.PadV2Inputs, tf.PadV2Attrs>((g, { x }, { paddings, constantValue }) =>
    pad(g, x, paddings, constantValue),
  ),
  Range: kernel<object, tf.RangeAttrs>((g, _, { start, stop, step, dtype }) => {
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const items = Array.from({ length }, (_item, i) => start + i * step);
    const data = dtype === 'int32' ? Int32Array.from(items) : Float32Array.from(items);
    return g.constant(data, [length], dtype);
  }),
  Reshape: kernel<tf.ReshapeInputs, tf.ReshapeAttrs>((g, { x }, { shape }) =>
    reshape(g, x, tf.util.inferFromImplicitShape([...shape], tf.util.sizeFromShape([...x.shape]))),
  ),
  Reverse: kernel<tf.ReverseInputs, tf.ReverseAttrs>((g, { x }, { dims }) =>
    reverse(g, x, tf.util.parseAxisParam(dims, [...x.shape])),
  ),
  Slice: kernel<tf.SliceInputs, tf.SliceAttrs>((g, { x }, { begin, size }) => {
    const [from, lengths] = tf.slice_util.parseSliceParams(
      { shape: [...x.shape] } as tf.TensorInfo,
      begin,
      size,
    ) as [number[], number[]];
    return slice(g, x, from, lengths);
  }),
  SpaceToBatchND: kernel<tf.SpaceToBatchNDInputs, tf.SpaceToBatchNDAttrs>(
    (g, { x }, { blockShape, paddings }) => spaceToBatch(g, x, blockShape, paddings),
  ),
  SplitV: kernel<tf.SplitVInputs, tf.SplitVAttrs>((g, { x }, { numOrSizeSplits, axis }) => {
    const along = tf.util.parseAxisParam(axis, [...x.shape])[0]!;
    const like = { shape: [...x.shape] } as tf.Tensor;
    return split(g, x, tf.backend_util.prepareSplitSize(like, numOrSizeSplits, along), along);
  }),
  StridedSlice: kernel<tf.StridedSliceInputs, tf.StridedSliceAttrs>((g, { x }, attrs) =>
    stridedSlice(g, x, attrs),
  ),
  Tile: kernel<tf.TileInputs, tf.TileAttrs>((g, { x }, { reps }) => tile(g, x, reps)),
  Transpose: kernel<tf.TransposeInputs, tf.TransposeAttrs>((g, { x }, { perm }) =>
    transpose(g, x, perm as number[]),
  ),
  Unpack: kernel<tf.UnpackInputs, tf.UnpackAttrs>((g, { value }, { axis }) => {
    const at = axis < 0 ? axis + value.shape.length : axis;
    const ones = Array.from({ length: value.shape[at]! }, () => 1);
    return split(g, value, ones, at).map((part) => reshape(g, part, value.shape.toSpliced(at, 1)));
  }),
};
