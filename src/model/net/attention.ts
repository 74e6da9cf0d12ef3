/** Causal self-attention over steps with a learned preference for distances, whole and one step at a time. */
import * as tf from '@tensorflow/tfjs-core';
import { type Tensors, writeStep } from '../../engine/index.ts';
import { feedForward, matrix, type NetworkSize, norm, plainly, type Times, vector } from './size.ts';

export function attentionParameters({ width, heads, inner, reach }: NetworkSize) {
  return {
    gain1: vector(width),
    qkv: matrix(width, 3 * width),
    distance: matrix(reach, heads),
    out: matrix(width, width),
    gain2: vector(width),
    up: matrix(width, inner),
    down: matrix(inner, width),
  };
}
type Layer = Tensors<ReturnType<typeof attentionParameters>>;

/** A layer over all steps. @param x of shape [rows × steps, width]. */
export function attentionLayer(
  size: NetworkSize,
  layer: Layer,
  x: tf.Tensor,
  rows: number,
  steps: number,
  times: Times = plainly,
): tf.Tensor {
  const { heads, width, reach } = size;
  const each = width / heads;
  const projected = times(norm(x, layer.gain1), layer.qkv);
  const split = tf.transpose(tf.reshape(projected, [rows, steps, 3, heads, each]), [2, 0, 3, 1, 4]);
  const [q, k, v] = tf.unstack(split) as [tf.Tensor, tf.Tensor, tf.Tensor];
  // How far back each pair of steps lies; what lies ahead or out of reach is masked.
  const back = new Int32Array(steps * steps);
  const mask = new Float32Array(steps * steps);
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const distance = i - j;
      const seen = distance >= 0 && distance < reach;
      back[i * steps + j] = seen ? distance : 0;
      mask[i * steps + j] = seen ? 0 : -1e9;
    }
  }
  const nearness = tf.transpose(tf.gather(layer.distance, tf.tensor1d(back, 'int32')), [1, 0]);
  const bias = tf.add(tf.reshape(nearness, [heads, steps, steps]), tf.tensor(mask, [steps, steps]));
  const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(each)), bias);
  const mixed = tf.matMul(tf.softmax(scores), v);
  const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [rows * steps, width]);
  return feedForward(layer, tf.add(x, times(joined, layer.out)), times);
}

/** What attention remembers: a ring of keys and values. */
export function attentionMemory({ heads, width, reach }: NetworkSize, rows: number) {
  const ring = { shape: [rows * heads, reach, width / heads] } as const;
  return { keys: ring, values: ring };
}
type Memory = Tensors<ReturnType<typeof attentionMemory>>;

/** Where in the ring the step at hand goes, how far back each place lies, and what is not there (yet). */
export interface Ring {
  readonly slot: tf.Tensor;
  readonly distances: tf.Tensor;
  readonly mask: tf.Tensor;
}

/** A layer for one step. @param x of shape [rows, width]. */
export function attentionStep(
  size: NetworkSize,
  layer: Layer,
  memory: Memory,
  x: tf.Tensor,
  { slot, distances, mask }: Ring,
): { x: tf.Tensor; memory: Memory } {
  const { heads, width } = size;
  const rows = x.shape[0]!;
  const each = width / heads;
  const split = tf.reshape(tf.matMul(norm(x, layer.gain1), layer.qkv), [rows, 3, heads, each]);
  const [q, k, v] = tf
    .unstack(tf.transpose(split, [1, 0, 2, 3]))
    .map((part) => tf.reshape(part, [rows * heads, each])) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const keys = writeStep(memory.keys, slot, k);
  const values = writeStep(memory.values, slot, v);
  const nearness = tf.transpose(tf.gather(layer.distance, distances), [1, 0]);
  const bias = tf.tile(tf.add(nearness, mask), [rows, 1]);
  const scores = tf.squeeze(tf.matMul(tf.expandDims(q, 1), keys, false, true), [1]);
  const weights = tf.softmax(tf.add(tf.mul(scores, 1 / Math.sqrt(each)), bias));
  const mixed = tf.reshape(tf.matMul(tf.expandDims(weights, 1), values), [rows, width]);
  return { x: feedForward(layer, tf.add(x, tf.matMul(mixed, layer.out))), memory: { keys, values } };
}
