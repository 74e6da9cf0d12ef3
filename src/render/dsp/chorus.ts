/** Two copies of a part, late and swaying against each other, one on each side. */
import { borrow, giveBack } from './buffers.ts';
import { sine } from './shape.ts';
import type { Stereo } from './stereo.ts';
import { readSwaying } from './sway.ts';

/** Seconds by which the copies are late, and by which that sways, so many times a second. */
const LATE = 0.011;
const SWAY = 0.0022;
const HERTZ = 0.6;

/** Adds the copies at `depth` of the part's level, in place, and evens the level out. */
export function addChorus({ left, right }: Stereo, depth: number, sampleRate: number): void {
  const length = left.length;
  // Whole cycles, so that the sway goes round with the loop.
  const turns = Math.max(1, Math.round((HERTZ * length) / sampleRate)) / length;
  const dry = 1 / Math.sqrt(1 + depth * depth);
  const middle = borrow(length);
  for (let i = 0; i < length; i++) middle[i] = 0.5 * (left[i]! + right[i]!);
  for (const [buffer, phase] of [
    [left, 0],
    [right, 0.5],
  ] as const) {
    const late = (i: number) => -(LATE + SWAY * sine(phase + i * turns)) * sampleRate;
    const copy = readSwaying(middle, late, (LATE + SWAY) * sampleRate);
    for (let i = 0; i < length; i++) buffer[i] = dry * (buffer[i]! + depth * copy[i]!);
    giveBack(copy);
  }
  giveBack(middle);
}
