/** Two copies of a part, late and swaying against each other, one on each side. */
import { sine } from './shape.ts';
import type { Stereo } from './stereo.ts';

/** Seconds by which the copies are late, and by which that sways, so many times a second. */
const LATE = 0.011;
const SWAY = 0.0022;
const HERTZ = 0.6;

/** Adds the copies at `depth` of the part's level, in place, and evens the level out. */
export function addChorus(loop: Stereo, depth: number, sampleRate: number): void {
  const length = loop.left.length;
  // Whole cycles, so that the sway goes round with the loop.
  const turns = Math.max(1, Math.round((HERTZ * length) / sampleRate)) / length;
  const dry = 1 / Math.sqrt(1 + depth * depth);
  const middle = Float32Array.from(loop.left, (x, i) => 0.5 * (x + loop.right[i]!));
  for (const [buffer, phase] of [
    [loop.left, 0],
    [loop.right, 0.5],
  ] as const) {
    for (let i = 0; i < length; i++) {
      const at = i + 2 * length - (LATE + SWAY * sine(phase + i * turns)) * sampleRate;
      const k = Math.floor(at);
      const here = middle[k % length]!;
      const copy = here + (middle[(k + 1) % length]! - here) * (at - k);
      buffer[i] = dry * (buffer[i]! + depth * copy);
    }
  }
}
