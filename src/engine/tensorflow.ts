/** Makes TensorFlow.js ready: a backend, silence, and the gradients once a program wants them. */
import '@tensorflow/tfjs-backend-cpu';
import { registerHooks } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';

const GRADIENTS = '@tensorflow/tfjs-core/dist/register_all_gradients.js';
/** The one chained op that gradients use, those of `prod` and of batched `gather`. */
const RESHAPE = '@tensorflow/tfjs-core/dist/public/chained_ops/reshape.js';

let prepared: Promise<void> | undefined;

export function prepareTensorFlow(): Promise<void> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<void> {
  await tf.ready();
  quietCpuBackend();
}

/** What TensorFlow.js says where a gradient was wanted that it does not know. */
const NO_GRADIENT = /gradient function not found/;
let gradients: Promise<void> | undefined;

/** Whether an error is about a gradient that is unknown, or not loaded yet. */
export function lacksGradient(error: unknown): boolean {
  return error instanceof Error && NO_GRADIENT.test(error.message);
}

/** Makes gradients known. They lie in a hundred files, so whoever only writes or listens does without. */
export function prepareGradients(): Promise<void> {
  gradients ??= tf.getGradient('Sum') === undefined ? loadGradients() : Promise.resolve();
  return gradients;
}

/**
 * tfjs-core's bundle for Node leaves the gradients of its ops out, and the files that hold them import each other
 * without extensions, which only bundlers forgive: so Node is told where they are, for as long as it takes. (The
 * umbrella package @tensorflow/tfjs has them too, along with layers and a WebGL backend that we have no use for.)
 */
async function loadGradients(): Promise<void> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const bare = specifier.startsWith('.') && !specifier.endsWith('.js');
      return next(
        bare && context.parentURL?.includes('/tfjs-core/dist/') ? `${specifier}.js` : specifier,
        context,
      );
    },
  });
  try {
    await import(GRADIENTS);
    await import(RESHAPE);
  } finally {
    hooks.deregister();
  }
}

/** The CPU backend greets everybody under Node with an advertisement, unless its first write happens elsewhere. */
function quietCpuBackend(): void {
  const before = tf.env().get('IS_NODE');
  tf.env().set('IS_NODE', false);
  const backend = tf.findBackend('cpu');
  backend.disposeData(backend.write(new Float32Array(1), [1], 'float32'));
  tf.env().set('IS_NODE', before);
}
