/** The decoding that is measured: 128 steps of four takes, each step of 12 choices, by 6 layers of width 256. */
import * as tf from '@tensorflow/tfjs-core';
import {
  type CompileOptions,
  compile,
  constants,
  createState,
  gumbelNoise,
  sample,
  type TensorValue,
  writeStep,
} from '../../../src/engine/index.ts';

const TAKES = 4;
const STEPS = 128;
const WIDTH = 256;
const HEADS = 8;
const LAYERS = 6;
const CHOICES = 12;
const WORDS = 32;
const SIZE = WIDTH / HEADS;

function norm(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5)));
}

/** Weights as they might be after training: their values do not matter for speed. */
function weights(random: () => number) {
  const matrix = (rows: number, columns: number): TensorValue => ({
    shape: [rows, columns],
    dtype: 'float32',
    data: Float32Array.from({ length: rows * columns }, () => (random() - 0.5) * 0.1),
  });
  return {
    layers: Array.from({ length: LAYERS }, () => ({
      qkv: matrix(WIDTH, 3 * WIDTH),
      out: matrix(WIDTH, WIDTH),
      up: matrix(WIDTH, 4 * WIDTH),
      down: matrix(4 * WIDTH, WIDTH),
    })),
    choices: Array.from({ length: CHOICES }, () => ({
      hidden: matrix(WIDTH, WIDTH),
      words: matrix(WIDTH, WORDS),
      embedding: matrix(WORDS, WIDTH),
    })),
  };
}

export interface Decoder {
  /** Writes all steps and gives how many of the choices were the first word. */
  decode(): Promise<number>;
  release(): Promise<void>;
}

export async function createDecoder(random: () => number, options: CompileOptions): Promise<Decoder> {
  const net = weights(random);
  const cell = { shape: [TAKES * HEADS, STEPS, SIZE] } as const;
  const cache = createState({ layers: Array.from({ length: LAYERS }, () => ({ keys: cell, values: cell })) });
  const last = createState({ x: { shape: [TAKES, WIDTH] } });
  const program = await compile(
    ({ step, noise }, { cache, last }) => {
      const { layers, choices } = constants(net);
      const unwritten = tf.cast(tf.greaterEqual(tf.range(0, STEPS, 1, 'int32'), step), 'float32');
      const mask = tf.reshape(tf.mul(unwritten, -1e9), [1, 1, STEPS]);
      const kept: { keys: tf.Tensor; values: tf.Tensor }[] = [];
      let x: tf.Tensor = last.x;
      layers.forEach((layer, i) => {
        const parts = tf.split(tf.matMul(norm(x), layer.qkv), 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const [q, k, v] = parts.map((part) => tf.reshape(part, [TAKES * HEADS, 1, SIZE])) as typeof parts;
        const { keys, values } = cache.layers[i]!;
        // What is cached and what is new are read apart, so that no cache is copied.
        const scores = tf.add(tf.matMul(q, keys, false, true), mask);
        const weights = tf.softmax(
          tf.mul(tf.concat([scores, tf.matMul(q, k, false, true)], 2), SIZE ** -0.5),
        );
        const [before, now] = tf.split(weights, [STEPS, 1], 2) as [tf.Tensor, tf.Tensor];
        const mixed = tf.reshape(tf.add(tf.matMul(before, values), tf.mul(now, v)), [TAKES, WIDTH]);
        kept.push({ keys: writeStep(keys, step, k), values: writeStep(values, step, v) });
        x = tf.add(x, tf.matMul(mixed, layer.out));
        x = tf.add(x, tf.matMul(tf.relu(tf.matMul(norm(x), layer.up)), layer.down));
      });
      const noises = tf.split(noise, CHOICES, 1);
      const drawn = choices.map(({ hidden, words, embedding }, i) => {
        const logits = tf.matMul(tf.relu(tf.matMul(norm(x), hidden)), words);
        const draw = sample(logits, noises[i]!);
        x = tf.add(x, tf.matMul(draw, embedding));
        return draw;
      });
      const words = tf.argMax(tf.reshape(tf.concat(drawn, 1), [TAKES, CHOICES, WORDS]), -1);
      return { outputs: { words }, states: { cache: { layers: kept }, last: { x } } };
    },
    {
      inputs: { step: { shape: [], dtype: 'int32' }, noise: { shape: [TAKES, CHOICES * WORDS] } },
      states: { cache, last },
    },
    options,
  );
  return {
    async decode() {
      last.set({ x: new Float32Array(TAKES * WIDTH).fill(0.1) });
      let first = 0;
      for (let step = 0; step < STEPS; step++) {
        const { words } = await program.run({ step, noise: gumbelNoise(random, CHOICES * TAKES * WORDS) });
        for (const word of words.data) if (word === 0) first++;
      }
      return first;
    },
    release: () => program.release(),
  };
}
