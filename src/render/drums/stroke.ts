/** What every drum needs: chance within bounds, noise from anywhere, and an end without a click. */
import type { Random } from '../../music/index.ts';
import { noiseTable } from '../dsp/noise.ts';

/** What makes one hit differ from the next. */
export interface Stroke {
  /** How hard, 0 to 1: louder, and brighter. */
  readonly force: number;
  readonly random: Random;
  readonly sampleRate: number;
}

/** A factor near 1, at most `width` away: how alike two hits of a drummer are. */
export function near(random: Random, width: number): number {
  return 1 + width * (2 * random.next() - 1);
}

/** Loudness of a stroke: softer hits fall off faster than their force. */
export function loudnessOf(force: number): number {
  return force ** 1.4;
}

/** `length` samples of a table from a place of chance. */
export function excerpt(table: Float32Array, length: number, random: Random): Float32Array {
  const most = table.length - length;
  const from = most > 0 ? random.int(most) : 0;
  return table.subarray(from, Math.min(table.length, from + length));
}

export function noise(length: number, random: Random, sampleRate: number): Float32Array {
  return excerpt(noiseTable(sampleRate), length, random);
}

/** Seconds until a sound that falls to 1/e in `decay` is 66 dB down. */
export function lengthOf(decay: number): number {
  return decay * 7.6;
}

/** Seconds in which a stroke speaks and in which it ends. */
const ATTACK = 0.0004;
const END = 0.003;

/** Takes the jumps away from a stroke's start and end, in place. */
export function smoothed(samples: Float32Array, sampleRate: number): Float32Array {
  const attack = Math.min(samples.length, Math.round(ATTACK * sampleRate));
  for (let i = 0; i < attack; i++) samples[i]! *= 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / attack);
  const end = Math.min(samples.length, Math.round(END * sampleRate));
  for (let i = 0; i < end; i++) samples[samples.length - 1 - i]! *= i / end;
  return samples;
}
