/** What is said, and done, once in a process where ONNX Runtime does not load. */
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
    // Importing it makes it TensorFlow.js' first choice of backend.
    await import(NATIVE_TENSORFLOW);
    await tf.setBackend('tensorflow');
  } catch {
    await tf.ready();
  }
  return tf.getBackend();
}
