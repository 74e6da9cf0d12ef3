/** The two programs that writing runs: one for each step, one for each choice. */
import * as tf from '@tensorflow/tfjs-core';
import { compile, constants, createState, type State, writeStep } from '../../engine/index.ts';
import { attentionMemory, attentionStep } from './attention.ts';
import { ALL_MARKS } from './batch.ts';
import { WISHES } from './conditions.ts';
import {
  attributeLogits,
  eventLogits,
  headGlobals,
  headStates,
  type Network,
  type parametersOf,
} from './network.ts';
import { recurrentStep } from './recurrence.ts';
import { LAGS } from './sheet.ts';
import type { NetworkSize } from './size.ts';
import { BEGINNING, MOST_WORDS, NOTHING } from './vocabulary.ts';

/** The most symbols of a step that are fed at once; what is more is not read. */
export const MOST_KNOWN = 48;
/** How many steps back is read directly. */
export const BACK = [1, ...LAGS];

export type NetworkState = State<ReturnType<typeof parametersOf>>;

export type Programs = Awaited<ReturnType<typeof compilePrograms>>;

/** Compiles the programs that write `rows` pieces side by side. */
export async function compilePrograms(size: NetworkSize, network: NetworkState, rows: number, threads = 1) {
  const { width, reach } = size;
  // As constants of the programs the parameters are arranged for products once: twice as fast as in a state.
  const values = network.read();
  const memory = createState({
    content: { shape: [rows, reach, width] },
    layers: network.signature.layers.map(() => attentionMemory(size, rows)),
    hidden: network.signature.recurrent.map(() => ({ shape: [rows, width] }) as const),
  });
  // What the head has of the step at hand.
  const desk = createState({ globals: { shape: [rows, width] }, prefix: { shape: [rows, width] } });
  const ints = (...shape: number[]) => ({ shape, dtype: 'int32' }) as const;

  const stepProgram = await compile(
    (inputs, { memory: cells, desk: onDesk }) => {
      const net: Network = constants(values);
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
      const ring = { slot: inputs.slot, distances: inputs.distances, mask: inputs.mask };
      const kept = net.layers.map((layer, l) => {
        const after = attentionStep(size, layer, cells.layers[l]!, x, ring);
        x = after.x;
        return after.memory;
      });
      const hidden = net.recurrent.map((layer, l) => {
        const after = recurrentStep(layer, tf.mul(cells.hidden[l]!, inputs.goesOn), x);
        x = after.x;
        return after.hidden;
      });
      return {
        outputs: {},
        states: {
          memory: { content, layers: kept, hidden },
          desk: { globals: headGlobals(net, x), prefix: tf.zeros([rows, width]) },
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
        /** 0 at the first step: what a core remembers of an earlier piece does not count. */
        goesOn: { shape: [] },
        slot: ints(),
        slotBefore: ints(),
        backSlots: ints(BACK.length),
        backKnown: { shape: [BACK.length] },
        distances: ints(reach),
        mask: { shape: [1, reach] },
      },
      states: { memory, desk },
    },
    { threads },
  );

  const choiceProgram = await compile(
    ({ last, before, kind }, { desk: onDesk }) => {
      const net: Network = constants(values);
      const counts = tf.cast(tf.greater(last, BEGINNING), 'float32');
      const written = tf.sum(tf.mul(tf.gather(net.symbols, last), tf.expandDims(counts, -1)), 1);
      const prefix = tf.add(onDesk.prefix, written);
      const x = headStates(net, { global: onDesk.globals, prefix, last, before, kind });
      return {
        outputs: { ...eventLogits(net, x), attributes: attributeLogits(net, x) },
        states: { desk: { prefix } },
      };
    },
    {
      inputs: {
        last: ints(rows, MOST_WORDS),
        before: ints(rows, LAGS.length * MOST_WORDS),
        kind: ints(rows),
      },
      states: { desk },
    },
    { threads },
  );
  return { rows, reach, stepProgram, choiceProgram };
}
