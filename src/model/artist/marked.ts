/** The terms of the style-weighted loss: what the network predicted, set against what the mask marks of it. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../../engine/index.ts';
import { DRUMS, STEPS_PER_BAR } from '../../music/index.ts';
import { OFFSET_BINS, VELOCITY_BINS } from '../core/bins.ts';
import type { BatchShape } from '../net/batch.ts';
import type { Predicted } from '../net/network.ts';
import type { Sheet } from '../net/sheet.ts';
import { ATTRIBUTE_WORDS, EVENTS, IS_GUESSED, MOST_WORDS } from '../net/vocabulary.ts';
import {
  classOf,
  EVENT_CLASSES,
  eachEvent,
  eachFeature,
  FELT,
  FELT_OF_WORD,
  RANGE_OF_WORD,
} from './features.ts';
import type { Marked } from './loss.ts';
import { CELLS, feltValue, offsetValue, type StyleMask, velocityValue } from './mask.ts';

const ints = (...dims: number[]) => ({ shape: dims, dtype: 'int32' }) as const;
const floats = (...dims: number[]) => ({ shape: dims }) as const;

/** Labels and masks of a batch's choices. What is not the artist's has masks of zeros. */
export function markedSignature({ events, attributes }: BatchShape) {
  return {
    class: ints(events),
    /** 1 for hits that were heard. */
    heard: floats(events),
    classMask: floats(events, EVENT_CLASSES),
    words: ints(attributes, MOST_WORDS),
    wordMask: floats(attributes, ATTRIBUTE_WORDS),
    /** Velocity and offset of hits. */
    hit: floats(events, 2),
    hitMask: floats(events, 2),
    felt: floats(attributes, FELT.length),
    feltMask: floats(attributes, FELT.length),
    msPerTick: floats(),
  };
}
type MarkedSignature = ReturnType<typeof markedSignature>;

/** @param sheets those of the batch, in its order; @param isArtist whether the one in a row is marked at all. */
export function markedFeeds(
  sheets: readonly Sheet[],
  isArtist: (row: number) => boolean,
  mask: StyleMask,
  msPerTick: number,
  { events, attributes }: BatchShape,
) {
  const feeds = {
    class: new Int32Array(events),
    heard: new Float32Array(events),
    classMask: new Float32Array(events * EVENT_CLASSES),
    words: new Int32Array(attributes * MOST_WORDS).fill(-1),
    wordMask: new Float32Array(attributes * ATTRIBUTE_WORDS),
    hit: new Float32Array(events * 2),
    hitMask: new Float32Array(events * 2),
    felt: new Float32Array(attributes * FELT.length),
    feltMask: new Float32Array(attributes * FELT.length),
    msPerTick,
  };
  let row = 0;
  let choice = 0;
  sheets.forEach((sheet, at) => {
    if (isArtist(at)) {
      markEvents(feeds, sheet, row, mask, msPerTick);
      markAttributes(feeds, sheet, choice, mask, msPerTick);
    }
    row += sheet.events.event.length;
    choice += sheet.attributes.words.length;
  });
  return feeds;
}
type Feeds = ReturnType<typeof markedFeeds>;

function markEvents(feeds: Feeds, sheet: Sheet, first: number, mask: StyleMask, msPerTick: number): void {
  eachEvent(sheet, (i, event, context) => {
    const row = first + i;
    const said = classOf(event);
    feeds.class[row] = said;
    for (let value = 0; value < EVENT_CLASSES; value++) {
      let weight = 0;
      eachFeature(value, context, (feature) => {
        weight = Math.max(weight, mask.events[feature]!);
      });
      feeds.classMask[row * EVENT_CLASSES + value] = weight;
    }
    if (event >= EVENTS.chords) return;
    const offset = sheet.events.offset[i]! % OFFSET_BINS;
    feeds.heard[row] = sheet.isHeard ? 1 : 0;
    feeds.hit[row * 2] = velocityValue(event % VELOCITY_BINS);
    feeds.hit[row * 2 + 1] = offsetValue(offset, msPerTick);
    feeds.hitMask[row * 2] = sheet.isHeard ? 0 : mask.hitVelocity[said * STEPS_PER_BAR + context.place]!;
    feeds.hitMask[row * 2 + 1] = mask.hitOffset[said * CELLS + (context.place % CELLS)]!;
  });
}

