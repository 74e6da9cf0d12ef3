/** Old machines: few bits, few samples, tape that sways. All of it goes round with the loop. */
import type { Dust } from '../kit.ts';
import { giveBack } from './buffers.ts';
import { sine } from './shape.ts';
import { buffersOf, type Stereo } from './stereo.ts';
import { readSwaying } from './sway.ts';

/** How often a tape's speed sways and flutters in a second, and how the flutter compares. */
const WOW_HERTZ = 0.7;
const FLUTTER_HERTZ = 6.3;
const FLUTTER_SHARE = 0.15;

export function addDust(loop: Stereo, dust: Dust, sampleRate: number): void {
  for (const channel of buffersOf(loop)) {
    if (dust.wow) {
      const swaying = swayed(channel, dust.wow, sampleRate);
      channel.set(swaying);
      giveBack(swaying);
    }
    if (dust.rate || dust.bits) crush(channel, dust, sampleRate);
  }
}

/** Holds samples and rounds them, as samplers of the 1980s did. */
function crush(channel: Float32Array, { rate, bits = 16 }: Dust, sampleRate: number): void {
  const length = channel.length;
  // A whole number of held samples, so that the last one ends where the first begins.
  const count = rate ? Math.max(1, Math.round((length * rate) / sampleRate)) : length;
  const levels = 2 ** (bits - 1);
  let held = 0;
  let next = 0;
  for (let i = 0; i < length; i++) {
    if (i >= next) {
      held = Math.round(channel[i]! * levels) / levels;
      next += length / count;
    }
    channel[i] = held;
  }
}

/** The loop read at a speed that sways by `cents`, in cycles that the loop holds whole. */
function swayed(channel: Float32Array, cents: number, sampleRate: number): Float32Array {
  const length = channel.length;
  const seconds = length / sampleRate;
  const swayOf = (hertz: number, depth: number) => {
    const cycles = Math.max(1, Math.round(hertz * seconds));
    // A delay of D·sin(2πft) bends pitch by at most 2πfD.
    return { turns: cycles / length, reach: ((2 ** (depth / 1_200) - 1) * length) / (2 * Math.PI * cycles) };
  };
  const wow = swayOf(WOW_HERTZ, cents);
  const flutter = swayOf(FLUTTER_HERTZ, cents * FLUTTER_SHARE);
  const offset = (i: number) => wow.reach * sine(i * wow.turns) + flutter.reach * sine(i * flutter.turns);
  return readSwaying(channel, offset, wow.reach + flutter.reach);
}
