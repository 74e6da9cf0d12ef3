/**
 * The network: a causal transformer over 16th steps, and a small head that spells each step word by word, as
 * hierarchical models of long sequences do (MEGABYTE: Yu et al., 2023). Music repeats by the bar, so that earlier
 * bars are worth more than other steps (Museformer: Yu et al., 2022): here what stood one, two and four bars ago
 * is given as input, to the transformer as sums of symbols and to the head word by word.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../../engine/index.ts';
import { DRUMS } from '../../music/index.ts';
import { OFFSET_BINS } from '../core/bins.ts';
import { FIELD_SIZES } from '../core/fields.ts';
import { attentionLayer, attentionParameters } from './attention.ts';
import { ALL_MARKS, type BatchShape, type BatchSignature } from './batch.ts';
import { WISHES } from './conditions.ts';
import { recurrentLayer, recurrentParameters } from './recurrence.ts';
import { LAGS } from './sheet.ts';
import { matrix, type NetworkSize, norm, plainly, type Times, vector } from './size.ts';
import {
  ATTRIBUTE_FIELDS,
  ATTRIBUTE_WORDS,
  CHOICE_KINDS,
  EVENT_WORDS,
  MOST_WORDS,
  OFFSET_WORDS,
  SYMBOLS,
} from './vocabulary.ts';

/** The parameters' names and shapes. */
export function parametersOf(size: NetworkSize) {
  const { width, layers, memory, headInner, headLayers } = size;
  return {
    symbols: matrix(SYMBOLS, width),
    marks: matrix(ALL_MARKS, width),
    wishes: matrix(WISHES, width),
    /** Mixes the step before, the steps one, two and four bars before, and what is given of this step. */
    mix: matrix((2 + LAGS.length) * width, width),
    layers: Array.from({ length: size.core === 'gru' ? 0 : layers }, () => attentionParameters(size)),
    recurrent: Array.from({ length: size.core === 'gru' ? layers : 0 }, () => recurrentParameters(size)),
    head: {
      gain: vector(width),
      global: matrix(width, width),
      prefix: matrix(width, width),
      last: matrix(SYMBOLS, width),
      memory: matrix(SYMBOLS, memory),
      recall: matrix(LAGS.length * memory, width),
      kinds: matrix(CHOICE_KINDS.length + 1, width),
      layers: Array.from({ length: headLayers }, () => ({
        gain: vector(width),
        up: matrix(width, headInner),
        down: matrix(headInner, width),
      })),
      gainOut: vector(width),
      events: matrix(width, EVENT_WORDS),
      eventBias: vector(EVENT_WORDS),
      offsets: matrix(width, OFFSET_WORDS),
      offsetBias: vector(OFFSET_WORDS),
      attributes: matrix(width, ATTRIBUTE_WORDS),
      attributeBias: vector(ATTRIBUTE_WORDS),
    },
  };
}

export type Network = Tensors<ReturnType<typeof parametersOf>>;

/** Running sums down the rows. TensorFlow.js' own gradient is wrong for any axis but the last. */
function sumDown(x: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((rows) => ({
    value: tf.cumsum(rows as tf.Tensor, 0),
    gradFunc: (dy: tf.Tensor) => tf.cumsum(dy, 0, false, true),
  }));
  return op(x);
}

/** Running sums of the rows of a table at some indices, with a row of zeros first. */
function runningSums(table: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const rows = tf.gather(table, indices);
  return tf.concat([tf.zeros([1, rows.shape[1]!]), sumDown(rows)], 0);
}

type Inputs = Tensors<BatchSignature>;

/** What an adapter changes on the way. */
export interface Adapted {
  /** Added to every row's wishes: [rows, width]. */
  readonly wish: tf.Tensor;
  readonly times: Times;
}

/** What is known at each step, from all that was written before and what is given: [rows × steps, width]. */
export function globalStates(
  size: NetworkSize,
  net: Network,
  batch: Inputs,
  shape: BatchShape,
  adapted?: Adapted,
): { states: tf.Tensor; sums: tf.Tensor } {
  const times = adapted?.times ?? plainly;
  const { rows, steps } = shape;
  const { width } = size;
  const sums = runningSums(net.symbols, batch.written);
  const givenSums = runningSums(net.symbols, batch.given);
  const given = tf.sub(tf.gather(givenSums, batch.givenEnds), tf.gather(givenSums, batch.givenStarts));
  const written = tf.sub(tf.gather(sums, batch.ends), tf.gather(sums, batch.starts));
  const content = tf.reshape(tf.add(written, given), [rows, steps, width]);
  const ago = (lag: number) => {
    const kept = tf.slice(content, [0, 0, 0], [rows, steps - lag, width]);
    return tf.reshape(tf.concat([tf.zeros([rows, lag, width]), kept], 1), [rows * steps, width]);
  };
  const lags = [1, ...LAGS].map((lag) => (lag < steps ? ago(lag) : tf.zeros([rows * steps, width])));
  let wish: tf.Tensor = tf.matMul(batch.wishes, net.wishes);
  if (adapted) wish = tf.add(wish, adapted.wish);
  const wishes = tf.reshape(tf.tile(tf.expandDims(wish, 1), [1, steps, 1]), [rows * steps, width]);
  let x: tf.Tensor = tf.add(times(tf.concat([...lags, given], 1), net.mix), times(batch.marks, net.marks));
  x = tf.add(x, wishes);
  for (const layer of net.layers) x = attentionLayer(size, layer, x, rows, steps, times);
  for (const layer of net.recurrent) x = recurrentLayer(layer, x, rows, steps, times);
  return { states: x, sums };
}

