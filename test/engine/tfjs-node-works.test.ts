import { registerHooks } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it, vi } from 'vitest';
import { compile } from '../../src/engine/index.ts';

const hooks = registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'onnxruntime-node') throw new Error('no such library');
    if (specifier !== '@tensorflow/tfjs-node') return next(specifier, context);
    return next(new URL('./tfjs-node/works.ts', import.meta.url).href, context);
  },
});
afterAll(() => hooks.deregister());

it('programs run on @tensorflow/tfjs-node where it is installed and works', async () => {
  const warn = vi.fn<(message: string) => void>();
  const program = await compile(({ x }) => ({ y: tf.add(x, x) }), { inputs: { x: { shape: [] } } }, { warn });
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/"tensorflow" backend: .*a few times as long/)]]);
  expect((await program.run({ x: 4 })).y.data[0]).toBe(8);
});
