/**
 * The plainest network that writes piano rolls, kept as a baseline: dense layers from noise to the 88 keys of a
 * piano, without memory, conditions or any notion of time. What it is, what it minimises, and how it starts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { KEYS } from '../corpus/index.ts';
import type { Tensors, Values } from '../engine/index.ts';
import type { Random } from '../music/index.ts';

/** Numbers of noise that a row of keys is made from. */
export const NOISE = 100;
/** Units of each layer, the noise included. */
export const WIDTHS = [NOISE, 256, 512, 1024, 512, 256, KEYS] as const;

/** How seldom a key is thought to sound at least. */
const RAREST = 1e-3;

/** The network's parameters: for each layer the weights, and a bias for each unit. */
export const CHAPTER_PARAMETERS = {
  layers: WIDTHS.slice(1).map((units, i) => ({
    weights: { shape: [WIDTHS[i]!, units] },
    bias: { shape: [units] },
  })),
} as const;

export type ChapterTensors = Tensors<typeof CHAPTER_PARAMETERS>;
export type ChapterValues = Values<typeof CHAPTER_PARAMETERS>;

/**
 * Activations of the keys: rectified layers, then sigmoid units.
 * @param noise of shape [rows, 100], of mean 0 and deviation 1.
 * @returns shape [rows, 88], 0–1.
 */
export function activationsOf({ layers }: ChapterTensors, noise: tf.Tensor): tf.Tensor2D {
  let x = noise;
  for (const [i, { weights, bias }] of layers.entries()) {
    const sum = tf.add(tf.matMul(x, weights), bias);
    x = i === layers.length - 1 ? tf.sigmoid(sum) : tf.relu(sum);
  }
  return x as tf.Tensor2D;
}

/** Mean squared error over all keys of all rows. */
export function squaredError(output: tf.Tensor, label: tf.Tensor): tf.Scalar {
  return tf.mean(tf.squaredDifference(output, label)) as tf.Scalar;
}

/**
 * The loss that weighs the keys that are to sound: MSE + sum((activation × (output − label))²). The mean is over
 * all keys of all rows, the sum is not divided by anything.
 * @param activation 1 where a key sounds, else 0.
 */
export function activationLoss(output: tf.Tensor, label: tf.Tensor, activation: tf.Tensor): tf.Scalar {
  const missed = tf.square(tf.mul(activation, tf.sub(output, label)));
  return tf.add(squaredError(output, label), tf.sum(missed)) as tf.Scalar;
}

/**
 * Parameters to start from: weights that keep the size of what goes through (He et al., "Delving Deep into
 * Rectifiers", 2015), and biases that are 0 but for the keys', which begin as often as each key sounds (Lin et
 * al., "Focal Loss for Dense Object Detection", 2017). From 0, so few keys sound that the network falls silent in
 * its first epochs and its saturated units never speak again.
 * @param means the mean label of each of the 88 keys.
 */
export function initialChapter(
  random: Random,
  means: ArrayLike<number>,
): { layers: { weights: Float32Array; bias: Float32Array }[] } {
  const last = CHAPTER_PARAMETERS.layers.length - 1;
  return {
    layers: CHAPTER_PARAMETERS.layers.map(({ weights: { shape } }, i) => {
      const [inputs, units] = shape as [number, number];
      const deviation = Math.sqrt(2 / inputs);
      return {
        weights: Float32Array.from({ length: inputs * units }, () => random.normal() * deviation),
        bias: i === last ? Float32Array.from(means, logOdds) : new Float32Array(units),
      };
    }),
  };
}

function logOdds(share: number): number {
  const bounded = Math.min(1 - RAREST, Math.max(RAREST, share));
  return Math.log(bounded / (1 - bounded));
}

/** The same as {@link activationsOf} in plain arithmetic, for one row at a time and without a program. */
export function rowOf({ layers }: ChapterValues, noise: Float32Array): Float32Array {
  let x = noise;
  for (const [i, { weights, bias }] of layers.entries()) {
    const next = Float32Array.from(bias.data);
    const units = next.length;
    for (const [input, value] of x.entries()) {
      // Half of the rectified units are silent: what they would add need not be added.
      if (value === 0) continue;
      const row = input * units;
      for (let unit = 0; unit < units; unit++) next[unit]! += value * weights.data[row + unit]!;
    }
    x = next.map(i === layers.length - 1 ? (sum) => 1 / (1 + Math.exp(-sum)) : (sum) => Math.max(0, sum));
  }
  return x;
}
