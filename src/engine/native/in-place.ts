/** Where a state's new values may be written over its old ones. */
import type { Node, Value } from '../graph/graph.ts';

/** Operators whose result may be a view of their first input's memory. */
const VIEWS = new Set(['Reshape', 'Identity']);

/**
 * Whether an update only changes some places of a state, as that of a key or value cache does, and nothing reads
 * the old values after it. ONNX Runtime's scatter then writes just those places: given the same memory for its
 * first input and its result, it copies nothing. Nodes run one after another in an order that follows their
 * inputs, so a reader that the update itself depends on is done before it.
 */
export function writesInPlace(
  nodes: readonly Node[],
  results: readonly Value[],
  old: Value,
  updated: Value,
): boolean {
  const writer = updated.node;
  if (writer?.op !== 'ScatterND' || writer.inputs[0] !== old || writer.inputs.slice(1).includes(old))
    return false;
  const before = ancestors(writer);
  const aliases = new Set([old]);
  // Nodes come after what they read, so one pass finds views of views.
  for (const node of nodes) {
    if (node === writer || !node.inputs.some((input) => aliases.has(input))) continue;
    if (!before.has(node)) return false;
    if (!VIEWS.has(node.op)) continue;
    for (const output of node.outputs) aliases.add(output);
  }
  if (results.some((result) => aliases.has(result))) return false;
  return !writer.inputs.slice(1).some((input) => aliases.has(input));
}

function ancestors(node: Node): Set<Node> {
  const found = new Set<Node>();
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { node: source } of next.inputs) {
      if (!source || found.has(source)) continue;
      found.add(source);
      open.push(source);
    }
  }
  return found;
}
