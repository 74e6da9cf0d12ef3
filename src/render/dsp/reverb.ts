/** Space: a feedback delay network after J.-M. Jot and A. Chaigne (1991), with a Householder matrix. */
import { onePoleOf } from './shape.ts';
import { addWrapped, type Stereo } from './stereo.ts';

export interface Reverb {
  /** Time to fall by 60 dB, in seconds. */
  readonly seconds: number;
  /** How large the room is: 1 for a hall, 0.3 for a booth. */
  readonly size: number;
  /** Where the walls begin to swallow treble, in Hz. */
  readonly damping: number;
  /** Seconds before the first reflection. */
  readonly predelay: number;
}

/** Delay lines at size 1 in samples at 44.1 kHz: primes, so that their echoes do not fall together. */
const LINES = [1_423, 1_777, 2_039, 2_377, 2_689, 3_049, 3_391, 3_761] as const;
/** Allpasses that smear a hit before it enters, in samples at 44.1 kHz. */
const DIFFUSERS = [113, 337, 557] as const;

/** Adds the room's answer to `send` onto `out`, both loops of one length; its tail goes round. */
export function addReverb(out: Stereo, send: Float32Array, reverb: Reverb, sampleRate: number): void {
  const tail = Math.ceil((reverb.seconds * 1.1 + reverb.predelay) * sampleRate);
  const length = send.length + tail;
  const input = new Float32Array(length);
  input.set(send);
  for (const size of DIFFUSERS) diffuse(input, Math.round((size * sampleRate) / 44_100), 0.6);
  const wet = network(input, reverb, sampleRate);
  const predelay = Math.round(reverb.predelay * sampleRate);
  addWrapped(out.left, wet.left, predelay, 1);
  addWrapped(out.right, wet.right, predelay, 1);
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

function network(input: Float32Array, { seconds, size, damping }: Reverb, sampleRate: number): Stereo {
  const sizes = LINES.map((line) => Math.max(8, Math.round((line * size * sampleRate) / 44_100)));
  const gains = sizes.map((n) => 10 ** ((-3 * n) / (seconds * sampleRate)));
  const lines = sizes.map((n) => new Float32Array(n));
  const at = new Int32Array(8);
  const low = new Float64Array(8);
  const soft = onePoleOf(damping, sampleRate);
  const left = new Float32Array(input.length);
  const right = new Float32Array(input.length);
  const held = new Float64Array(8);
  for (let i = 0; i < input.length; i++) {
    let sum = 0;
    for (let k = 0; k < 8; k++) {
      const y = low[k]! + soft * (lines[k]![at[k]!]! - low[k]!);
      low[k] = y;
      const z = y * gains[k]!;
      held[k] = z;
      sum += z;
    }
    left[i] = held[0]! - held[2]! + held[4]! - held[6]!;
    right[i] = held[1]! - held[3]! + held[5]! - held[7]!;
    const mix = input[i]! - sum / 4;
    for (let k = 0; k < 8; k++) {
      const p = at[k]!;
      lines[k]![p] = held[k]! + mix;
      at[k] = p + 1 === sizes[k]! ? 0 : p + 1;
    }
  }
  return { left, right };
}
