/** Space: a feedback delay network after J.-M. Jot and A. Chaigne (1991), with a Householder matrix. */
import { onePoleOf } from './shape.ts';
import { windowedSinc } from './sinc.ts';
import { addWrapped, type Stereo } from './stereo.ts';

export interface Reverb {
  /** Time to fall by 60 dB, in 16ths, so that the room breathes with the tempo. */
  readonly steps: number;
  /** How large the room is: 1 for a hall, 0.3 for a booth. */
  readonly size: number;
  /** Where the walls begin to swallow treble, in Hz. */
  readonly damping: number;
  /** 16ths before the first reflection. */
  readonly predelay: number;
}

/** Delay lines at size 1 in samples at 22.05 kHz: primes, so that their echoes do not fall together. */
const LINES = [709, 887, 1_019, 1_187, 1_343, 1_523, 1_697, 1_879] as const;
/** Allpasses that smear a hit before it enters, in samples at 22.05 kHz. */
const DIFFUSERS = [57, 167, 277] as const;
/** The odd taps of a half-band low-pass; but for the middle, its even ones are 0. */
const HALF_BAND = Array.from({ length: 6 }, (_, k) => windowedSinc(2 * k + 1, 0.5, 13, 4));
/** Samples by which the filter hears before and after. */
const REACH = 2 * HALF_BAND.length;

/**
 * Adds the room's answer to `send` onto `out`, both loops of one length; its tail goes round. The room is
 * computed at half the rate, since its walls swallow what is above.
 * @param step samples in a 16th
 */
export function addReverb(
  out: Stereo,
  send: Float32Array,
  reverb: Reverb,
  step: number,
  sampleRate: number,
): void {
  const half = sampleRate / 2;
  const fall = (reverb.steps * step) / 2;
  const input = halved(send, Math.ceil(1.1 * fall));
  for (const size of DIFFUSERS) diffuse(input, Math.round((size * half) / 22_050), 0.6);
  const wet = network(input, reverb, fall, half);
  const at = Math.max(0, Math.round(reverb.predelay * step) - 2 * REACH);
  addWrapped(out.left, doubled(wet.left), at, 1);
  addWrapped(out.right, doubled(wet.right), at, 1);
}

/** A sound at half its rate, `REACH` samples late, followed by silence. */
function halved(sound: Float32Array, silence: number): Float32Array {
  const out = new Float32Array(((sound.length + 2 * REACH) >> 1) + silence);
  const padded = new Float32Array(sound.length + 4 * REACH);
  padded.set(sound, 2 * REACH);
  for (let i = 0; 2 * i < sound.length + 2 * REACH; i++) {
    const at = 2 * i + REACH;
    let sum = 0.5 * padded[at]!;
    for (let k = 0; k < HALF_BAND.length; k++) {
      sum += HALF_BAND[k]! * (padded[at - 2 * k - 1]! + padded[at + 2 * k + 1]!);
    }
    out[i] = sum;
  }
  return out;
}

/** A sound at twice its rate, `REACH` samples late. */
function doubled(sound: Float32Array): Float32Array {
  const reach = REACH / 2;
  const padded = new Float32Array(sound.length + 4 * reach);
  padded.set(sound, 2 * reach);
  const out = new Float32Array(2 * (sound.length + 2 * reach));
  for (let i = 0; i < out.length >> 1; i++) {
    const at = i + reach;
    out[2 * i] = padded[at]!;
    let sum = 0;
    for (let k = 0; k < HALF_BAND.length; k++) sum += HALF_BAND[k]! * (padded[at - k]! + padded[at + k + 1]!);
    out[2 * i + 1] = 2 * sum;
  }
  return out;
}

/** Schroeder's allpass, in place. */
function diffuse(samples: Float32Array, size: number, gain: number): void {
  const line = new Float32Array(size);
  let at = 0;
  for (let i = 0; i < samples.length; i++) {
    const delayed = line[at]!;
    const x = samples[i]! - gain * delayed;
    line[at] = x;
    samples[i] = delayed + gain * x;
    if (++at === size) at = 0;
  }
}

/**
 * Half the logarithm of a million: energy that falls by 60 dB in n samples comes to n / (2 · 6.9) times its first.
 */
const FALL = Math.log(1e6) / 2;

/** Samples that are computed line by line; shorter than the shortest line. */
const BLOCK = 64;

/** @param fall samples to fall by 60 dB */
function network(input: Float32Array, { size, damping }: Reverb, fall: number, sampleRate: number): Stereo {
  const soft = onePoleOf(damping, sampleRate);
  const lines = LINES.map((line, k) => {
    const length = Math.max(BLOCK, Math.round((line * size * sampleRate) / 22_050));
    const gain = 10 ** ((-3 * length) / fall);
    return {
      ring: new Float32Array(length),
      at: 0,
      low: 0,
      gain,
      held: new Float32Array(BLOCK),
      even: k % 2 === 0,
    };
  });
  // Each of 8 lines is given the input, and 4 of them are heard on a side; so much louder than its input would
  // steady noise come out, and the level of a send would depend on the room.
  const total = lines.reduce((sum, { ring }) => sum + ring.length, 0);
  const level = Math.sqrt((2 * FALL * total) / (8 * 4 * fall));
  const left = new Float32Array(input.length);
  const right = new Float32Array(input.length);
  const mix = new Float32Array(BLOCK);
  for (let start = 0; start < input.length; start += BLOCK) {
    const count = Math.min(BLOCK, input.length - start);
    mix.fill(0);
    for (let k = 0; k < lines.length; k++) {
      const line = lines[k]!;
      const { ring, gain, held } = line;
      const out = line.even ? left : right;
      const sign = k % 4 < 2 ? level : -level;
      let { at, low } = line;
      for (let i = 0; i < count; i++) {
        low += soft * (ring[at]! - low);
        const x = low * gain;
        held[i] = x;
        mix[i]! += x;
        out[start + i]! += sign * x;
        if (++at === ring.length) at = 0;
      }
      line.low = low;
    }
    for (let i = 0; i < count; i++) mix[i] = input[start + i]! - mix[i]! / 4;
    for (const line of lines) {
      const { ring, held } = line;
      let { at } = line;
      for (let i = 0; i < count; i++) {
        ring[at] = held[i]! + mix[i]!;
        if (++at === ring.length) at = 0;
      }
      line.at = at;
    }
  }
  return { left, right };
}
