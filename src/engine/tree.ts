/** Nested records and lists with one kind of leaf: how signatures, feeds, parameters and outputs are shaped. */
import { EngineError } from './errors.ts';

export type Tree<Leaf> = Leaf | { readonly [name: string]: Tree<Leaf> } | readonly Tree<Leaf>[];

/** The same tree with other leaves. */
export type MapTree<T, From, To> = T extends From ? To : { readonly [K in keyof T]: MapTree<T[K], From, To> };

/** Every leaf with its dotted path (`layers.0.weight`), in the order in which the tree lists them. */
export function leavesOf<Leaf>(tree: unknown, isLeaf: (node: unknown) => node is Leaf): [string, Leaf][] {
  const found: [string, Leaf][] = [];
  walk(tree, isLeaf, '', (path, leaf) => found.push([path, leaf]));
  const paths = new Set<string>();
  for (const [path] of found) {
    if (paths.has(path))
      throw new EngineError('engine-name', `Two tensors are called "${path}": rename one.`);
    paths.add(path);
  }
  return found;
}

/** The same tree with every leaf replaced. */
export function mapTree<T, Leaf, To>(
  tree: T,
  isLeaf: (node: unknown) => node is Leaf,
  change: (leaf: Leaf, path: string) => To,
): MapTree<T, Leaf, To> {
  return walk(tree, isLeaf, '', (path, leaf) => change(leaf, path)) as MapTree<T, Leaf, To>;
}

/** What stands at a dotted path, or undefined. */
export function at(tree: unknown, path: string): unknown {
  let node = tree;
  for (const name of path === '' ? [] : path.split('.')) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[name];
  }
  return node;
}

function walk<Leaf>(
  node: unknown,
  isLeaf: (node: unknown) => node is Leaf,
  path: string,
  visit: (path: string, leaf: Leaf) => unknown,
): unknown {
  if (isLeaf(node)) return visit(path, node);
  const under = (name: string | number) => (path === '' ? `${name}` : `${path}.${name}`);
  if (Array.isArray(node)) return node.map((child, i) => walk(child, isLeaf, under(i), visit));
  if (isRecord(node)) {
    const dotted = Object.keys(node).find((name) => name.includes('.'));
    if (dotted !== undefined) {
      throw new EngineError(
        'engine-name',
        `"${dotted}" has a dot in its name, which separates the names of a path: leave it out.`,
      );
    }
    const entries = Object.entries(node).map(([name, child]) => [
      name,
      walk(child, isLeaf, under(name), visit),
    ]);
    return Object.fromEntries(entries);
  }
  throw new EngineError(
    'engine-tree',
    `"${path || 'the root'}" is ${describe(node)}, which is no tensor, list or record.`,
  );
}

function isRecord(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null && !ArrayBuffer.isView(node);
}

function describe(node: unknown): string {
  if (node === null || node === undefined) return String(node);
  return typeof node === 'object' ? `a ${node.constructor?.name ?? 'object'}` : `a ${typeof node}`;
}
