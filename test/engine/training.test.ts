import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  adamW,
  type CompileOptions,
  compile,
  createState,
  valueAndGradients,
} from '../../src/engine/index.ts';
import { randomOf } from '../../src/music/index.ts';
import { forward, initial, type Network, parametersOf, type Shape } from './transformer.ts';

const SHAPE: Shape = { vocabulary: 12, length: 15, width: 32, heads: 4, layers: 2 };
const BATCH = 16;

/** A training step on sequences whose second half repeats the first; only the repeating is scored. */
async function trainer(options: CompileOptions) {
  const spec = parametersOf(SHAPE);
  const optimiser = adamW({ clipNorm: 1, weightDecay: 0.01 });
  const random = randomOf('copy');
  const net = createState(spec, initial(SHAPE, random.normal) as never);
  const adam = createState(optimiser.signature(spec));
  const half = (SHAPE.length + 1) / 2;
  const scored = Float32Array.from({ length: SHAPE.length }, (_, i) =>
    i >= half - 1 ? 1 / (half * BATCH) : 0,
  );
  const program = await compile(
    ({ tokens, targets, rate }, { net, adam }) => {
      const loss = (parameters: Network) => {
        const logits = forward(SHAPE, parameters, tokens);
        const likelihood = tf.mul(
          tf.logSoftmax(logits),
          tf.oneHot(tf.reshape(targets, [-1]), SHAPE.vocabulary),
        );
        const each = tf.reshape(tf.sum(likelihood, -1), [BATCH, SHAPE.length]);
        return tf.neg(tf.sum(tf.mul(each, tf.tensor1d(scored)))) as tf.Scalar;
      };
      const { value, gradients } = valueAndGradients(loss, net);
      const step = optimiser.update(net, gradients, adam, rate);
      return {
        outputs: { loss: value, norm: step.norm },
        states: { net: step.parameters, adam: step.state },
      };
    },
    {
      inputs: {
        tokens: { shape: [BATCH, SHAPE.length], dtype: 'int32' },
        targets: { shape: [BATCH, SHAPE.length], dtype: 'int32' },
        rate: { shape: [] },
      },
      states: { net, adam },
    },
    options,
  );
  const draws = randomOf('batches');
  return async (rate: number) => {
    const tokens: number[] = [];
    const targets: number[] = [];
    for (let row = 0; row < BATCH; row++) {
      const word = Array.from({ length: half }, () => draws.int(SHAPE.vocabulary));
      const sentence = [...word, ...word];
      tokens.push(...sentence.slice(0, -1));
      targets.push(...sentence.slice(1));
    }
    const { loss } = await program.run({ tokens, targets, rate });
    return loss.data[0]!;
  };
}

describe('training', () => {
  it('teaches a transformer to copy', async () => {
    const step = await trainer({});
    const losses: number[] = [];
    for (let i = 0; i < 150; i++) losses.push(await step(3e-3 * Math.min(1, (i + 1) / 20)));
    expect(Math.max(...losses.slice(-20))).toBeLessThan(0.05);
  });

  it('follows the same curve as TensorFlow.js itself', async () => {
    const native = await trainer({});
    const eager = await trainer({ backend: 'eager' });
    for (let i = 0; i < 20; i++)
      expect(Math.abs((await native(1e-3)) - (await eager(1e-3)))).toBeLessThan(1e-3);
  });
});