/** What the head knows before a choice. */
export interface HeadInputs {
  /** The step's global state through the head's own projection: [n, width]. */
  readonly global: tf.Tensor;
  /** The sum of the symbols written in this step: [n, width]. */
  readonly prefix: tf.Tensor;
  /** The symbols of the last choice: [n, MOST_WORDS]. */
  readonly last: tf.Tensor;
  /** What was chosen here one, two and four bars ago: [n, lags × MOST_WORDS]. */
  readonly before: tf.Tensor;
  /** 0 for events, a kind's number + 1 for the choices after them: [n]. */
  readonly kind: tf.Tensor;
}

/** The state from which words are predicted: [n, width]. */
export function headStates(
  net: Network,
  { global, prefix, last, before, kind }: HeadInputs,
  times: Times = plainly,
): tf.Tensor {
  const { head } = net;
  const count = before.shape[0]!;
  const memory = head.memory.shape[1]!;
  const recalled = tf.sum(
    tf.reshape(tf.gather(head.memory, before), [count, LAGS.length, MOST_WORDS, memory]),
    2,
  );
  let x: tf.Tensor = tf.addN([
    global,
    times(prefix, head.prefix),
    tf.sum(tf.gather(head.last, last), 1),
    times(tf.reshape(recalled, [count, LAGS.length * memory]), head.recall),
    tf.gather(head.kinds, kind),
  ]);
  for (const layer of head.layers) {
    x = tf.add(x, times(tf.relu(times(norm(x, layer.gain), layer.up)), layer.down));
  }
  return norm(x, head.gainOut);
}

/** Logits of event words, [n, EVENT_WORDS], and of each drum's offsets, [n, OFFSET_WORDS]. */
export function eventLogits(
  net: Network,
  x: tf.Tensor,
  times: Times = plainly,
): { events: tf.Tensor; offsets: tf.Tensor } {
  const { head } = net;
  return {
    events: tf.add(times(x, head.events), head.eventBias),
    offsets: tf.add(times(x, head.offsets), head.offsetBias),
  };
}

/** Logits of attribute words, [n, ATTRIBUTE_WORDS], field beside field. */
export function attributeLogits(net: Network, x: tf.Tensor, times: Times = plainly): tf.Tensor {
  return tf.add(times(x, net.head.attributes), net.head.attributeBias);
}

/** The projection of global states that the head reads. */
export function headGlobals(net: Network, states: tf.Tensor, times: Times = plainly): tf.Tensor {
  return times(norm(states, net.head.gain), net.head.global);
}

/** Log-probabilities of every word before every choice: of events, of each drum's offsets, of each field's words. */
export type Predicted = Readonly<Record<'events' | 'offsets' | 'attributes', tf.Tensor>>;

export function predict(
  size: NetworkSize,
  net: Network,
  batch: Inputs,
  shape: BatchShape,
  adapted?: Adapted,
): Predicted {
  const times = adapted?.times ?? plainly;
  const { states, sums } = globalStates(size, net, batch, shape, adapted);
  const globals = headGlobals(net, states, times);
  const { events, attributes } = batch;
  const both = (name: 'step' | 'position' | 'start' | 'last' | 'before') =>
    tf.concat([events[name], attributes[name]], 0);
  const known = {
    global: tf.gather(globals, both('step')),
    prefix: tf.sub(tf.gather(sums, both('position')), tf.gather(sums, both('start'))),
    last: both('last'),
    before: both('before'),
    kind: tf.concat([tf.zeros([shape.events], 'int32'), tf.add(attributes.kind, tf.scalar(1, 'int32'))], 0),
  };
  const x = headStates(net, known, times);
  const [forEvents, forAttributes] = tf.split(x, [shape.events, shape.attributes], 0) as [
    tf.Tensor,
    tf.Tensor,
  ];
  const logits = eventLogits(net, forEvents, times);
  const byDrum = tf.reshape(logits.offsets, [shape.events, DRUMS.length, OFFSET_BINS]);
  const sizes = ATTRIBUTE_FIELDS.map((field) => FIELD_SIZES[field]);
  const fields = tf.split(attributeLogits(net, forAttributes, times), sizes, 1);
  return {
    events: tf.logSoftmax(logits.events),
    offsets: tf.reshape(tf.logSoftmax(byDrum), [shape.events, OFFSET_WORDS]),
    attributes: tf.concat(
      fields.map((field) => tf.logSoftmax(field)),
      1,
    ),
  };
}

/** Minus the mean over steps of the log-probability of all that was written, in nats. */
export function crossEntropy(predicted: Predicted, batch: Inputs, steps: tf.Tensor): tf.Scalar {
  const gained = (logs: tf.Tensor, { place, weight }: Inputs['eventPicks']) =>
    tf.sum(tf.mul(tf.gather(tf.reshape(logs, [-1]), place), weight));
  const gains = [
    gained(predicted.events, batch.eventPicks),
    gained(predicted.offsets, batch.offsetPicks),
    gained(predicted.attributes, batch.wordPicks),
  ];
  return tf.neg(tf.div(tf.addN(gains), tf.maximum(steps, 1))) as tf.Scalar;
}
