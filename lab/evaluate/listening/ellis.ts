/**
 * The baseline for beats: Ellis, "Beat Tracking by Dynamic Programming", Journal of New Music Research 36(1), 2007.
 * An onset envelope, one tempo by autocorrelation under a log-normal window about 120 bpm, and the sequence of
 * frames that best follows both.
 */
import { LISTEN_RATE, logCompress, melBank, stft } from '../../../src/listen/index.ts';

const HOP = 512;
const RATE = LISTEN_RATE / HOP;
/** Weight of the tempo against the envelope, middle and width of the tempo window in octaves. */
const TIGHTNESS = 100;
const MIDDLE = 120;
const WIDTH = 0.9;

export interface TrackedBeats {
  readonly bpm: number;
  readonly beats: readonly number[];
}

export function ellisBeats(mono: Float32Array): TrackedBeats {
  const envelope = onsetEnvelope(mono);
  const period = periodOf(envelope);
  return { bpm: (60 * RATE) / period, beats: follow(envelope, period).map((frame) => frame / RATE) };
}

/** Rectified growth of 40 log mel bands, of deviation 1. */
function onsetEnvelope(mono: Float32Array): Float32Array {
  const mel = melBank(stft(mono, { size: 2048, hop: HOP }), { bands: 40, low: 30, high: 8000 });
  const { frames, bins, data } = logCompress(mel, 10_000);
  const envelope = new Float32Array(frames);
  for (let frame = 1; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) {
      envelope[frame]! += Math.max(0, data[frame * bins + bin]! - data[(frame - 1) * bins + bin]!);
    }
  }
  const mean = envelope.reduce((sum, value) => sum + value, 0) / Math.max(1, frames);
  const spread = Math.sqrt(
    envelope.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, frames),
  );
  return spread > 0 ? envelope.map((value) => (value - mean) / spread) : envelope.fill(0);
}

function periodOf(envelope: Float32Array): number {
  let best = (60 * RATE) / MIDDLE;
  let highest = Number.NEGATIVE_INFINITY;
  for (let lag = Math.floor((60 * RATE) / 300); lag <= Math.ceil((60 * RATE) / 30); lag++) {
    let sum = 0;
    for (let i = lag; i < envelope.length; i++) sum += envelope[i]! * envelope[i - lag]!;
    const octaves = Math.log2((60 * RATE) / lag / MIDDLE) / WIDTH;
    const value = sum * Math.exp(-0.5 * octaves ** 2);
    if (value > highest) [best, highest] = [lag, value];
  }
  return best;
}

function follow(envelope: Float32Array, period: number): number[] {
  const { length } = envelope;
  const smooth = smoothed(envelope, period / 32);
  const total = Float64Array.from(smooth);
  const from = new Int32Array(length).fill(-1);
  for (let frame = 0; frame < length; frame++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let gap = Math.round(period / 2); gap <= Math.round(2 * period) && gap <= frame; gap++) {
      const value = total[frame - gap]! - TIGHTNESS * Math.log(gap / period) ** 2;
      if (value > best) {
        best = value;
        from[frame] = frame - gap;
      }
    }
    if (best > Number.NEGATIVE_INFINITY) total[frame]! += best;
  }
  let last = Math.max(0, length - Math.round(period));
  for (let frame = last; frame < length; frame++) if (total[frame]! > total[last]!) last = frame;
  const beats: number[] = [];
  for (let frame = last; frame >= 0; frame = from[frame]!) beats.push(frame);
  return beats.reverse();
}

function smoothed(envelope: Float32Array, spread: number): Float32Array {
  const reach = Math.ceil(3 * spread);
  return envelope.map((_, frame) => {
    let sum = 0;
    for (let k = -reach; k <= reach; k++)
      sum += (envelope[frame + k] ?? 0) * Math.exp(-0.5 * (k / spread) ** 2);
    return sum;
  });
}
