import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile, createState } from '../../src/engine/index.ts';
import { failure } from './failure.ts';

describe('a state', () => {
  const create = () => createState({ w: { shape: [3] }, n: { shape: [], dtype: 'int32' } }, { w: [1, 2, 3] });

  it('is shared by programs, read and set', async () => {
    const state = create();
    const add = await compile(
      ({ x }, { state }) => ({ outputs: {}, states: { state: { w: tf.add(state.w, x) } } }),
      { inputs: { x: { shape: [3] } }, states: { state } },
    );
    const sum = await compile((_, { state }) => ({ outputs: { sum: tf.sum(state.w) } }), {
      inputs: {},
      states: { state },
    });
    await add.run({ x: [1, 1, 1] });
    expect((await sum.run({})).sum.data[0]).toBe(9);
    state.set({ n: 4 });
    const { w, n } = state.read();
    expect([[...w.data], [...n.data]]).toEqual([[2, 3, 4], [4]]);
    state.set({ w: [0, 0, 1] });
    expect([...w.data]).toEqual([2, 3, 4]);
    expect((await sum.run({})).sum.data[0]).toBe(1);
  });

  it('has one name in a program', async () => {
    const state = create();
    const twice = compile(() => ({ outputs: {} }), { inputs: {}, states: { a: state, b: state } });
    expect((await failure(() => twice)).id).toBe('engine-name');
  });

  it('changes wholly or not at all when it is set', async () => {
    const state = create();
    expect((await failure(() => state.set({ w: [9, 9, 9], n: [1, 2] }))).id).toBe('engine-feed-shape');
    expect((await failure(() => state.set({ v: 1 } as never))).id).toBe('engine-feed-unknown');
    expect([...state.read().w.data]).toEqual([1, 2, 3]);
  });

  it('is neither read nor set while a run is under way', async () => {
    const state = create();
    const program = await compile(
      (_, { state }) => ({ outputs: {}, states: { state: { w: tf.mul(state.w, 2) } } }),
      { inputs: {}, states: { state } },
    );
    const run = program.run({});
    expect((await failure(() => state.read())).id).toBe('engine-state-busy');
    expect((await failure(() => state.set({ n: 1 }))).id).toBe('engine-state-busy');
    await run;
    expect([...state.read().w.data]).toEqual([2, 4, 6]);
  });

  it('keeps its values when a loss is not finite, and the step is named', async () => {
    const state = createState({ w: { shape: [] } }, { w: 1 });
    const program = await compile(
      ({ x }, { state }) => {
        const w = tf.add(state.w, 1);
        return { outputs: { loss: tf.log(x) }, states: { state: { w } } };
      },
      { inputs: { x: { shape: [] } }, states: { state } },
    );
    await program.run({ x: 1 });
    expect(await failure(() => program.run({ x: -1 }))).toEqual({
      id: 'engine-not-finite',
      message: expect.stringMatching(/^"loss" became NaN at step 2\./),
    });
    expect((await failure(() => program.run({ x: 0 }))).message).toContain('became -Infinity at step 3');
    expect(state.read().w.data[0]).toBe(2);
  });

  it('must be given back in its own shape and by its own name', async () => {
    const state = create();
    const returning = (states: (w: tf.Tensor) => object) =>
      failure(() =>
        compile(
          ((_: object, given: { state: { w: tf.Tensor } }) => ({
            outputs: {},
            states: states(given.state.w),
          })) as never,
          {
            inputs: {},
            states: { state },
          },
        ),
      );
    expect((await returning((w) => ({ state: { w: tf.sum(w) } }))).id).toBe('engine-state-shape');
    expect((await returning((w) => ({ state: { n: tf.sum(w) } }))).id).toBe('engine-state-shape');
    expect((await returning((w) => ({ state: { v: w } }))).id).toBe('engine-state-unknown');
    expect((await returning((w) => w)).id).toBe('engine-state-unknown');
  });
});
