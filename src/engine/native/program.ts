/** A program as one ONNX graph that ONNX Runtime runs. */
import type { default as Ort } from 'onnxruntime-node';
import { inputsOf, type Plan } from '../call.ts';
import { EngineError } from '../errors.ts';
import { dataOf, refuseUnknown } from '../feeds.ts';
import { refuseInfinite } from '../finite.ts';
import type { CompileOptions, UntypedProgram } from '../program.ts';
import { enqueue } from '../queue.ts';
import { at, mapTree } from '../tree.ts';
import { type Data, type Dtype, dtypeOf, type TensorSpec, type TensorValue } from '../types.ts';
import { type Layout, record } from './record.ts';
import { leaseSession, type Runtime, type SessionLease } from './runtime.ts';
import { writeScatter } from './scatter.ts';

export async function nativeProgram(
  ort: Runtime,
  plan: Plan,
  options: CompileOptions,
): Promise<UntypedProgram> {
  const { model, layout } = record(plan, options);
  const lease = await leaseSession(ort, model, options);
  return new NativeProgram(ort, plan, layout, lease);
}

class NativeProgram implements UntypedProgram {
  readonly kind = 'native';
  readonly #ort: Runtime;
  readonly #plan: Plan;
  readonly #layout: Layout;
  readonly #lease: SessionLease;
  readonly #inputs: readonly [path: string, spec: TensorSpec][];
  #runs = 0;
  #released = false;

  constructor(ort: Runtime, plan: Plan, layout: Layout, lease: SessionLease) {
    this.#ort = ort;
    this.#plan = plan;
    this.#layout = layout;
    this.#lease = lease;
    this.#inputs = inputsOf(plan);
  }

  async run(feeds: unknown): Promise<unknown> {
    if (this.#released)
      throw new EngineError('engine-released', 'This program was released: compile it again.');
    refuseUnknown(this.#plan.inputs, feeds);
    const given = new Map(this.#inputs.map(([path, spec]) => [path, dataOf(spec, at(feeds, path), path)]));
    const states = Object.values(this.#plan.states ?? {});
    for (const state of states) state.running++;
    try {
      return await enqueue(() => this.#run(given));
    } finally {
      for (const state of states) state.running--;
    }
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await enqueue(() => this.#lease.release());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  async #run(given: ReadonlyMap<string, Data>): Promise<unknown> {
    const { inputs, reads, writes, scatters, outputs, tree, finite } = this.#layout;
    const feeds: Record<string, Ort.Tensor> = {};
    for (const { path, spec, name } of inputs) feeds[name] = this.#tensor(given.get(path)!, spec);
    for (const { cell, name } of reads) feeds[name] = this.#tensor(cell.current, cell.spec);
    const results = await this.#lease.session.run(feeds).catch((error: unknown) => {
      throw failed(error, this.#runs + 1);
    });
    this.#runs++;
    const resultOf = (name: string) => results[name]!.data as Data;
    const value = (path: string): TensorValue => {
      const { name, shape, type } = outputs.get(path)!;
      return { shape, dtype: type as Dtype, data: resultOf(name) };
    };
    for (const path of finite) refuseInfinite(path, value(path), this.#runs);
    for (const { cell, axes, indices, updates } of scatters) {
      writeScatter(cell, axes, resultOf(indices), resultOf(updates));
    }
    for (const { cell, name } of writes) cell.current = resultOf(name);
    return mapTree<string>(tree, isPath, value);
  }

  #tensor(data: Data, spec: TensorSpec): Ort.Tensor {
    return new this.#ort.Tensor(dtypeOf(spec), data, [...spec.shape]);
  }
}

/** ONNX Runtime's complaint, such as that of an index out of range. */
function failed(error: unknown, run: number): EngineError {
  const why = error instanceof Error ? error.message : String(error);
  return new EngineError('engine-run', `The program failed at step ${run}: ${why}`, { cause: error });
}

function isPath(node: unknown): node is string {
  return typeof node === 'string';
}
