/** A small pre-norm transformer, as a user of the engine would write one. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../../src/engine/index.ts';

export interface Shape {
  readonly vocabulary: number;
  readonly length: number;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
}

const matrix = (rows: number, columns: number) => ({ shape: [rows, columns] }) as const;
const vector = (size: number) => ({ shape: [size] }) as const;

export function parametersOf({ vocabulary, length, width, layers }: Shape) {
  const layer = () => ({
    gain1: vector(width),
    bias1: vector(width),
    qkv: matrix(width, 3 * width),
    out: matrix(width, width),
    gain2: vector(width),
    bias2: vector(width),
    up: matrix(width, 4 * width),
    upBias: vector(4 * width),
    down: matrix(4 * width, width),
  });
  return {
    embedding: matrix(vocabulary, width),
    positions: matrix(length, width),
    layers: Array.from({ length: layers }, layer),
    head: matrix(width, vocabulary),
  };
}

export type Network = Tensors<ReturnType<typeof parametersOf>>;

/** Small random matrices, gains of one, biases of nought. */
export function initial(shape: Shape, normal: () => number): Record<string, unknown> {
  const fill = (node: unknown, name: string): unknown => {
    if (Array.isArray(node)) return node.map((child) => fill(child, name));
    const { shape: dims } = node as { shape?: readonly number[] };
    if (!dims)
      return Object.fromEntries(
        Object.entries(node as object).map(([key, child]) => [key, fill(child, key)]),
      );
    const size = dims.reduce((a, b) => a * b, 1);
    const make = name.startsWith('gain') ? () => 1 : dims.length === 1 ? () => 0 : () => normal() * 0.1;
    return Float32Array.from({ length: size }, make);
  };
  return fill(parametersOf(shape), '') as Record<string, unknown>;
}

export function layerNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), gain), bias);
}

/** @param tokens int32 [batch, length] @returns logits [batch * length, vocabulary] */
export function forward(shape: Shape, net: Network, tokens: tf.Tensor): tf.Tensor {
  const [batch, length] = tokens.shape as [number, number];
  const { width, heads } = shape;
  const size = width / heads;
  const place = tf.range(0, length, 1, 'int32');
  const future = tf.greater(tf.reshape(place, [1, length]), tf.reshape(place, [length, 1]));
  const mask = tf.mul(tf.cast(future, 'float32'), -1e9);
  const flat = (x: tf.Tensor) => tf.reshape(x, [batch * length, -1]);
  let x: tf.Tensor = flat(tf.add(tf.gather(net.embedding, tokens), net.positions));
  for (const layer of net.layers) {
    const h = tf.matMul(layerNorm(x, layer.gain1, layer.bias1), layer.qkv);
    const split = tf.transpose(tf.reshape(h, [batch, length, 3, heads, size]), [2, 0, 3, 1, 4]);
    const [q, k, v] = tf.unstack(split) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const scores = tf.add(tf.div(tf.matMul(q, k, false, true), Math.sqrt(size)), mask);
    const mixed = tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]);
    x = tf.add(x, tf.matMul(flat(mixed), layer.out));
    const wide = tf.relu(tf.add(tf.matMul(layerNorm(x, layer.gain2, layer.bias2), layer.up), layer.upBias));
    x = tf.add(x, tf.matMul(wide, layer.down));
  }
  return tf.matMul(x, net.head);
}
