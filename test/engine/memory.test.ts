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
    const sizes = [await held()];
    for (let block = 0; block < 3; block++) {
      await runs(2000);
      sizes.push(await held());
    }
    // A leak grows in every block, the heap's own breathing only in some. What leaked even one of the small outputs
    // of each run would take 16 MB more each time.
    const growth = sizes.slice(1).map((size, i) => size - sizes[i]!);
    expect(Math.min(...growth)).toBeLessThan(4);
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
    for (let i = 0; i < 10; i++) await cycle(i);
    const before = await held();
    for (let i = 10; i < 30; i++) await cycle(i);
    // Each of the twenty held 4 MB of constants, at least once.
    expect((await held()) - before).toBeLessThan(30);
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
