/** Stands in for a @tensorflow/tfjs-node that loads and then fails at every op. */
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

tf.registerBackend('tensorflow', () => new MathBackendCPU(), 3);
tf.registerKernel({
  kernelName: 'BatchMatMul',
  backendName: 'tensorflow',
  kernelFunc: () => {
    throw new Error('no such symbol');
  },
});
