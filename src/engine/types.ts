import { Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from './errors.ts';
import { leavesOf, type MapTree, mapTree } from './tree.ts';

/** The kinds of number a program computes with. `bool` is carried as bytes of 0 and 1. */
export type Dtype = 'float32' | 'int32' | 'bool';

export type Data = Float32Array | Int32Array | Uint8Array;

/** What is known of a tensor before a program runs. Shapes are fixed when it is compiled. */
export interface TensorSpec {
  readonly shape: readonly number[];
  /** `float32` unless told. */
  readonly dtype?: Dtype;
}

/** A tensor's values outside a program, in row-major order. */
export interface TensorValue {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly data: Data;
}

/**
 * Named tensors, in nested records and lists whose leaves are {@link TensorSpec}s. (Said loosely, since a type that
 * contains itself is more than TypeScript's inference bears; what is no spec is refused when it is used.)
 */
export type Signature = Readonly<Record<string, unknown>>;

/** The traced tensors that stand for a signature inside a program's function. */
export type Tensors<S> = MapTree<S, TensorSpec, Tensor>;

/** The values of a signature's tensors. */
export type Values<S> = MapTree<S, TensorSpec, TensorValue>;

/** The values of what a program puts out. */
export type OutputValues<O> = MapTree<O, Tensor, TensorValue>;

/**
 * What may be given for one tensor: a flat array in row-major order, a value of the same shape, or for a
 * scalar a plain number or boolean.
 */
export type Feed = number | boolean | readonly number[] | Data | TensorValue;

export type Feeds<S> = MapTree<S, TensorSpec, Feed>;

/** Values for some of a signature's tensors. */
export type PartialFeeds<S> = S extends TensorSpec
  ? Feed
  : { readonly [K in keyof S]?: PartialFeeds<S[K]> | undefined };

export function isSpec(node: unknown): node is TensorSpec {
  return typeof node === 'object' && node !== null && 'shape' in node && Array.isArray(node.shape);
}

export function isTensor(node: unknown): node is Tensor {
  return node instanceof Tensor;
}

export function isValue(node: unknown): node is TensorValue {
  return isSpec(node) && 'data' in node && ArrayBuffer.isView(node.data);
}

/** Something for each tensor of a signature, in its tree. @param make is told the tensor's dotted path. */
export function mapSpecs<S, To>(
  signature: S,
  make: (spec: TensorSpec, path: string) => To,
): MapTree<S, TensorSpec, To> {
  return mapTree(signature, isSpec, make);
}

/** A tree of values with each one replaced. @param change is told the value's dotted path. */
export function mapValues<V, To>(
  values: V,
  change: (value: TensorValue, path: string) => To,
): MapTree<V, TensorValue, To> {
  return mapTree(values, isValue, change);
}

/** Every value of a tree with its dotted path. */
export function valuesByPath(values: unknown): [string, TensorValue][] {
  return leavesOf(values, isValue);
}

/** Every tensor of a signature with its dotted path. */
export function specsOf(signature: unknown): [string, TensorSpec][] {
  const specs = leavesOf(signature, isSpec);
  for (const [path, spec] of specs) {
    const known = ['float32', 'int32', 'bool'].includes(dtypeOf(spec));
    if (known && spec.shape.every((dim) => Number.isInteger(dim) && dim > 0)) continue;
    throw new EngineError(
      'engine-signature',
      `"${path}" is declared as ${dtypeOf(spec)} of shape [${spec.shape}]: types are float32, int32 or bool, and axes ` +
        'are whole numbers above 0.',
    );
  }
  return specs;
}

export function dtypeOf(spec: TensorSpec): Dtype {
  return spec.dtype ?? 'float32';
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dim) => size * dim, 1);
}

export function emptyData(spec: TensorSpec): Data {
  const size = sizeOf(spec.shape);
  if (dtypeOf(spec) === 'float32') return new Float32Array(size);
  return dtypeOf(spec) === 'int32' ? new Int32Array(size) : new Uint8Array(size);
}
