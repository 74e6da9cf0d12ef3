/**
 * What an artist's generator adds to the base network, which stays as it is: a vector added to what a piece is asked
 * to be, biases of the words, and for the matrices either a change of low rank (LoRA: Hu et al., 2021) or a scale of
 * what comes out of them (IA3: Liu et al., 2022).
 */
import * as tf from '@tensorflow/tfjs-core';
import { createState, mapValues, type Tensors, type Values } from '../../engine/index.ts';
import type { Random } from '../../music/index.ts';
import type { Base } from '../net/base.ts';
import type { Adapted, Network } from '../net/network.ts';
import { parametersOf } from '../net/network.ts';
import { matrix, type NetworkSize, vector } from '../net/size.ts';
import { marksOf } from '../net/surroundings.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, OFFSET_WORDS } from '../net/vocabulary.ts';

export interface AdapterForm {
  readonly kind: 'lora' | 'ia3';
  /** The rank of LoRA's changes; IA3 has none. */
  readonly rank: number;
}

/** The parameters' names and shapes. Changes go by the name of the matrix that they change. */
export function adapterParameters(size: NetworkSize, { kind, rank }: AdapterForm) {
  const net = parametersOf(size);
  const changes: Record<string, Change> = {};
  for (const [name, { shape }] of matricesOf(net)) {
    const [rows, columns] = shape;
    if (kind === 'lora') changes[name] = { down: matrix(rows, rank), up: matrix(rank, columns) };
    else if (isScaled(name)) changes[name] = { scale: vector(columns) };
  }
  return {
    vector: matrix(1, size.width),
    bias: {
      events: vector(EVENT_WORDS),
      offsets: vector(OFFSET_WORDS),
      attributes: vector(ATTRIBUTE_WORDS),
    },
    changes: changes as Readonly<typeof changes>,
  };
}

/** `down` and `up` of LoRA, or the `scale` of IA3, kept as what it differs from 1. */
interface Change {
  readonly down?: ReturnType<typeof matrix>;
  readonly up?: ReturnType<typeof matrix>;
  readonly scale?: ReturnType<typeof vector>;
}

export type AdapterSignature = ReturnType<typeof adapterParameters>;
export type AdapterValues = Values<AdapterSignature>;
type AdapterTensors = Tensors<AdapterSignature>;

/** An adapter that changes a share as much. @param share 0–1: 0 leaves the base as it is. */
export function shrunk(values: AdapterValues, share: number): AdapterValues {
  return mapValues(values, (value, path) => {
    // A change of low rank is a product: one factor is enough.
    if (path.endsWith('.down')) return value;
    return { ...value, data: value.data.map((x) => share * x) };
  });
}

/** Keys, values and what is inside of feed-forward layers, as the paper has it (queries come with the keys). */
const isScaled = (name: string) => /qkv|input|up$/.test(name);

type Matrices<T> = {
  readonly mix: T;
  readonly marks: T;
  readonly layers: readonly Readonly<Record<'qkv' | 'out' | 'up' | 'down', T>>[];
  readonly recurrent: readonly Readonly<Record<'input' | 'hidden' | 'up' | 'down', T>>[];
  readonly head: Readonly<Record<'global' | 'prefix' | 'recall' | 'events' | 'offsets' | 'attributes', T>> & {
    readonly layers: readonly Readonly<Record<'up' | 'down', T>>[];
  };
};

/** The matrices that an adapter can change, by name, of a network's tensors, values or shapes. */
export function matricesOf<T>(net: Matrices<T>): Map<string, T> {
  const found = new Map<string, T>([
    ['mix', net.mix],
    ['marks', net.marks],
  ]);
  const add = <K extends string>(prefix: string, layer: Readonly<Record<K, T>>, names: readonly K[]) => {
    for (const name of names) found.set(`${prefix}-${name}`, layer[name]);
  };
  for (const [i, layer] of net.layers.entries()) add(`layer${i}`, layer, ['qkv', 'out', 'up', 'down']);
  for (const [i, layer] of net.recurrent.entries())
    add(`recurrent${i}`, layer, ['input', 'hidden', 'up', 'down']);
  add('head', net.head, ['global', 'prefix', 'recall', 'events', 'offsets', 'attributes']);
  for (const [i, layer] of net.head.layers.entries()) add(`head${i}`, layer, ['up', 'down']);
  return found;
}

