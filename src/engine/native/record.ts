/** Records a program: its graph, and which of its names stand for what. */
import { callPlan, cellsOf, inputsOf, type Plan } from '../call.ts';
import { watched } from '../finite.ts';
import { fused } from '../graph/fuse.ts';
import type { OnnxGraph, Value } from '../graph/graph.ts';
import { trace } from '../graph/trace.ts';
import type { CompileOptions } from '../program.ts';
import type { Cell } from '../state.ts';
import { mapTree } from '../tree.ts';
import { dtypeOf, isTensor, type TensorSpec } from '../types.ts';
import { scatterOnto } from './scatter.ts';

/** What a program remembers of its recording. */
export interface Layout {
  /** The inputs that the program reads. */
  readonly inputs: readonly { readonly path: string; readonly spec: TensorSpec; readonly name: string }[];
  readonly reads: readonly { readonly cell: Cell; readonly name: string }[];
  /** Results that become a state's new values. */
  readonly writes: readonly { readonly cell: Cell; readonly name: string }[];
  /** Results that are written into a state. */
  readonly scatters: readonly {
    readonly cell: Cell;
    readonly axes: number;
    readonly indices: string;
    readonly updates: string;
  }[];
  /** Results by the path of the output; several outputs may be one result. */
  readonly outputs: ReadonlyMap<string, Pick<Value, 'name' | 'shape' | 'type'>>;
  /** The caller's tree, with paths for leaves. */
  readonly tree: unknown;
  /** Paths of outputs that must be finite. */
  readonly finite: readonly string[];
}

export interface Recorded {
  readonly graph: OnnxGraph;
  readonly layout: Layout;
}

/** @param scatter whether caches are to be written by their changed places only. */
export function record(plan: Plan, options: CompileOptions, scatter: boolean): Recorded {
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
    /** A result that several may read. */
    const shared = (value: Value) => {
      const own = known.get(value) ?? result(value);
      known.set(value, own);
      return own;
    };
    const outputs = new Map(returned.outputs.map(([path, tensor]) => [path, shared(valueFor(tensor))]));
    const finite = watched(options.finite, [...outputs.keys()]);
    const cellValues = new Map(
      cellsOf(plan).map(([path, cell]) => [cell, inputValues.get(`state ${path}`)!]),
    );
    const scatters: { cell: Cell; axes: number; indices: Value; updates: Value }[] = [];
    const writes: { cell: Cell; value: Value }[] = [];
    for (const [cell, tensor] of returned.updates) {
      const old = cellValues.get(cell)!;
      const value = valueFor(tensor);
      const changes = scatter ? scatterOnto(old, value) : undefined;
      if (changes) {
        const { indices, updates } = changes;
        scatters.push({
          cell,
          axes: indices.shape.at(-1)!,
          indices: shared(indices),
          updates: shared(updates),
        });
      } else if (value !== old) writes.push({ cell, value: result(value) });
    }
    const results = [
      ...new Set([
        ...outputs.values(),
        ...writes.map((write) => write.value),
        ...scatters.flatMap(({ indices, updates }) => [indices, updates]),
      ]),
    ];
    const { nodes, constants, inputs } = fused(graph, results);
    const layout: Layout = {
      inputs: inputsOf(plan).flatMap(([path, spec]) => {
        const value = inputValues.get(`in ${path}`)!;
        return inputs.has(value) ? [{ path, spec, name: value.name }] : [];
      }),
      reads: [...cellValues].flatMap(([cell, value]) =>
        inputs.has(value) ? [{ cell, name: value.name }] : [],
      ),
      writes: writes.map(({ cell, value }) => ({ cell, name: value.name })),
      scatters: scatters.map(({ cell, axes, indices, updates }) => ({
        cell,
        axes,
        indices: indices.name,
        updates: updates.name,
      })),
      // Not the values themselves, which hold on to the whole graph.
      outputs: new Map([...outputs].map(([path, { name, shape, type }]) => [path, { name, shape, type }])),
      tree: mapTree(returned.tree, isTensor, (_, path) => path),
      finite,
    };
    return { graph: { inputs: [...inputs], outputs: results, nodes, constants }, layout };
  });
}
