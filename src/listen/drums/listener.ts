/** A trained drum network at work. */
import * as tf from '@tensorflow/tfjs-core';
import { compile, constants, EngineError, type NamedTensors, readSafetensors } from '../../engine/index.ts';
import { DRUMS, type Drum } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import { type Activations, DRUM_VOICES, type DrumListener, type DrumVoice } from '../types.ts';
import { type DrumFeatures, FRAME_RATE, featuresOf, VALUES } from './features.ts';
import { type Calibration, strokesOf } from './hits.ts';
import { soundsOf } from './kit.ts';
import {
  listenTo,
  PARAMETERS,
  type Parameters,
  REACH,
  type Said,
  STATISTICS,
  type Statistics,
} from './network.ts';

/** Frames of a run, and those at both ends that see too little of what is around them. */
const BLOCK = 1_024;

export interface OpenOptions {
  readonly threads?: number;
}

/**
 * @param weights the bytes of `assets/drums.safetensors`, or what training gave.
 * @throws BeatwrightError `drums-weights` if they are not that.
 */
export async function openDrums(weights: Uint8Array, o: OpenOptions = {}): Promise<DrumListener> {
  const file = readWeights(weights);
  const calibration = calibrationOf(file);
  const hear = await openNetwork(file, o);
  return {
    activations: async (mono) => {
      const features = featuresOf(mono);
      return { ...(await hear(features)), sounds: soundsOf(features) };
    },
    hitsOf: (_mono, activations, expected) => strokesOf(activations, calibration, expected),
  };
}

/** The network, or the mean of several, without the ear before it and the judgement after it. */
export async function openNetwork(
  { tensors }: NamedTensors,
  { threads }: OpenOptions = {},
): Promise<(features: DrumFeatures) => Promise<Activations>> {
  const members = membersOf(tensors).map((own) => ({
    network: valuesOf('network', PARAMETERS, own),
    statistics: valuesOf('statistics', STATISTICS, own),
  }));
  const program = await compile(
    ({ features }) => {
      const said = members.map(({ network, statistics }) =>
        listenTo(
          constants(network) as Parameters,
          constants(statistics) as Statistics,
          features as tf.Tensor3D,
        ),
      );
      const mean = (name: keyof Said) =>
        tf.div(tf.addN(said.map((one) => one[name])), said.length) as tf.Tensor3D;
      return {
        strikes: tf.sigmoid(mean('strikes')),
        velocities: mean('velocities'),
        offsets: mean('offsets'),
        drums: tf.sigmoid(mean('drums')),
      };
    },
    { inputs: { features: { shape: [1, BLOCK, VALUES] } } },
    { threads },
  );
  return async ({ frames, data }) => {
    const voices = () => rowsOf(DRUM_VOICES, frames);
    const said = { strikes: voices(), velocities: voices(), offsets: voices(), drums: rowsOf(DRUMS, frames) };
    for (let from = 0; from < frames; from += BLOCK - 2 * REACH) {
      const first = from - REACH;
      const block = new Float32Array(BLOCK * VALUES);
      const start = Math.max(0, first);
      block.set(data.subarray(start * VALUES, (first + BLOCK) * VALUES), (start - first) * VALUES);
      const run = await program.run({ features: block });
      for (const [name, rows] of Object.entries(said)) {
        const { data: heard } = run[name as keyof typeof said];
        const columns = Object.values(rows);
        for (const [k, column] of columns.entries()) {
          for (let i = 0; i < BLOCK - 2 * REACH && from + i < frames; i++) {
            column[from + i] = heard[(i + REACH) * columns.length + k]!;
          }
        }
      }
    }
    return {
      rate: FRAME_RATE,
      voices: said.strikes,
      velocities: said.velocities,
      offsets: said.offsets,
      drums: said.drums,
    };
  };
}

/** A row of frames for each, in their order. */
function rowsOf<Name extends DrumVoice | Drum>(
  names: readonly Name[],
  frames: number,
): Record<Name, Float32Array> {
  return Object.fromEntries(names.map((name) => [name, new Float32Array(frames)])) as Record<
    Name,
    Float32Array
  >;
}

/** What the names of the nth of several networks begin with. */
export const memberPrefix = (n: number) => `${n}.`;

/** The tensors of each network in a file, by the names that they have alone. */
function membersOf(tensors: NamedTensors['tensors']): NamedTensors['tensors'][] {
  const members: NamedTensors['tensors'][] = [];
  for (let n = 0; ; n++) {
    const own = Object.entries(tensors).filter(([name]) => name.startsWith(memberPrefix(n)));
    if (own.length === 0) return n === 0 ? [tensors] : members;
    members.push(
      Object.fromEntries(own.map(([name, tensor]) => [name.slice(memberPrefix(n).length), tensor])),
    );
  }
}

function valuesOf<S extends Readonly<Record<string, { readonly shape: readonly number[] }>>>(
  prefix: string,
  signature: S,
  tensors: NamedTensors['tensors'],
) {
  const entries = Object.entries(signature).map(([name, { shape }]) => {
    const tensor = tensors[`${prefix}.${name}`];
    if (tensor === undefined || `${tensor.shape}` !== `${shape}`) {
      throw new BeatwrightError('drums-weights-other', { name: `${prefix}.${name}` });
    }
    return [name, { ...tensor, dtype: 'float32' as const }];
  });
  return Object.fromEntries(entries) as {
    [K in keyof S]: { shape: readonly number[]; dtype: 'float32'; data: Float32Array };
  };
}

function readWeights(bytes: Uint8Array): NamedTensors {
  try {
    return readSafetensors(bytes);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    throw new BeatwrightError('drums-weights', { cause });
  }
}

function calibrationOf({ metadata }: NamedTensors): Calibration {
  const text = metadata['calibration'];
  if (text === undefined) throw new BeatwrightError('drums-weights-unfinished');
  return JSON.parse(text) as Calibration;
}
