/** A program where ONNX Runtime is not to be had: TensorFlow.js runs the function itself, each time. */
import * as tf from '@tensorflow/tfjs-core';
import { callPlan, cellsOf, inputsOf, type Plan } from '../call.ts';
import { EngineError } from '../errors.ts';
import { feedsOf } from '../feeds.ts';
import { refuseInfinite, watched } from '../finite.ts';
import type { CompileOptions, UntypedProgram } from '../program.ts';
import { enqueue } from '../queue.ts';
import type { Cell } from '../state.ts';
import { mapTree } from '../tree.ts';
import { type Data, type Dtype, dtypeOf, isTensor, type TensorSpec, type TensorValue } from '../types.ts';

type Inputs = ReadonlyMap<string, Data>;

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
    const [value] = await this.runMany([feeds]);
    return value;
  }

  async runMany(list: readonly unknown[]): Promise<unknown[]> {
    if (this.#released)
      throw new EngineError('engine-released', 'This program was released: compile it again.');
    const given = list.map((feeds) => feedsOf(this.#plan.inputs, inputsOf(this.#plan), feeds));
    return enqueue(async () => {
      const first = this.#runs + 1;
      const before = cellsOf(this.#plan).map(([, cell]) => [cell, cell.current] as const);
      try {
        return given.map((inputs) => this.#run(inputs, first));
      } catch (error) {
        for (const [cell, data] of before) cell.current = data;
        throw error;
      }
    });
  }

  async release(): Promise<void> {
    this.#released = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  #run(inputs: Inputs, first: number): unknown {
    // TensorFlow.js keeps the array it is given, and the caller keeps the right to change it.
    const make = (data: Data, spec: TensorSpec) => tf.tensor(data.slice(), [...spec.shape], dtypeOf(spec));
    const done: { tree?: unknown; updates: [Cell, Data][] } = { updates: [] };
    // What is read is not given back by the scope, which would search it for tensors, number by number.
    tf.tidy(() => {
      const returned = callPlan(
        this.#plan,
        (path, spec) => make(inputs.get(path)!, spec),
        (_, cell) => make(cell.current, cell.spec),
      );
      this.#runs++;
      const values = new Map(returned.outputs.map(([path, tensor]) => [path, readValue(tensor)]));
      for (const path of watched(this.#options.finite, [...values.keys()])) {
        refuseInfinite(path, values.get(path)!, this.#runs, first);
      }
      done.updates = returned.updates.map(([cell, tensor]) => [cell, readValue(tensor).data]);
      done.tree = mapTree(returned.tree, isTensor, (_, path) => values.get(path)!);
    });
    for (const [cell, data] of done.updates) cell.current = data;
    return done.tree;
  }
}

function readValue(tensor: tf.Tensor): TensorValue {
  return {
    shape: tensor.shape,
    dtype: tensor.dtype as Dtype,
    data: tensor.dataSync<'float32' | 'int32' | 'bool'>().slice() as Data,
  };
}
