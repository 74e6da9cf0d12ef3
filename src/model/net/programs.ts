/** The two programs that writing runs: one for each step, one for each word. */
import * as tf from '@tensorflow/tfjs-core';
import { compile, createState, type State, writeStep } from '../../engine/index.ts';
import { ALL_MARKS } from './batch.ts';
import { WISHES } from './conditions.ts';
import {
  attributeLogits,
  eventLogits,
  headGlobals,
  headStates,
  type Network,
  type NetworkSize,
  norm,
  type parametersOf,
} from './network.ts';
import { LAGS } from './sheet.ts';
import { NOTHING } from './vocabulary.ts';

/** The most symbols of a step that are fed at once; what is more is not read. */
export const MOST_KNOWN = 48;
/** How many steps back is read directly. */
export const BACK = [1, ...LAGS];

export type NetworkState = State<ReturnType<typeof parametersOf>>;

export type Programs = Awaited<ReturnType<typeof compilePrograms>>;

/** Compiles the programs that write `rows` pieces side by side. */
export async function compilePrograms(size: NetworkSize, network: NetworkState, rows: number, threads = 1) {
  const { width, heads, layers, reach } = size;
  const cache = { shape: [rows * heads, reach, width / heads] } as const;
  const memory = createState({
    content: { shape: [rows, reach, width] },
    layers: Array.from({ length: layers }, () => ({ keys: cache, values: cache })),
  });
  // What the head has of the step at hand.
  const desk = createState({ globals: { shape: [rows, width] }, prefix: { shape: [rows, width] } });
  const ints = (...shape: number[]) => ({ shape, dtype: 'int32' }) as const;

  const stepProgram = await compile(
    (inputs, { network: net, memory: cells, desk: onDesk }) => {
      const bagOf = (symbols: tf.Tensor) => {
        const counts = tf.cast(tf.greater(symbols, NOTHING), 'float32');
        return tf.sum(tf.mul(tf.gather(net.symbols, symbols), tf.expandDims(counts, -1)), 1);
      };
      // The step before goes into the book, then the book is read one step and some bars back.
      const before = tf.add(bagOf(inputs.knownBefore), tf.mul(onDesk.prefix, inputs.wroteBefore));
      const content = writeStep(cells.content, inputs.slotBefore, before);
      const read = tf.mul(tf.gather(content, inputs.backSlots, 1), tf.reshape(inputs.backKnown, [1, -1, 1]));
      const looked = tf.concat([tf.reshape(read, [rows, BACK.length * width]), bagOf(inputs.known)], 1);
      let x: tf.Tensor = tf.add(tf.matMul(looked, net.mix), tf.matMul(inputs.marks, net.marks));
      x = tf.add(x, tf.matMul(inputs.wishes, net.wishes));
      const kept: { keys: tf.Tensor; values: tf.Tensor }[] = [];
      net.layers.forEach((layer, l) => {
        const split = tf.reshape(tf.matMul(norm(x, layer.gain1), layer.qkv), [rows, 3, heads, width / heads]);
        const [q, k, v] = tf.unstack(tf.transpose(split, [1, 0, 2, 3])) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const flat = (part: tf.Tensor) => tf.reshape(part, [rows * heads, width / heads]);
        const keys = writeStep(cells.layers[l]!.keys, inputs.slot, flat(k));
        const values = writeStep(cells.layers[l]!.values, inputs.slot, flat(v));
        kept.push({ keys, values });
        const nearness = tf.transpose(tf.gather(layer.distance, inputs.distances), [1, 0]);
        const bias = tf.tile(tf.add(nearness, inputs.mask), [rows, 1]);
        const scores = tf.squeeze(tf.matMul(tf.expandDims(flat(q), 1), keys, false, true), [1]);
        const weights = tf.softmax(tf.add(tf.mul(scores, 1 / Math.sqrt(width / heads)), bias));
        const mixed = tf.reshape(tf.matMul(tf.expandDims(weights, 1), values), [rows, width]);
        x = tf.add(x, tf.matMul(mixed, layer.out));
        x = tf.add(x, tf.matMul(tf.relu(tf.matMul(norm(x, layer.gain2), layer.up)), layer.down));
      });
      return {
        outputs: {},
        states: {
          memory: { content, layers: kept },
          desk: { globals: headGlobals(net as Network, x), prefix: tf.zeros([rows, width]) },
        },
      };
    },
    {
      inputs: {
        knownBefore: ints(rows, MOST_KNOWN),
        wroteBefore: { shape: [rows, 1] },
        known: ints(rows, MOST_KNOWN),
        marks: { shape: [rows, ALL_MARKS] },
        wishes: { shape: [rows, WISHES] },
        slot: ints(),
        slotBefore: ints(),
        backSlots: ints(BACK.length),
        backKnown: { shape: [BACK.length] },
        distances: ints(reach),
        mask: { shape: [1, reach] },
      },
      states: { network, memory, desk },
    },
    { threads },
  );

  const wordProgram = await compile(
    ({ last, isNew, before, field }, { network: net, desk: onDesk }) => {
      const prefix = tf.add(onDesk.prefix, tf.mul(tf.gather(net.symbols, last), isNew));
      const x = headStates(net as Network, { global: onDesk.globals, prefix, last, before, field });
      return {
        outputs: { events: eventLogits(net as Network, x), attributes: attributeLogits(net as Network, x) },
        states: { desk: { prefix } },
      };
    },
    {
      inputs: {
        last: ints(rows),
        isNew: { shape: [rows, 1] },
        before: ints(rows, LAGS.length),
        field: ints(rows),
      },
      states: { network, desk },
    },
    { threads },
  );
  return { rows, reach, stepProgram, wordProgram };
}
