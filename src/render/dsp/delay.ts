/** Echoes that change sides. */
import { handBack, lend } from './buffers.ts';
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
/** The echo that is no longer heard. */
const SILENCE = 0.003;

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
  const echoes = Math.ceil(Math.log(SILENCE) / Math.log(Math.max(0.01, delay.feedback))) + 1;
  const length = send.length + echoes * gap;
  // What a sample starts: the first echo a gap later on the left, the next two gaps later on the right.
  const left = lend(length);
  const right = lend(length);
  left.fill(0, 0, gap);
  right.fill(0, 0, gap);
  let low = 0;
  let lower = 0;
  let low2 = 0;
  let lower2 = 0;
  for (let i = gap; i < length; i++) {
    const from = i - gap;
    low += soft * ((send[from] ?? 0) + delay.feedback * right[from]! - low);
    lower += hard * (low - lower);
    left[i] = low - lower;
    low2 += soft * (delay.feedback * left[from]! - low2);
    lower2 += hard * (low2 - lower2);
    right[i] = low2 - lower2;
  }
  addWrapped(out.left, left, 0, 1);
  addWrapped(out.right, right, 0, 1);
  handBack(left, right);
}
