/** Sound as every ear in this folder takes it: one channel at one rate, about as loud as tracks are. */
import { areOpposite, type Sound } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';

/** Samples a second that everything here works at; whoever decodes a file asks for this rate. */
export const LISTEN_RATE = 44_100;

/** A constant part that is louder than this is taken away, as a share of full scale. */
const CONSTANT = 0.001;
/** Where that filter begins to let through, in Hz: no bass is as low. */
const LOWEST = 10;
/** A track that never gets louder than this is brought to `LEVEL`, unless there is nothing in it at all. */
const QUIET = 0.1;
const NOTHING = 1e-4;
const LEVEL = 0.5;

/**
 * The mean of a sound's channels, so that what is in the middle keeps its level; of channels that cancel each other
 * out, half their difference.
 * @throws BeatwrightError `listen-rate` unless it has 44,100 samples a second.
 */
export function monoOf({ sampleRate, channels }: Sound): Float32Array {
  if (sampleRate !== LISTEN_RATE) {
    throw new BeatwrightError('listen-rate', { rate: sampleRate, wanted: LISTEN_RATE });
  }
  const [left, right] = channels;
  if (left === undefined) return new Float32Array(0);
  if (right === undefined) return left;
  const sign = areOpposite(left, right) ? -1 : 1;
  return left.map((value, i) => (value + sign * right[i]!) / 2);
}

/** Samples without a constant part, which would be taken for a bass; and if they are very quiet, turned up. */
export function readyToHear(mono: Float32Array): Float32Array {
  return turnedUp(withoutConstant(mono));
}

/** A high pass of the first order, for sounds that need one. */
function withoutConstant(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, x) => sum + x, 0) / Math.max(1, samples.length);
  if (Math.abs(mean) < CONSTANT) return samples;
  const keep = 1 - (2 * Math.PI * LOWEST) / LISTEN_RATE;
  const out = new Float32Array(samples.length);
  let before = samples[0]!;
  let held = 0;
  for (let i = 0; i < samples.length; i++) {
    const now = samples[i]!;
    held = now - before + keep * held;
    before = now;
    out[i] = held;
  }
  return out;
}

function turnedUp(samples: Float32Array): Float32Array {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return peak > QUIET || peak < NOTHING ? samples : samples.map((x) => (x * LEVEL) / peak);
}
