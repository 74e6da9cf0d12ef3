/** A program as one ONNX graph that ONNX Runtime runs. */
import type * as Ort from 'onnxruntime-node';
import { callPlan, cellsOf, inputsOf, type Plan } from '../call.ts';
import { EngineError } from '../errors.ts';
import { dataOf, refuseUnknown } from '../feeds.ts';
import { refuseInfinite, watched } from '../finite.ts';
import { fuse } from '../graph/fuse.ts';
import { needed, type Value } from '../graph/graph.ts';
import { writeOnnx } from '../graph/onnx.ts';
import { trace } from '../graph/trace.ts';
import type { CompileOptions, UntypedProgram } from '../program.ts';
import { enqueue } from '../queue.ts';
import type { Cell } from '../state.ts';
import { at, mapTree } from '../tree.ts';
import {
  type Data,
  type Dtype,
  dtypeOf,
  emptyData,
  isTensor,
  type TensorSpec,
  type TensorValue,
} from '../types.ts';
import { writesInPlace } from './in-place.ts';
import { leaseSession, type Runtime, type SessionLease } from './runtime.ts';

/** A recorded program: the model file, and which of its names stand for what. */
interface Recorded {
  readonly model: Uint8Array;
  readonly inputs: readonly { readonly path: string; readonly spec: TensorSpec; readonly name: string }[];
  readonly reads: readonly { readonly cell: Cell; readonly name: string }[];
  readonly writes: readonly { readonly cell: Cell; readonly name: string; readonly inPlace: boolean }[];
  /** Names of results by the path of the output; several outputs may be one result. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** The caller's tree, with paths for leaves. */
  readonly tree: unknown;
  readonly finite: readonly string[];
}

export async function nativeProgram(
  ort: Runtime,
  plan: Plan,
  options: CompileOptions,
): Promise<UntypedProgram> {
  const recorded = record(plan, options);
  const lease = await leaseSession(ort, recorded.model, options.threads);
  return new NativeProgram(ort, plan, recorded, lease);
}

function record(plan: Plan, options: CompileOptions): Recorded {
  return trace(({ graph, input, valueFor }) => {
    const inputValues = new Map<string, Value>();
    const make = (path: string, spec: TensorSpec) => {
      const tensor = input(`${inputValues.size}`, spec.shape, dtypeOf(spec));
      inputValues.set(path, valueFor(tensor));
      return tensor;
    };
    const returned = callPlan(
      plan,
      (path, spec) => make(`in ${path}`, spec),
      (path, cell) => make(`state ${path}`, cell.spec),
    );
    const taken = new Set<Value>();
    /** A result of its own: ONNX has no graph that hands an input through, or one result twice. */
    const result = (value: Value) => {
      const own = value.node && !taken.has(value) ? value : graph.copy(value);
      taken.add(own);
      return own;
    };
    const known = new Map<Value, Value>();
    const outputs = new Map<string, Value>();
    for (const [path, tensor] of returned.outputs) {
      const value = valueFor(tensor);
      if (!known.has(value)) known.set(value, result(value));
      outputs.set(path, known.get(value)!);
    }
    const finite = watched(options.finite, [...outputs.keys()]);
    const cellValues = new Map(
      cellsOf(plan).map(([path, cell]) => [cell, inputValues.get(`state ${path}`)!]),
    );
    const writes = returned.updates.flatMap(([cell, tensor]) => {
      const value = valueFor(tensor);
      return value === cellValues.get(cell) ? [] : [{ cell, value: result(value) }];
    });
    const results = [...new Set([...outputs.values(), ...writes.map((write) => write.value)])];
    const { nodes, constants, inputs } = needed(results);
    const keepsOld = finite.length > 0;
    return {
      model: writeOnnx({ inputs: [...inputs], outputs: results, nodes: fuse(nodes, results), constants }),
      inputs: inputsOf(plan).flatMap(([path, spec]) => {
        const value = inputValues.get(`in ${path}`)!;
        return inputs.has(value) ? [{ path, spec, name: value.name }] : [];
      }),
      reads: [...cellValues].flatMap(([cell, value]) =>
        inputs.has(value) ? [{ cell, name: value.name }] : [],
      ),
      writes: writes.map(({ cell, value }) => ({
        cell,
        name: value.name,
        inPlace: !keepsOld && writesInPlace(nodes, results, cellValues.get(cell)!, value),
      })),
      outputs,
      tree: mapTree(returned.tree, isTensor, (_, path) => path),
      finite,
    };
  });
}

class NativeProgram implements UntypedProgram {
  readonly kind = 'native';
  readonly #ort: Runtime;
  readonly #plan: Plan;
  readonly #recorded: Recorded;
  readonly #lease: SessionLease;
  #runs = 0;
  #released = false;

  constructor(ort: Runtime, plan: Plan, recorded: Recorded, lease: SessionLease) {
    this.#ort = ort;
    this.#plan = plan;
    this.#recorded = recorded;
    this.#lease = lease;
  }

  async run(feeds: unknown): Promise<unknown> {
    if (this.#released) throw released();
    refuseUnknown(this.#plan.inputs, feeds);
    for (const [path, spec] of inputsOf(this.#plan)) dataOf(spec, at(feeds, path), path);
    return this.#whileRunning(() => enqueue(() => this.#run(feeds)));
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await enqueue(() => this.#lease.release());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  async #whileRunning<T>(run: () => Promise<T>): Promise<T> {
    const states = Object.values(this.#plan.states ?? {});
    for (const state of states) state.running++;
    try {
      return await run();
    } finally {
      for (const state of states) state.running--;
    }
  }

  async #run(feeds: unknown): Promise<unknown> {
    const { inputs, reads, writes, outputs, tree, finite } = this.#recorded;
    const given: Record<string, Ort.Tensor> = {};
    for (const { path, spec, name } of inputs) {
      given[name] = this.#tensor(dataOf(spec, at(feeds, path), path), spec);
    }
    for (const { cell, name } of reads) given[name] = this.#tensor(cell.current, cell.spec);
    const wanted: Record<string, Ort.Tensor | null> = {};
    for (const value of outputs.values()) wanted[value.name] = null;
    for (const { cell, name, inPlace } of writes) {
      if (!inPlace) cell.spare ??= emptyData(cell.spec);
      wanted[name] = this.#tensor(inPlace ? cell.current : cell.spare!, cell.spec);
    }
    const results = await this.#lease.session.run(given, wanted);
    this.#runs++;
    const value = (path: string): TensorValue => {
      const { name, shape, type } = outputs.get(path)!;
      return { shape, dtype: type as Dtype, data: results[name]!.data as Data };
    };
    for (const path of finite) refuseInfinite(path, value(path), this.#runs);
    for (const { cell, inPlace } of writes) {
      if (!inPlace) [cell.current, cell.spare] = [cell.spare!, cell.current];
    }
    return mapTree<string>(tree, isPath, value);
  }

  #tensor(data: Data, spec: TensorSpec): Ort.Tensor {
    return new this.#ort.Tensor(dtypeOf(spec), data, [...spec.shape]);
  }
}

function released(): EngineError {
  return new EngineError('engine-released', 'This program was released: compile it again.');
}

function isPath(node: unknown): node is string {
  return typeof node === 'string';
}