function markAttributes(
  feeds: Feeds,
  { attributes, isHeard }: Sheet,
  first: number,
  mask: StyleMask,
  msPerTick: number,
): void {
  attributes.words.forEach((words, i) => {
    const row = first + i;
    words.forEach((said, nth) => {
      if (isHeard && IS_GUESSED[said]) return;
      feeds.words[row * MOST_WORDS + nth] = said;
      const felt = FELT_OF_WORD[said]!;
      if (felt >= 0) {
        feeds.felt[row * FELT.length + felt] = feltValue(said, msPerTick);
        feeds.feltMask[row * FELT.length + felt] = mask.felt[felt * CELLS + (attributes.step[i]! % CELLS)]!;
        return;
      }
      const { first: from, size } = RANGE_OF_WORD[said]!;
      feeds.wordMask.set(mask.words.subarray(from, from + size), row * ATTRIBUTE_WORDS + from);
    });
  });
}

/** Probabilities of drums by velocity: [n, drums, bins]. */
function drumsOf(events: tf.Tensor): tf.Tensor3D {
  return tf.reshape(tf.slice(events, [0, 0], [-1, EVENTS.chords]), [-1, DRUMS.length, VELOCITY_BINS]);
}

/**
 * Minus the mean over steps of the log-probability of hits that were heard, in nats: which drum, however hard it is
 * hit. What the cross-entropy leaves out. For use inside a compiled function.
 */
export function heardHits(
  predicted: Predicted,
  given: Tensors<MarkedSignature>,
  steps: tf.Tensor,
): tf.Scalar {
  const drums = tf.sum(drumsOf(tf.exp(predicted.events)), 2);
  const said = tf.cast(tf.oneHot(tf.cast(given.class, 'int32'), DRUMS.length), 'float32');
  const logs = tf.log(tf.add(tf.sum(tf.mul(drums, said), 1), 1e-9));
  return tf.neg(tf.div(tf.sum(tf.mul(logs, given.heard)), tf.maximum(steps, 1))) as tf.Scalar;
}

/** For use inside a compiled function. */
export function markedTerms(predicted: Predicted, given: Tensors<MarkedSignature>): Marked[] {
  const events = tf.exp(predicted.events);
  const attributes = tf.exp(predicted.attributes);
  const byDrum = drumsOf(events);
  const classes = tf.concat([tf.sum(byDrum, 2), tf.slice(events, [0, EVENTS.chords], [-1, -1])], 1);
  const oneHot = (labels: tf.Tensor, size: number) =>
    tf.cast(tf.oneHot(tf.cast(labels, 'int32'), size), 'float32');
  const drum = tf.slice(oneHot(given.class, EVENT_CLASSES), [0, 0], [-1, DRUMS.length]);
  const count = drum.shape[0]!;
  /** What is said of the drum that was hit: [count, bins]. */
  const ofDrum = (table: tf.Tensor) => tf.sum(tf.mul(table, tf.expandDims(drum, -1)), 1);
  const velocities = ofDrum(byDrum);
  const velocity = tf.div(
    tf.matMul(velocities, column(VELOCITY_BINS, velocityValue)),
    tf.maximum(tf.sum(velocities, 1, true), 1e-6),
  );
  const offsets = tf.matMul(
    ofDrum(tf.reshape(tf.exp(predicted.offsets), [count, DRUMS.length, OFFSET_BINS])),
    column(OFFSET_BINS, (bin) => offsetValue(bin, 1)),
  );
  const words = tf.unstack(given.words, 1).map((word) => oneHot(word, ATTRIBUTE_WORDS));
  return [
    { output: classes, label: oneHot(given.class, EVENT_CLASSES), mask: given.classMask },
    { output: attributes, label: tf.addN(words), mask: given.wordMask },
    {
      output: tf.concat([velocity, tf.mul(offsets, given.msPerTick)], 1),
      label: given.hit,
      mask: given.hitMask,
    },
    { output: expectedFelt(attributes, given.msPerTick), label: given.felt, mask: given.feltMask },
  ];
}

/** The expected values of all velocities and offsets of notes: [n, FELT]. */
function expectedFelt(attributes: tf.Tensor, msPerTick: tf.Tensor): tf.Tensor {
  const table = (isOffset: boolean) => {
    const values = new Float32Array(ATTRIBUTE_WORDS * FELT.length);
    FELT_OF_WORD.forEach((felt, word) => {
      if (felt < 0 || FELT[felt]!.endsWith('Offset') !== isOffset) return;
      values[word * FELT.length + felt] = feltValue(word, 1);
    });
    return tf.tensor(values, [ATTRIBUTE_WORDS, FELT.length]);
  };
  const values = tf.add(table(false), tf.mul(table(true), msPerTick));
  return tf.matMul(attributes, values);
}

function column(size: number, of: (bin: number) => number): tf.Tensor {
  return tf.tensor(
    Array.from({ length: size }, (_, bin) => of(bin)),
    [size, 1],
  );
}
