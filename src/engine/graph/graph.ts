/** The program being recorded: ONNX nodes in order, each written once however often it is asked for. */
import { hash } from 'node:crypto';
import { EngineError } from '../errors.ts';
import { type Data, type Dtype, sizeOf } from '../types.ts';

/** Element types inside the graph; `int64` only for the shapes, axes and indices ONNX wants so. */
export type ElementType = Dtype | 'int64';

export type Attribute =
  | { int: number }
  | { float: number }
  | { ints: readonly number[] }
  | { text: string }
  | { graph: OnnxGraph };
export type Attributes = Readonly<Record<string, Attribute>>;

/** A graph as ONNX has it: complete, with nodes after what they read. */
export interface OnnxGraph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly Node[];
  readonly constants: readonly Value[];
}

/** The result of a node, an input, or a constant. */
export interface Value {
  readonly name: string;
  /** -1 for an axis of any length, which only lists of steps have. */
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Where it comes from; absent for inputs and constants. */
  readonly node?: Node;
  readonly constant?: Data | BigInt64Array;
}

export interface Node {
  readonly op: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly Value[];
  readonly outputs: Value[];
  readonly attributes: Attributes;
}

export interface Result {
  readonly shape: readonly number[];
  readonly type: ElementType;
}

/** Operators that ONNX Runtime adds to ONNX's own, with their domains. */
const DOMAINS: Readonly<Record<string, string>> = { FusedMatMul: 'com.microsoft' };

export class Graph {
  readonly #known = new Map<string, readonly Value[]>();
  #count = 0;

  input(name: string, shape: readonly number[], type: Dtype): Value {
    return { name, shape, type };
  }

  /** A constant; the same bytes in the same shape are kept once. */
  constant(data: Data | BigInt64Array, shape: readonly number[], type: ElementType): Value {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return this.#once(`${type}[${shape}]${hash('sha256', bytes, 'base64')}`, () => [
      { name: this.#name(), shape, type, constant: data },
    ])[0]!;
  }

  /** A list of integers, as ONNX takes shapes and axes. */
  ints(list: readonly number[]): Value {
    return this.constant(BigInt64Array.from(list, BigInt), [list.length], 'int64');
  }

  scalar(value: number, type: Dtype = 'float32'): Value {
    const list = [value];
    const data =
      type === 'float32'
        ? Float32Array.from(list)
        : type === 'int32'
          ? Int32Array.from(list)
          : Uint8Array.from(list);
    return this.constant(data, [], type);
  }

  node(op: string, inputs: readonly Value[], attributes: Attributes, result: Result): Value {
    return this.nodes(op, inputs, attributes, [result])[0]!;
  }

  /** The result of a node that is already there, if it is. */
  known(op: string, inputs: readonly Value[], attributes: Attributes, result: Result): Value | undefined {
    return this.#known.get(keyOf(op, inputs, attributes, [result]))?.[0];
  }

  /** A node with several results. A node that equals an earlier one is that one: operators are pure. */
  nodes(
    op: string,
    inputs: readonly Value[],
    attributes: Attributes,
    results: readonly Result[],
  ): readonly Value[] {
    return this.#once(keyOf(op, inputs, attributes, results), () => {
      const node: Node = { op, domain: DOMAINS[op] ?? '', inputs, outputs: [], attributes };
      for (const { shape, type } of results) {
        if (sizeOf(shape) === 0)
          throw new EngineError('engine-empty', `${op} would make an empty tensor ([${shape}]).`);
        node.outputs.push({ name: this.#name(), shape, type, node });
      }
      return node.outputs;
    });
  }

  /** A result of its own with the values of another: for outputs, of which each needs one. */
  copy(x: Value): Value {
    const node: Node = { op: 'Identity', domain: '', inputs: [x], outputs: [], attributes: {} };
    node.outputs.push({ name: this.#name(), shape: x.shape, type: x.type, node });
    return node.outputs[0]!;
  }

  #once(key: string, make: () => readonly Value[]): readonly Value[] {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }

  #name(): string {
    return `v${this.#count++}`;
  }
}

function keyOf(
  op: string,
  inputs: readonly Value[],
  attributes: Attributes,
  results: readonly Result[],
): string {
  const shapes = results.map(({ type, shape }) => `${type}[${shape}]`);
  return `${op}(${inputs.map((input) => input.name)})${JSON.stringify(attributes)}${shapes}`;
}

export interface Needed {
  /** Each after the nodes it reads from. */
  readonly nodes: readonly Node[];
  readonly constants: readonly Value[];
  readonly inputs: ReadonlySet<Value>;
}

/**
 * What some outputs need.
 * @param replaced nodes to take instead of others with the same outputs.
 */
export function needed(outputs: readonly Value[], replaced: ReadonlyMap<Node, Node> = new Map()): Needed {
  const nodes: Node[] = [];
  const seen = new Set<Node | Value>();
  const constants: Value[] = [];
  const inputs = new Set<Value>();
  // An explicit stack: graphs are deeper than the call stack allows.
  const stack: { node: Node; next: number }[] = [];
  const visit = (value: Value) => {
    if (!value.node && !value.constant) inputs.add(value);
    if (value.constant && !seen.has(value)) {
      seen.add(value);
      constants.push(value);
    }
    const node = value.node && (replaced.get(value.node) ?? value.node);
    if (node && !seen.has(node)) {
      seen.add(node);
      stack.push({ node, next: 0 });
    }
  };
  for (const output of outputs) {
    visit(output);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const input = top.node.inputs[top.next++];
      if (input) visit(input);
      else {
        nodes.push(top.node);
        stack.pop();
      }
    }
  }
  return { nodes, constants, inputs };
}
