/** Heads in training: each is shown rows of numbers and told which answer is right. */
import * as tf from '@tensorflow/tfjs-core';
import {
  adamW,
  compile,
  createState,
  type NamedTensors,
  type TensorValue,
  valueAndGradients,
} from '../../../src/engine/index.ts';
import { randomOf } from '../../../src/music/index.ts';

/** Choices in a batch. */
const BATCH = 256;

/** What a head learns from: choices between answers, each of which may have a row of its own. */
export interface Choices {
  /** Numbers in a row. */
  readonly inputs: number;
  /** Rows of a choice: more than one where each answer is a row that is judged alike. */
  readonly rows: number;
  /** Answers to a row. */
  readonly outputs: number;
  /** choices × rows × inputs. */
  readonly data: readonly (readonly Float32Array[])[];
  /** Which of the rows × outputs answers is right. */
  readonly right: readonly number[];
}

export interface HeadTraining extends Choices {
  readonly name: string;
  readonly hidden: number;
  readonly epochs: number;
  readonly seed: number;
  readonly rate?: number;
}

/** Trains a head by cross-entropy. @returns its tensors, named after it, and the loss of the last epoch */
export async function trainHead(
  o: HeadTraining,
): Promise<{ tensors: NamedTensors['tensors']; loss: number }> {
  const { inputs, rows, outputs, hidden } = o;
  const random = randomOf(`head ${o.name} ${o.seed}`);
  const drawn = (count: number, from: number) =>
    Float32Array.from({ length: count }, () => random.normal() / Math.sqrt(from));
  const parameters = {
    into: { shape: [inputs, hidden] },
    bias: { shape: [hidden] },
    out: { shape: [hidden, outputs] },
    outBias: { shape: [outputs] },
  } as const;
  const network = createState(parameters, {
    into: drawn(inputs * hidden, inputs),
    out: drawn(hidden * outputs, hidden),
  });
  const optimiser = adamW({ weightDecay: 0.02, clipNorm: 1 });
  const adam = createState(optimiser.signature(parameters));
  const program = await compile(
    ({ x, right, rate }, states) => {
      const loss = (p: Record<keyof typeof parameters, tf.Tensor>) => {
        const middle = tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, p.into as tf.Tensor2D), p.bias));
        const answers = tf.add(tf.matMul(middle as tf.Tensor2D, p.out as tf.Tensor2D), p.outBias);
        const likely = tf.softmax(tf.reshape(answers, [BATCH, rows * outputs]));
        return tf.neg(tf.mean(tf.log(tf.add(tf.sum(tf.mul(likely, right), 1), 1e-7)))) as tf.Scalar;
      };
      const { value, gradients } = valueAndGradients(loss, states.network);
      const next = optimiser.update(states.network, gradients, states.adam, rate);
      return { outputs: { loss: value }, states: { network: next.parameters, adam: next.state } };
    },
    {
      inputs: {
        x: { shape: [BATCH * rows, inputs] },
        right: { shape: [BATCH, rows * outputs] },
        rate: { shape: [] },
      },
      states: { network, adam },
    },
  );
  const chance = random.fork('batches');
  const steps = Math.ceil(o.data.length / BATCH);
  let mean = 0;
  for (let step = 0; step < o.epochs * steps; step++) {
    if (step % steps === 0) mean = 0;
    const x = new Float32Array(BATCH * rows * inputs);
    const right = new Float32Array(BATCH * rows * outputs);
    for (let b = 0; b < BATCH; b++) {
      const choice = chance.int(o.data.length);
      for (const [k, row] of o.data[choice]!.entries()) x.set(row, (b * rows + k) * inputs);
      right[b * rows * outputs + o.right[choice]!] = 1;
    }
    const rate = (o.rate ?? 5e-3) * (0.5 + 0.5 * Math.cos((Math.PI * step) / (o.epochs * steps)));
    const { loss } = await program.run({ x, right, rate });
    mean += loss.data[0]! / steps;
  }
  const learnt = Object.entries(network.read()) as [string, TensorValue][];
  await program.release();
  return {
    loss: mean,
    tensors: Object.fromEntries(
      learnt.map(([key, { shape, data }]) => [`${o.name}.${key}`, { shape, data: data as Float32Array }]),
    ),
  };
}
