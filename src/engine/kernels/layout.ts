/** Between TensorFlow.js' images, channels last, and ONNX', channels first; and windows over images. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph/graph.ts';
import { pad, slice, transpose } from '../graph/ops.ts';

export type Format = 'NHWC' | 'NCHW';

export function channelsFirst(g: Graph, x: Value, format: Format): Value {
  return format === 'NCHW' ? x : transpose(g, x, [0, 3, 1, 2]);
}

export function channelsLast(g: Graph, x: Value, format: Format = 'NCHW'): Value {
  return format === 'NHWC' ? x : transpose(g, x, [0, 2, 3, 1]);
}

/** From channels first to what was asked for. */
export function inFormat(g: Graph, x: Value, format: Format): Value {
  return format === 'NCHW' ? x : channelsLast(g, x);
}

/** What a convolution and a pool have in common. */
export type Window = Pick<
  tf.backend_util.Conv2DInfo,
  | 'inHeight'
  | 'inWidth'
  | 'outHeight'
  | 'outWidth'
  | 'strideHeight'
  | 'strideWidth'
  | 'dilationHeight'
  | 'dilationWidth'
  | 'filterHeight'
  | 'filterWidth'
  | 'effectiveFilterHeight'
  | 'effectiveFilterWidth'
  | 'padInfo'
>;

/** How far the windows reach past the image: before it, and after it; negative where they stop short of its end. */
function reach(window: Window): { before: [number, number]; after: [number, number] } {
  const { padInfo } = window;
  const past = (out: number, stride: number, size: number, before: number, length: number) =>
    (out - 1) * stride + size - before - length;
  return {
    before: [padInfo.top, padInfo.left],
    after: [
      past(window.outHeight, window.strideHeight, window.effectiveFilterHeight, padInfo.top, window.inHeight),
      past(window.outWidth, window.strideWidth, window.effectiveFilterWidth, padInfo.left, window.inWidth),
    ],
  };
}

/**
 * Rows and columns at the end that no window sees although one more window would fit. TensorFlow.js leaves some out
 * where it pads by a number and the filter is not square; ONNX would not.
 */
function unseen(window: Window): [number, number] {
  const { after } = reach(window);
  const [height, width] = after.map((past, i) => {
    const stride = i === 0 ? window.strideHeight : window.strideWidth;
    return -past >= stride ? -past : 0;
  });
  return [height!, width!];
}

/** The part of an image, channels first, that windows see. */
export function seenPart(g: Graph, x: Value, window: Window): Value {
  const [height, width] = unseen(window);
  const begin = x.shape.map(() => 0);
  return slice(g, x, begin, x.shape.with(2, x.shape[2]! - height).with(3, x.shape[3]! - width));
}

/** The size of that part. */
export function seenSize(window: Window): [number, number] {
  const [height, width] = unseen(window);
  return [window.inHeight - height, window.inWidth - width];
}

/** The whole image, channels first, of the part that windows see. */
export function wholeImage(g: Graph, x: Value, window: Window): Value {
  const [height, width] = unseen(window);
  return pad(g, x, [
    [0, 0],
    [0, 0],
    [0, height],
    [0, width],
  ]);
}

/** ONNX' attributes of a window that moves over an image. */
export function windowAttributes(window: Window) {
  const { before, after } = reach(window);
  return {
    kernel_shape: { ints: [window.filterHeight, window.filterWidth] },
    strides: { ints: [window.strideHeight, window.strideWidth] },
    pads: { ints: [...before, ...after.map((past) => Math.max(0, past))] },
  };
}

/** ONNX' attributes of the way back, from what the windows saw to the image. */
export function backwardAttributes(window: Window) {
  const { after } = reach(window);
  const skipped = unseen(window);
  const rest = after.map((past, i) => (skipped[i] === 0 ? Math.max(0, -past) : 0));
  return { ...windowAttributes(window), output_padding: { ints: rest } };
}

export function dilations(window: Window) {
  return { ints: [window.dilationHeight, window.dilationWidth] };
}

/**
 * For each place in the window, what all windows see there: a list of `[batch, outHeight, outWidth, channels]`.
 * @param x channels last.
 * @param outside the number beyond the edges.
 */
export function views(g: Graph, x: Value, window: Window, outside: number): Value[] {
  const padded = padImage(g, x, window, outside);
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const found: Value[] = [];
  for (let row = 0; row < window.filterHeight; row++) {
    for (let column = 0; column < window.filterWidth; column++) {
      const begin = [0, row * window.dilationHeight, column * window.dilationWidth, 0];
      const size = [batch, window.outHeight, window.outWidth, channels];
      found.push(slice(g, padded, begin, size, [1, window.strideHeight, window.strideWidth, 1]));
    }
  }
  return found;
}

function padImage(g: Graph, x: Value, window: Window, outside: number): Value {
  const { before, after } = reach(window);
  const [top, left] = before;
  const [bottom, right] = after.map((past) => Math.max(0, past)) as [number, number];
  const paddings = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return pad(g, x, paddings, outside);
}
