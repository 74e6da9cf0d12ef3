/** Fast sine and soft clipping for the inner loops. */

const SIZE = 4_096;
const TABLE = Float64Array.from({ length: SIZE + 1 }, (_, i) => Math.sin((2 * Math.PI * i) / SIZE));

/** sin(2π·phase) for a phase of at least 0, counted in turns; off by less than 3e-7. */
export function sine(phase: number): number {
  const at = (phase - Math.floor(phase)) * SIZE;
  const i = at | 0;
  const a = TABLE[i]!;
  return a + (TABLE[i + 1]! - a) * (at - i);
}

/** tanh as a quotient of polynomials, exactly ±1 from ±3 on and smooth there (V. Puletti's approximation). */
export function softClip(x: number): number {
  if (x >= 3) return 1;
  if (x <= -3) return -1;
  const square = x * x;
  return (x * (27 + square)) / (27 + 9 * square);
}

/** Multiplies by `gain` and soft-clips, in place; small sounds keep their level, and `drive` 0 does not clip. */
export function saturate(samples: Float32Array, drive: number, gain = 1): void {
  if (drive <= 0) {
    for (let i = 0; gain !== 1 && i < samples.length; i++) samples[i]! *= gain;
    return;
  }
  const into = drive * gain;
  const out = 1 / drive;
  for (let i = 0; i < samples.length; i++) samples[i] = softClip(samples[i]! * into) * out;
}

/** Multiplied once a sample, this falls to 1/e within `seconds`. */
export function decayOf(seconds: number, sampleRate: number): number {
  return Math.exp(-1 / (Math.max(seconds, 1e-5) * sampleRate));
}

/** Coefficient of a one-pole low-pass y += c·(x − y). */
export function onePoleOf(hertz: number, sampleRate: number): number {
  return 1 - Math.exp((-2 * Math.PI * Math.min(hertz, sampleRate * 0.49)) / sampleRate);
}
