import * as tf from '@tensorflow/tfjs-core';

export interface NetworkSize {
  /** What carries the music from step to step: attention, or gated recurrence as a baseline. */
  readonly core: 'transformer' | 'gru';
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  /** Width inside the core layers' feed-forward part. */
  readonly inner: number;
  /** Width of what is read of earlier bars in the head. */
  readonly memory: number;
  /** Width inside the head's layers, and how many there are. */
  readonly headInner: number;
  readonly headLayers: number;
  /** How many steps back attention reaches. */
  readonly reach: number;
}

export const DEFAULT_SIZE: NetworkSize = {
  core: 'transformer',
  width: 192,
  heads: 6,
  layers: 4,
  inner: 768,
  memory: 64,
  headInner: 384,
  headLayers: 2,
  reach: 128,
};

/** Of about as many parameters, since a gated layer has more of them beside its feed-forward part. */
export const GRU_SIZE: NetworkSize = { ...DEFAULT_SIZE, core: 'gru', inner: 576 };

export const matrix = (rows: number, columns: number) => ({ shape: [rows, columns] }) as const;
export const vector = (size: number) => ({ shape: [size] }) as const;

/** How a matrix is applied to rows: plainly, or with what an adapter changes of it. */
export type Times = (x: tf.Tensor, matrix: tf.Tensor) => tf.Tensor;
export const plainly: Times = (x, matrix) => tf.matMul(x, matrix);

/** Root mean square norm (Zhang and Sennrich, 2019). Gains are kept as what they differ from 1. */
export function norm(x: tf.Tensor, gain: tf.Tensor): tf.Tensor {
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5));
  return tf.mul(tf.mul(x, scale), tf.add(gain, 1));
}

interface FeedForward {
  readonly gain2: tf.Tensor;
  readonly up: tf.Tensor;
  readonly down: tf.Tensor;
}

export function feedForward(layer: FeedForward, x: tf.Tensor, times: Times = plainly): tf.Tensor {
  return tf.add(x, times(tf.relu(times(norm(x, layer.gain2), layer.up)), layer.down));
}
