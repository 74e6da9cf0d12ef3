/** A drum network in training: its parameters, the optimiser's memory and the program that steps. */
import * as tf from '@tensorflow/tfjs-core';
import {
  adamW,
  compile,
  createState,
  type NamedTensors,
  readSafetensors,
  type Tensors,
  valueAndGradients,
  writeSafetensors,
} from '../../../src/engine/index.ts';
import {
  listenTo,
  PARAMETERS,
  type Parameters,
  STATISTICS,
  type Statistics,
  VOICES,
} from '../../../src/listen/drums/network.ts';
import { type Random, randomOf } from '../../../src/music/index.ts';
import { type Batch, type BatchShape, batchSignature } from './batch.ts';

export interface DrumTrainerOptions {
  readonly shape: BatchShape;
  readonly seed: number;
  readonly statistics: Readonly<Record<keyof typeof STATISTICS, Float32Array>>;
  readonly threads?: number;
}

export type DrumTrainer = Awaited<ReturnType<typeof createDrumTrainer>>;

export async function createDrumTrainer({ shape, seed, statistics, threads }: DrumTrainerOptions) {
  const optimiser = adamW({ beta2: 0.99, weightDecay: 0.02, clipNorm: 1 });
  const network = createState(PARAMETERS, initial(randomOf(`drum network ${seed}`)));
  const adam = createState(optimiser.signature(PARAMETERS));
  const even = createState(STATISTICS, statistics);
  const training = await compile(
    ({ batch, rate }, states) => {
      const loss = (net: Parameters) => lossOf(net, states.even, batch as BatchTensors);
      const { value, gradients } = valueAndGradients(loss, states.network);
      const next = optimiser.update(states.network, gradients, states.adam, rate);
      return {
        outputs: { loss: value },
        states: { network: next.parameters, adam: next.state },
      };
    },
    {
      inputs: { batch: batchSignature(shape), rate: { shape: [] } },
      states: { network, adam, even },
    },
    { threads },
  );
  return {
    /** One step. @returns the loss of the batch before it. */
    async step(batch: Batch, rate: number): Promise<number> {
      const { loss } = await training.run({ batch, rate });
      return loss.data[0]!;
    },
    read: () => network.read(),
    /** Everything that is needed to go on. */
    save: (metadata: Readonly<Record<string, string>>): Uint8Array => {
      const { step, mean, square } = adam.read();
      const tensors = {
        ...named('network', network.read()),
        ...named('mean', mean),
        ...named('square', square),
      };
      return writeSafetensors({ tensors: { ...tensors, ...named('adam', { step }) }, metadata });
    },
    /** Goes on from what was saved. */
    restore(bytes: Uint8Array): Readonly<Record<string, string>> {
      const { tensors, metadata } = readSafetensors(bytes);
      network.set(picked('network', tensors));
      adam.set({
        step: tensors['adam.step']!.data,
        mean: picked('mean', tensors),
        square: picked('square', tensors),
      });
      return metadata;
    },
    release: () => training.release(),
  };
}

type BatchTensors = Tensors<ReturnType<typeof batchSignature>>;

/** How much velocity and place count beside whether there is a stroke. */
const VELOCITY_SHARE = 2;
const OFFSET_SHARE = 0.2;
const DRUM_SHARE = 0.3;
/** Frames at least as near to a stroke tell how hard it was, and where. */
const NEAR = 0.3;

/** Cross-entropy of the strokes, squared errors of velocity and place where there is one, and its drum's entropy. */
function lossOf(p: Parameters, statistics: Statistics, batch: BatchTensors): tf.Scalar {
  const said = listenTo(p, statistics, batch.features as tf.Tensor3D);
  const entropyOf = (logits: tf.Tensor, truth: tf.Tensor) =>
    tf.sub(tf.softplus(logits), tf.mul(logits, truth));
  const entropy = entropyOf(said.strikes, batch.strikes);
  const strikes = tf.div(tf.sum(tf.mul(entropy, batch.weights)), tf.sum(batch.weights));
  const drums = tf.div(
    tf.sum(tf.mul(entropyOf(said.drums, batch.drums), batch.drumWeights)),
    tf.add(tf.sum(batch.drumWeights), 1),
  );
  const near = tf.mul(tf.cast(tf.greater(batch.strikes, NEAR), 'float32'), tf.step(batch.weights));
  const count = tf.add(tf.sum(near), 1);
  const errorOf = (heard: tf.Tensor, truth: tf.Tensor) => {
    const gap = tf.sub(heard, truth);
    return tf.div(tf.sum(tf.mul(tf.mul(gap, gap), near)), count);
  };
  const velocity = errorOf(said.velocities, batch.velocities);
  const offset = errorOf(said.offsets, batch.offsets);
  // Strokes are few, so their share of the mean is small; the factor brings all three to a like size.
  return tf.add(
    tf.mul(10, strikes),
    tf.add(tf.mul(DRUM_SHARE, drums), tf.add(tf.mul(VELOCITY_SHARE, velocity), tf.mul(OFFSET_SHARE, offset))),
  ) as tf.Scalar;
}

/** He et al., "Delving Deep into Rectifiers", 2015; layers that add to what there is begin small. */
function initial(random: Random): Record<keyof typeof PARAMETERS, Float32Array> {
  const entries = Object.entries(PARAMETERS).map(([name, { shape }]) => {
    const values = new Float32Array(
      (shape as readonly number[]).reduce((product, size) => product * size, 1),
    );
    if (shape.length === 1) {
      // Most frames have no stroke.
      return [name, name === 'headBias' ? values.map((_, i) => (i < VOICES ? -3 : 0)) : values];
    }
    const inputs = values.length / shape.at(-1)!;
    const gain = name.startsWith('time') ? 0.5 : name === 'head' ? 0.3 : 1;
    return [name, values.map(() => gain * Math.sqrt(2 / inputs) * random.normal())];
  });
  return Object.fromEntries(entries);
}

/** Values by name, after a prefix. */
export function named(prefix: string, values: Readonly<Record<string, unknown>>): NamedTensors['tensors'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]),
  ) as NamedTensors['tensors'];
}

function picked(prefix: string, tensors: NamedTensors['tensors']) {
  const names = Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[];
  return Object.fromEntries(names.map((name) => [name, tensors[`${prefix}.${name}`]!.data])) as Record<
    keyof typeof PARAMETERS,
    Float32Array
  >;
}
