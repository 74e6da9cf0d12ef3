import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile, constants, createState, gumbelNoise, sample, writeStep } from '../../src/engine/index.ts';
import { randomOf } from '../../src/music/index.ts';

describe('decoding', () => {
  it('keeps a cache that grows by one step a run, and reads it back as it was written', async () => {
    const cache = createState({ keys: { shape: [2, 4, 3] } });
    const program = await compile(
      ({ key, step }, { cache }) => {
        const keys = writeStep(cache.keys, step, key);
        return { outputs: { sum: tf.sum(keys, [0, 2]) }, states: { cache: { keys } } };
      },
      { inputs: { key: { shape: [2, 3] }, step: { shape: [], dtype: 'int32' } }, states: { cache } },
    );
    for (let step = 0; step < 4; step++) {
      const { sum } = await program.run({ key: new Float32Array(6).fill(step + 1), step });
      expect([...sum.data]).toEqual([0, 1, 2, 3].map((i) => (i <= step ? 6 * (i + 1) : 0)));
    }
    expect([...cache.read().keys.data]).toEqual(
      [...Array(2)].flatMap(() => [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]),
    );
  });

  it('reads what was there before it was written, where the function asks for it', async () => {
    const cache = createState({ keys: { shape: [1, 3, 2] } }, { keys: [1, 2, 3, 4, 5, 6] });
    const program = await compile(
      ({ key, step }, { cache }) => {
        const old = tf.reshape(cache.keys, [3, 2]);
        const keys = writeStep(cache.keys, step, key);
        const after = tf.sum(tf.mul(old, tf.add(tf.mul(tf.sum(keys), 0), 1)));
        return { outputs: { before: tf.sum(old), after, old }, states: { cache: { keys } } };
      },
      { inputs: { key: { shape: [1, 2] }, step: { shape: [], dtype: 'int32' } }, states: { cache } },
    );
    const { before, after, old } = await program.run({ key: [10, 20], step: 1 });
    expect([before.data[0], after.data[0]]).toEqual([21, 21]);
    expect([...old.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...cache.read().keys.data]).toEqual([1, 2, 10, 20, 5, 6]);
  });

  it('attends through its cache as it would over the whole sequence at once', async () => {
    const [steps, width] = [6, 4];
    const random = randomOf('cache');
    const draw = (shape: number[]) => ({
      shape,
      dtype: 'float32' as const,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random.normal),
    });
    const weights = { q: draw([width, width]), k: draw([width, width]), v: draw([width, width]) };
    const sequence = draw([steps, width]);
    const whole = await compile(
      ({ x }) => {
        const { q, k, v } = constants(weights);
        const place = tf.range(0, steps, 1, 'int32');
        const later = tf.greater(tf.reshape(place, [1, steps]), tf.reshape(place, [steps, 1]));
        const scores = tf.matMul(tf.matMul(x, q), tf.matMul(x, k), false, true);
        return {
          y: tf.matMul(tf.softmax(tf.add(scores, tf.mul(tf.cast(later, 'float32'), -1e9))), tf.matMul(x, v)),
        };
      },
      { inputs: { x: { shape: [steps, width] } } },
    );
    const cache = createState({ k: { shape: [1, steps, width] }, v: { shape: [1, steps, width] } });
    const one = await compile(
      ({ x, step }, { cache }) => {
        const { q, k, v } = constants(weights);
        const keys = writeStep(cache.k, step, tf.matMul(x, k));
        const values = writeStep(cache.v, step, tf.matMul(x, v));
        const later = tf.greater(tf.range(0, steps, 1, 'int32'), step);
        const scores = tf.matMul(tf.matMul(x, q), tf.reshape(keys, [steps, width]), false, true);
        const weighed = tf.softmax(tf.add(scores, tf.mul(tf.cast(later, 'float32'), -1e9)));
        const y = tf.matMul(weighed, tf.reshape(values, [steps, width]));
        return { outputs: { y }, states: { cache: { k: keys, v: values } } };
      },
      { inputs: { x: { shape: [1, width] }, step: { shape: [], dtype: 'int32' } }, states: { cache } },
    );
    const { y } = await whole.run({ x: sequence });
    for (let step = 0; step < steps; step++) {
      const row = await one.run({ x: sequence.data.slice(step * width, (step + 1) * width), step });
      for (const [i, number] of row.y.data.entries())
        expect(number).toBeCloseTo(y.data[step * width + i]!, 5);
    }
  });
});

describe('sampling', () => {
  const CHOICES = 5;
  const logits = [2, 1, 0, -1, -5];
  const softmax = logits.map((x) => Math.exp(x) / logits.reduce((sum, y) => sum + Math.exp(y), 0));

  async function frequencies(options: Parameters<typeof sample>[2]): Promise<number[]> {
    const rows = 20_000;
    const program = await compile(
      ({ x, noise }) => ({ draws: tf.mean(sample(tf.broadcastTo(x, [rows, CHOICES]), noise, options), 0) }),
      { inputs: { x: { shape: [CHOICES] }, noise: { shape: [rows, CHOICES] } } },
    );
    const { draws } = await program.run({
      x: logits,
      noise: gumbelNoise(randomOf('draws').next, rows * CHOICES),
    });
    return [...draws.data];
  }

  it('draws in proportion to the softmax', async () => {
    for (const [i, share] of (await frequencies({})).entries())
      expect(Math.abs(share - softmax[i]!)).toBeLessThan(0.01);
  });

  it('draws only from the k likeliest, from those min-p leaves, and from what is allowed', async () => {
    const drawn = (shares: number[]) => shares.map((share) => share > 0);
    expect(drawn(await frequencies({ topK: 2 }))).toEqual([true, true, false, false, false]);
    expect(drawn(await frequencies({ minP: 0.1 }))).toEqual([true, true, true, false, false]);
    expect(drawn(await frequencies({ allowed: tf.tensor1d([0, 1, 0, 1, 0]) }))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('draws one choice a row even where all are alike, and the likeliest without noise', async () => {
    const program = await compile(({ x, noise }) => ({ draws: sample(x, noise) }), {
      inputs: { x: { shape: [2, 3] }, noise: { shape: [2, 3] } },
    });
    const { draws } = await program.run({ x: [1, 1, 1, 0, 2, 1], noise: [0, 0, 0, 0, 0, 0] });
    expect([...draws.data]).toEqual([1, 0, 0, 0, 1, 0]);
  });
});
