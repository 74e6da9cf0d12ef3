/** Convolutions in one and two dimensions, and their gradients. */
import * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph/graph.ts';
import { binary, concat, matmul, reduce, reshape, transpose } from '../graph/ops.ts';
import { type Kernels, kernel } from './kernel.ts';
import {
  backwardAttributes,
  channelsFirst,
  channelsLast,
  dilations,
  type Format,
  inFormat,
  seenPart,
  seenSize,
  views,
  wholeImage,
  windowAttributes,
} from './layout.ts';
import { type Epilogue, finish } from './products.ts';

type Info = tf.backend_util.Conv2DInfo;
type Four = [number, number, number, number];

interface ConvolutionAttrs {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number;
  readonly dataFormat?: Format;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function infoOf(
  image: readonly number[],
  filter: readonly number[],
  attrs: ConvolutionAttrs,
  depthwise = false,
): Info {
  const { strides, pad, dilations: dilation = 1, dataFormat = 'NHWC', dimRoundingMode } = attrs;
  const format = tf.backend_util.convertConv2DDataFormat(dataFormat);
  return tf.backend_util.computeConv2DInfo(
    image as Four,
    filter as Four,
    strides,
    dilation,
    pad,
    dimRoundingMode,
    depthwise,
    format,
  );
}

/** One number for each pixel and pair of channels: a plain product. */
function isPointwise(info: Info): boolean {
  return (
    info.filterHeight === 1 &&
    info.filterWidth === 1 &&
    info.strideHeight === 1 &&
    info.strideWidth === 1 &&
    info.outHeight === info.inHeight &&
    info.outWidth === info.inWidth
  );
}

function convolve(g: Graph, x: Value, filter: Value, attrs: ConvolutionAttrs): Value {
  const info = infoOf(x.shape, filter.shape, attrs);
  const format = attrs.dataFormat ?? 'NHWC';
  if (format === 'NHWC' && isPointwise(info)) {
    const pixels = reshape(g, x, [info.batchSize * info.inHeight * info.inWidth, info.inChannels]);
    const product = matmul(g, pixels, reshape(g, filter, [info.inChannels, info.outChannels]), false, false);
    return reshape(g, product, info.outShape);
  }
  const kernels = transpose(g, filter, [3, 2, 0, 1]);
  const { batchSize, outChannels, outHeight, outWidth } = info;
  const attributes = { ...windowAttributes(info), dilations: dilations(info) };
  const result = { shape: [batchSize, outChannels, outHeight, outWidth], type: x.type };
  const seen = seenPart(g, channelsFirst(g, x, format), info);
  return inFormat(g, g.node('Conv', [seen, kernels], attributes, result), format);
}

/** The gradient by the image, which is also what `tf.conv2dTranspose` computes. */
function convolveBack(g: Graph, dy: Value, filter: Value, image: Four, attrs: ConvolutionAttrs): Value {
  const info = infoOf(image, filter.shape, attrs);
  const format = attrs.dataFormat ?? 'NHWC';
  const { batchSize, inChannels, outChannels, inHeight, inWidth } = info;
  if (format === 'NHWC' && isPointwise(info)) {
    const pixels = reshape(g, dy, [batchSize * inHeight * inWidth, outChannels]);
    return reshape(g, matmul(g, pixels, reshape(g, filter, [inChannels, outChannels]), false, true), image);
  }
  const kernels = transpose(g, filter, [3, 2, 0, 1]);
  const result = { shape: [batchSize, inChannels, ...seenSize(info)], type: dy.type };
  const inputs = [channelsFirst(g, dy, format), kernels];
  const seen = g.node('ConvTranspose', inputs, backwardAttributes(info), result);
  return inFormat(g, wholeImage(g, seen, info), format);
}

/**
 * The gradient by the filter: for each place in the window, what the windows saw there times what came of it. All
 * places are laid side by side, so that one product does it.
 */
function filterGradient(g: Graph, x: Value, dy: Value, filter: Four, attrs: ConvolutionAttrs): Value {
  const info = infoOf(x.shape, filter, attrs);
  const format = attrs.dataFormat ?? 'NHWC';
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const seen = views(g, channelsLast(g, x, format), info, 0).map((view) =>
    reshape(g, view, [pixels, info.inChannels]),
  );
  const change = reshape(g, channelsLast(g, dy, format), [pixels, info.outChannels]);
  return reshape(g, matmul(g, concat(g, seen, 1), change, true, false), filter);
}

/** Filters of shape [height, width, channels, multiplier] as ONNX' grouped ones. */
function grouped(g: Graph, filter: Value): Value {
  const [height, width, channels, multiplier] = filter.shape as Four;
  return reshape(g, transpose(g, filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

function depthwise(g: Graph, x: Value, filter: Value, attrs: ConvolutionAttrs): Value {
  const info = infoOf(x.shape, filter.shape, attrs, true);
  const format = attrs.dataFormat ?? 'NHWC';
  const { batchSize, outChannels, outHeight, outWidth } = info;
  const attributes = {
    ...windowAttributes(info),
    dilations: dilations(info),
    group: { int: info.inChannels },
  };
  const result = { shape: [batchSize, outChannels, outHeight, outWidth], type: x.type };
  return inFormat(
    g,
    g.node('Conv', [channelsFirst(g, x, format), grouped(g, filter)], attributes, result),
    format,
  );
}

function depthwiseBack(g: Graph, dy: Value, filter: Value, image: Four, attrs: ConvolutionAttrs): Value {
  const info = infoOf(image, filter.shape, attrs, true);
  const { batchSize, inChannels } = info;
  const attributes = { ...backwardAttributes(info), group: { int: inChannels } };
  const result = { shape: [batchSize, inChannels, ...seenSize(info)], type: dy.type };
  const inputs = [channelsFirst(g, dy, 'NHWC'), grouped(g, filter)];
  return channelsLast(g, wholeImage(g, g.node('ConvTranspose', inputs, attributes, result), info));
}

function depthwiseFilterGradient(
  g: Graph,
  x: Value,
  dy: Value,
  filter: Four,
  attrs: ConvolutionAttrs,
): Value {
  const info = infoOf(x.shape, filter, attrs, true);
  const [, , channels, multiplier] = filter;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const change = reshape(g, dy, [pixels, channels, multiplier]);
  const sums = views(g, x, info, 0).map((view) =>
    reduce(g, 'ReduceSum', binary(g, 'Mul', reshape(g, view, [pixels, channels, 1]), change), [0], true),
  );
  return reshape(g, concat(g, sums, 0), filter);
}

/** A convolution that TensorFlow.js has fused with what follows it. */
function fused(convolution: (g: Graph, x: Value, filter: Value, attrs: ConvolutionAttrs) => Value) {
  return kernel<tf.FusedConv2DInputs, tf.FusedConv2DAttrs>((g, inputs, attrs) => {
    const { x, filter, bias, preluActivationWeights: alpha } = inputs as Record<string, Value | undefined>;
    const perChannel = (value: Value | undefined) =>
      value && attrs.dataFormat === 'NCHW' && value.shape.length === 1
        ? reshape(g, value, [value.shape[0]!, 1, 1])
        : value;
    const epilogue: Epilogue = { ...attrs, bias: perChannel(bias), alpha: perChannel(alpha) };
    return finish(g, convolution(g, x!, filter!, attrs), epilogue);
  });
}

export const CONVOLUTION: Kernels = {
  Conv2D: kernel<tf.Conv2DInputs, tf.Conv2DAttrs>((g, { x, filter }, attrs) => convolve(g, x, filter, attrs)),
  Conv2DBackpropFilter: kernel<tf.Conv2DBackpropFilterInputs, tf.Conv2DBackpropFilterAttrs>(
    (g, { x, dy }, attrs) => filterGradient(g, x, dy, attrs.filterShape, attrs),
  ),
  Conv2DBackpropInput: kernel<tf.Conv2DBackpropInputInputs, tf.Conv2DBackpropInputAttrs>(
    (g, { dy, filter }, attrs) => convolveBack(g, dy, filter, attrs.inputShape, attrs),
  ),
  DepthwiseConv2dNative: kernel<tf.DepthwiseConv2dNativeInputs, tf.DepthwiseConv2dNativeAttrs>(
    (g, { x, filter }, attrs) => depthwise(g, x, filter, attrs),
  ),
  DepthwiseConv2dNativeBackpropFilter: kernel<
    tf.DepthwiseConv2dNativeBackpropFilterInputs,
    tf.DepthwiseConv2dNativeBackpropFilterAttrs
  >((g, { x, dy }, attrs) => depthwiseFilterGradient(g, x, dy, attrs.filterShape, attrs)),
  DepthwiseConv2dNativeBackpropInput: kernel<
    tf.DepthwiseConv2dNativeBackpropInputInputs,
    tf.DepthwiseConv2dNativeBackpropInputAttrs
  >((g, { dy, filter }, attrs) => depthwiseBack(g, dy, filter, attrs.inputShape, attrs)),
  FusedConv2D: fused(convolve),
  FusedDepthwiseConv2D: fused(depthwise),
};
