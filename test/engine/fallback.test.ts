import { registerHooks } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it, vi } from 'vitest';
import { compile, createState } from '../../src/engine/index.ts';

const hooks = registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'onnxruntime-node') throw new Error('no such library\nand more');
    return next(specifier, context);
  },
});
afterAll(() => hooks.deregister());

it('runs eagerly where onnxruntime-node does not load, and says so once', async () => {
  const warn = vi.fn<(message: string) => void>();
  const backend = tf.getBackend();
  const state = createState({ w: { shape: [2] } }, { w: [1, 2] });
  const make = () =>
    compile(
      ({ x }, { state }) => {
        const w = tf.add(state.w, x);
        return { outputs: { loss: tf.log(tf.sum(w)) }, states: { state: { w } } };
      },
      { inputs: { x: { shape: [] } }, states: { state } },
      { warn },
    );
  const program = await make();
  await make();
  expect(program.kind).toBe('eager');
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]![0]).toMatch(
    /could not be loaded \(.*\), so programs run on TensorFlow\.js' "cpu"/,
  );

  const { numTensors } = tf.memory();
  const { loss } = await program.run({ x: 1 });
  expect(loss.data[0]).toBeCloseTo(Math.log(5), 6);
  expect([...state.read().w.data]).toEqual([2, 3]);
  await expect(program.run({ x: -5 })).rejects.toMatchObject({ id: 'engine-not-finite' });
  await expect(program.run({ x: [1, 2] })).rejects.toMatchObject({ id: 'engine-feed-shape' });
  expect([...state.read().w.data]).toEqual([2, 3]);
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(tf.getBackend()).toBe(backend || 'cpu');
  await program.release();
  await expect(program.run({ x: 1 })).rejects.toMatchObject({ id: 'engine-released' });
});

it('says why a program cannot be native where one is demanded', async () => {
  const native = compile(({ x }) => ({ x }), { inputs: { x: { shape: [] } } }, { backend: 'native' });
  await expect(native).rejects.toMatchObject({ id: 'engine-no-runtime' });
});
