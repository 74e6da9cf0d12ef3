/**
 * The network that reads the bass from its picture: what each semitone would be as a bass note, seen with the
 * semitones of its overtones, what is around it and, through dilated looks, two thirds of a second on each side.
 */
import * as tf from '@tensorflow/tfjs-core';
import { BANDS, LOWEST_ROW, ROWS } from './bass-image.ts';

/** MIDI pitches that a bass note may have: 33 Hz to 220 Hz. */
export const LOWEST_BASS = LOWEST_ROW;
export const BASS_PITCHES = 34;
/**
 * Semitones above a pitch that are seen with it: an octave below, itself, three overtones, and the third of the octave
 * below, which is missing where that is but a sine under the note.
 */
const SEEN = [-12, 0, 7, 12, 19, 24];
const CHANNELS = 16;
/** What is said of a pitch in a frame: that it sounds, that it begins, and that a note has slid there. */
export const SAID = 3;
/** Frames between the looks of each layer. */
const DILATIONS = [2, 4, 8, 16];
/** Frames that an answer depends on, on each side. */
export const REACH = 2 + DILATIONS.reduce((sum, dilation) => sum + dilation, 0);

const time = { shape: [3 * CHANNELS, CHANNELS] } as const;
const pitch = { shape: [1, 3, CHANNELS, CHANNELS] } as const;
const all = { shape: [CHANNELS, CHANNELS] } as const;
const octaves = { shape: [2 * CHANNELS, CHANNELS] } as const;
const bias = { shape: [CHANNELS] } as const;

/** What is learned; of each layer: looks along time, along pitch, at the octaves, at the strongest of all pitches. */
export const BASS_PARAMETERS = {
  rows: { shape: [5, 3, SEEN.length, CHANNELS] },
  bands: { shape: [5, 1, BANDS, CHANNELS] },
  bias,
  time0: time,
  time1: time,
  time2: time,
  time3: time,
  pitch0: pitch,
  pitch1: pitch,
  pitch2: pitch,
  pitch3: pitch,
  octaves0: octaves,
  octaves1: octaves,
  octaves2: octaves,
  octaves3: octaves,
  all0: all,
  all1: all,
  all2: all,
  all3: all,
  bias0: bias,
  bias1: bias,
  bias2: bias,
  bias3: bias,
  out: { shape: [CHANNELS, SAID] },
  outBias: { shape: [SAID] },
} as const;

export type BassParameters = Readonly<Record<keyof typeof BASS_PARAMETERS, tf.Tensor>>;

/**
 * Logits that each pitch sounds, that it begins and that a note has slid there: [batch, frames, pitches, SAID].
 * @param rows [batch, frames, ROWS] @param bands [batch, frames, BANDS], of a {@link bassImage}
 */
export function bassLogits(p: BassParameters, rows: tf.Tensor, bands: tf.Tensor): tf.Tensor4D {
  const [batch, frames] = rows.shape as [number, number];
  const padded = tf.pad(tf.reshape(rows, [batch, frames, ROWS, 1]), [
    [0, 0],
    [0, 0],
    [12, 0],
    [0, 0],
  ]);
  const seen = SEEN.map((above) => tf.slice(padded, [0, 0, 12 + above, 0], [batch, frames, BASS_PITCHES, 1]));
  const fromRows = tf.conv2d(tf.concat(seen, 3) as tf.Tensor4D, p.rows as tf.Tensor4D, 1, 'same');
  const line = tf.reshape(bands, [batch, frames, 1, BANDS]) as tf.Tensor4D;
  const fromBands = tf.conv2d(line, p.bands as tf.Tensor4D, 1, 'same');
  let x = tf.relu(tf.add(tf.add(fromRows, fromBands), p.bias)) as tf.Tensor4D;
  const layers = [
    [p.time0, p.pitch0, p.octaves0, p.all0, p.bias0],
    [p.time1, p.pitch1, p.octaves1, p.all1, p.bias1],
    [p.time2, p.pitch2, p.octaves2, p.all2, p.bias2],
    [p.time3, p.pitch3, p.octaves3, p.all3, p.bias3],
  ] as const;
  for (const [i, [time, pitch, octaves, all, bias]] of layers.entries()) {
    const dilation = DILATIONS[i]!;
    const wide = tf.pad(x, [
      [0, 0],
      [dilation, dilation],
      [0, 0],
      [0, 0],
    ]);
    const looks = [0, dilation, 2 * dilation].map((at) =>
      tf.slice(wide, [0, at, 0, 0], [batch, frames, BASS_PITCHES, CHANNELS]),
    );
    const along = product(tf.concat(looks, 3), time);
    const across = tf.add(
      tf.conv2d(x, pitch as tf.Tensor4D, 1, 'same'),
      product(tf.concat([moved(x, -12), moved(x, 12)], 3), octaves),
    );
    const most = product(tf.max(x, 2, true), all);
    x = tf.add(x, tf.relu(tf.add(tf.add(along, across), tf.add(most, bias)))) as tf.Tensor4D;
  }
  return tf.add(product(x, p.out), p.outBias) as tf.Tensor4D;
}

/** What lies so many semitones above each pitch; nothing beyond the ends. */
function moved(x: tf.Tensor4D, by: number): tf.Tensor4D {
  const [batch, frames] = x.shape;
  const there = [batch, frames, BASS_PITCHES - Math.abs(by), CHANNELS] as [number, number, number, number];
  return tf.pad(tf.slice(x, [0, 0, Math.max(0, by), 0], there), [
    [0, 0],
    [0, 0],
    [Math.max(0, -by), Math.max(0, by)],
    [0, 0],
  ]);
}

/** The last axis through a matrix. */
function product(x: tf.Tensor, matrix: tf.Tensor): tf.Tensor {
  const [from, to] = matrix.shape as [number, number];
  const flat = tf.matMul(tf.reshape(x, [-1, from]), matrix as tf.Tensor2D);
  return tf.reshape(flat, [...x.shape.slice(0, -1), to]);
}
