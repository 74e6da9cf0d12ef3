/** TensorFlow.js' WebAssembly backend, which programs run on eagerly while it is active. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** Runs something with the WebAssembly backend active. */
export async function onWasm<T>(run: () => Promise<T>): Promise<T> {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(main), '/'));
  const before = tf.getBackend();
  await tf.setBackend('wasm');
  try {
    return await run();
  } finally {
    await tf.setBackend(before);
  }
}
