/** TensorFlow.js graph models, as tensorflowjs_converter writes them, for use inside a compiled function. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from './errors.ts';
import { prepareTensorFlow } from './tensorflow.ts';
import type { Dtype } from './types.ts';

export interface GraphModelTensor {
  /** -1 for an axis of any length. */
  readonly shape: readonly number[];
  readonly dtype: Dtype;
}

export interface GraphModel {
  readonly inputs: Readonly<Record<string, GraphModelTensor>>;
  readonly outputs: readonly string[];
  /**
   * The model's outputs, all of them, for its inputs. Called inside a function that is compiled, it makes the model
   * part of the program; called outside, it runs it with TensorFlow.js.
   * @example
   * const model = await loadGraphModel('model.json');
   * const program = await compile(({ x }) => model.apply({ input_1: x }), { inputs: { x: { shape: [1, 256] } } });
   */
  apply(inputs: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor>;
  dispose(): void;
}

/**
 * Loads a model from its `model.json` and the weight files beside it.
 * @throws EngineError `engine-model` if the file is missing or is no graph model.
 */
export async function loadGraphModel(path: string): Promise<GraphModel> {
  await prepareTensorFlow();
  const { loadGraphModel: load } = await import('@tensorflow/tfjs-converter');
  const artifacts = await readArtifacts(path);
  const model = await load({ load: async () => artifacts });
  const named = (name: string) => name.replace(/:0$/, '');
  return {
    inputs: Object.fromEntries(
      model.inputs.map(({ name, shape, dtype }) => [
        named(name),
        { shape: shape ?? [], dtype: dtype as Dtype },
      ]),
    ),
    outputs: model.outputs.map(({ name }) => named(name)),
    apply(inputs) {
      const names = model.outputs.map(({ name }) => name);
      const results = [model.execute({ ...inputs }, names)].flat();
      return Object.fromEntries(names.map((name, i) => [named(name), results[i]!]));
    },
    dispose: () => model.dispose(),
  };
}

async function readArtifacts(path: string): Promise<tf.io.ModelArtifacts> {
  try {
    const json = JSON.parse(await readFile(path, 'utf8')) as tf.io.ModelJSON;
    if (json.format !== 'graph-model') throw new Error(`its format is ${json.format}, not graph-model`);
    const groups = json.weightsManifest;
    const files = groups.flatMap((group) => group.paths).map((file) => readFile(join(dirname(path), file)));
    const data = Buffer.concat(await Promise.all(files));
    return {
      modelTopology: json.modelTopology,
      format: 'graph-model',
      weightSpecs: groups.flatMap((group) => group.weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength),
      ...(json.signature ? { signature: json.signature } : {}),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError('engine-model', `The model ${path} could not be read: ${why}.`, { cause: error });
  }
}
