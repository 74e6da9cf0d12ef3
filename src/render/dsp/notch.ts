/** A notch that wanders up and down a loop, as a phaser's do, and goes round with it. */
import { WARM_UP } from './biquad.ts';
import { sine } from './shape.ts';
import { buffersOf, type Stereo } from './stereo.ts';

export interface Notch {
  /** Its middle in Hz, and how many octaves it wanders to either side. */
  readonly at: number;
  readonly octaves: number;
  /** Times that it goes up and down in the loop: a whole number, for the seam. */
  readonly cycles: number;
  /** Where in its way it starts, in turns. */
  readonly phase: number;
}

/** Samples for which it stands still. */
const BLOCK = 32;
/** 2 for a dip of an octave's width, towards 0 for a slit. */
const WIDTH = 1.4;

/** Runs the notch over a loop in place (A. Simper's state variable filter, low-pass plus high-pass). */
export function runNotch(loop: Stereo, { at, octaves, cycles, phase }: Notch, sampleRate: number): void {
  const length = loop.left.length;
  const way = cycles / length;
  for (const samples of buffersOf(loop)) {
    const before = Math.ceil(WARM_UP / BLOCK) * BLOCK;
    let first = 0;
    let second = 0;
    for (let start = -before; start < length; start += BLOCK) {
      const turn = phase + start * way + Math.ceil(before * way);
      const g = Math.tan(
        (Math.PI * Math.min(0.4 * sampleRate, at * 2 ** (octaves * sine(turn)))) / sampleRate,
      );
      const a1 = 1 / (1 + g * (g + WIDTH));
      const end = Math.min(length, start + BLOCK);
      for (let i = start; i < end; i++) {
        const x = samples[i < 0 ? (length - (-i % length)) % length : i]!;
        const band = a1 * (first + g * (x - second));
        const low = second + g * band;
        first = 2 * band - first;
        second = 2 * low - second;
        if (i >= 0) samples[i] = x - WIDTH * band;
      }
    }
  }
}
