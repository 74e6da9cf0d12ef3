/** Gated recurrent units (Cho et al., 2014) over steps: the baseline core, whole and one step at a time. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../../engine/index.ts';
import { feedForward, matrix, type NetworkSize, norm, plainly, type Times, vector } from './size.ts';

export function recurrentParameters({ width, inner }: NetworkSize) {
  return {
    gain1: vector(width),
    input: matrix(width, 3 * width),
    hidden: matrix(width, 3 * width),
    bias: vector(3 * width),
    gain2: vector(width),
    up: matrix(width, inner),
    down: matrix(inner, width),
  };
}
type Layer = Tensors<ReturnType<typeof recurrentParameters>>;

/** A layer over all steps. @param x of shape [rows × steps, width]. */
export function recurrentLayer(
  layer: Layer,
  x: tf.Tensor,
  rows: number,
  steps: number,
  times: Times = plainly,
): tf.Tensor {
  const width = x.shape[1]!;
  const inputs = tf.reshape(inputsOf(layer, x, times), [rows, steps, 3 * width]);
  let hidden: tf.Tensor = tf.zeros([rows, width]);
  const all: tf.Tensor[] = [];
  for (const input of tf.unstack(inputs, 1)) {
    hidden = unit(layer, input, hidden, times);
    all.push(hidden);
  }
  return feedForward(layer, tf.add(x, tf.reshape(tf.stack(all, 1), [rows * steps, width])), times);
}

/** A layer for one step. @param hidden what the layer remembers, zeros before the first step: [rows, width]. */
export function recurrentStep(
  layer: Layer,
  hidden: tf.Tensor,
  x: tf.Tensor,
): { x: tf.Tensor; hidden: tf.Tensor } {
  const next = unit(layer, inputsOf(layer, x, plainly), hidden, plainly);
  return { x: feedForward(layer, tf.add(x, next)), hidden: next };
}

function inputsOf(layer: Layer, x: tf.Tensor, times: Times): tf.Tensor {
  return tf.add(times(norm(x, layer.gain1), layer.input), layer.bias);
}

function unit(layer: Layer, input: tf.Tensor, hidden: tf.Tensor, times: Times): tf.Tensor {
  const [resetIn, updateIn, newIn] = tf.split(input, 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [resetOf, updateOf, newOf] = tf.split(times(hidden, layer.hidden), 3, 1) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const reset = tf.sigmoid(tf.add(resetIn, resetOf));
  const update = tf.sigmoid(tf.add(updateIn, updateOf));
  const fresh = tf.tanh(tf.add(newIn, tf.mul(reset, newOf)));
  return tf.add(fresh, tf.mul(update, tf.sub(hidden, fresh)));
}
