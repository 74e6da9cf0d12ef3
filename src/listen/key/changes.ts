/** Where the harmony changes: bars begin there more often than anywhere else. */
import { peaksOf } from '../rhythm/peaks.ts';
import type { Strike } from '../rhythm/tempo.ts';
import type { Chroma } from './chroma.ts';

/** Seconds on each side of a moment that are compared. */
const SIDE = 0.7;
/** Distance, 1 less the cosine, that makes a change, and how far apart changes are, in seconds. */
const LEAST = 0.12;
const APART = 0.5;

/** Tonality of drums alone, whose chroma changes by chance, and of what surely has tones. */
const NOISE = 0.35;
const TONES = 0.65;

/** Moments at which what sounds after is unlike what sounded before, weighted 0–1. */
export function changesOf({ rate, frames, treble, bass, tonality }: Chroma): Strike[] {
  const side = Math.round(SIDE * rate);
  const curve = new Float32Array(frames);
  for (let frame = side; frame + side <= frames; frame++) {
    curve[frame] = Math.max(
      unlike(treble, frame - side, frame, frame + side),
      unlike(bass, frame - side, frame, frame + side),
    );
  }
  return peaksOf(curve, rate, { least: LEAST, apart: APART }).flatMap(({ time, height }) => {
    const middle = Math.round(time * rate);
    const around = tonality.subarray(Math.max(0, middle - side), middle + side);
    const tonal = around.reduce((sum, share) => sum + share, 0) / Math.max(1, around.length);
    const weight = Math.min(1, 2 * height) * Math.max(0, Math.min(1, (tonal - NOISE) / (TONES - NOISE)));
    return weight > 0 ? [{ time, weight }] : [];
  });
}

/** How unlike two neighbouring spans of a chroma are; 0 if either is silent. */
function unlike(data: Float32Array, from: number, middle: number, to: number): number {
  const before = sums(data, from, middle);
  const after = sums(data, middle, to);
  const lengths = Math.hypot(...before) * Math.hypot(...after);
  return lengths > 0 ? 1 - before.reduce((sum, value, i) => sum + value * after[i]!, 0) / lengths : 0;
}

function sums(data: Float32Array, from: number, to: number): number[] {
  const sum = new Array<number>(12).fill(0);
  for (let i = 12 * from; i < 12 * to; i++) sum[i % 12]! += data[i]!;
  return sum;
}
