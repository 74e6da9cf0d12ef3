/** Trains the network of chapter-network.ts on rows of piano rolls. */
import type * as tf from '@tensorflow/tfjs-core';
import { KEYS, type Rolls } from '../corpus/index.ts';
import { adamW, compile, createState, valueAndGradients } from '../engine/index.ts';
import { BeatwrightError, type Random, randomOf } from '../music/index.ts';
import {
  activationLoss,
  activationsOf,
  CHAPTER_PARAMETERS,
  type ChapterTensors,
  type ChapterValues,
  initialChapter,
  NOISE,
  squaredError,
} from './chapter-network.ts';

const LEARNING_RATE = 0.001;
const EPOCHS = 100;
/** How often the losses are told, in epochs. */
const REPORT_EVERY = 10;
/** Rows that are learned from at once. */
const BATCH = 128;

/** What an epoch came to. */
export interface ChapterEpoch {
  /** Counted from 1. */
  readonly epoch: number;
  /** The loss over the training rows, as they were learned from. */
  readonly loss: number;
  /** The loss over the validation rows after the epoch. */
  readonly validationLoss: number;
}

export interface ChapterTrainingOptions {
  readonly seed: number;
  /** 100 unless told. */
  readonly epochs?: number;
  /**
   * What is minimised: `mse`, the mean squared error, or `activation`, which adds the squared errors of the keys
   * that are to sound (`activationLoss`). `mse` unless told.
   */
  readonly loss?: 'mse' | 'activation';
  /** Told the losses every 10 epochs and after the last. */
  readonly onEpoch?: (epoch: ChapterEpoch) => void;
  /** Stops the training between epochs: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Trains the network with Adam at 0.001. Every row is learned with new noise in each epoch, so that the noise can
 * tell nothing of the row.
 * @throws BeatwrightError `chapter-nothing` if a side has no rows.
 */
export async function trainChapter(
  train: Rolls,
  validation: Rolls,
  options: ChapterTrainingOptions,
): Promise<ChapterValues> {
  const { seed, epochs = EPOCHS, loss = 'mse', onEpoch, signal } = options;
  const batch = Math.min(BATCH, train.rows, validation.rows);
  if (batch === 0) {
    throw new BeatwrightError(
      'chapter-nothing',
      'There is nothing to train or to validate on. Give scores with notes for both.',
    );
  }
  const random = randomOf(`chapter ${seed}`);
  const net = createState(CHAPTER_PARAMETERS, initialChapter(random.fork('start'), meanLabels(train)));
  const { learn, measure, release } = await compileChapter(net, batch, loss);
  try {
    const noise = random.fork('noise');
    const order = random.fork('order');
    for (let epoch = 1; epoch <= epochs; epoch++) {
      signal?.throwIfAborted();
      const rows = shuffled(train.rows, order);
      const losses: number[] = [];
      // What does not fill a batch has its turn in another epoch.
      for (let at = 0; at + batch <= rows.length; at += batch)
        losses.push(await learn(feedsOf(train, rows.subarray(at, at + batch), noise)));
      if (epoch % REPORT_EVERY !== 0 && epoch !== epochs) continue;
      const held: number[] = [];
      const still = random.fork('validation');
      const all = Uint32Array.from({ length: validation.rows }, (_, row) => row);
      for (let at = 0; at + batch <= all.length; at += batch)
        held.push(await measure(feedsOf(validation, all.subarray(at, at + batch), still)));
      onEpoch?.({ epoch, loss: mean(losses), validationLoss: mean(held) });
    }
    return net.read();
  } finally {
    await release();
  }
}

async function compileChapter(
  net: ReturnType<typeof createState<typeof CHAPTER_PARAMETERS>>,
  rows: number,
  kind: 'mse' | 'activation',
) {
  const optimiser = adamW();
  const adam = createState(optimiser.signature(CHAPTER_PARAMETERS));
  const inputs = {
    noise: { shape: [rows, NOISE] },
    labels: { shape: [rows, KEYS] },
    activation: { shape: [rows, KEYS] },
  } as const;
  const lossOf = (parameters: ChapterTensors, fed: Record<keyof typeof inputs, tf.Tensor>) => {
    const output = activationsOf(parameters, fed.noise);
    return kind === 'mse'
      ? squaredError(output, fed.labels)
      : activationLoss(output, fed.labels, fed.activation);
  };
  const learning = await compile(
    (fed, { net: parameters, adam: moments }) => {
      const { value, gradients } = valueAndGradients((p) => lossOf(p, fed), parameters);
      const next = optimiser.update(parameters, gradients, moments, LEARNING_RATE);
      return { outputs: { loss: value }, states: { net: next.parameters, adam: next.state } };
    },
    { inputs, states: { net, adam } },
  );
  const measuring = await compile(
    (fed, { net: parameters }) => ({ outputs: { loss: lossOf(parameters, fed) } }),
    { inputs, states: { net } },
  );
  return {
    learn: async (feeds: Feeds) => (await learning.run(feeds)).loss.data[0]!,
    measure: async (feeds: Feeds) => (await measuring.run(feeds)).loss.data[0]!,
    release: async () => {
      await learning.release();
      await measuring.release();
    },
  };
}

type Feeds = Record<'noise' | 'labels' | 'activation', Float32Array>;

function feedsOf(rolls: Rolls, rows: Uint32Array, random: Random): Feeds {
  const pick = (all: Float32Array) => {
    const picked = new Float32Array(rows.length * KEYS);
    for (const [i, row] of rows.entries()) picked.set(all.subarray(row * KEYS, (row + 1) * KEYS), i * KEYS);
    return picked;
  };
  return {
    noise: noiseOf(rows.length, random),
    labels: pick(rolls.labels),
    activation: pick(rolls.activation),
  };
}

/** Noise for some rows. */
export function noiseOf(rows: number, random: Random): Float32Array {
  return Float32Array.from({ length: rows * NOISE }, () => random.normal());
}

/** How much each key sounds on average. */
export function meanLabels({ rows, labels }: Rolls): Float64Array {
  const means = new Float64Array(KEYS);
  for (const [i, label] of labels.entries()) means[i % KEYS]! += label / rows;
  return means;
}

function shuffled(count: number, random: Random): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  return rows;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
