import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { type CaseOf, caseOf } from './cases.ts';

const PADS = [
  'same',
  'valid',
  1,
  [
    [0, 0],
    [1, 0],
    [0, 2],
    [0, 0],
  ],
] as const;
const size = (min: number, max: number) => fc.integer({ min, max });
const pad = fc.constantFrom(...PADS) as fc.Arbitrary<'same' | 'valid' | number>;

/** Images and filters of many sizes, strides and paddings. */
const convolution = fc.record({
  batch: size(1, 2),
  height: size(3, 6),
  width: size(3, 6),
  from: size(1, 3),
  to: size(1, 3),
  rows: size(1, 3),
  columns: size(1, 3),
  strides: fc.tuple(size(1, 2), size(1, 2)) as fc.Arbitrary<[number, number]>,
  pad,
});

const pooling = fc.record({
  batch: size(1, 2),
  height: size(3, 6),
  width: size(3, 6),
  channels: size(1, 3),
  window: fc.tuple(size(1, 3), size(1, 3)) as fc.Arbitrary<[number, number]>,
  strides: fc.tuple(size(1, 3), size(1, 3)) as fc.Arbitrary<[number, number]>,
  pad: fc.constantFrom('same' as const, 'valid' as const),
});

/** Strides and dilations do not go together. */
const dilated = convolution.chain((chosen) =>
  fc.constantFrom(1, 2).map((dilation) => ({
    ...chosen,
    height: chosen.height + 3,
    width: chosen.width + 3,
    dilation,
    strides: dilation > 1 ? (1 as const) : chosen.strides,
  })),
);

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const;

function resizing(
  run: (x: tf.Tensor4D, size: [number, number], align: boolean, half: boolean) => tf.Tensor,
  gradient: boolean,
): CaseOf {
  return caseOf(
    // In its gradients TensorFlow.js' CPU backend loops forever over images of one row, and confuses height and width,
    // and the images of a batch.
    fc.tuple(
      size(gradient ? 2 : 1, 4),
      size(1, 4),
      size(1, 7),
      size(1, 7),
      fc.constantFrom('plain', 'align', 'half'),
    ),
    ([h, w, toH, toW, mode], draw) => ({
      inputs: { x: draw.float([gradient ? 1 : 2, h, gradient ? h : w, 2]) },
      run: ({ x }) => run(x as tf.Tensor4D, [toH, toW], mode === 'align', mode === 'half' && !gradient),
      gradient,
    }),
  );
}

export const images: Readonly<Record<string, CaseOf>> = {
  averagePool: caseOf(pooling, ({ batch, height, width, channels, window, strides, pad }, draw) => ({
    inputs: { x: draw.float([batch, height, width, channels]) },
    run: ({ x }) => tf.avgPool(x as tf.Tensor4D, window, strides, pad),
  })),
  batchNorm: caseOf(fc.boolean(), (affine, draw) => ({
    inputs: {
      x: draw.float([2, 3, 2, 4]),
      mean: draw.float([4]),
      variance: draw.float([4], 0.5, 2),
      ...(affine ? { offset: draw.float([4]), scale: draw.float([4]) } : {}),
    },
    run: ({ x, mean, variance, offset, scale }) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
        1e-3,
      ),
    // TensorFlow.js' own gradient wants a scale.
    gradient: affine,
  })),
  conv1d: caseOf(convolution, ({ batch, width, from, to, columns, strides, pad }, draw) => ({
    inputs: { x: draw.float([batch, width + 4, from]), filter: draw.float([columns, from, to]) },
    run: ({ x, filter }) =>
      tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, strides[1], typeof pad === 'string' ? pad : 'same'),
  })),
  conv2d: caseOf(convolution, ({ batch, height, width, from, to, rows, columns, strides, pad }, draw) => ({
    inputs: { x: draw.float([batch, height, width, from]), filter: draw.float([rows, columns, from, to]) },
    run: ({ x, filter }) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad),
  })),
  conv2dChannelsFirst: caseOf(
    convolution,
    ({ batch, height, width, from, to, rows, columns, strides }, draw) => ({
      inputs: { x: draw.float([batch, from, height, width]), filter: draw.float([rows, columns, from, to]) },
      run: ({ x, filter }) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, 'same', 'NCHW'),
      gradient: false,
    }),
  ),
  conv2dDilated: caseOf(
    dilated,
    ({ batch, height, width, from, to, rows, columns, strides, pad, dilation }, draw) => ({
      inputs: { x: draw.float([batch, height, width, from]), filter: draw.float([rows, columns, from, to]) },
      run: ({ x, filter }) =>
        tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad, 'NHWC', dilation),
      gradient: false,
    }),
  ),
  conv2dTranspose: caseOf(convolution, ({ batch, height, width, from, to, rows, columns }, draw) => ({
    inputs: { x: draw.float([batch, height, width, from]), filter: draw.float([rows, columns, to, from]) },
    run: ({ x, filter }) =>
      tf.conv2dTranspose(
        x as tf.Tensor4D,
        filter as tf.Tensor4D,
        [batch, height * 2, width * 2, to],
        2,
        'same',
      ),
  })),
  depthwise: caseOf(convolution, ({ batch, height, width, from, to, rows, columns, strides }, draw) => ({
    inputs: { x: draw.float([batch, height, width, from]), filter: draw.float([rows, columns, from, to]) },
    run: ({ x, filter }) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides[0], 'same'),
  })),
  fusedConv2d: caseOf(
    fc.tuple(convolution, fc.constantFrom(...ACTIVATIONS)),
    ([{ batch, height, width, from, to, rows, columns, strides, pad }, activation], draw) => ({
      inputs: {
        x: draw.float([batch, height, width, from]),
        filter: draw.float([rows, columns, from, to]),
        bias: draw.float([to]),
      },
      run: ({ x, filter, bias }) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          strides,
          pad,
          bias: bias!,
          activation,
        }),
      gradient: false,
    }),
  ),
  fusedDepthwise: caseOf(
    fc.tuple(convolution, fc.constantFrom(...ACTIVATIONS)),
    ([{ batch, height, width, from, rows, columns }, activation], draw) => ({
      inputs: {
        x: draw.float([batch, height, width, from]),
        filter: draw.float([rows, columns, from, 1]),
        bias: draw.float([from]),
      },
      run: ({ x, filter, bias }) =>
        tf.fused.depthwiseConv2d({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          bias: bias!,
          activation,
        }),
      gradient: false,
    }),
  ),
  maxPool: caseOf(pooling, ({ batch, height, width, channels, window, strides, pad }, draw) => ({
    inputs: { x: draw.float([batch, height, width, channels]) },
    run: ({ x }) => tf.maxPool(x as tf.Tensor4D, window, strides, pad),
  })),
  resizeBilinear: resizing((x, to, align, half) => tf.image.resizeBilinear(x, to, align, half), false),
  resizeBilinearGradient: resizing((x, to, align) => tf.image.resizeBilinear(x, to, align), true),
  resizeNearest: resizing((x, to, align, half) => tf.image.resizeNearestNeighbor(x, to, align, half), false),
  resizeNearestGradient: resizing((x, to, align) => tf.image.resizeNearestNeighbor(x, to, align), true),
};
