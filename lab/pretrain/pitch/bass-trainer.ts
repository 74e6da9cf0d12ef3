/** The bass network in training: what it is shown, what it should say, and the program that steps. */
import * as tf from '@tensorflow/tfjs-core';
import {
  adamW,
  compile,
  createState,
  type NamedTensors,
  type TensorValue,
  valueAndGradients,
} from '../../../src/engine/index.ts';
import { BANDS, BASS_RATE, type BassImage, ROWS } from '../../../src/listen/pitch/bass-image.ts';
import {
  BASS_PARAMETERS,
  BASS_PITCHES,
  type BassParameters,
  bassLogits,
  LOWEST_BASS,
} from '../../../src/listen/pitch/bass-network.ts';
import { type Random, randomOf } from '../../../src/music/index.ts';
import type { PitchExample, TrueNote } from './example.ts';

/** Excerpts of a batch, and frames of each: 2.5 s. */
const BATCH = 8;
const FRAMES = 128;
const CELLS = FRAMES * BASS_PITCHES;
/** Excerpts are moved by up to so many semitones, and turned up or down by up to this share of the range. */
const MOST_SHIFT = 3;
const TURN_DOWN = 0.12;
const TURN_UP = 0.08;
/** Share of the steps in which the learning rate rises. */
const WARM_UP = 0.03;
/** How much onsets and slides count beside what sounds, and either where there is one beside where there is none. */
const ONSET_SHARE = 2;
const SLIDE_SHARE = 1;
const RARE = 4;

export interface BassTraining {
  readonly examples: readonly Pick<PitchExample, 'image' | 'truth'>[];
  readonly steps: number;
  readonly seed: number;
  readonly rate?: number;
  onStep?(step: number, loss: number): void;
  readonly signal?: AbortSignal;
}

