import type { Random } from '../../music/index.ts';
import { parametersOf } from './network.ts';
import type { NetworkSize } from './size.ts';

/** A tree of the parameters' values, with all that training starts from. */
export type ParameterValues = {
  readonly [name: string]: Float32Array | ParameterValues | readonly ParameterValues[];
};

/**
 * Random parameters: products keep the size of what goes through them, the last of each layer is scaled down by
 * the depth (Radford et al., 2019), embeddings are small, gains and biases zero.
 */
export function initialParameters(size: NetworkSize, random: Random): ParameterValues {
  const depth = 2 * size.layers;
  const fill = (node: unknown, path: string): unknown => {
    if (Array.isArray(node)) return node.map((child, i) => fill(child, `${path}.${i}`));
    const { shape } = node as { shape?: readonly number[] };
    if (!shape) {
      const entries = Object.entries(node as object);
      return Object.fromEntries(entries.map(([name, child]) => [name, fill(child, `${path}.${name}`)]));
    }
    const values = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
    const deviation = deviationOf(path, shape, depth);
    return deviation === 0 ? values : values.map(() => random.normal() * deviation);
  };
  return fill(parametersOf(size), '') as ParameterValues;
}

function deviationOf(path: string, shape: readonly number[], depth: number): number {
  if (shape.length === 1 || path.endsWith('.distance')) return 0;
  if (/^\.head\.(events|offsets|attributes)$/.test(path)) return 0.02;
  if (/\.(symbols|marks|wishes|last|memory|kinds)$/.test(path)) return 0.3;
  if (/\.(down|out)$/.test(path)) return 1 / Math.sqrt(shape[0]! * depth);
  return 1 / Math.sqrt(shape[0]!);
}
