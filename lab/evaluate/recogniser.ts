/** A listener that tells styles apart, and has heard real music only. */
import * as tf from '@tensorflow/tfjs-core';
import { adamW, compile, createState, valueAndGradients } from '../../src/engine/index.ts';

/** How strongly weights are held small: the loss has half of this times their squared norm. */
const PENALTY = 0.01;
const STEPS = 200;
const RATE = 0.02;
/** How many deviations from the mean are listened to: samples may lie where no real piece does. */
const FARTHEST = 4;

export interface Recogniser {
  /** The class that fits traits best, by its number. */
  classOf(traits: readonly number[]): number;
}

/**
 * Multinomial logistic regression over standardised traits, with an L2 penalty, fitted from zero by 200 steps of
 * Adam on all examples at once.
 * @param examples traits and class (0 to `classes` − 1) of each.
 */
export async function trainRecogniser(
  examples: readonly { readonly traits: readonly number[]; readonly style: number }[],
  classes: number,
): Promise<Recogniser> {
  const scale = scaleOf(examples.map(({ traits }) => traits));
  const [rows, width] = [examples.length, scale.means.length];
  const parameters = { weights: { shape: [width, classes] }, bias: { shape: [classes] } } as const;
  const net = createState(parameters);
  const optimiser = adamW();
  const adam = createState(optimiser.signature(parameters));
  const program = await compile(
    ({ x, y }, { net: values, adam: moments }) => {
      const { value, gradients } = valueAndGradients((p) => {
        const logits = tf.logSoftmax(tf.add(tf.matMul(x, p.weights), p.bias));
        const misfit = tf.neg(tf.mean(tf.sum(tf.mul(logits, y), 1)));
        return tf.add(misfit, tf.mul(PENALTY / 2, tf.sum(tf.square(p.weights)))) as tf.Scalar;
      }, values);
      const next = optimiser.update(values, gradients, moments, RATE);
      return { outputs: { loss: value }, states: { net: next.parameters, adam: next.state } };
    },
    {
      inputs: { x: { shape: [rows, width] }, y: { shape: [rows, classes] } },
      states: { net, adam },
    },
  );
  const x = Float32Array.from(examples.flatMap(({ traits }) => scaled(traits, scale)));
  const y = new Float32Array(rows * classes);
  for (const [row, { style }] of examples.entries()) y[row * classes + style] = 1;
  for (let step = 0; step < STEPS; step++) await program.run({ x, y });
  await program.release();
  const { weights, bias } = net.read();
  return {
    classOf(traits) {
      const logits = Array.from(bias.data);
      for (const [i, value] of scaled(traits, scale).entries())
        for (let k = 0; k < classes; k++) logits[k]! += value * weights.data[i * classes + k]!;
      return logits.indexOf(Math.max(...logits));
    },
  };
}

interface Scale {
  readonly means: readonly number[];
  /** 1 for a trait that never varies. */
  readonly deviations: readonly number[];
}

function scaleOf(rows: readonly (readonly number[])[]): Scale {
  const means = rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
  const deviations = means.map((mean, i) => {
    const variance = rows.reduce((sum, row) => sum + (row[i]! - mean) ** 2, 0) / rows.length;
    return Math.sqrt(variance) || 1;
  });
  return { means, deviations };
}

function scaled(traits: readonly number[], { means, deviations }: Scale): number[] {
  return traits.map((trait, i) => {
    const distance = (trait - means[i]!) / deviations[i]!;
    return Math.max(-FARTHEST, Math.min(FARTHEST, distance));
  });
}
