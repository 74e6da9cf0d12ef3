/** Old machines: few bits, few samples, tape that sways. All of it goes round with the loop. */
import type { Dust } from '../kit.ts';
import { sine } from './shape.ts';
import { buffersOf, type Stereo } from './stereo.ts';

/** How often a tape's speed sways and flutters in a second, and how the flutter compares. */
const WOW_HERTZ = 0.7;
const FLUTTER_HERTZ = 6.3;
const FLUTTER_SHARE = 0.15;

export function addDust(loop: Stereo, dust: Dust, sampleRate: number): void {
  for (const channel of buffersOf(loop)) {
    if (dust.wow) channel.set(swayed(channel, dust.wow, sampleRate));
    if (dust.rate || dust.bits) crush(channel, dust, sampleRate);
  }
}

/** Holds samples and rounds them, as samplers of the 1980s did. */
function crush(channel: Float32Array, { rate, bits = 16 }: Dust, sampleRate: number): void {
  const length = channel.length;
  const steps = rate ? Math.max(1, Math.round((length * rate) / sampleRate)) : length;
  const levels = 2 ** (bits - 1);
  for (let k = 0; k < steps; k++) {
    const from = Math.round((k * length) / steps);
    const to = Math.round(((k + 1) * length) / steps);
    const value = Math.round(channel[from]! * levels) / levels;
    for (let i = from; i < to; i++) channel[i] = value;
  }
}

/** The loop read at a speed that sways by `cents`, in cycles that the loop holds whole. */
function swayed(channel: Float32Array, cents: number, sampleRate: number): Float32Array {
  const length = channel.length;
  const seconds = length / sampleRate;
  const sways = [
    { cycles: Math.max(1, Math.round(WOW_HERTZ * seconds)), cents },
    { cycles: Math.max(1, Math.round(FLUTTER_HERTZ * seconds)), cents: cents * FLUTTER_SHARE },
  ].map(({ cycles, cents: depth }) => ({
    turns: cycles / length,
    // A delay of D·sin(2πft) bends pitch by at most 2πfD.
    reach: ((2 ** (depth / 1_200) - 1) * length) / (2 * Math.PI * cycles),
  }));
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let at = i + length;
    for (const { turns, reach } of sways) at += reach * sine(i * turns);
    const k = Math.floor(at);
    const here = channel[k % length]!;
    out[i] = here + (channel[(k + 1) % length]! - here) * (at - k);
  }
  return out;
}
