/**
 * Rewrites patterns that only show once the whole graph is known, because they need to know who reads what. Each
 * saves ONNX Runtime passes over memory or small nodes, and none changes a result by more than rounding.
 */
import { type Graph, type Needed, type Node, needed, type Value } from './graph.ts';

/** Functions that ONNX Runtime applies within a `Gemm`. */
const WITHIN_GEMM = new Set(['Relu', 'Sigmoid', 'Tanh', 'LeakyRelu']);

type Readers = ReadonlyMap<Value, readonly Node[]>;

/** What the outputs need, with what can be fused fused. */
export function fused(graph: Graph, outputs: readonly Value[]): Needed {
  const { nodes } = needed(outputs);
  const readers = readersOf(nodes, outputs);
  const replaced = new Map<Node, Node>();
  for (const node of nodes) {
    const better = asGemm(node, readers) ?? asNormalisation(graph, node, readers);
    if (better) replaced.set(...better);
  }
  return needed(outputs, replaced);
}

/** Who reads each value. An output is read by its caller too, whom no pattern fits. */
function readersOf(nodes: readonly Node[], outputs: readonly Value[]): Readers {
  const caller: Node = { op: 'caller', domain: '', inputs: outputs, outputs: [], attributes: {} };
  const readers = new Map<Value, Node[]>();
  for (const node of [...nodes, caller]) {
    for (const input of node.inputs) {
      const known = readers.get(input);
      if (known) known.push(node);
      else readers.set(input, [node]);
    }
  }
  return readers;
}

/** A product of two matrices that only such a function reads, as the `Gemm` that can include it. */
function asGemm(node: Node, readers: Readers): [Node, Node] | undefined {
  if (node.op !== 'MatMul' && node.op !== 'FusedMatMul') return undefined;
  const next = onlyReader(node, readers);
  if (!next || !WITHIN_GEMM.has(next.op)) return undefined;
  if (node.outputs[0]!.type !== 'float32' || node.inputs.some((input) => input.shape.length !== 2))
    return undefined;
  return [node, { ...node, op: 'Gemm', domain: '' }];
}

/**
 * x / √(mean(x²) + ε), with or without a gain, as one node; and the same of x − mean(x), with or without a bias.
 * Gradients read the parts, so this is for programs without.
 */
function asNormalisation(graph: Graph, node: Node, readers: Readers): [Node, Node] | undefined {
  if (node.op !== 'Mul') return undefined;
  const [a, b] = node.inputs as [Value, Value];
  const found = scaledBy(a, b, readers) ?? scaledBy(b, a, readers);
  if (!found) return undefined;
  const { x, epsilon, centred } = found;
  const width = [x.shape.at(-1)!];
  let last = node;
  const operand = (op: string): Value | undefined => {
    const next = onlyReader(last, readers);
    const other = next?.op === op ? next.inputs.find((input) => input !== last.outputs[0]) : undefined;
    if (!next || !other || other.shape.length !== 1 || other.shape[0] !== width[0]) return undefined;
    last = next;
    return other;
  };
  const gain = operand('Mul') ?? graph.constant(new Float32Array(width[0]!).fill(1), width, 'float32');
  const bias = centred ? operand('Add') : undefined;
  const attributes = { axis: { int: -1 }, epsilon: { float: epsilon } };
  const op = centred ? 'LayerNormalization' : 'SimplifiedLayerNormalization';
  const inputs = bias ? [x, gain, bias] : [x, gain];
  return [last, { op, domain: '', inputs, outputs: last.outputs, attributes }];
}

/** What is normalised, if `factor` is 1 / √(mean(value²) + ε) and nothing else reads its parts. */
function scaledBy(
  value: Value,
  factor: Value,
  readers: Readers,
): { x: Value; epsilon: number; centred: boolean } | undefined {
  const sum = step(step(factor, 'Reciprocal', readers), 'Sqrt', readers)?.node;
  if (sum?.op !== 'Add' || !onlyReader(sum, readers)) return undefined;
  const epsilon = sum.inputs.find((input) => input.constant && input.shape.length === 0);
  const mean = sum.inputs.find((input) => input !== epsilon);
  const square = mean && meanOfLast(mean, readers);
  if (!epsilon || square?.op !== 'Mul' || square.inputs.some((input) => input !== value)) return undefined;
  if (!onlyReader(square, readers)) return undefined;
  const x = centre(value, readers);
  return { x: x ?? value, epsilon: Number(epsilon.constant![0]), centred: x !== undefined };
}

/** What a value is centred from: x where it is x − mean(x), and only used as such. */
function centre(value: Value, readers: Readers): Value | undefined {
  const [x, mean] = value.node?.op === 'Sub' ? value.node.inputs : [];
  if (!x || !mean || mean.node?.op !== 'ReduceMean' || mean.node.inputs[0] !== x) return undefined;
  return meanOfLast(mean, readers) !== undefined || overLast(mean.node) ? x : undefined;
}

/** The node whose result a value is the mean of, along the last axis, if nothing else reads the mean. */
function meanOfLast(mean: Value, readers: Readers): Node | undefined {
  const node = mean.node;
  if (node?.op !== 'ReduceMean' || !overLast(node) || !onlyReader(node, readers)) return undefined;
  return node.inputs[0]!.node;
}

function overLast(node: Node): boolean {
  const [x, axes] = node.inputs as [Value, Value];
  const kept = node.attributes['keepdims'];
  const last = BigInt(x.shape.length - 1);
  return (
    kept !== undefined &&
    'int' in kept &&
    kept.int === 1 &&
    axes.constant?.length === 1 &&
    axes.constant[0] === last
  );
}

/** What an operator was applied to, if a value is its result and nothing else reads it. */
function step(value: Value | undefined, op: string, readers: Readers): Value | undefined {
  if (value?.node?.op !== op || !onlyReader(value.node, readers)) return undefined;
  return value.node.inputs[0];
}

/** The one node that reads a node's result, once or several times. */
function onlyReader(node: Node, readers: Readers): Node | undefined {
  const [first, ...rest] = readers.get(node.outputs[0]!) ?? [];
  return rest.every((reader) => reader === first) ? first : undefined;
}
