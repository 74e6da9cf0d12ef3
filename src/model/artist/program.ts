/** The programs of an artist's training: the base is a constant in them, the adapter is all that moves. */
import * as tf from '@tensorflow/tfjs-core';
import { adamW, compile, constants, createState, valueAndGradients } from '../../engine/index.ts';
import { randomOf } from '../../music/index.ts';
import type { Base } from '../net/base.ts';
import { type Batch, type BatchShape, batchShape, batchSignature } from '../net/batch.ts';
import type { Logs } from '../net/measure.ts';
import { crossEntropy, type Network, predict } from '../net/network.ts';
import { type AdapterForm, adaptedNetwork, adapterParameters, initialAdapter } from './adapter.ts';
import { styleWeightedLoss } from './loss.ts';
import { heardHits, markedFeeds, markedSignature, markedTerms } from './marked.ts';
import type { StyleMask } from './mask.ts';

/** What is measured at once. */
export const MEASURED: BatchShape = batchShape(4, 128);

export interface ProgramOptions {
  readonly base: Base;
  readonly form: AdapterForm;
  /** Of batches to train on. */
  readonly shape: BatchShape;
  /** How much of itself the adapter loses in each step, times the rate. */
  readonly decay: number;
  readonly threads?: number;
}

export interface TrainingBatch {
  readonly batch: Batch;
  /** Which of its sheets are the artist's. */
  readonly isArtist: (row: number) => boolean;
  readonly mask: StyleMask;
  readonly msPerTick: number;
  readonly rate: number;
  /** λ of the style-weighted loss. */
  readonly strength: number;
}

export type ArtistPrograms = Awaited<ReturnType<typeof artistPrograms>>;

export async function artistPrograms(o: ProgramOptions) {
  const { base, form, shape } = o;
  const { size } = base;
  const values = base.network.read();
  const parameters = adapterParameters(size, form);
  const optimiser = adamW({ beta2: 0.98, weightDecay: o.decay, clipNorm: 1 });
  const adapter = createState(parameters);
  const adam = createState(optimiser.signature(parameters));
  const options = o.threads === undefined ? {} : { threads: o.threads };
  const training = await compile(
    ({ batch, marked, isArtist, steps, rate, strength }, { adapter: own, adam: moments }) => {
      const frozen: Network = constants(values);
      let bits: tf.Scalar | undefined;
      const loss = (moving: typeof own) => {
        const { net, adapted } = adaptedNetwork(frozen, moving, isArtist);
        const predicted = predict(size, net, batch, shape, adapted);
        const normal = tf.add(
          crossEntropy(predicted, batch, steps),
          heardHits(predicted, marked, steps),
        ) as tf.Scalar;
        bits = tf.keep(tf.div(normal, Math.LN2));
        return styleWeightedLoss(normal, markedTerms(predicted, marked), strength);
      };
      const { value, gradients } = valueAndGradients(loss, own);
      const next = optimiser.update(own, gradients, moments, rate);
      return {
        outputs: { loss: value, bits: bits! },
        states: { adapter: next.parameters, adam: next.state },
      };
    },
    {
      inputs: {
        batch: batchSignature(shape),
        marked: markedSignature(shape),
        isArtist: { shape: [shape.rows, 1] },
        steps: { shape: [] },
        rate: { shape: [] },
        strength: { shape: [] },
      },
      states: { adapter, adam },
    },
    options,
  );
  const measuring = await compile(
    ({ batch, isArtist }, { adapter: own }) => {
      const { net, adapted } = adaptedNetwork(constants(values), own, isArtist);
      return { outputs: predict(size, net, batch, MEASURED, adapted) };
    },
    {
      inputs: { batch: batchSignature(MEASURED), isArtist: { shape: [MEASURED.rows, 1] } },
      states: { adapter },
    },
    options,
  );
  return {
    size,
    form,
    shape,
    adapter,
    adam,
    /** Forgets everything: the adapter changes nothing. */
    begin(seed: number): void {
      adapter.set(initialAdapter(parameters, randomOf(`adapter ${seed}`)));
      adam.set(createState(adam.signature).read());
    },
    /** One step of training. @returns what the batch cost before it, in bits a step, without what is weighted. */
    async step({ batch, isArtist, mask, msPerTick, rate, strength }: TrainingBatch): Promise<number> {
      const { bits } = await training.run({
        batch: batch.arrays,
        marked: markedFeeds(batch.sheets, isArtist, mask, msPerTick, shape),
        isArtist: Float32Array.from({ length: shape.rows }, (_, row) => (isArtist(row) ? 1 : 0)),
        steps: batch.steps,
        rate,
        strength,
      });
      return bits.data[0]!;
    },
    /** The log-probabilities of a batch under the adapter as it is. @param isArtist whether it has its vector. */
    async logs(batch: Pick<Batch, 'arrays'>, isArtist = true): Promise<Logs> {
      const { events, offsets, attributes } = await measuring.run({
        batch: batch.arrays,
        isArtist: new Float32Array(MEASURED.rows).fill(isArtist ? 1 : 0),
      });
      return {
        events: events.data as Float32Array,
        offsets: offsets.data as Float32Array,
        attributes: attributes.data as Float32Array,
      };
    },
    async release() {
      await training.release();
      await measuring.release();
    },
  };
}
