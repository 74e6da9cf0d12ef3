/** A program as ONNX graphs that ONNX Runtime runs: one for a step, and one for many when they are asked for. */
import type { default as Ort } from 'onnxruntime-node';
import { inputsOf, type Plan } from '../call.ts';
import { EngineError } from '../errors.ts';
import { feedsOf } from '../feeds.ts';
import { refuseInfinite } from '../finite.ts';
import type { ElementType } from '../graph/graph.ts';
import { writeOnnx } from '../graph/onnx.ts';
import type { CompileOptions, UntypedProgram } from '../program.ts';
import { enqueue } from '../queue.ts';
import { mapTree } from '../tree.ts';
import {
  type Data,
  type Dtype,
  dtypeOf,
  emptyData,
  sizeOf,
  type TensorSpec,
  type TensorValue,
} from '../types.ts';
import { type GroupLayout, grouped } from './group.ts';
import { type Layout, record } from './record.ts';
import { leaseSession, type Runtime, type SessionLease } from './runtime.ts';
import { writeScatter } from './scatter.ts';

type Inputs = ReadonlyMap<string, Data>;

interface Group {
  readonly lease: SessionLease;
  readonly layout: GroupLayout;
}

export async function nativeProgram(
  ort: Runtime,
  plan: Plan,
  options: CompileOptions,
): Promise<UntypedProgram> {
  const { graph, layout } = record(plan, options, true);
  const lease = await leaseSession(ort, writeOnnx(graph), options.threads);
  return new NativeProgram(ort, plan, options, layout, lease);
}

class NativeProgram implements UntypedProgram {
  readonly kind = 'native';
  readonly #ort: Runtime;
  readonly #plan: Plan;
  readonly #options: CompileOptions;
  readonly #layout: Layout;
  readonly #lease: SessionLease;
  readonly #specs: readonly [path: string, spec: TensorSpec][];
  #group: Group | undefined;
  #runs = 0;
  #released = false;

  constructor(ort: Runtime, plan: Plan, options: CompileOptions, layout: Layout, lease: SessionLease) {
    this.#ort = ort;
    this.#plan = plan;
    this.#options = options;
    this.#layout = layout;
    this.#lease = lease;
    this.#specs = inputsOf(plan);
  }

  async run(feeds: unknown): Promise<unknown> {
    const given = this.#given(feeds);
    return this.#whileRunning(() => this.#run(given));
  }

  async runMany(list: readonly unknown[]): Promise<unknown[]> {
    const given = list.map((feeds) => this.#given(feeds));
    if (given.length === 0) return [];
    return this.#whileRunning(async () => this.#runGroup(await this.#getGroup(), given));
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await enqueue(async () => {
      await this.#lease.release();
      await this.#group?.lease.release();
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  #given(feeds: unknown): Inputs {
    if (this.#released)
      throw new EngineError('engine-released', 'This program was released: compile it again.');
    return feedsOf(this.#plan.inputs, this.#specs, feeds);
  }

  /** The graph for many steps, which is made when it is first needed. */
  async #getGroup(): Promise<Group> {
    if (!this.#group) {
      const { graph, layout } = grouped(record(this.#plan, this.#options, false));
      const lease = await leaseSession(this.#ort, writeOnnx(graph), this.#options.threads);
      this.#group = { layout, lease };
    }
    return this.#group;
  }

  async #whileRunning<T>(run: () => Promise<T>): Promise<T> {
    const states = Object.values(this.#plan.states ?? {});
    for (const state of states) state.running++;
    try {
      return await enqueue(run);
    } finally {
      for (const state of states) state.running--;
    }
  }

  async #run(given: Inputs): Promise<unknown> {
    const { inputs, reads, writes, scatters, outputs, tree, finite } = this.#layout;
    const feeds: Record<string, Ort.Tensor> = {};
    for (const { path, spec, name } of inputs) feeds[name] = this.#tensor(given.get(path)!, spec);
    for (const { cell, name } of reads) feeds[name] = this.#tensor(cell.current, cell.spec);
    const results = await this.#session(this.#lease, feeds, `step ${this.#runs + 1}`);
    this.#runs++;
    const resultOf = (name: string) => results[name]!.data as Data;
    const valueAt = (path: string) => outputValue(outputs.get(path)!, resultOf);
    for (const path of finite) refuseInfinite(path, valueAt(path), this.#runs, this.#runs);
    for (const { cell, axes, indices, updates } of scatters) {
      writeScatter(cell, axes, resultOf(indices), resultOf(updates));
    }
    for (const { cell, name } of writes) cell.current = resultOf(name);
    return mapTree(tree, isPath, valueAt);
  }

  async #runGroup({ lease, layout }: Group, given: readonly Inputs[]): Promise<unknown[]> {
    const { inputs, before, after, outputs, tree, finite, count, list, all } = layout;
    const feeds: Record<string, Ort.Tensor> = {};
    feeds[count] = new this.#ort.Tensor('int64', BigInt64Array.of(BigInt(given.length)), []);
    for (const { path, spec, name } of inputs) {
      const stack = { ...spec, shape: [given.length, ...spec.shape] };
      const data = emptyData(stack);
      for (const [i, one] of given.entries()) data.set(one.get(path)!, i * sizeOf(spec.shape));
      feeds[list(name)] = this.#tensor(data, stack);
    }
    for (const { cell, name } of before) feeds[name] = this.#tensor(cell.current, cell.spec);
    const first = this.#runs + 1;
    const results = await this.#session(
      lease,
      feeds,
      `one of the steps ${first} to ${this.#runs + given.length}`,
    );
    const values = given.map((_, i) => (path: string) => {
      const result = outputs.get(path)!;
      const size = sizeOf(result.shape);
      return outputValue(result, (name) =>
        (results[all(name)]!.data as Data).subarray(i * size, (i + 1) * size),
      );
    });
    for (const valueAt of values) {
      this.#runs++;
      for (const path of finite) refuseInfinite(path, valueAt(path), this.#runs, first);
    }
    for (const { cell, name } of after) cell.current = results[name]!.data as Data;
    return values.map((valueAt) => mapTree(tree, isPath, valueAt));
  }

  async #session(lease: SessionLease, feeds: Record<string, Ort.Tensor>, which: string) {
    try {
      return await lease.session.run(feeds);
    } catch (error) {
      // ONNX Runtime's complaint, such as that of an index out of range.
      const why = error instanceof Error ? error.message : String(error);
      throw new EngineError('engine-run', `The program failed at ${which}: ${why}`, { cause: error });
    }
  }

  #tensor(data: Data, spec: TensorSpec): Ort.Tensor {
    return new this.#ort.Tensor(dtypeOf(spec), data, [...spec.shape]);
  }
}

function outputValue(
  { name, shape, type }: { name: string; shape: readonly number[]; type: ElementType },
  dataOf: (name: string) => Data,
): TensorValue {
  return { shape, dtype: type as Dtype, data: dataOf(name) };
}

function isPath(node: unknown): node is string {
  return typeof node === 'string';
}
