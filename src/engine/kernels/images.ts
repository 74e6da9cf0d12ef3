/** Pooling, normalising and resizing of images, and the gradients of those. */
import * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph/graph.ts';
import { binary, cast, concat, matmul, reshape, transpose, unary, withScalar } from '../graph/ops.ts';
import { type Kernels, kernel } from './kernel.ts';
import {
  backwardAttributes,
  channelsFirst,
  channelsLast,
  seenPart,
  seenSize,
  views,
  wholeImage,
  windowAttributes,
} from './layout.ts';

type Four = [number, number, number, number];

type PoolAttrs = Pick<tf.MaxPoolAttrs, 'filterSize' | 'strides' | 'pad' | 'dimRoundingMode'>;

function infoOf(
  x: Value,
  { filterSize, strides, pad, dimRoundingMode }: PoolAttrs,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computePool2DInfo(x.shape as Four, filterSize, strides, 1, pad, dimRoundingMode);
}

function pool(g: Graph, op: string, x: Value, attrs: PoolAttrs): Value {
  const info = infoOf(x, attrs);
  const shape = [info.batchSize, info.inChannels, info.outHeight, info.outWidth];
  const seen = seenPart(g, channelsFirst(g, x, 'NHWC'), info);
  const pooled = g.node(op, [seen], windowAttributes(info), { shape, type: x.type });
  return channelsLast(g, pooled);
}

/**
 * Sends what came to each window back to the pixels it was made of.
 * @param shares of shape [batch, channels * places, outHeight, outWidth]: for each channel, one or more numbers.
 * @param weights of shape [channels * places, 1, height, width]: where in the window each of them goes.
 */
function spread(g: Graph, shares: Value, weights: Value, info: tf.backend_util.Conv2DInfo): Value {
  const shape = [info.batchSize, info.inChannels, ...seenSize(info)];
  const attributes = { ...backwardAttributes(info), group: { int: info.inChannels } };
  const seen = g.node('ConvTranspose', [shares, weights], attributes, { shape, type: 'float32' });
  return channelsLast(g, wholeImage(g, seen, info));
}

/** Each window's gradient in equal parts, as TensorFlow.js shares it out: padding takes its part too. */
function averageGradient(g: Graph, dy: Value, x: Value, attrs: PoolAttrs): Value {
  const info = infoOf(x, attrs);
  const size = info.filterHeight * info.filterWidth;
  const shape = [info.inChannels, 1, info.filterHeight, info.filterWidth];
  const weights = g.constant(new Float32Array(info.inChannels * size).fill(1 / size), shape, 'float32');
  return spread(g, channelsFirst(g, dy, 'NHWC'), weights, info);
}

/** Each window's gradient goes to the first of its largest pixels. */
function largestGradient(g: Graph, dy: Value, x: Value, y: Value, attrs: PoolAttrs): Value {
  const info = infoOf(x, attrs);
  const places = info.filterHeight * info.filterWidth;
  let open: Value | undefined;
  const shares = views(g, x, info, Number.NEGATIVE_INFINITY).map((view) => {
    const largest = binary(g, 'Equal', view, y, 'bool');
    const first = open ? binary(g, 'And', largest, open, 'bool') : largest;
    const missed = unary(g, 'Not', largest);
    open = open ? binary(g, 'And', open, missed, 'bool') : missed;
    return reshape(g, binary(g, 'Mul', dy, cast(g, first, 'float32')), [...y.shape, 1]);
  });
  // [batch, height, width, channels, places] to [batch, channels * places, height, width].
  const beside = transpose(g, concat(g, shares, 4), [0, 3, 4, 1, 2]);
  const weights = new Float32Array(info.inChannels * places * places);
  for (let i = 0; i < info.inChannels * places; i++) weights[i * places + (i % places)] = 1;
  const shape = [info.inChannels * places, 1, info.filterHeight, info.filterWidth];
  const flat = reshape(g, beside, [info.batchSize, info.inChannels * places, info.outHeight, info.outWidth]);
  return spread(g, flat, g.constant(weights, shape, 'float32'), info);
}

