/** The floor of a sound: what hiss of tapes, records and samplers there is where nothing plays. */
import { biquadOf, filterSound } from './biquad.ts';
import { gainOf, type Stereo } from './stereo.ts';

/** Where hiss is told from music, in Hz. */
const BAND = { from: 4_000, to: 9_000 } as const;
/** Seconds of a stretch, and the share of them that is quieter than the floor. */
const STRETCH = 0.02;
const SHARE = 0.05;
/** Nothing is as quiet, in dB. */
const LOWEST = -120;

/** The power of hiss, and of the whole. */
export function floorOf(
  { left, right }: Stereo,
  sampleRate: number,
): { readonly hiss: number; readonly whole: number } {
  const middle = left.map((x, i) => (x + right[i]!) / 2);
  const whole = powerOf(middle);
  const high = biquadOf({ kind: 'highPass', at: BAND.from }, sampleRate);
  for (const biquad of [high, high, biquadOf({ kind: 'lowPass', at: BAND.to }, sampleRate)])
    filterSound(middle, biquad);
  const size = Math.round(STRETCH * sampleRate);
  const stretches = Array.from({ length: Math.floor(middle.length / size) }, (_, i) =>
    powerOf(middle.subarray(i * size, (i + 1) * size)),
  ).sort((a, b) => a - b);
  return { hiss: stretches[Math.floor(SHARE * stretches.length)] ?? 0, whole };
}

/** The floor under the whole, in dB. */
export function depthOf(sound: Stereo, sampleRate: number): number {
  const { hiss, whole } = floorOf(sound, sampleRate);
  return whole === 0 ? LOWEST : Math.max(LOWEST, 10 * Math.log10(hiss / whole + 1e-12));
}

/** By what noise is multiplied to be the floor of a sound at a depth. */
export function gainToDepth(noise: Stereo, sound: Stereo, depth: number, sampleRate: number): number {
  const { hiss } = floorOf(noise, sampleRate);
  const { whole } = floorOf(sound, sampleRate);
  return hiss === 0 ? 0 : gainOf(depth) * Math.sqrt(whole / hiss);
}

function powerOf(samples: Float32Array): number {
  return samples.reduce((sum, x) => sum + x * x, 0) / Math.max(1, samples.length);
}
