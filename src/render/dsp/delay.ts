/** Echoes that change sides. */
import { onePoleOf } from './shape.ts';
import { addWrapped, type Stereo } from './stereo.ts';

export interface Delay {
  /** Time between echoes in 16th notes. */
  readonly steps: number;
  /** What an echo keeps of the one before, 0 to 0.9. */
  readonly feedback: number;
  /** What an echo keeps of the treble: its low-pass in Hz. */
  readonly tone: number;
}

const HIGH_PASS = 250;

/** Adds the echoes of `send` onto `out`, left and right in turn; what passes the end goes round. */
export function addDelay(
  out: Stereo,
  send: Float32Array,
  delay: Delay,
  stepSamples: number,
  sampleRate: number,
): void {
  const gap = Math.max(1, Math.round(delay.steps * stepSamples));
  const soft = onePoleOf(delay.tone, sampleRate);
  const hard = onePoleOf(HIGH_PASS, sampleRate);
  let echo = send;
  let gain = 1;
  for (let n = 1; gain > 0.01; n++) {
    echo = dulled(echo, soft, hard);
    addWrapped(n % 2 === 1 ? out.left : out.right, echo, n * gap, gain);
    gain *= delay.feedback;
  }
}

/** A loop through one pole of low-pass and one of high-pass. */
function dulled(loop: Float32Array, soft: number, hard: number): Float32Array {
  const out = new Float32Array(loop.length);
  let low = 0;
  let lower = 0;
  const warmUp = Math.min(loop.length, 4_096);
  for (let i = -warmUp; i < loop.length; i++) {
    low += soft * (loop[i < 0 ? i + loop.length : i]! - low);
    lower += hard * (low - lower);
    if (i >= 0) out[i] = low - lower;
  }
  return out;
}
