/**
 * The drum network: convolutions over time and frequency, then over longer and longer times, and for each voice how
 * likely it strikes, how hard and where within the frame. After Vogl, Dorfer, Widmer and Knees, "Drum Transcription
 * via Joint Beat and Drum Modeling Using Convolutional Recurrent Neural Networks", ISMIR 2017, with dilated
 * convolutions in place of recurrence (they run side by side), and with velocities as in Callender, Hawthorne and
 * Engel, "Improving Perceptual Quality of Drum Transcription with the Expanded Groove MIDI Dataset", 2020.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../../engine/index.ts';
import { DRUMS } from '../../music/index.ts';
import { DRUM_VOICES } from '../types.ts';
import { BANDS, VALUES } from './features.ts';

/** Channels of the convolutions over time and frequency, each of which halves the bands. */
const CHANNELS = [24, 32, 48] as const;
/** Bands that are left after them. */
const LEFT = BANDS / 2 ** CHANNELS.length;
/** Channels over time, and the distances in frames that each layer looks to both sides. */
const WIDTH = 96;
const DILATIONS = [1, 2, 4, 8, 16, 32, 64] as const;
/** Frames to each side that the network sees. */
export const REACH = CHANNELS.length + DILATIONS.reduce((sum, distance) => sum + distance, 0);

export const VOICES = DRUM_VOICES.length;
/** What is said of a voice in a frame: whether it strikes, how hard, and where; and then which drum it is. */
const SAID = 3;
const ALL_SAID = SAID * VOICES + DRUMS.length;

const layer = { shape: [3 * WIDTH, WIDTH] } as const;
const bias = { shape: [WIDTH] } as const;

/** The parameters' names and shapes. */
export const PARAMETERS = {
  conv1: { shape: [3, 3, VALUES / BANDS, CHANNELS[0]] },
  bias1: { shape: [CHANNELS[0]] },
  conv2: { shape: [3, 3, CHANNELS[0], CHANNELS[1]] },
  bias2: { shape: [CHANNELS[1]] },
  conv3: { shape: [3, 3, CHANNELS[1], CHANNELS[2]] },
  bias3: { shape: [CHANNELS[2]] },
  narrow: { shape: [CHANNELS[2] * LEFT, WIDTH] },
  narrowBias: bias,
  time1: layer,
  timeBias1: bias,
  time2: layer,
  timeBias2: bias,
  time3: layer,
  timeBias3: bias,
  time4: layer,
  timeBias4: bias,
  time5: layer,
  timeBias5: bias,
  time6: layer,
  timeBias6: bias,
  time7: layer,
  timeBias7: bias,
  head: { shape: [WIDTH, ALL_SAID] },
  headBias: { shape: [ALL_SAID] },
} as const;
export type Parameters = Tensors<typeof PARAMETERS>;

/** Mean and deviation of each value of the features, by which they are brought to a like size. */
export const STATISTICS = { mean: { shape: [VALUES] }, deviation: { shape: [VALUES] } } as const;
export type Statistics = Tensors<typeof STATISTICS>;

/** What is said, each batch × frames × voices, or drums. */
export interface Said {
  /** Logits. */
  readonly strikes: tf.Tensor3D;
  /** 0–1. */
  readonly velocities: tf.Tensor3D;
  /** Frames from this one's centre, −1.5 to 1.5. */
  readonly offsets: tf.Tensor3D;
  /** Logits of a stroke being of this drum, if it is of this drum's voice. */
  readonly drums: tf.Tensor3D;
}

/** Farthest that a stroke may be from a frame that tells of it, in frames. */
export const FARTHEST = 1.5;

/** @param features batch × frames × VALUES */
export function listenTo(p: Parameters, { mean, deviation }: Statistics, features: tf.Tensor3D): Said {
  const [batch, frames] = features.shape;
  const even = tf.div(tf.sub(features, mean), deviation);
  const windows = tf.reshape(even, [batch, frames, VALUES / BANDS, BANDS]);
  let image = tf.transpose(windows, [0, 2, 1, 3]) as tf.Tensor4D;
  image = halved(image, p.conv1, p.bias1);
  image = halved(image, p.conv2, p.bias2);
  image = halved(image, p.conv3, p.bias3);
  const rows = tf.reshape(tf.transpose(image, [0, 2, 1, 3]), [batch * frames, CHANNELS[2] * LEFT]);
  let x = tf.relu(
    tf.add(tf.matMul(rows as tf.Tensor2D, p.narrow as tf.Tensor2D), p.narrowBias),
  ) as tf.Tensor2D;
  const times = [
    [p.time1, p.timeBias1],
    [p.time2, p.timeBias2],
    [p.time3, p.timeBias3],
    [p.time4, p.timeBias4],
    [p.time5, p.timeBias5],
    [p.time6, p.timeBias6],
    [p.time7, p.timeBias7],
  ] as const;
  for (const [i, [weights, shift]] of times.entries()) {
    const seen = around(tf.reshape(x, [batch, frames, WIDTH]), DILATIONS[i]!);
    const change = tf.matMul(
      tf.reshape(seen, [batch * frames, 3 * WIDTH]) as tf.Tensor2D,
      weights as tf.Tensor2D,
    );
    x = tf.add(x, tf.relu(tf.add(change, shift)));
  }
  const said = tf.add(tf.matMul(x, p.head as tf.Tensor2D), p.headBias);
  const part = (k: number, size: number = VOICES) =>
    tf.reshape(tf.slice(said, [0, k * VOICES], [batch * frames, size]), [batch, frames, size]) as tf.Tensor3D;
  return {
    strikes: part(0),
    velocities: tf.sigmoid(part(1)),
    offsets: tf.mul(FARTHEST, tf.tanh(part(2))),
    drums: part(SAID, DRUMS.length),
  };
}

/** A convolution that keeps the frames and halves the bands; batch × channels × frames × bands. */
function halved(image: tf.Tensor4D, filter: tf.Tensor, shift: tf.Tensor): tf.Tensor4D {
  const seen = tf.conv2d(image, filter as tf.Tensor4D, [1, 2], 'same', 'NCHW');
  return tf.relu(tf.add(seen, tf.reshape(shift, [1, shift.size, 1, 1])));
}

/** Each frame beside those `distance` before and after it, silence beyond the ends. */
function around(x: tf.Tensor, distance: number): tf.Tensor {
  const [batch, frames, width] = x.shape as [number, number, number];
  const padded = tf.pad(x, [
    [0, 0],
    [distance, distance],
    [0, 0],
  ]);
  const from = (first: number) => tf.slice(padded, [0, first, 0], [batch, frames, width]);
  return tf.concat([from(0), x, from(2 * distance)], 2);
}
