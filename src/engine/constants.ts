import * as tf from '@tensorflow/tfjs-core';
import type { MapTree } from './tree.ts';
import { mapValues, type TensorValue } from './types.ts';

/** A tree of values as a tree of tensors. */
export type TensorsOf<V> = MapTree<V, TensorValue, tf.Tensor>;

/**
 * Values as tensors, for use inside a compiled function, where they become constants of the program. A trained
 * network runs faster so than as a state: ONNX Runtime arranges constant matrices for its products once, ahead of time.
 * @example
 * const net = parameters.read();
 * const program = await compile(({ x }) => ({ y: tf.matMul(x, constants(net).w) }), { inputs: { x: { shape: [4, 8] } } });
 */
export function constants<V>(values: V): TensorsOf<V> {
  return mapValues(values, ({ data, shape, dtype }) => tf.tensor(data, [...shape], dtype));
}
