/** The side-chain: how far a part is pushed down at each moment, from what the score says of the kick. */
import { borrow } from './buffers.ts';
import { buffersOf, gainOf, type Stereo } from './stereo.ts';

export interface Push {
  /** Onset in samples. */
  readonly at: number;
  /** 0 to 1. */
  readonly force: number;
}

/** Seconds before a kick in which the part makes way. */
const AHEAD = 0.003;

/**
 * For each of a loop's samples 0 (untouched) to 1 (pushed down by a full kick).
 * @param hold samples that the part stays down @param release samples that it takes to come back
 */
export function duckCurve(
  length: number,
  pushes: readonly Push[],
  hold: number,
  release: number,
  sampleRate: number,
): Float32Array {
  const curve = borrow(length);
  const ahead = Math.round(AHEAD * sampleRate);
  const held = Math.round(hold);
  const back = Math.max(1, Math.round(release));
  const shape = Float32Array.from({ length: ahead + held + back }, (_, i) => {
    if (i < ahead) return 0.5 - 0.5 * Math.cos((Math.PI * i) / ahead);
    const t = Math.max(0, i - ahead - held) / back;
    return 0.5 + 0.5 * Math.cos(Math.PI * t);
  });
  for (const { at, force } of pushes) {
    let k = (((at - ahead) % length) + length) % length;
    for (const x of shape) {
      const pushed = force * x;
      if (pushed > curve[k]!) curve[k] = pushed;
      if (++k === length) k = 0;
    }
  }
  return curve;
}

/** Turns a part down along the curve, by `depth` dB where it is 1. In place. */
export function duck(sound: Stereo, curve: Float32Array, depth: number): void {
  const most = 1 - gainOf(-depth);
  for (const buffer of buffersOf(sound)) {
    for (let i = 0; i < buffer.length; i++) buffer[i]! *= 1 - most * curve[i]!;
  }
}
