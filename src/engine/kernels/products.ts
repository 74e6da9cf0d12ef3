/** Kernels that multiply matrices. */
import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { binary, matmul, unary, withScalar } from '../graph/ops.ts';
import { clip } from './elementwise.ts';
import { type Kernels, kernel, listKernel } from './kernel.ts';

/** What TensorFlow.js' fused kernels do after a product: add a bias, then apply a function. */
export interface Epilogue {
  readonly bias?: Value | undefined;
  readonly activation?: string | undefined;
  readonly alpha?: Value | undefined;
  readonly leakyreluAlpha?: number | undefined;
}

export function finish(
  g: Graph,
  product: Value,
  { bias, activation, alpha, leakyreluAlpha }: Epilogue,
): Value {
  const x = bias ? binary(g, 'Add', product, bias) : product;
  switch (activation ?? 'linear') {
    case 'linear':
      return x;
    case 'relu':
      return unary(g, 'Relu', x);
    case 'relu6':
      return clip(g, x, 0, 6);
    case 'elu':
      return unary(g, 'Elu', x);
    case 'sigmoid':
      return unary(g, 'Sigmoid', x);
    case 'leakyrelu':
      return unary(g, 'LeakyRelu', x, { alpha: { float: leakyreluAlpha ?? 0.2 } });
    case 'prelu':
      return binary(g, 'Add', unary(g, 'Relu', x), binary(g, 'Mul', alpha!, withScalar(g, 'Min', x, 0)));
    default:
      throw new EngineError(
        'engine-kernel',
        `The activation "${activation}" has no mapping: apply it as an op of its own.`,
      );
  }
}

export const PRODUCTS: Kernels = {
  BatchMatMul: kernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>((g, { a, b }, { transposeA, transposeB }) =>
    matmul(g, a, b, transposeA, transposeB),
  ),
  Einsum: listKernel<tf.EinsumAttrs>((g, parts, { equation }) => {
    const [from, to] = equation.replaceAll(' ', '').split('->') as [string, string];
    const sizes = new Map<string, number>();
    from.split(',').forEach((letters, i) => {
      for (const [axis, letter] of [...letters].entries()) sizes.set(letter, parts[i]!.shape[axis]!);
    });
    const shape = [...to].map((letter) => sizes.get(letter)!);
    return g.node('Einsum', parts, { equation: { text: equation } }, { shape, type: parts[0]!.type });
  }),
  _FusedMatMul: kernel<tf._FusedMatMulInputs, tf._FusedMatMulAttrs>((g, inputs, attrs) => {
    const { a, b, bias, preluActivationWeights: alpha } = inputs as Record<string, Value | undefined>;
    const product = matmul(g, a!, b!, attrs.transposeA, attrs.transposeB);
    return finish(g, product, { ...attrs, bias, alpha });
  }),
};
