import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile, createState, type State, writeStep } from '../../src/engine/index.ts';
import { failure } from './failure.ts';

const X = { x: { shape: [2, 3] } } as const;

describe('a program', () => {
  it('computes what the function does', async () => {
    const program = await compile(({ x, w }) => ({ y: tf.relu(tf.matMul(x, w)) }), {
      inputs: { x: { shape: [1, 2] }, w: { shape: [2, 3] } },
    });
    expect(program.kind).toBe('native');
    const { y } = await program.run({ x: [1, 2], w: [1, 2, 3, 4, -5, 6] });
    expect(y).toEqual({ shape: [1, 3], dtype: 'float32', data: Float32Array.of(9, 0, 15) });
  });

  it('takes and gives nested records and lists, and integers and truths', async () => {
    const program = await compile(
      ({ pair, more: { flag, numbers } }) => ({
        sums: [tf.add(pair[0], pair[1]), tf.sum(numbers)],
        more: { not: tf.logicalNot(flag), same: numbers },
      }),
      {
        inputs: {
          pair: [{ shape: [2] }, { shape: [] }],
          more: { flag: { shape: [3], dtype: 'bool' }, numbers: { shape: [2], dtype: 'int32' } },
        },
      },
    );
    const { sums, more } = await program.run({
      pair: [[1, 2], 10],
      more: { flag: Uint8Array.of(1, 0, 1), numbers: [3, 4] },
    });
    expect([...sums[0].data]).toEqual([11, 12]);
    expect(sums[1]).toEqual({ shape: [], dtype: 'int32', data: Int32Array.of(7) });
    expect(more.not).toEqual({ shape: [3], dtype: 'bool', data: Uint8Array.of(0, 1, 0) });
    expect([...more.same.data]).toEqual([3, 4]);
  });

  it('gives an input or a constant back, and one result under several names', async () => {
    const program = await compile(
      ({ x }) => {
        const double = tf.mul(x, 2);
        return { x, double, again: double, constant: tf.tensor1d([1, 2]) };
      },
      { inputs: X },
    );
    const { x, double, again, constant } = await program.run({ x: [1, 2, 3, 4, 5, 6] });
    expect([...x.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(double.data).toEqual(again.data);
    expect([...constant.data]).toEqual([1, 2]);
  });

  it('uses tensors from outside as constants and leaves them, the backend and the memory as they were', async () => {
    const backend = tf.getBackend();
    const outside = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const { numTensors, numDataBuffers } = tf.memory();
    const program = await compile(({ x }) => ({ y: tf.mul(x, outside) }), { inputs: X });
    expect([...(await program.run({ x: new Float32Array(6).fill(2) })).y.data]).toEqual([2, 4, 6, 8, 10, 12]);
    expect(tf.getBackend()).toBe(backend);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    expect([...outside.dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    outside.dispose();
  });

  it('restores the backend and the memory when the function throws', async () => {
    const backend = tf.getBackend();
    const { numTensors } = tf.memory();
    const attempt = compile(
      ({ x }) => {
        tf.mul(x, 2);
        throw new RangeError('of its own');
      },
      { inputs: X },
    );
    await expect(attempt).rejects.toThrow(new RangeError('of its own'));
    expect([tf.getBackend(), tf.memory().numTensors]).toEqual([backend, numTensors]);
    expect(Math.random()).toBeLessThan(1);
  });

  it('keeps runs that are not awaited in order', async () => {
    const count = createState({ n: { shape: [] } });
    const program = await compile(
      ({ by }, { count }) => {
        const n = tf.add(tf.mul(count.n, 2), by);
        return { outputs: { n }, states: { count: { n } } };
      },
      { inputs: { by: { shape: [] } }, states: { count } },
    );
    const results = await Promise.all([1, 2, 3].map((by) => program.run({ by })));
    expect(results.map(({ n }) => n.data[0])).toEqual([1, 4, 11]);
    await program.release();
    expect(await failure(() => program.run({ by: 1 }))).toMatchObject({ id: 'engine-released' });
  });

  it('prints nothing, although TensorFlow.js would like to advertise', async () => {
    const door = new URL('../../src/engine/index.ts', import.meta.url).href;
    const script = `
      const { compile } = await import(${JSON.stringify(door)});
      for (const backend of ['native', 'eager']) {
        const program = await compile(({ x }) => ({ x }), { inputs: { x: { shape: [1] } } }, { backend });
        await program.run({ x: [1] });
      }`;
    const output = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    expect(output).toEqual({ stdout: '', stderr: '' });
  });

  it.each(['native', 'eager'] as const)(
    'runs many steps as one would run them one by one, %s',
    async (backend) => {
      const signature = { seen: { shape: [2] }, last: { shape: [] }, factor: { shape: [] } } as const;
      const start = { seen: [1, 2], last: 0, factor: 2 };
      const make = (state: State<typeof signature>) =>
        compile(
          ({ x, i }, { state }) => {
            const seen = tf.add(tf.mul(state.seen, state.factor), x);
            const outputs = { loss: tf.log(tf.sum(seen)), same: x, i: tf.add(i, tf.scalar(1, 'int32')) };
            return { outputs, states: { state: { seen, last: tf.sum(x) } } };
          },
          { inputs: { x: { shape: [2] }, i: { shape: [], dtype: 'int32' } }, states: { state } },
          { backend },
        );
      const feeds = [1, 2, 3].map((i) => ({ x: [i, 10 * i], i }));
      const [many, one] = [createState(signature, start), createState(signature, start)];
      const program = await make(many);
      const single = await make(one);
      const results = await program.runMany(feeds);
      for (const [i, feed] of feeds.entries()) expect(results[i]).toEqual(await single.run(feed));
      expect(many.read()).toEqual(one.read());
      expect([...many.read().last.data]).toEqual([33]);
      expect(await program.runMany([])).toEqual([]);

      const failing = [feeds[0]!, { x: [-1000, 0], i: 1 }, feeds[1]!];
      const { id, message } = await failure(() => program.runMany(failing));
      expect([id, message]).toEqual([
        'engine-not-finite',
        expect.stringMatching(/^"loss" became NaN at step 5\. The states are as they were before step 4:/),
      ]);
      expect(many.read()).toEqual(one.read());
      await program.release();
      expect((await failure(() => program.runMany(feeds))).id).toBe('engine-released');
    },
  );

  it('keeps runs of many and of one in order', async () => {
    const count = createState({ n: { shape: [] } });
    const program = await compile(
      ({ by }, { count }) => {
        const n = tf.add(tf.mul(count.n, 2), by);
        return { outputs: { n }, states: { count: { n } } };
      },
      { inputs: { by: { shape: [] } }, states: { count } },
    );
    const many = program.runMany([{ by: 1 }, { by: 2 }]);
    const one = program.run({ by: 3 });
    expect((await many).map(({ n }) => n.data[0])).toEqual([1, 4]);
    expect((await one).n.data[0]).toBe(11);
  });

  it('runs many steps that write a cache', async () => {
    const cache = createState({ keys: { shape: [1, 3, 2] } });
    const program = await compile(
      ({ key, step }, { cache }) => ({
        outputs: { before: tf.sum(cache.keys) },
        states: { cache: { keys: writeStep(cache.keys, step, key) } },
      }),
      { inputs: { key: { shape: [1, 2] }, step: { shape: [], dtype: 'int32' } }, states: { cache } },
    );
    const results = await program.runMany([0, 1, 2].map((step) => ({ key: [step + 1, step + 1], step })));
    expect(results.map(({ before }) => before.data[0])).toEqual([0, 2, 6]);
    expect([...cache.read().keys.data]).toEqual([1, 1, 2, 2, 3, 3]);
    const outside = await failure(() => program.run({ key: [9, 9], step: 3 }));
    expect(outside).toMatchObject({
      id: 'engine-run',
      message: expect.stringContaining('index 3 of an axis of 3'),
    });
    expect([...cache.read().keys.data]).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('says what is wrong with a feed', async () => {
    const program = await compile(({ x, n }) => ({ y: tf.mul(x, n) }), {
      inputs: { x: { shape: [2, 3] }, n: { shape: [], dtype: 'float32' } },
    });
    const run = (feeds: object) => failure(() => program.run(feeds as never));
    const six = new Float32Array(6);
    expect(await run({ x: six })).toMatchObject({
      id: 'engine-feed-missing',
      message: expect.stringContaining('"n"'),
    });
    expect(await run({ x: [1, 2], n: 1 })).toEqual({
      id: 'engine-feed-shape',
      message:
        '"x" wants float32 of shape [2, 3], but 2 numbers came. Shapes are fixed when a program is compiled.',
    });
    expect(await run({ x: { shape: [3, 2], dtype: 'float32', data: six }, n: 1 })).toMatchObject({
      id: 'engine-feed-shape',
      message: expect.stringContaining('[2, 3], but shape [3, 2]'),
    });
    expect(await run({ x: new Int32Array(6), n: 1 })).toMatchObject({ id: 'engine-feed-type' });
    expect(
      await run({
        x: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        n: 1,
      }),
    ).toMatchObject({ id: 'engine-feed-shape' });
    expect(await run({ x: ['1', '2', '3', '4', '5', '6'], n: 1 })).toMatchObject({ id: 'engine-feed-type' });
    const whole = await compile(({ i }) => ({ i }), { inputs: { i: { shape: [], dtype: 'int32' } } });
    expect(await failure(() => whole.run({ i: 1.5 }))).toMatchObject({
      id: 'engine-feed-type',
      message: expect.stringContaining('1.5, which is no whole number'),
    });
    expect(await run({ x: six, n: 1, m: 2 })).toMatchObject({
      id: 'engine-feed-unknown',
      message: 'There is no "m" to give values to; here are: x, n.',
    });
  });

  it('says what a run failed of, and goes on', async () => {
    const program = await compile(({ x, at }) => ({ y: tf.gather(x, at) }), {
      inputs: { x: { shape: [2, 3] }, at: { shape: [1], dtype: 'int32' } },
    });
    const x = [1, 2, 3, 4, 5, 6];
    expect(await failure(() => program.run({ x, at: [7] }))).toMatchObject({
      id: 'engine-run',
      message: expect.stringMatching(/step 1: .*out of/),
    });
    expect([...(await program.run({ x, at: [1] })).y.data]).toEqual([4, 5, 6]);
  });
});

describe('compiling', () => {
  it('names the kernel without a mapping and the line that used it', async () => {
    const { id, message } = await failure(() =>
      compile(({ x }) => ({ y: tf.real(tf.spectral.fft(tf.complex(x, x))) }), { inputs: X }),
    );
    expect(id).toBe('engine-kernel');
    expect(message).toMatch(/kernel Complex, used at .*program\.test\.ts:\d+:\d+, has no mapping/);
  });

  it('names a kernel that only a gradient uses', async () => {
    const { id, message } = await failure(() =>
      compile(
        ({ x }) => {
          const f = (y: tf.Tensor) =>
            tf.sum(tf.localResponseNormalization(tf.reshape(y, [1, 1, 2, 3]) as tf.Tensor4D));
          return { y: tf.grad(f)(x) };
        },
        { inputs: X },
      ),
    );
    expect([id, message]).toEqual(['engine-kernel', expect.stringMatching(/kernel LRN/)]);
  });

  it('refuses to read a traced tensor, to draw randomness and to wait', async () => {
    const reading = await failure(() =>
      compile(({ x }) => ({ y: tf.mul(x, x.dataSync()[0]!) }), { inputs: X }),
    );
    expect(reading).toMatchObject({
      id: 'engine-traced-read',
      message: expect.stringMatching(/program\.test\.ts:\d+/),
    });
    const random = await failure(() => compile(({ x }) => ({ y: tf.dropout(x, 0.5) }), { inputs: X }));
    expect(random).toMatchObject({
      id: 'engine-random',
      message: expect.stringContaining('feed it as an input'),
    });
    const waiting = await failure(() => compile((async () => ({})) as never, { inputs: X }));
    expect(waiting.id).toBe('engine-async');
  });

  it('refuses signatures and results that are none', async () => {
    const identity = ({ x }: { x: tf.Tensor }) => ({ y: x });
    const compiled = (inputs: object) => failure(() => compile(identity as never, { inputs } as never));
    expect((await compiled({ x: { shape: [0] } })).id).toBe('engine-signature');
    expect((await compiled({ x: { shape: [2], dtype: 'string' } })).id).toBe('engine-signature');
    expect((await compiled({ x: 5 })).id).toBe('engine-tree');
    expect((await compiled({ 'x.y': { shape: [2] } })).id).toBe('engine-name');
    expect((await failure(() => compile((({ x }: { x: tf.Tensor }) => x) as never, { inputs: X }))).id).toBe(
      'engine-result',
    );
    expect((await failure(() => compile((() => ({ y: 5 })) as never, { inputs: X }))).id).toBe('engine-tree');
    const unknown = await failure(() => compile(identity as never, { inputs: X }, { finite: ['z'] }));
    expect(unknown.id).toBe('engine-name');
  });

  it('says that a tensor was used outside the function it belongs to', async () => {
    let leaked: tf.Tensor | undefined;
    await compile(
      ({ x }) => {
        leaked = tf.keep(tf.mul(x, 2));
        return { y: leaked };
      },
      { inputs: X },
    );
    expect((await failure(() => tf.add(leaked!, 1))).id).toBe('engine-traced-read');
    const again = failure(() => compile(({ x }) => ({ y: tf.add(x, leaked!) }), { inputs: X }));
    expect((await again).id).toBe('engine-traced-outside');
    leaked?.dispose();
  });
});
