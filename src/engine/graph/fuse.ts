import type { Node, Value } from './graph.ts';

/** Functions that ONNX Runtime applies within a `Gemm`, which saves a pass over its result. */
const WITHIN_GEMM = new Set(['Relu', 'Sigmoid', 'Tanh', 'LeakyRelu']);

/** Writes products of two matrices as `Gemm` where nothing but such a function reads them. */
export function fuse(nodes: readonly Node[], results: readonly Value[]): Node[] {
  const readers = new Map<Value, Node[]>();
  for (const node of nodes) {
    for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node]);
  }
  const kept = new Set(results);
  return nodes.map((node) => {
    const product = node.outputs[0]!;
    const next = readers.get(product) ?? [];
    const matrices = node.inputs.every((input) => input.shape.length === 2) && product.type === 'float32';
    const isProduct = (node.op === 'MatMul' || node.op === 'FusedMatMul') && matrices;
    if (!isProduct || kept.has(product) || next.length !== 1 || !WITHIN_GEMM.has(next[0]!.op)) return node;
    return { ...node, op: 'Gemm', domain: '' };
  });
}