/** Values that change nothing yet, and can learn: LoRA's first factors are random, all else is zero. */
export function initialAdapter(signature: AdapterSignature, random: Random) {
  const zeros = ({ shape }: { readonly shape: readonly number[] }) =>
    new Float32Array(shape.reduce((product, dim) => product * dim, 1));
  const { vector: own, bias, changes } = signature;
  return {
    vector: zeros(own),
    bias: { events: zeros(bias.events), offsets: zeros(bias.offsets), attributes: zeros(bias.attributes) },
    changes: Object.fromEntries(
      Object.entries(changes).map(([name, { down, up, scale }]) => [
        name,
        {
          ...(down && { down: zeros(down).map(() => random.normal() / Math.sqrt(down.shape[0])) }),
          ...(up && { up: zeros(up) }),
          ...(scale && { scale: zeros(scale) }),
        },
      ]),
    ),
  };
}

/**
 * A network as an adapter changes it, for use inside a compiled function.
 *
 * @param isArtist 1 for rows that are the artist's, 0 for others, which do not get its vector: [rows, 1].
 */
export function adaptedNetwork(
  net: Network,
  { vector: own, bias, changes }: AdapterTensors,
  isArtist: tf.Tensor,
): { net: Network; adapted: Adapted } {
  const changeOf = new Map([...matricesOf<tf.Tensor>(net)].map(([name, tensor]) => [tensor, changes[name]]));
  const { head } = net;
  return {
    net: {
      ...net,
      head: {
        ...head,
        eventBias: tf.add(head.eventBias, bias.events),
        offsetBias: tf.add(head.offsetBias, bias.offsets),
        attributeBias: tf.add(head.attributeBias, bias.attributes),
      },
    },
    adapted: {
      wish: tf.matMul(isArtist, own),
      times(x, weights) {
        const change = changeOf.get(weights);
        const plain = tf.matMul(x, weights);
        if (!change) return plain;
        if (change.scale) return tf.mul(plain, tf.add(change.scale, 1));
        return tf.add(plain, tf.matMul(tf.matMul(x, change.down!), change.up!));
      },
    },
  };
}

/**
 * The base with an adapter worked into its parameters: as fast as the base.
 *
 * @param asArtist whether every piece is the artist's, or none.
 */
export function mergedBase(base: Base, adapter: AdapterValues, asArtist: boolean): Base {
  const values = base.network.read();
  for (const [name, weights] of matricesOf<Value>(values)) {
    const change = adapter.changes[name];
    if (change) applyChange(weights, change);
  }
  const { head, marks } = values;
  addTo(head.eventBias.data, adapter.bias.events.data);
  addTo(head.offsetBias.data, adapter.bias.offsets.data);
  addTo(head.attributeBias.data, adapter.bias.attributes.data);
  // Every step has one mark of its place in the bar, so that what is added to those is added to every step.
  const { first, size } = marksOf('place');
  const { width } = base.size;
  for (let mark = first; asArtist && mark < first + size; mark++) {
    addTo(marks.data.subarray(mark * width, (mark + 1) * width), adapter.vector.data);
  }
  return { ...base, network: createState(parametersOf(base.size), values) };
}

interface Value {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number> & { [i: number]: number };
}

function applyChange(weights: Value, change: AdapterValues['changes'][string]): void {
  const [rows, columns] = weights.shape as readonly [number, number];
  const scale = change?.scale?.data;
  for (let at = 0; scale && at < rows * columns; at++) weights.data[at]! *= 1 + scale[at % columns]!;
  if (!change?.down || !change.up) return;
  const [down, up] = [change.down.data, change.up.data];
  const [rank] = change.up.shape as readonly [number, number];
  for (let i = 0; i < rows; i++) {
    for (let r = 0; r < rank; r++) {
      const factor = down[i * rank + r]!;
      for (let j = 0; j < columns; j++) weights.data[i * columns + j]! += factor * up[r * columns + j]!;
    }
  }
}

function addTo(into: { [i: number]: number }, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) into[i]! += values[i]!;
}