/** Which rows, in which parts, make each new row: a matrix of shape [to, from]. */
function interpolation(
  from: number,
  to: number,
  attrs: tf.ResizeBilinearAttrs,
  nearest: boolean,
): Float32Array {
  const { alignCorners, halfPixelCenters } = attrs;
  const ratio = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const weights = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const exact = halfPixelCenters ? ratio * (row + 0.5) - (nearest ? 0 : 0.5) : ratio * row;
    if (nearest) {
      const source = Math.min(from - 1, alignCorners ? Math.round(exact) : Math.floor(exact));
      weights[row * from + Math.max(0, source)] = 1;
      continue;
    }
    const low = Math.max(0, Math.floor(exact));
    const high = Math.min(from - 1, Math.ceil(exact));
    const part = exact - low;
    weights[row * from + low]! += 1 - part;
    weights[row * from + high]! += part;
  }
  return weights;
}

/** Resizes by one product for the rows and one for the columns; backwards, by their transposes. */
function resize(
  g: Graph,
  x: Value,
  from: Four,
  attrs: tf.ResizeBilinearAttrs,
  nearest: boolean,
  back: boolean,
): Value {
  const [batch, oldHeight, oldWidth, channels] = from;
  const [newHeight, newWidth] = attrs.size;
  const rows = g.constant(
    interpolation(oldHeight, newHeight, attrs, nearest),
    [newHeight, oldHeight],
    'float32',
  );
  const columns = g.constant(
    interpolation(oldWidth, newWidth, attrs, nearest),
    [newWidth, oldWidth],
    'float32',
  );
  const [, height, width] = x.shape as Four;
  const taller = matmul(g, rows, reshape(g, x, [batch, height, width * channels]), back, false);
  const lines = taller.shape[1]!;
  const wider = matmul(g, columns, reshape(g, taller, [batch * lines, width, channels]), back, false);
  return reshape(g, wider, [batch, lines, wider.shape[1]!, channels]);
}

function resizing(nearest: boolean) {
  return kernel<tf.ResizeBilinearInputs, tf.ResizeBilinearAttrs>((g, { images }, attrs) =>
    resize(g, cast(g, images, 'float32'), images.shape as Four, attrs, nearest, false),
  );
}

function resizingBack(nearest: boolean) {
  return kernel<tf.ResizeBilinearGradInputs, { alignCorners: boolean }>(
    (g, { images, dy }, { alignCorners }) => {
      const size = dy.shape.slice(1, 3) as [number, number];
      return resize(
        g,
        dy,
        images.shape as Four,
        { alignCorners, halfPixelCenters: false, size },
        nearest,
        true,
      );
    },
  );
}

export const IMAGES: Kernels = {
  AvgPool: kernel<tf.AvgPoolInputs, tf.AvgPoolAttrs>((g, { x }, attrs) => pool(g, 'AveragePool', x, attrs)),
  AvgPoolGrad: kernel<tf.AvgPoolGradInputs, tf.AvgPoolGradAttrs>((g, { dy, input }, attrs) =>
    averageGradient(g, dy, input, attrs),
  ),
  FusedBatchNorm: kernel<tf.FusedBatchNormInputs, tf.FusedBatchNormAttrs>(
    (g, inputs, { varianceEpsilon }) => {
      const { x, mean, variance, scale, offset } = inputs as Record<string, Value | undefined>;
      const deviation = unary(g, 'Sqrt', withScalar(g, 'Add', variance!, varianceEpsilon ?? 1e-3));
      const unit = unary(g, 'Reciprocal', deviation);
      const slope = scale ? binary(g, 'Mul', scale, unit) : unit;
      const centred = binary(g, 'Mul', binary(g, 'Sub', x!, mean!), slope);
      return offset ? binary(g, 'Add', centred, offset) : centred;
    },
  ),
  MaxPool: kernel<tf.MaxPoolInputs, tf.MaxPoolAttrs>((g, { x }, attrs) => pool(g, 'MaxPool', x, attrs)),
  MaxPoolGrad: kernel<tf.MaxPoolGradInputs, tf.MaxPoolGradAttrs>((g, { dy, input, output }, attrs) =>
    largestGradient(g, dy, input, output, attrs),
  ),
  ResizeBilinear: resizing(false),
  ResizeBilinearGrad: resizingBack(false),
  ResizeNearestNeighbor: resizing(true),
  ResizeNearestNeighborGrad: resizingBack(true),
};
