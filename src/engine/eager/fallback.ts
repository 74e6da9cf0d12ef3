/** What a process does, and says once, where ONNX Runtime does not load. */
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';

const NATIVE_TENSORFLOW = '@tensorflow/tfjs-node';

let prepared: Promise<void> | undefined;

/** Chooses the fastest eager backend there is and says why it is needed. */
export function prepareFallback(cause: Error, warn: (message: string) => void): Promise<void> {
  prepared ??= choose().then((backend) => {
    warn(
      `onnxruntime-node could not be loaded (${cause.message.split('\n')[0]}), so programs run on TensorFlow.js' ` +
        `"${backend}" backend: the results are the same, but ` +
        (backend === 'tensorflow'
          ? 'training takes a few times as long.'
          : `training takes hundreds of times as long. Installing ${NATIVE_TENSORFLOW} helps.`),
    );
  });
  return prepared;
}

async function choose(): Promise<string> {
  try {
    giveBackIsNullOrUndefined();
    // Importing it makes it TensorFlow.js' first choice of backend.
    await import(NATIVE_TENSORFLOW);
    if ((await tf.setBackend('tensorflow')) && computes()) return tf.getBackend();
  } catch {
    // It is not installed, or does not work here.
  }
  await tf.setBackend('cpu');
  return tf.getBackend();
}

/** @tensorflow/tfjs-node 4.22 calls it before every op, and Node 23 dropped it from `util`. */
function giveBackIsNullOrUndefined(): void {
  const util: Record<string, unknown> = createRequire(import.meta.url)('node:util');
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}

/** Whether the backend in use gets one product right: that it loads does not say that it works. */
function computes(): boolean {
  return tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0] === 11);
}
