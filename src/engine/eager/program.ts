/** A program where ONNX Runtime is not to be had: TensorFlow.js runs the function itself, each time. */
import * as tf from '@tensorflow/tfjs-core';
import { callPlan, inputsOf, type Plan } from '../call.ts';
import { EngineError } from '../errors.ts';
import { dataOf, refuseUnknown } from '../feeds.ts';
import { refuseInfinite, watched } from '../finite.ts';
import type { CompileOptions, UntypedProgram } from '../program.ts';
import { enqueue } from '../queue.ts';
import { at, mapTree } from '../tree.ts';
import { type Data, type Dtype, dtypeOf, isTensor, type TensorSpec, type TensorValue } from '../types.ts';

export class EagerProgram implements UntypedProgram {
  readonly kind = 'eager';
  readonly #plan: Plan;
  readonly #options: CompileOptions;
  #runs = 0;
  #released = false;

  constructor(plan: Plan, options: CompileOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  async run(feeds: unknown): Promise<unknown> {
    if (this.#released)
      throw new EngineError('engine-released', 'This program was released: compile it again.');
    refuseUnknown(this.#plan.inputs, feeds);
    const inputs = new Map<string, Data>();
    for (const [path, spec] of inputsOf(this.#plan)) inputs.set(path, dataOf(spec, at(feeds, path), path));
    return enqueue(async () => tf.engine().tidy(() => this.#run(inputs) as tf.TensorContainer) as unknown);
  }

  async release(): Promise<void> {
    this.#released = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  #run(inputs: ReadonlyMap<string, Data>): unknown {
    // TensorFlow.js keeps the array it is given, and the caller keeps the right to change it.
    const make = (data: Data, spec: TensorSpec) => tf.tensor(data.slice(), [...spec.shape], dtypeOf(spec));
    const returned = callPlan(
      this.#plan,
      (path, spec) => make(inputs.get(path)!, spec),
      (_, cell) => make(cell.current, cell.spec),
    );
    this.#runs++;
    const values = new Map(returned.outputs.map(([path, tensor]) => [path, readValue(tensor)]));
    for (const path of watched(this.#options.finite, [...values.keys()])) {
      refuseInfinite(path, values.get(path)!, this.#runs);
    }
    for (const [cell, data] of returned.updates.map(
      ([cell, tensor]) => [cell, readValue(tensor).data] as const,
    )) {
      cell.current.set(data);
    }
    return mapTree(returned.tree, isTensor, (_, path) => values.get(path)!);
  }
}

function readValue(tensor: tf.Tensor): TensorValue {
  return {
    shape: tensor.shape,
    dtype: tensor.dtype as Dtype,
    data: tensor.dataSync<'float32' | 'int32' | 'bool'>().slice() as Data,
  };
}
