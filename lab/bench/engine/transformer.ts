/** The training step that is measured: 1.9 million parameters, 8 sequences of 128 tokens, with AdamW. */
import * as tf from '@tensorflow/tfjs-core';
import {
  adamW,
  type CompileOptions,
  compile,
  countParameters,
  createState,
  type Program,
  type Tensors,
  valueAndGradients,
} from '../../../src/engine/index.ts';

export const SIZE = { batch: 8, length: 128, width: 192, heads: 6, layers: 4, vocabulary: 256 };

const { batch, length, width, heads, layers, vocabulary } = SIZE;
const tokens = batch * length;
const matrix = (rows: number, columns: number) => ({ shape: [rows, columns] }) as const;

const PARAMETERS = {
  embedding: matrix(vocabulary, width),
  positions: matrix(length, width),
  layers: Array.from({ length: layers }, () => ({
    gain1: { shape: [width] } as const,
    qkv: matrix(width, 3 * width),
    out: matrix(width, width),
    gain2: { shape: [width] } as const,
    up: matrix(width, 4 * width),
    down: matrix(4 * width, width),
  })),
  head: matrix(width, vocabulary),
};

type Network = Tensors<typeof PARAMETERS>;

function norm(x: tf.Tensor, gain: tf.Tensor): tf.Tensor {
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5));
  return tf.mul(tf.mul(x, scale), tf.add(gain, 1));
}

function loss(net: Network, text: tf.Tensor): tf.Scalar {
  const future = Float32Array.from({ length: length * length }, (_, i) =>
    i % length <= Math.floor(i / length) ? 0 : -1e9,
  );
  const mask = tf.tensor2d(future, [length, length]);
  const embedded = tf.reshape(tf.matMul(text, net.embedding), [batch, length, width]);
  let x: tf.Tensor = tf.reshape(tf.add(embedded, net.positions), [tokens, width]);
  for (const layer of net.layers) {
    const qkv = tf.reshape(tf.matMul(norm(x, layer.gain1), layer.qkv), [
      batch,
      length,
      3,
      heads,
      width / heads,
    ]);
    const [q, k, v] = tf.unstack(tf.transpose(qkv, [2, 0, 3, 1, 4])) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads));
    const mixed = tf.matMul(tf.softmax(tf.add(scores, mask)), v);
    x = tf.add(x, tf.matMul(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [tokens, width]), layer.out));
    x = tf.add(x, tf.matMul(tf.relu(tf.matMul(norm(x, layer.gain2), layer.up)), layer.down));
  }
  const likelihood = tf.mul(tf.logSoftmax(tf.matMul(x, net.head)), text);
  return tf.neg(tf.mean(tf.sum(likelihood, 1))) as tf.Scalar;
}

export interface Trainer {
  readonly parameters: number;
  /** Makes some steps, as one run; gives the last loss. */
  steps(count: number): Promise<number>;
  release(): Promise<void>;
}

/** A step on one batch of random tokens; each step returns the loss. */
export async function createTrainer(options: CompileOptions = {}): Promise<Trainer> {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const optimiser = adamW();
  const matrices = ({ shape: [rows, columns] }: ReturnType<typeof matrix>) =>
    Float32Array.from({ length: rows * columns }, () => (random() - 0.5) * 0.07);
  const net = createState(PARAMETERS, {
    embedding: matrices(PARAMETERS.embedding),
    positions: matrices(PARAMETERS.positions),
    layers: PARAMETERS.layers.map(({ qkv, out, up, down }) => ({
      qkv: matrices(qkv),
      out: matrices(out),
      up: matrices(up),
      down: matrices(down),
    })),
    head: matrices(PARAMETERS.head),
  });
  const adam = createState(optimiser.signature(PARAMETERS));
  const program: Program<{ text: { shape: [number, number] }; rate: { shape: [] } }, { loss: tf.Tensor }> =
    await compile(
      ({ text, rate }, { net, adam }) => {
        const { value, gradients } = valueAndGradients((parameters: Network) => loss(parameters, text), net);
        const next = optimiser.update(net, gradients, adam, rate);
        return { outputs: { loss: value }, states: { net: next.parameters, adam: next.state } };
      },
      { inputs: { text: { shape: [tokens, vocabulary] }, rate: { shape: [] } }, states: { net, adam } },
      options,
    );
  const text = new Float32Array(tokens * vocabulary);
  for (let i = 0; i < tokens; i++) text[i * vocabulary + Math.floor(random() * vocabulary)] = 1;
  return {
    parameters: countParameters(PARAMETERS),
    async steps(count) {
      const results = await program.runMany(Array.from({ length: count }, () => ({ text, rate: 1e-3 })));
      return results.at(-1)!.loss.data[0]!;
    },
    release: () => program.release(),
  };
}
