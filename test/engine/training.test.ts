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
  const net = createState(spec, initial(SHAPE, random.normal));
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

/** AdamW as its authors write it, in double precision. */
function reference(start: number[][], gradients: number[][][], rate: number): number[][] {
  const [beta1, beta2, epsilon, decay, clip] = [0.8, 0.95, 1e-6, 0.1, 2];
  const p = start.map((row) => [...row]);
  const m = start.map((row) => row.map(() => 0));
  const v = start.map((row) => row.map(() => 0));
  gradients.forEach((rows, t) => {
    const norm = Math.sqrt(rows.flat().reduce((sum, g) => sum + g * g, 0));
    const scale = Math.min(1, clip / norm);
    rows.forEach((row, r) => {
      row.forEach((raw, i) => {
        const g = raw * scale;
        m[r]![i] = beta1 * m[r]![i]! + (1 - beta1) * g;
        v[r]![i] = beta2 * v[r]![i]! + (1 - beta2) * g * g;
        const mean = m[r]![i]! / (1 - beta1 ** (t + 1));
        const square = v[r]![i]! / (1 - beta2 ** (t + 1));
        // Row 0 is a matrix and decays, row 1 is a vector and does not.
        if (r === 0) p[r]![i]! -= rate * decay * p[r]![i]!;
        p[r]![i]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
      });
    });
  });
  return p;
}

describe('AdamW', () => {
  it('steps as its authors write it, with bias correction, decay and clipping', async () => {
    const random = randomOf('adam');
    const list = (size: number, scale: number) => Array.from({ length: size }, () => random.normal() * scale);
    const spec = { matrix: { shape: [2, 3] }, vector: { shape: [3] } } as const;
    const start = [list(6, 1), list(3, 1)];
    // Some gradients are longer than the norm they are clipped to, and some are not.
    const gradients = Array.from({ length: 12 }, (_, t) => [list(6, t % 3), list(3, t % 3)]);
    const optimiser = adamW({ beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.1, clipNorm: 2 });
    const net = createState(spec, { matrix: start[0]!, vector: start[1]! });
    const adam = createState(optimiser.signature(spec));
    const program = await compile(
      ({ gradients, rate }, { net, adam }) => {
        const next = optimiser.update(net, gradients, adam, rate);
        return { outputs: { norm: next.norm }, states: { net: next.parameters, adam: next.state } };
      },
      { inputs: { gradients: spec, rate: { shape: [] } }, states: { net, adam } },
    );
    for (const [matrix, vector] of gradients) {
      const { norm } = await program.run({ gradients: { matrix: matrix!, vector: vector! }, rate: 0.03 });
      expect(norm.data[0]).toBeCloseTo(Math.hypot(...matrix!, ...vector!), 4);
    }
    const want = reference(start, gradients, 0.03).flat();
    const got = [...net.read().matrix.data, ...net.read().vector.data];
    for (const [i, number] of got.entries()) expect(number).toBeCloseTo(want[i]!, 5);
    expect(adam.read().step.data[0]).toBe(12);
  });
});

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
