/** Space: a feedback delay network after J.-M. Jot and A. Chaigne (1991), with a Householder matrix. */
import { handBack, lend } from './buffers.ts';
import { onePoleOf } from './shape.ts';
import { windowedSinc } from './sinc.ts';
import { addWrapped, type Stereo } from './stereo.ts';

/** A lent buffer: whoever has it hands it back. */
type Lent = Float32Array<ArrayBuffer>;

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
const HALF_BAND = [tap(1), tap(3), tap(5), tap(7), tap(9), tap(11)] as const;
/** Samples by which the filter hears before and after. */
const REACH = 2 * HALF_BAND.length;

function tap(x: number): number {
  return windowedSinc(x, 0.5, 13, 4);
}

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
  handBack(input);
  const at = Math.max(0, Math.round(reverb.predelay * step) - 2 * REACH);
  for (const [side, samples] of [
    [out.left, wet.left],
    [out.right, wet.right],
  ] as const) {
    const full = doubled(samples);
    addWrapped(side, full, at, 1);
    handBack(full, samples);
  }
}

/** A sound at half its rate, `REACH` samples late, followed by silence. */
function halved(sound: Float32Array, silence: number): Lent {
  const count = (sound.length + 2 * REACH) >> 1;
  const out = lend(count + silence).fill(0, count);
  const x = padded(sound, 2 * REACH);
  const [a, b, c, d, e, f] = HALF_BAND;
  for (let i = 0; i < count; i++) {
    const at = 2 * i + REACH;
    out[i] =
      0.5 * x[at]! +
      a * (x[at - 1]! + x[at + 1]!) +
      b * (x[at - 3]! + x[at + 3]!) +
      c * (x[at - 5]! + x[at + 5]!) +
      d * (x[at - 7]! + x[at + 7]!) +
      e * (x[at - 9]! + x[at + 9]!) +
      f * (x[at - 11]! + x[at + 11]!);
  }
  handBack(x);
  return out;
}

/** A sound with so much silence before and after it. */
function padded(sound: Float32Array, silence: number): Lent {
  const out = lend(sound.length + 2 * silence);
  out.fill(0, 0, silence).set(sound, silence);
  return out.fill(0, silence + sound.length);
}

/** A sound at twice its rate, `REACH` samples late. */
function doubled(sound: Float32Array): Lent {
  const reach = REACH / 2;
  const x = padded(sound, 2 * reach);
  const out = lend(2 * (sound.length + 2 * reach));
  const [a, b, c, d, e, f] = HALF_BAND;
  for (let i = 0; i < out.length >> 1; i++) {
    const at = i + reach;
    out[2 * i] = x[at]!;
    const sum =
      a * (x[at]! + x[at + 1]!) +
      b * (x[at - 1]! + x[at + 2]!) +
      c * (x[at - 2]! + x[at + 3]!) +
      d * (x[at - 3]! + x[at + 4]!) +
      e * (x[at - 4]! + x[at + 5]!) +
      f * (x[at - 5]! + x[at + 6]!);
    out[2 * i + 1] = 2 * sum;
  }
  handBack(x);
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
function network(
  input: Float32Array,
  { size, damping }: Reverb,
  fall: number,
  sampleRate: number,
): { readonly left: Lent; readonly right: Lent } {
  const soft = onePoleOf(damping, sampleRate);
  // Each line's whole past is kept, so that what comes out of it is read straight on, without going round.
  const lines = LINES.map((line) => {
    const length = Math.max(BLOCK, Math.round((line * size * sampleRate) / 22_050));
    const gain = 10 ** ((-3 * length) / fall);
    return {
      length,
      gain,
      low: 0,
      past: lend(length + input.length).fill(0, 0, length),
      held: new Float32Array(BLOCK),
    };
  });
  // Each of 8 lines is given the input, and 4 of them are heard on a side; so much louder than its input would
  // steady noise come out, and the level of a send would depend on the room.
  const total = lines.reduce((sum, { length }) => sum + length, 0);
  const level = Math.sqrt((2 * FALL * total) / (8 * 4 * fall));
  const left = lend(input.length).fill(0);
  const right = lend(input.length).fill(0);
  const mix = new Float32Array(BLOCK);
  for (let start = 0; start < input.length; start += BLOCK) {
    const count = Math.min(BLOCK, input.length - start);
    mix.fill(0);
    // Two lines at once, one for each side: a processor waits for a recursion, and has time for a second one.
    for (let k = 0; k < lines.length; k += 2) {
      const a = lines[k]!;
      const b = lines[k + 1]!;
      const sign = k % 4 === 0 ? level : -level;
      let lowA = a.low;
      let lowB = b.low;
      for (let i = 0; i < count; i++) {
        lowA += soft * (a.past[start + i]! - lowA);
        lowB += soft * (b.past[start + i]! - lowB);
        const x = lowA * a.gain;
        const y = lowB * b.gain;
        a.held[i] = x;
        b.held[i] = y;
        mix[i]! += x + y;
        left[start + i]! += sign * x;
        right[start + i]! += sign * y;
      }
      a.low = lowA;
      b.low = lowB;
    }
    for (let i = 0; i < count; i++) mix[i] = input[start + i]! - mix[i]! / 4;
    for (const { past, held, length } of lines) {
      const to = start + length;
      for (let i = 0; i < count; i++) past[to + i] = held[i]! + mix[i]!;
    }
  }
  handBack(...lines.map(({ past }) => past));
  return { left, right };
}
