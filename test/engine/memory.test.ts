import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import ort from 'onnxruntime-node';
import { describe, expect, it, vi } from 'vitest';
import { compile, createState } from '../../src/engine/index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that the process holds, after what can go has gone. */
async function held(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().rss / 2 ** 20;
}

/** By how many megabytes the process grew in the best of three goes: a leak grows in each, a heap that breathes does not. */
async function leastGrowth(go: () => Promise<void>): Promise<number> {
  const sizes = [await held()];
  for (let i = 0; i < 3; i++) {
    await go();
    sizes.push(await held());
  }
  return Math.min(...sizes.slice(1).map((size, i) => size - sizes[i]!));
}

describe('memory', () => {
  it('does not grow over 2,000 runs', async () => {
    const size = 256;
    const net = createState({ w: { shape: [size, size] } });
    const program = await compile(
      ({ x }, { net }) => {
        const w = tf.add(tf.mul(net.w, 0.9), tf.matMul(x, x, true));
        return { outputs: { y: tf.matMul(x, w) }, states: { net: { w } } };
      },
      { inputs: { x: { shape: [8, size] } }, states: { net } },
      { threads: 1 },
    );
    const x = new Float32Array(8 * size).fill(0.01);
    const runs = async (count: number) => {
      for (let i = 0; i < count; i++) await program.run({ x });
    };
    await runs(500);
    // What leaked even one of the small outputs of each run would take 16 MB more.
    expect(await leastGrowth(() => runs(2000))).toBeLessThan(4);
    await program.release();
  });

  it('is given back when programs are released', async () => {
    const weights = new Float32Array(2 ** 20);
    const cycle = async (i: number) => {
      weights.fill(i);
      const program = await compile(({ x }) => ({ y: tf.mul(x, tf.tensor1d(weights)) }), {
        inputs: { x: { shape: [1] } },
      });
      await program.run({ x: [1] });
      await program.release();
    };
    let content = 0;
    const cycles = async () => {
      for (let i = 0; i < 10; i++) await cycle(content++);
    };
    await cycles();
    // Each of the ten holds 4 MB of constants, at least once.
    expect(await leastGrowth(cycles)).toBeLessThan(20);
  });

  it('is shared by programs of equal content, until the last is released', async () => {
    const create = vi.spyOn(ort.InferenceSession, 'create');
    const make = (factor: number) =>
      compile(({ x }) => ({ y: tf.mul(x, factor) }), { inputs: { x: { shape: [] } } }, { threads: 1 });
    const [first, second] = [await make(1.5), await make(1.5)];
    expect(create).toHaveBeenCalledTimes(1);
    await make(2.5);
    expect(create).toHaveBeenCalledTimes(2);
    await first.release();
    await first.release();
    expect((await second.run({ x: 2 })).y.data[0]).toBe(3);
    await second.release();
    await make(1.5);
    expect(create).toHaveBeenCalledTimes(3);
    create.mockRestore();
  });
});
