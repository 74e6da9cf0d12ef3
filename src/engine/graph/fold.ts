/** Computes at once what depends on constants only, as the shape arithmetic of converted models does. */
import * as tf from '@tensorflow/tfjs-core';
import { type Data, type Dtype, sizeOf } from '../types.ts';

export interface Constant {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly data: Data;
}

/** Larger constants are left to ONNX Runtime, which computes with them faster. */
const LARGEST = 256;

/**
 * What the CPU backend makes of the inputs, if it has the kernel and they are small.
 * @param inputs by TensorFlow.js' names, or a list where the kernel takes one.
 */
export function fold(
  kernelName: string,
  inputs: Readonly<Record<string, Constant>> | readonly Constant[],
  attrs: tf.NamedAttrMap,
): Constant[] | undefined {
  const kernel = tf.getKernel(kernelName, 'cpu');
  const given = Object.values(inputs);
  if (!kernel || given.length === 0 || given.some(({ shape }) => sizeOf(shape) > LARGEST)) return undefined;
  const backend = tf.findBackend('cpu');
  const written = given.map(({ data, shape, dtype }) => ({
    dataId: backend.write(data, [...shape], dtype),
    shape: [...shape],
    dtype,
  }));
  const named = Object.fromEntries(Object.keys(inputs).map((name, i) => [name, written[i]!]));
  const list = written as unknown as tf.NamedTensorInfoMap;
  const made = kernel.kernelFunc({ inputs: Array.isArray(inputs) ? list : named, attrs, backend });
  const results = Array.isArray(made) ? made : [made];
  const constants = results.map(({ dataId, shape, dtype }) => ({
    shape,
    dtype: dtype as Dtype,
    data: (backend.readSync(dataId) as Data).slice(),
  }));
  for (const { dataId } of [...results, ...written]) backend.disposeData(dataId);
  return constants.every(({ shape }) => sizeOf(shape) <= LARGEST) ? constants : undefined;
}