/** Trains a bass network. @returns its tensors, their names beginning with `bass.` */
export async function trainBass(o: BassTraining): Promise<NamedTensors['tensors']> {
  const random = randomOf(`bass network ${o.seed}`);
  const network = createState(BASS_PARAMETERS, initial(random.fork('initial')));
  const optimiser = adamW({ weightDecay: 1e-3, clipNorm: 1 });
  const adam = createState(optimiser.signature(BASS_PARAMETERS));
  const said = { shape: [BATCH, FRAMES, BASS_PITCHES] } as const;
  const program = await compile(
    ({ rows, bands, sounding, onsets, slid, rate }, states) => {
      const loss = (p: BassParameters) => {
        const logits = bassLogits(p, rows, bands);
        const [sounds, begins, slides] = tf.unstack(logits, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const rare = (said: tf.Tensor, truth: tf.Tensor) =>
          tf.mean(tf.mul(tf.add(tf.mul(truth, RARE), 1), entropy(said, truth)));
        return tf.addN([
          tf.mean(entropy(sounds, sounding)),
          tf.mul(ONSET_SHARE, rare(begins, onsets)),
          tf.mul(SLIDE_SHARE, rare(slides, slid)),
        ]) as tf.Scalar;
      };
      const { value, gradients } = valueAndGradients(loss, states.network);
      const next = optimiser.update(states.network, gradients, states.adam, rate);
      return { outputs: { loss: value }, states: { network: next.parameters, adam: next.state } };
    },
    {
      inputs: {
        rows: { shape: [BATCH, FRAMES, ROWS] },
        bands: { shape: [BATCH, FRAMES, BANDS] },
        sounding: said,
        onsets: said,
        slid: said,
        rate: { shape: [] },
      },
      states: { network, adam },
    },
  );
  const truths = o.examples.map(({ image, truth }) => ({ image, ...targetsOf(truth.bass, image.frames) }));
  const chance = random.fork('batches');
  for (let step = 0; step < o.steps; step++) {
    o.signal?.throwIfAborted();
    const rise = Math.min(1, (step + 1) / (WARM_UP * o.steps));
    const fall = 0.5 + 0.5 * Math.cos((Math.PI * step) / o.steps);
    const { loss } = await program.run({
      ...drawBatch(truths, chance),
      rate: (o.rate ?? 4e-3) * rise * fall,
    });
    o.onStep?.(step, loss.data[0]!);
  }
  const learnt = network.read();
  await program.release();
  return Object.fromEntries(
    Object.entries(learnt).map(([name, { shape, data }]: [string, TensorValue]) => [
      `bass.${name}`,
      { shape, data: data as Float32Array },
    ]),
  );
}

function entropy(logits: tf.Tensor, truth: tf.Tensor): tf.Tensor {
  return tf.sub(tf.softplus(logits), tf.mul(logits, truth));
}

interface Targets {
  /** Frames × pitches, 0–1. */
  readonly sounding: Float32Array;
  readonly onsets: Float32Array;
  /** The pitch that a note slides to, from half way there to its end. */
  readonly slid: Float32Array;
}

/** What the network should say of each frame. */
export function targetsOf(bass: readonly TrueNote[], frames: number): Targets {
  const sounding = new Float32Array(frames * BASS_PITCHES);
  const onsets = new Float32Array(frames * BASS_PITCHES);
  const slid = new Float32Array(frames * BASS_PITCHES);
  const mark = (values: Float32Array, frame: number, pitch: number, value: number) => {
    const place = pitch - LOWEST_BASS;
    if (frame < 0 || frame >= frames || place < 0 || place >= BASS_PITCHES) return;
    const at = frame * BASS_PITCHES + place;
    values[at] = Math.max(values[at]!, value);
  };
  for (const note of bass) {
    const from = Math.round(note.time * BASS_RATE);
    const to = Math.max(from + 1, Math.round((note.time + note.duration) * BASS_RATE));
    for (let frame = from; frame < to; frame++) mark(sounding, frame, pitchAt(note, frame / BASS_RATE), 1);
    if (note.glide) {
      const turn = Math.round((note.glide.time + note.glide.duration / 2) * BASS_RATE);
      for (let frame = turn; frame < to; frame++) mark(slid, frame, note.glide.pitch, 1);
    }
    const exact = note.time * BASS_RATE;
    for (const frame of [Math.floor(exact), Math.floor(exact) + 1]) {
      mark(onsets, frame, note.pitch, Math.min(1, 1.25 - Math.abs(frame - exact)));
    }
  }
  return { sounding, onsets, slid };
}

function pitchAt({ pitch, glide }: TrueNote, time: number): number {
  if (!glide || time <= glide.time) return pitch;
  const share = Math.min(1, (time - glide.time) / glide.duration);
  return Math.round(pitch + (glide.pitch - pitch) * share);
}

function drawBatch(examples: readonly (Targets & { readonly image: BassImage })[], random: Random) {
  const batch = {
    rows: new Float32Array(BATCH * FRAMES * ROWS),
    bands: new Float32Array(BATCH * FRAMES * BANDS),
    sounding: new Float32Array(BATCH * CELLS),
    onsets: new Float32Array(BATCH * CELLS),
    slid: new Float32Array(BATCH * CELLS),
  };
  for (let b = 0; b < BATCH; b++) {
    const { image, sounding, onsets, slid } = random.pick(examples);
    const from = random.int(Math.max(1, image.frames - FRAMES + 1));
    const shift = random.int(2 * MOST_SHIFT + 1) - MOST_SHIFT;
    const turn = (TURN_UP + TURN_DOWN) * random.next() - TURN_DOWN;
    const louder = (value: number) => (value > 0 ? Math.max(0, value + turn) : 0);
    for (let frame = 0; frame < Math.min(FRAMES, image.frames - from); frame++) {
      const [there, here] = [from + frame, b * FRAMES + frame];
      shifted(batch.rows, here, image.rows, there, ROWS, shift, louder);
      shifted(batch.bands, here, image.bands, there, BANDS, 0, louder);
      for (const [into, target] of [
        [batch.sounding, sounding],
        [batch.onsets, onsets],
        [batch.slid, slid],
      ] as const) {
        shifted(into, here, target, there, BASS_PITCHES, shift, (value) => value);
      }
    }
  }
  return batch;
}

/** Copies a row of `columns` values, moved by some columns. */
function shifted(
  into: Float32Array,
  row: number,
  values: ArrayLike<number>,
  from: number,
  columns: number,
  shift: number,
  change: (value: number) => number,
): void {
  for (let column = Math.max(0, shift); column < Math.min(columns, columns + shift); column++) {
    into[row * columns + column] = change(values[from * columns + column - shift]!);
  }
}

/** Variance kept from layer to layer; what a layer adds begins small. Most cells are silent. */
function initial(random: Random): Record<keyof typeof BASS_PARAMETERS, Float32Array> {
  const entries = Object.entries(BASS_PARAMETERS).map(([name, { shape }]) => {
    const sizes: readonly number[] = shape;
    const values = new Float32Array(sizes.reduce((product, size) => product * size, 1));
    if (name === 'outBias') return [name, Float32Array.of(-3, -5, -5)];
    if (sizes.length === 1) return [name, values];
    const inputs = values.length / sizes.at(-1)!;
    const gain = /\d$/.test(name) ? 0.5 : 1;
    return [name, values.map(() => (gain * random.normal()) / Math.sqrt(inputs))];
  });
  return Object.fromEntries(entries);
}
