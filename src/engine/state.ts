/**
 * Tensors that outlive a run: parameters, an optimiser's moments, key and value caches. A program reads them where
 * they lie. What it makes of them takes their place when the run has succeeded; of a cache of which it changes some
 * places, only these are written.
 */
import { EngineError } from './errors.ts';
import { dataOf, refuseUnknown } from './feeds.ts';
import { at } from './tree.ts';
import {
  type Data,
  dtypeOf,
  emptyData,
  mapSpecs,
  type PartialFeeds,
  type Signature,
  specsOf,
  type TensorSpec,
  type Values,
} from './types.ts';

/** One tensor of a state. */
export interface Cell {
  readonly path: string;
  readonly spec: TensorSpec;
  current: Data;
}

/**
 * Named tensors that outlive a run. Several programs may share one: what training writes, evaluation and
 * sampling read. Reading and setting wait for no one: do neither while a run is under way.
 */
export class State<S = Signature> {
  readonly signature: S;
  /** @internal */
  readonly cells: ReadonlyMap<string, Cell>;
  /** @internal How many runs that use this state have begun and not ended. */
  running = 0;

  /** @internal Use {@link createState}. */
  constructor(signature: S) {
    this.signature = signature;
    const cells = new Map<string, Cell>();
    for (const [path, spec] of specsOf(signature)) {
      cells.set(path, { path, spec, current: emptyData(spec) });
    }
    this.cells = cells;
  }

  /** A copy of all values, as for a checkpoint. */
  read(): Values<S> {
    this.#refuseWhileRunning('read');
    return mapSpecs(this.signature, (spec, path) => ({
      shape: spec.shape,
      dtype: dtypeOf(spec),
      data: this.cells.get(path)!.current.slice(),
    }));
  }

  /**
   * Copies values in; tensors that are not named keep theirs.
   * @throws EngineError if a name is unknown or a shape does not fit; then nothing is changed.
   */
  set(values: PartialFeeds<S>): void {
    this.#refuseWhileRunning('set');
    refuseUnknown(this.signature, values);
    const changes: [Cell, Data][] = [];
    for (const cell of this.cells.values()) {
      const value = at(values, cell.path);
      if (value !== undefined) changes.push([cell, dataOf(cell.spec, value, cell.path)]);
    }
    for (const [cell, data] of changes) cell.current.set(data);
  }

  #refuseWhileRunning(what: string): void {
    if (this.running === 0) return;
    throw new EngineError(
      'engine-state-busy',
      `A state cannot be ${what} while a program runs on it: await the run first.`,
    );
  }
}

/**
 * A state of zeros, or of the values given.
 * @example
 * const parameters = createState({ w: { shape: [2, 3] }, b: { shape: [3] } }, { w: [1, 2, 3, 4, 5, 6] });
 */
export function createState<const S extends Signature>(signature: S, values?: PartialFeeds<S>): State<S> {
  const state = new State<S>(signature);
  if (values !== undefined) state.set(values);
  return state;
}
