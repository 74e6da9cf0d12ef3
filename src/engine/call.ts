/** Calls a function that is to be compiled, with tensors for its signature, and reads what it returns. */
import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from './errors.ts';
import { type Cell, State } from './state.ts';
import { leavesOf, mapTree } from './tree.ts';
import { dtypeOf, isSpec, isTensor, specsOf, type TensorSpec } from './types.ts';

export interface Plan {
  readonly fn: (inputs: unknown, state: unknown) => unknown;
  readonly inputs: unknown;
  /** By name; absent for a function without state. */
  readonly states?: Readonly<Record<string, State>> | undefined;
}

export interface Returned {
  /** What the caller gets, in its shape. */
  readonly tree: unknown;
  readonly outputs: readonly (readonly [path: string, tensor: tf.Tensor])[];
  readonly updates: readonly (readonly [cell: Cell, tensor: tf.Tensor])[];
}

/** Every input, as `[path, spec]`. */
export function inputsOf(plan: Plan): [string, TensorSpec][] {
  return specsOf(plan.inputs);
}

/** Every cell of every state, under its full path. */
export function cellsOf(plan: Plan): [string, Cell][] {
  return Object.entries(plan.states ?? {}).flatMap(([name, state]) =>
    [...state.cells.values()].map((cell): [string, Cell] => [join(name, cell.path), cell]),
  );
}

/** @param input,cell make the tensor for a path. */
export function callPlan(
  plan: Plan,
  input: (path: string, spec: TensorSpec) => tf.Tensor,
  cell: (path: string, cell: Cell) => tf.Tensor,
): Returned {
  const inputs = mapTree(plan.inputs, isSpec, (spec, path) => input(path, spec));
  if (!plan.states) return { ...outputsOf(plan.fn(inputs, undefined)), updates: [] };
  const states = mapTree(plan.states, isState, (state, name) =>
    mapTree(state.signature, isSpec, (_, path) => cell(join(name, path), state.cells.get(path)!)),
  );
  const result = plan.fn(inputs, states);
  if (typeof result !== 'object' || result === null || !('outputs' in result)) {
    throw new EngineError(
      'engine-result',
      'A function with state returns { outputs, states }: this one did not.',
    );
  }
  const updates = 'states' in result ? updatesOf(plan, result.states) : [];
  return { ...outputsOf(result.outputs), updates };
}

function outputsOf(tree: unknown): Pick<Returned, 'tree' | 'outputs'> {
  if (tree instanceof Promise) {
    throw new EngineError(
      'engine-async',
      'A compiled function must not be async: what comes after an await cannot be recorded.',
    );
  }
  if (isTensor(tree)) {
    throw new EngineError(
      'engine-result',
      'A compiled function returns its tensors by name, such as { loss }.',
    );
  }
  return { tree, outputs: leavesOf<tf.Tensor>(tree, isTensor) };
}

function updatesOf(plan: Plan, returned: unknown): [Cell, tf.Tensor][] {
  const cells = new Map(cellsOf(plan));
  return leavesOf<tf.Tensor | undefined>(returned, isTensorOrNothing).flatMap(([path, tensor]) => {
    if (!tensor) return [];
    const cell = cells.get(path);
    if (!cell)
      throw new EngineError(
        'engine-state-unknown',
        `The function returned a state "${path}", which was not declared.`,
      );
    const dtype = dtypeOf(cell.spec);
    if (tensor.dtype !== dtype || `${tensor.shape}` !== `${cell.spec.shape}`) {
      throw new EngineError(
        'engine-state-shape',
        `The state "${path}" is ${dtype} of shape [${cell.spec.shape}], but the function returned ${tensor.dtype} of shape [${tensor.shape}] for it.`,
      );
    }
    return [[cell, tensor]];
  });
}

function join(name: string, path: string): string {
  return path === '' ? name : `${name}.${path}`;
}

function isState(node: unknown): node is State {
  return node instanceof State;
}

function isTensorOrNothing(node: unknown): node is tf.Tensor | undefined {
  return node === undefined || isTensor(node);
}
