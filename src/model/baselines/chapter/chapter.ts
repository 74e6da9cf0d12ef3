/**
 * The generator of the book that Beatwright grew from, kept in working order as a baseline: noise through a
 * pyramid of dense layers to 88 keys, trained on rows of a piano roll. Every 16th is drawn by itself: it knows no
 * time, no parts and no drums, which is what the tables show.
 */
import * as tf from '@tensorflow/tfjs-core';
import { KEYS, type Rolls } from '../../../corpus/index.ts';
import { adamW, compile, createState, type Tensors, valueAndGradients } from '../../../engine/index.ts';
import {
  byTickAndPitch,
  checkScore,
  type Key,
  type Note,
  type Random,
  randomOf,
  type Score,
  STEPS_PER_BAR,
  TICKS_PER_STEP,
} from '../../../music/index.ts';

/** Numbers of noise that a row of keys is made from, and the units of the layers after it. */
const NOISE = 100;
const LAYERS = [NOISE, 256, 512, 1024, 512, 256, KEYS];
/** MIDI pitch of the first key. */
const LOWEST_KEY = 21;

export interface ChapterOptions {
  readonly seed: number;
  /** 100 unless told. */
  readonly epochs?: number;
  /** Learning rate of Adam, 0.001 unless told. */
  readonly rate?: number;
  /** Rows that are learned from at once. */
  readonly rows?: number;
  /** `mse`, or the custom loss that weighs the keys that sound: see `chapterLoss`. */
  readonly loss?: 'mse' | 'weighted';
  /** Told every tenth epoch what the loss is on both sides. */
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The book's custom loss: the mean squared error plus the sum of ((activation × (output − label))²). Activation is
 * 1 where a key of the label sounds and 0 elsewhere, so that silence, which is most of a roll, does not win.
 *
 * @param output,label,activation of shape [rows, 88].
 */
export function chapterLoss(output: tf.Tensor, label: tf.Tensor, activation: tf.Tensor): tf.Scalar {
  const error = tf.sub(output, label);
  const marked = tf.sum(tf.square(tf.mul(activation, error)));
  return tf.add(tf.mean(tf.square(error)), marked) as tf.Scalar;
}

const parameters = {
  layers: LAYERS.slice(1).map((units, i) => ({
    weights: { shape: [LAYERS[i]!, units] } as const,
    biases: { shape: [units] } as const,
  })),
};

function forward({ layers }: Tensors<typeof parameters>, noise: tf.Tensor): tf.Tensor {
  return layers.reduce((x, { weights, biases }, i) => {
    const sum = tf.add(tf.matMul(x, weights), biases);
    return i === layers.length - 1 ? tf.sigmoid(sum) : tf.relu(sum);
  }, noise);
}

/** What the loss was, epoch by epoch. */
export interface ChapterHistory {
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export interface Chapter {
  readonly history: ChapterHistory;
  /** Writes a score of one melody part, as many voices as keys are pressed. */
  sample(frame: { bpm: number; key: Key; bars: number }, random: Random): Promise<Score>;
  release(): Promise<void>;
}

/** Trains the book's generator on rolls. */
export async function trainChapter(train: Rolls, validation: Rolls, o: ChapterOptions): Promise<Chapter> {
  const { seed, epochs = 100, rate = 0.001, rows = 128, log = () => {} } = o;
  const random = randomOf(`chapter ${seed}`);
  const network = createState(parameters, glorot(random));
  const optimiser = adamW();
  const adam = createState(optimiser.signature(parameters));
  const inputs = {
    noise: { shape: [rows, NOISE] },
    label: { shape: [rows, KEYS] },
    activation: { shape: [rows, KEYS] },
  } as const;
  type Given = Tensors<typeof inputs>;
  const lossOf = (network: Tensors<typeof parameters>, { noise, label, activation }: Given) => {
    const output = forward(network, noise);
    if (o.loss === 'weighted') return chapterLoss(output, label, activation);
    return tf.mean(tf.square(tf.sub(output, label))) as tf.Scalar;
  };
  const training = await compile(
    (given, { network: net, adam: moments }) => {
      const { value, gradients } = valueAndGradients((own: typeof net) => lossOf(own, given), net);
      const next = optimiser.update(net, gradients, moments, rate);
      return { outputs: { loss: value }, states: { network: next.parameters, adam: next.state } };
    },
    { inputs, states: { network, adam } },
  );
  const judging = await compile((given, { network: net }) => ({ outputs: { loss: lossOf(net, given) } }), {
    inputs,
    states: { network },
  });
  const writing = await compile(
    ({ noise }, { network: net }) => ({ outputs: { keys: forward(net, noise) } }),
    { inputs: { noise: inputs.noise }, states: { network } },
  );

  const history = { train: [] as number[], validation: [] as number[] };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    o.signal?.throwIfAborted();
    let sum = 0;
    let batches = 0;
    for (const given of batchesOf(train, rows, random)) {
      const { loss } = await training.run(given);
      sum += loss.data[0]!;
      batches += 1;
    }
    history.train.push(sum / batches);
    sum = batches = 0;
    for (const given of batchesOf(validation, rows, random)) {
      const { loss } = await judging.run(given);
      sum += loss.data[0]!;
      batches += 1;
    }
    history.validation.push(sum / batches);
    if (epoch % 10 === 0) {
      const told = [history.train, history.validation].map((losses) => losses.at(-1)!.toFixed(5));
      log(`epoch ${epoch} of ${epochs}: loss ${told[0]}, on the validation side ${told[1]}`);
    }
  }

