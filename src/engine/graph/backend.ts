/**
 * A TensorFlow.js backend that computes nothing: its tensors are values of the graph being recorded, and its
 * kernels (../kernels) add nodes. Gradients need no work here, since TensorFlow.js' tape sits above kernels.
 */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import { type Data, type Dtype, emptyData } from '../types.ts';
import { callSite } from './call-site.ts';
import type { Constant } from './fold.ts';
import type { Graph, Value } from './graph.ts';

export const BACKEND = 'beatwright-recording';

interface Entry {
  refs: number;
  /** Given for a constant. */
  readonly data?: Data;
  /** Given for a traced tensor, with the graph it belongs to. */
  readonly traced?: { readonly graph: Graph; readonly value: Value };
}

export class RecordingBackend extends tf.KernelBackend {
  readonly #entries: tf.DataStorage<Entry>;
  /** The graph being recorded, while one is. */
  #graph: Graph | undefined;
  /** Tensors of the caller's own backend that were moved here because the function uses them. */
  readonly #guests = new Set<tf.DataId>();

  constructor() {
    super();
    this.#entries = new tf.DataStorage<Entry>(this, tf.engine());
  }

  /** @throws EngineError if nothing is being recorded. */
  recordingGraph(): Graph {
    if (!this.#graph) {
      throw new EngineError(
        'engine-traced-outside',
        'A traced tensor was used outside the function that was compiled: return it as an output instead.',
      );
    }
    return this.#graph;
  }

  /** Records what `run` does. Tensors that it borrowed from another backend are given back to `owner`. */
  record<T>(graph: Graph, owner: tf.KernelBackend, run: () => T): T {
    this.#graph = graph;
    try {
      return run();
    } finally {
      this.#graph = undefined;
      for (const guest of this.#guests) {
        if (this.#entries.has(guest)) tf.engine().moveData(owner, guest);
      }
      this.#guests.clear();
    }
  }

  /** The graph's value that a tensor stands for; a tensor with values becomes a constant. */
  valueFor(tensor: tf.TensorInfo): Value {
    const { data, traced } = this.#entries.get(tensor.dataId);
    if (traced) {
      if (traced.graph === this.recordingGraph()) return traced.value;
      throw new EngineError(
        'engine-traced-outside',
        'A tensor of one compiled function was used in another.',
      );
    }
    return this.recordingGraph().constant(data!, tensor.shape, tensor.dtype as Dtype);
  }

  /** A tensor's values, if it has some. */
  constantOf(tensor: tf.TensorInfo): Constant | undefined {
    const { data, traced } = this.#entries.get(tensor.dataId);
    const known = data ?? traced?.value.constant;
    if (!known || known instanceof BigInt64Array) return undefined;
    return { shape: tensor.shape, dtype: tensor.dtype as Dtype, data: known };
  }

  /** A tensor that has values. */
  tensorWith({ data, shape, dtype }: Constant): tf.TensorInfo {
    return { dataId: this.write(data, [...shape], dtype), shape: [...shape], dtype };
  }

  /** A tensor that stands for a value of the graph. */
  tensorOf(value: Value): tf.TensorInfo {
    const dataId = {};
    this.#entries.set(dataId, { refs: 1, traced: { graph: this.recordingGraph(), value } });
    return { dataId, shape: [...value.shape], dtype: value.type as Dtype };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const dataId = {};
    this.#entries.set(dataId, { refs: 1, data: dataOf(values, shape, dtype) });
    return dataId;
  }

  override move(
    dataId: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    refCount: number,
  ): void {
    this.#entries.set(dataId, { refs: refCount, data: dataOf(values, shape, dtype) });
    this.#guests.add(dataId);
  }

  override readSync(dataId: tf.DataId): tf.BackendValues {
    const { data, traced } = this.#entries.get(dataId);
    const known = data ?? traced?.value.constant;
    if (known && !(known instanceof BigInt64Array)) return known;
    throw new EngineError(
      'engine-traced-read',
      `The values of a traced tensor were asked for${callSite()}: while a function is compiled its tensors have ` +
        'shapes but no values. Compute with tf operations only, and return what you want to read.',
    );
  }

  override async read(dataId: tf.DataId): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: tf.DataId, force = false): boolean {
    if (!this.#entries.has(dataId)) return true;
    const entry = this.#entries.get(dataId);
    entry.refs--;
    if (!force && entry.refs > 0) return false;
    this.#entries.delete(dataId);
    return true;
  }

  override incRef(dataId: tf.DataId): void {
    this.#entries.get(dataId).refs++;
  }

  override refCount(dataId: tf.DataId): number {
    return this.#entries.has(dataId) ? this.#entries.get(dataId).refs : 0;
  }

  override numDataIds(): number {
    return this.#entries.numDataIds();
  }

  override timerAvailable(): boolean {
    return false;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }
}

function dataOf(values: tf.BackendValues, shape: number[], dtype: tf.DataType): Data {
  if (dtype === 'float32' && values instanceof Float32Array) return values;
  if (dtype === 'int32' && values instanceof Int32Array) return values;
  if (dtype === 'bool' && values instanceof Uint8Array) return values;
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') {
    const data = emptyData({ shape, dtype });
    for (let i = 0; i < data.length; i++) data[i] = Number(values[i]);
    return data;
  }
  throw new EngineError(
    'engine-type',
    `A compiled function cannot hold ${dtype} tensors: use float32, int32 or bool.`,
  );
}
