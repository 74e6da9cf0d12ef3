/**
 * Many steps as one run: an ONNX loop around a program's graph, which hands the states from step to step. ONNX
 * Runtime's binding for Node copies every output of a run, the states' new values too; a loop takes that once.
 */
import type { Node, OnnxGraph, Value } from '../graph/graph.ts';
import type { Cell } from '../state.ts';
import type { Layout, Recorded } from './record.ts';

/** What a group's names stand for; the program's own layout says the rest. */
export interface GroupLayout extends Layout {
  /** The input that says how many steps there are. */
  readonly count: string;
  /** The input that has an input's values of all steps. */
  list(name: string): string;
  /** The input that has a state's values before the first step. */
  readonly before: readonly { readonly cell: Cell; readonly name: string }[];
  /** The output that has a state's values after the last step. */
  readonly after: readonly { readonly cell: Cell; readonly name: string }[];
  /** The output that has an output's values of all steps. */
  all(name: string): string;
}

/** @param recorded a program that was recorded without scatters. */
export function grouped({ graph, layout }: Recorded): { graph: OnnxGraph; layout: GroupLayout } {
  const list = (name: string) => `list ${name}`;
  const all = (name: string) => `all ${name}`;
  const inputOf = new Map(graph.inputs.map((input) => [input.name, input]));
  const outputOf = new Map(graph.outputs.map((output) => [output.name, output]));
  const written = new Set(layout.writes.map(({ cell }) => cell));
  const readAs = new Map(layout.reads.map(({ cell, name }) => [cell, name]));

  const count: Value = { name: 'count', shape: [], type: 'int64' };
  const step: Value = { name: 'step', shape: [], type: 'int64' };
  const go: Value = { name: 'go', shape: [], type: 'bool' };
  const goOn: Value = { name: 'go on', shape: [], type: 'bool' };
  const lists = layout.inputs.map(({ name }) => stacked(inputOf.get(name)!, list(name)));
  const ofStep = layout.inputs.map(({ name }, i): Node => {
    const value = inputOf.get(name)!;
    return node('Gather', [lists[i]!, step], [value], { axis: { int: 0 } });
  });

  // A state that is written but not read goes through the loop under a name that nothing reads.
  const carried = layout.writes.map(({ cell, name }, i) => {
    const result = outputOf.get(name)!;
    const inside = { name: readAs.get(cell) ?? `unread ${i}`, shape: result.shape, type: result.type };
    return {
      cell,
      result,
      inside,
      first: { ...inside, name: `before ${i}` },
      last: { ...inside, name: `after ${i}` },
    };
  });
  const results = [...new Set([...layout.outputs.values()].map(({ name }) => name))];
  const constant = layout.reads.filter(({ cell }) => !written.has(cell));

  const body: OnnxGraph = {
    inputs: [step, go, ...carried.map(({ inside }) => inside)],
    outputs: [goOn, ...carried.map(({ result }) => result), ...results.map((name) => outputOf.get(name)!)],
    nodes: [node('Identity', [go], [goOn]), ...ofStep, ...graph.nodes],
    constants: graph.constants,
  };
  const always: Value = { name: '', shape: [], type: 'bool' };
  const stacks = results.map((name) => stacked(outputOf.get(name)!, all(name)));
  const lasts = carried.map(({ last }) => last);
  const firsts = carried.map(({ first }) => first);
  const loop = node('Loop', [count, always, ...firsts], [...lasts, ...stacks], { body: { graph: body } });
  return {
    graph: {
      inputs: [count, ...lists, ...firsts, ...constant.map(({ name }) => inputOf.get(name)!)],
      outputs: loop.outputs,
      nodes: [loop],
      constants: [],
    },
    layout: {
      ...layout,
      count: count.name,
      list,
      before: [...carried.map(({ cell, first }) => ({ cell, name: first.name })), ...constant],
      after: carried.map(({ cell, last }) => ({ cell, name: last.name })),
      all,
    },
  };
}

function stacked({ shape, type }: Value, name: string): Value {
  return { name, shape: [-1, ...shape], type };
}

function node(
  op: string,
  inputs: readonly Value[],
  outputs: Value[],
  attributes: Node['attributes'] = {},
): Node {
  return { op, domain: '', inputs, outputs, attributes };
}
