/** Sound as every ear in this folder takes it: one channel at one rate. */
import type { Sound } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';

/** Samples a second that everything here works at; whoever decodes a file asks for this rate. */
export const LISTEN_RATE = 44_100;

/**
 * The mean of a sound's channels, so that what is in the middle keeps its level.
 * @throws BeatwrightError `listen-rate` unless it has 44,100 samples a second.
 */
export function monoOf({ sampleRate, channels }: Sound): Float32Array {
  if (sampleRate !== LISTEN_RATE) {
    throw new BeatwrightError('listen-rate', { rate: sampleRate, wanted: LISTEN_RATE });
  }
  const [left, right] = channels;
  if (left === undefined) return new Float32Array(0);
  if (right === undefined) return left;
  return left.map((value, i) => (value + right[i]!) / 2);
}