  const keysFor = async (count: number, from: Random) => {
    const keys = new Float32Array(Math.ceil(count / rows) * rows * KEYS);
    for (let row = 0; row < count; row += rows) {
      const { keys: some } = await writing.run({ noise: noiseOf(rows, from) });
      keys.set(some.data, row * KEYS);
    }
    return keys.subarray(0, count * KEYS);
  };
  const threshold = thresholdFor(await keysFor(1024, random), pressedPerRow(train));
  return {
    history,
    async sample(frame, from) {
      const keys = await keysFor(frame.bars * STEPS_PER_BAR, from);
      return checkScore({ ...frame, drums: [], bass: [], chords: [], melody: notesOf(keys, threshold) });
    },
    async release() {
      await Promise.all([training.release(), judging.release(), writing.release()]);
    },
  };
}

/** Weights uniform within √(6 / (in + out)) (Glorot and Bengio, 2010), as the book's library draws them. */
function glorot(random: Random) {
  const layers = parameters.layers.map(({ weights: { shape } }) => {
    const [from, to] = shape;
    const limit = Math.sqrt(6 / (from + to));
    const weights = Float32Array.from({ length: from * to }, () => (2 * random.next() - 1) * limit);
    return { weights, biases: new Float32Array(to) };
  });
  return { layers };
}

function noiseOf(rows: number, random: Random): Float32Array {
  return Float32Array.from({ length: rows * NOISE }, () => random.normal());
}

/** All rows once, in an order of their own, with fresh noise; the last batch is filled up from the beginning. */
function* batchesOf(rolls: Rolls, rows: number, random: Random) {
  const order = Array.from({ length: rolls.rows }, (_, i) => ({ i, at: random.next() }));
  order.sort((a, b) => a.at - b.at);
  for (let first = 0; first < order.length; first += rows) {
    const label = new Float32Array(rows * KEYS);
    const activation = new Float32Array(rows * KEYS);
    for (let row = 0; row < rows; row++) {
      const { i } = order[(first + row) % order.length]!;
      label.set(rolls.labels.subarray(i * KEYS, (i + 1) * KEYS), row * KEYS);
      activation.set(rolls.activation.subarray(i * KEYS, (i + 1) * KEYS), row * KEYS);
    }
    yield { noise: noiseOf(rows, random), label, activation };
  }
}

function pressedPerRow({ activation, rows }: Rolls): number {
  return activation.reduce((sum, pressed) => sum + pressed, 0) / Math.max(1, rows);
}

/** The activation above which a key counts as pressed, so that as many are as in the training data. */
function thresholdFor(keys: Float32Array, perRow: number): number {
  const pressed = Math.round((keys.length / KEYS) * perRow);
  return keys.toSorted().at(-Math.max(1, pressed)) ?? 1;
}

/** The notes of a roll: a key that stays pressed is held. */
function notesOf(keys: Float32Array, threshold: number): Note[] {
  const steps = keys.length / KEYS;
  const notes: Note[] = [];
  for (let key = 0; key < KEYS; key++) {
    for (let step = 0; step < steps; step++) {
      if (keys[step * KEYS + key]! < threshold) continue;
      const from = step;
      while (step + 1 < steps && keys[(step + 1) * KEYS + key]! >= threshold) step += 1;
      const velocity = Math.min(127, Math.max(1, Math.round(keys[from * KEYS + key]! * 127)));
      const duration = (step - from + 1) * TICKS_PER_STEP;
      notes.push({ tick: from * TICKS_PER_STEP, duration, pitch: LOWEST_KEY + key, velocity });
    }
  }
  return notes.sort(byTickAndPitch);
}
