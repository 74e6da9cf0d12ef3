/** The pitch listener: what it learns from, its training, and how well it hears. */
import { createAudio } from '../../../src/audio/index.ts';
import { openPitch } from '../../../src/listen/index.ts';
import { openShowing, type PitchExample, type TrainedPitch, trainPitch } from '../../pretrain/pitch/index.ts';
import { readSamples } from '../drums/samples.ts';
import { readGrooves } from '../drums/scores.ts';
import { pitchExample } from './material.ts';
import { measurePitch, type PitchReport } from './report.ts';

export { pitchCard } from './card.ts';
export { pitchTable } from './table.ts';

export interface PretrainPitchOptions {
  /** The folder of the open data sets. */
  readonly data: string;
  /** Where material is kept; what is there is not made again. */
  readonly folder: string;
  /** Songs that train. */
  readonly songs: number;
  readonly steps: number;
  readonly seed: number;
  readonly onProgress?: (stage: 'material' | 'bass' | 'heads', fraction: number, loss?: number) => void;
  /** Hears one sentence where the person who trains should know something. */
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Makes the material and trains the networks. @throws BeatwrightError `samples-absent`. */
export async function pretrainPitch(o: PretrainPitchOptions): Promise<TrainedPitch> {
  const audio = createAudio({ log: o.log });
  const samples = await readSamples(audio, o.data);
  const showing = await openShowing();
  const examples: PitchExample[] = [];
  for (let n = 0; n < o.songs; n++) {
    o.signal?.throwIfAborted();
    examples.push(await pitchExample(n, { folder: o.folder, audio, samples, showing, seed: o.seed }));
    o.onProgress?.('material', (n + 1) / o.songs);
  }
  await showing.release();
  return trainPitch({
    examples,
    steps: o.steps,
    seed: o.seed,
    onProgress: o.onProgress,
    signal: o.signal,
  });
}

export interface EvaluatePitchOptions extends Pick<PretrainPitchOptions, 'data' | 'log' | 'signal'> {
  readonly weights: Uint8Array;
  /** Where renders are kept. */
  readonly folder: string;
  /** Tracks of each source. */
  readonly tracks: number;
  readonly onProgress?: (fraction: number) => void;
}

/** Measures pitch networks on tracks that none was trained with. @throws BeatwrightError `samples-absent`. */
export async function evaluatePitch(o: EvaluatePitchOptions): Promise<PitchReport> {
  const audio = createAudio({ log: o.log });
  const listener = await openPitch(o.weights);
  try {
    return await measurePitch({
      listener,
      audio,
      samples: await readSamples(audio, o.data),
      grooves: await readGrooves(o.data),
      folder: o.folder,
      tracks: o.tracks,
      onProgress: o.onProgress,
      signal: o.signal,
    });
  } finally {
    await listener.release();
  }
}
