/** The bass network, ready to run over sounds of any length. */
import { compile, constants, type NamedTensors, type TensorValue } from '../../engine/index.ts';
import { amplitudeOf, BANDS, BASS_RATE, type BassImage, ROWS } from './bass-image.ts';
import { BASS_PARAMETERS, BASS_PITCHES, bassLogits, REACH, SAID } from './bass-network.ts';
import type { BassPosteriors } from './bass-strokes.ts';

/** Frames of one run, of which those at the ends have seen too little. */
const WINDOW = 640;
const STEP = WINDOW - 2 * REACH;

export interface BassListener {
  posteriors(image: BassImage): Promise<BassPosteriors>;
  release(): Promise<void>;
}

export async function openBassListener({ tensors }: NamedTensors): Promise<BassListener> {
  const parameters = Object.fromEntries(
    Object.entries(BASS_PARAMETERS).map(([name, { shape }]): [string, TensorValue] => [
      name,
      { shape, dtype: 'float32', data: tensors[`bass.${name}`]!.data },
    ]),
  ) as Record<keyof typeof BASS_PARAMETERS, TensorValue>;
  const program = await compile(
    ({ rows, bands }) => ({ logits: bassLogits(constants(parameters), rows, bands) }),
    { inputs: { rows: { shape: [1, WINDOW, ROWS] }, bands: { shape: [1, WINDOW, BANDS] } } },
  );
  return {
    async posteriors({ frames, rows, bands }) {
      const sounding = new Float32Array(frames * BASS_PITCHES);
      const onsets = new Float32Array(frames * BASS_PITCHES);
      const slid = new Float32Array(frames * BASS_PITCHES);
      const feeds = { rows: new Float32Array(WINDOW * ROWS), bands: new Float32Array(WINDOW * BANDS) };
      for (let from = 0; from < frames; from += STEP) {
        excerpt(feeds.rows, rows, ROWS, from - REACH);
        excerpt(feeds.bands, bands, BANDS, from - REACH);
        const { logits } = await program.run(feeds);
        for (const [k, values] of [sounding, onsets, slid].entries()) {
          for (let i = 0; i < Math.min(STEP, frames - from) * BASS_PITCHES; i++) {
            const at = SAID * (REACH * BASS_PITCHES + i) + k;
            values[from * BASS_PITCHES + i] = 1 / (1 + Math.exp(-logits.data[at]!));
          }
        }
      }
      const loudness = Float32Array.from({ length: frames }, (_, i) => amplitudeOf(bands[i * BANDS]!));
      return { frames, rate: BASS_RATE, sounding, onsets, slid, loudness };
    },
    release: () => program.release(),
  };
}

/** Copies frames from one on, with silence where there are none. */
function excerpt(into: Float32Array, values: Float32Array, columns: number, from: number): void {
  into.fill(0);
  const first = Math.max(0, from * columns);
  const last = Math.min(values.length, from * columns + into.length);
  if (last > first) into.set(values.subarray(first, last), first - from * columns);
}
