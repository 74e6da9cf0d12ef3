import type { Graph, Value } from '../graph/graph.ts';

/** What a TensorFlow.js kernel adds to the graph for one call, and the values it makes. */
export type Kernel = (call: KernelCall) => Value | readonly Value[];

export interface KernelCall {
  readonly g: Graph;
  /** By TensorFlow.js' name; a list of inputs is named 0, 1, ... */
  readonly inputs: Readonly<Record<string, Value>>;
  readonly attrs: unknown;
}

/** A kernel with the types that TensorFlow.js declares for its inputs and attributes. */
export function kernel<Inputs, Attrs = undefined>(
  record: (
    g: Graph,
    inputs: { readonly [K in keyof Inputs]: Value },
    attrs: Attrs,
  ) => Value | readonly Value[],
): Kernel {
  return ({ g, inputs, attrs }) => record(g, inputs as { [K in keyof Inputs]: Value }, attrs as Attrs);
}

/** A kernel that takes a list of tensors. */
export function listKernel<Attrs>(
  record: (g: Graph, inputs: readonly Value[], attrs: Attrs) => Value | readonly Value[],
): Kernel {
  return ({ g, inputs, attrs }) => record(g, Object.values(inputs), attrs as Attrs);
}

export type Kernels = Readonly<Record<string, Kernel>>;
