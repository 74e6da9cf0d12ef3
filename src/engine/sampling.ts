/** Drawing from logits inside a compiled function, and caches for decoding one step at a time. */
import * as tf from '@tensorflow/tfjs-core';

/** What is far below every logit, and still finite: a row of nothing else must not become NaN. */
const NEVER = -1e9;

/**
 * Noise for {@link sample}: adding it to logits and taking the largest draws from their softmax (Gumbel, 1954).
 * @param uniform gives numbers in [0, 1); the same ones, the same draws.
 */
export function gumbelNoise(uniform: () => number, size: number): Float32Array {
  return Float32Array.from(
    { length: size },
    () => -Math.log(-Math.log(Math.max(uniform(), Number.MIN_VALUE))),
  );
}

/** Logits below `p` times the likeliest one's probability are ruled out (Nguyen et al., "Min-p Sampling", 2024). */
function minP(logits: tf.Tensor, p: number | tf.Tensor): tf.Tensor {
  const least = tf.add(tf.max(logits, -1, true), tf.log(typeof p === 'number' ? tf.scalar(p) : p));
  return tf.where(tf.greaterEqual(logits, least), logits, tf.fill(logits.shape, NEVER));
}

/** All but the `k` largest logits are ruled out; those equal to the last of them stay too. */
function topK(logits: tf.Tensor, k: number): tf.Tensor {
  const size = logits.shape.at(-1)!;
  if (k >= size) return logits;
  const { values } = tf.topk(logits, k);
  const least = tf.slice(
    values,
    [...values.shape.slice(0, -1).map(() => 0), k - 1],
    [...values.shape.slice(0, -1), 1],
  );
  return tf.where(tf.greaterEqual(logits, least), logits, tf.fill(logits.shape, NEVER));
}

export interface SampleOptions {
  /** Above 1 more daring, below 1 more careful: 1. It is applied first. */
  readonly temperature?: number | tf.Tensor;
  readonly topK?: number;
  readonly minP?: number | tf.Tensor;
  /** 1 for what may be drawn and 0 for what may not, broadcast to the logits. */
  readonly allowed?: tf.Tensor;
}

/**
 * One draw for each row of logits, as one-hot rows of `float32`, so that it can be fed to a matrix product at once.
 * @param logits of shape [..., choices].
 * @param noise Gumbel noise of the same shape, from {@link gumbelNoise}; zeros take the likeliest.
 */
export function sample(logits: tf.Tensor, noise: tf.Tensor, options: SampleOptions = {}): tf.Tensor {
  const { temperature = 1, topK: k, minP: p, allowed } = options;
  let rest = temperature === 1 ? logits : tf.div(logits, temperature);
  if (allowed)
    rest = tf.where(tf.cast(tf.broadcastTo(allowed, rest.shape), 'bool'), rest, tf.fill(rest.shape, NEVER));
  if (k !== undefined) rest = topK(rest, k);
  if (p !== undefined) rest = minP(rest, p);
  return tf.oneHot(tf.argMax(tf.add(rest, noise), -1), logits.shape.at(-1)!, 1, 0, 'float32');
}

/**
 * A cache with one step written. Where it is returned as a state's new value, the program gives that step's numbers
 * only, and they are written in place. To read the whole cache inside the program costs a copy of it: attention does
 * better to read the old cache and the new step apart.
 * @param cache of shape [rows, steps, width].
 * @param step which step, an int32 scalar.
 * @param values of shape [rows, 1, width] or [rows, width].
 */
export function writeStep(cache: tf.Tensor, step: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const [rows, , width] = cache.shape as [number, number, number];
  const row = tf.range(0, rows, 1, 'int32');
  const places = tf.stack([row, tf.broadcastTo(tf.reshape(step, [1]), [rows])], 1);
  return tf.tensorScatterUpdate(cache, places, tf.reshape(values, [rows, width]));
}
