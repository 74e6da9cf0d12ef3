/** Integrated loudness after ITU-R BS.1770-4, for two channels. */
import type { Biquad } from './biquad.ts';
import type { Stereo } from './stereo.ts';

/** A block of 400 ms begins every 100 ms. */
const HOP_SECONDS = 0.1;
const HOPS_IN_BLOCK = 4;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
const OFFSET = -0.691;

/** Power of the K-weighted sound, both channels added, in stretches of `hop` samples. */
export function weightedPower({ left, right }: Stereo, hop: number, sampleRate: number): Float64Array {
  const power = new Float64Array(Math.floor(left.length / hop));
  const [shelf, highPass] = weighting(sampleRate);
  addPower(power, left, right, hop, shelf, highPass);
  return power;
}

/** LUFS of a sound whose power is given in stretches of a tenth of a second; −Infinity for silence. */
export function gatedLoudness(hops: Float64Array): number {
  const blocks: number[] = [];
  for (let i = 0; i + HOPS_IN_BLOCK <= hops.length; i++) {
    blocks.push((hops[i]! + hops[i + 1]! + hops[i + 2]! + hops[i + 3]!) / HOPS_IN_BLOCK);
  }
  const loud = blocks.filter((power) => lufsOf(power) >= ABSOLUTE_GATE);
  const gate = lufsOf(mean(loud)) + RELATIVE_GATE;
  return lufsOf(mean(loud.filter((power) => lufsOf(power) >= gate)));
}

/** Integrated loudness in LUFS; −Infinity for silence. */
export function loudnessOf(sound: Stereo, sampleRate: number): number {
  return gatedLoudness(weightedPower(sound, Math.round(HOP_SECONDS * sampleRate), sampleRate));
}

function lufsOf(power: number): number {
  return OFFSET + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Both channels at once: a processor waits for a recursion, and has time for a second one. */
function addPower(
  power: Float64Array,
  left: Float32Array,
  right: Float32Array,
  hop: number,
  { b0, b1, b2, a1, a2 }: Biquad,
  { a1: d1, a2: d2 }: Biquad,
): void {
  let s1 = 0;
  let s2 = 0;
  let t1 = 0;
  let t2 = 0;
  let u1 = 0;
  let u2 = 0;
  let v1 = 0;
  let v2 = 0;
  for (let k = 0; k < power.length; k++) {
    let sum = 0;
    const end = (k + 1) * hop;
    for (let i = k * hop; i < end; i++) {
      const x = left[i]!;
      const w = right[i]!;
      const y = b0 * x + s1;
      const q = b0 * w + u1;
      s1 = b1 * x - a1 * y + s2;
      u1 = b1 * w - a1 * q + u2;
      s2 = b2 * x - a2 * y;
      u2 = b2 * w - a2 * q;
      // The high-pass has the numerator 1, −2, 1.
      const z = y + t1;
      const r = q + v1;
      t1 = -2 * y - d1 * z + t2;
      v1 = -2 * q - d1 * r + v2;
      t2 = y - d2 * z;
      v2 = q - d2 * r;
      sum += z * z + r * r;
    }
    power[k] = sum / hop;
  }
}

/**
 * The two stages of K-weighting at any rate: the standard gives them for 48 kHz, and these analog parameters
 * give the same coefficients there (B. De Man, "Evaluation of implementations of the EBU R128 loudness
 * measurement", 2018).
 */
function weighting(sampleRate: number): readonly [Biquad, Biquad] {
  const k = Math.tan((Math.PI * 1_681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  const shelf = {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
  const l = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const p = 0.5003270373238773;
  const c0 = 1 + l / p + l * l;
  const highPass = { b0: 1, b1: -2, b2: 1, a1: (2 * (l * l - 1)) / c0, a2: (1 - l / p + l * l) / c0 };
  return [shelf, highPass];
}
