/** Stands in for @tensorflow/tfjs-node: its backend, which asks for what Node dropped as 4.22 does, computes on the CPU. */
import { createRequire } from 'node:module';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

const util = createRequire(import.meta.url)('node:util');

class Backend extends MathBackendCPU {
  override write(...given: Parameters<MathBackendCPU['write']>): object {
    if (util.isNullOrUndefined(given[0])) throw new Error('there is nothing to write');
    return super.write(...given);
  }
}

tf.registerBackend('tensorflow', () => new Backend(), 3);
tf.copyRegisteredKernels('cpu', 'tensorflow');
