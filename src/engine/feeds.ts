/** From what a caller gives to the typed arrays that a program reads, with an answer for everything that does not fit. */
import { EngineError } from './errors.ts';
import { at } from './tree.ts';
import { type Data, dtypeOf, emptyData, isSpec, isValue, sizeOf, type TensorSpec } from './types.ts';

const ARRAYS = { float32: 'Float32Array', int32: 'Int32Array', bool: 'Uint8Array' } as const;

/**
 * The array for one tensor. A typed array of the right kind is passed on as it is, without a copy.
 * @throws EngineError `engine-feed-missing`, `engine-feed-type` or `engine-feed-shape`.
 */
export function dataOf(spec: TensorSpec, feed: unknown, path: string): Data {
  const dtype = dtypeOf(spec);
  const wanted = `${dtype} of shape [${spec.shape.join(', ')}]`;
  if (feed === undefined || feed === null) {
    throw new EngineError('engine-feed-missing', `"${path}" was not given: it wants ${wanted}.`);
  }
  if (isValue(feed)) {
    if (!sameShape(feed.shape, spec.shape))
      throw wrongShape(path, wanted, `shape [${feed.shape.join(', ')}]`);
    return dataOf(spec, feed.data, path);
  }
  if (typeof feed === 'number' || typeof feed === 'boolean') {
    if (sizeOf(spec.shape) !== 1) throw wrongShape(path, wanted, `the single ${typeof feed} ${feed}`);
    return copied(spec, [Number(feed)], path, wanted);
  }
  if (feed instanceof Float32Array || feed instanceof Int32Array || feed instanceof Uint8Array) {
    if (feed.length !== sizeOf(spec.shape)) throw wrongShape(path, wanted, `${feed.length} numbers`);
    if (feed.constructor.name === ARRAYS[dtype]) return feed;
    throw wrongType(path, wanted, `a ${feed.constructor.name}: give a ${ARRAYS[dtype]} or a plain array`);
  }
  if (Array.isArray(feed)) return copied(spec, feed, path, wanted);
  throw wrongType(path, wanted, typeof feed === 'object' ? `a ${feed.constructor.name}` : `a ${typeof feed}`);
}

/** The arrays for all inputs, by their paths. */
export function feedsOf(
  signature: unknown,
  specs: readonly (readonly [path: string, spec: TensorSpec])[],
  feeds: unknown,
): ReadonlyMap<string, Data> {
  refuseUnknown(signature, feeds);
  return new Map(specs.map(([path, spec]) => [path, dataOf(spec, at(feeds, path), path)]));
}

/** Refuses names that the signature does not have: they are usually a slip of the pen. */
export function refuseUnknown(signature: unknown, given: unknown, path = ''): void {
  if (isSpec(signature) || typeof given !== 'object' || given === null) return;
  for (const name of Object.keys(given)) {
    const inner = path === '' ? name : `${path}.${name}`;
    const known = at(signature, name);
    if (known === undefined) {
      const names = Object.keys(signature as object).join(', ');
      throw new EngineError(
        'engine-feed-unknown',
        `There is no "${inner}" to give values to; here are: ${names}.`,
      );
    }
    refuseUnknown(known, at(given, name), inner);
  }
}

function copied(spec: TensorSpec, numbers: readonly unknown[], path: string, wanted: string): Data {
  const data = emptyData(spec);
  if (numbers.length !== data.length) throw wrongShape(path, wanted, `${numbers.length} numbers`);
  for (const [i, number] of numbers.entries()) {
    if (typeof number !== 'number' && typeof number !== 'boolean') {
      throw wrongType(path, wanted, `a list that holds a ${typeof number}: give a flat array of numbers`);
    }
    if (dtypeOf(spec) === 'int32' && !Number.isInteger(Number(number))) {
      throw wrongType(path, wanted, `${number}, which is no whole number`);
    }
    data[i] = dtypeOf(spec) === 'bool' ? Number(Boolean(number)) : Number(number);
  }
  return data;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

function wrongShape(path: string, wanted: string, given: string): EngineError {
  return new EngineError(
    'engine-feed-shape',
    `"${path}" wants ${wanted}, but ${given} came. Shapes are fixed when a program is compiled.`,
  );
}

function wrongType(path: string, wanted: string, given: string): EngineError {
  return new EngineError('engine-feed-type', `"${path}" wants ${wanted}, but got ${given}.`);
}
