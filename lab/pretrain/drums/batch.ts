/** Excerpts of examples as the network is shown them, and what it should say of each frame. */

import { FRAME_RATE, VALUES } from '../../../src/listen/drums/features.ts';
import { FARTHEST, VOICES } from '../../../src/listen/drums/network.ts';
import { DRUMS_OF } from '../../../src/listen/drums/voices.ts';
import { DRUM_VOICES } from '../../../src/listen/types.ts';
import { DRUMS, type Random } from '../../../src/music/index.ts';
import type { Excerpts } from './example.ts';

export interface BatchShape {
  readonly rows: number;
  readonly frames: number;
}

/** Of each frame its values, what is said of the voices, and which of their drums it is. */
export function batchSignature({ rows, frames }: BatchShape) {
  const said = { shape: [rows, frames, VOICES] } as const;
  const named = { shape: [rows, frames, DRUMS.length] } as const;
  return {
    features: { shape: [rows, frames, VALUES] },
    strikes: said,
    velocities: said,
    offsets: said,
    weights: said,
    drums: named,
    drumWeights: named,
  } as const;
}

export type Batch = Readonly<Record<keyof ReturnType<typeof batchSignature>, Float32Array>>;

/** Velocity below which a stroke may be too soft to be heard: neither it nor its absence is taught. */
const FAINT = 14;
/** How much more a frame with a stroke counts than one without. */
const RARE = 3;

/** Random excerpts. */
export function drawBatch(excerpts: Excerpts, shape: BatchShape, random: Random, step: number): Batch {
  const { rows, frames } = shape;
  const said = () => new Float32Array(rows * frames * VOICES);
  const named = () => new Float32Array(rows * frames * DRUMS.length);
  const batch = {
    features: new Float32Array(rows * frames * VALUES),
    strikes: said(),
    velocities: said(),
    offsets: said(),
    weights: said().fill(1),
    drums: named(),
    drumWeights: named(),
  };
  for (let row = 0; row < rows; row++) {
    const excerpt = excerpts(frames, random, step);
    batch.features.set(excerpt.data, row * frames * VALUES);
    for (const { time, voice, drum, velocity, isCovered } of excerpt.strokes) {
      const at = time * FRAME_RATE;
      const column = DRUM_VOICES.indexOf(voice);
      for (let frame = Math.ceil(at - FARTHEST); frame <= at + FARTHEST; frame++) {
        if (frame < 0 || frame >= excerpt.frames) continue;
        const place = (row * frames + frame) * VOICES + column;
        const near = nearness(at - frame);
        if (near <= batch.strikes[place]!) continue;
        batch.strikes[place] = near;
        batch.velocities[place] = velocity / 127;
        batch.offsets[place] = at - frame;
        const isFaint = isCovered || velocity < FAINT;
        batch.weights[place] = isFaint ? 0 : 1 + RARE * near;
        if (drum === undefined || isFaint) continue;
        for (const other of DRUMS_OF[voice]) {
          const name = (row * frames + frame) * DRUMS.length + DRUMS.indexOf(other);
          batch.drums[name] = other === drum ? 1 : 0;
          batch.drumWeights[name] = near;
        }
      }
    }
  }
  return batch;
}

/** 1 for the frame, or the two, that a stroke is in; less for its neighbours. */
function nearness(distance: number): number {
  return Math.min(1, Math.max(0, 1.6 - 1.2 * Math.abs(distance)));
}
