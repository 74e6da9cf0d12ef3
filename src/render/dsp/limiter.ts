/**
 * Brings a loop to a loudness under a ceiling of true peak. The limiter looks ahead: its gain comes down
 * before a peak and recovers after it, and since the loop is known whole it does so across the seam too.
 */
import { borrow, giveBack } from './buffers.ts';
import { gatedLoudness, weightedPower } from './loudness.ts';
import { envelopeOf, truePeakOf } from './peak.ts';
import { gainOf, type Stereo, scale } from './stereo.ts';

export interface Ceiling {
  /** LUFS, integrated. */
  readonly loudness: number;
  /** dBTP. */
  readonly peak: number;
}

/** Stretches in a tenth of a second, in each of which the gain is a straight line. */
const PER_HOP = 70;
/** Stretches before and after a peak for which the gain stays down: some 4 ms. */
const AHEAD = 3;
/** Seconds to recover to 1/e. */
const RELEASE = 0.06;
/** Most that the limiter takes away, in dB: a score of three hits must not be pushed up to the loudness of a song. */
const MOST_REDUCTION = 10;
/** Where less is taken away than this, the peaks between samples have been looked at. */
const USUAL_REDUCTION = 4;
/** Loudness is met within this, in LU. */
const TOLERANCE = 0.05;

/** Makes the loop as loud as asked, or as loud as the ceiling allows. In place; silence stays silent. */
export function limit(loop: Stereo, ceiling: Ceiling, sampleRate: number): void {
  const stretch = Math.round(sampleRate / 10 / PER_HOP);
  const power = weightedPower(loop, stretch, sampleRate);
  const now = gatedLoudness(hopsOf(power, undefined));
  if (!Number.isFinite(now)) return;
  const top = gainOf(ceiling.peak);
  let gain = gainOf(ceiling.loudness - now);
  const looked = gain * gainOf(USUAL_REDUCTION);
  const peaks = peaksOf(loop, stretch, top / looked);
  const most = peaks.reduce((high, x) => Math.max(high, x), 0);
  let curve = gainCurve(peaks, top / gain, stretch, sampleRate);
  for (let pass = 0; pass < 12; pass++) {
    const short = ceiling.loudness - loudnessUnder(power, curve, gain);
    if (Math.abs(short) < TOLERANCE) break;
    gain = Math.min(gain * gainOf(short), (top * gainOf(MOST_REDUCTION)) / most);
    curve = gainCurve(peaks, top / gain, stretch, sampleRate);
  }
  applyCurve(loop, curve, gain, stretch);
  if (gain > looked) {
    const over = truePeakOf([loop.left, loop.right]) / top;
    if (over > 1) scale(loop, 1 / over);
  }
}

function loudnessUnder(power: Float64Array, curve: Float64Array, gain: number): number {
  return gatedLoudness(hopsOf(power, curve)) + 20 * Math.log10(gain);
}

function hopsOf(power: Float64Array, curve: Float64Array | undefined): Float64Array {
  const hops = new Float64Array(Math.floor(power.length / PER_HOP));
  for (let k = 0; k < hops.length * PER_HOP; k++) {
    const g = curve ? curve[k]! : 1;
    hops[Math.floor(k / PER_HOP)]! += (power[k]! * g * g) / PER_HOP;
  }
  return hops;
}

/** The true peak within each stretch, where it may pass `floor`. */
function peaksOf({ left, right }: Stereo, stretch: number, floor: number): Float64Array {
  const envelope = borrow(left.length);
  envelopeOf(left, floor, envelope);
  envelopeOf(right, floor, envelope);
  const peaks = new Float64Array(Math.ceil(left.length / stretch));
  for (let k = 0; k < peaks.length; k++) {
    const end = Math.min(left.length, (k + 1) * stretch);
    let most = 0;
    for (let i = k * stretch; i < end; i++) most = Math.max(most, envelope[i]!);
    peaks[k] = most;
  }
  giveBack(envelope);
  return peaks;
}

/** The limiter's gain for each stretch, never above what the peaks around it need. */
function gainCurve(peaks: Float64Array, top: number, stretch: number, sampleRate: number): Float64Array {
  const n = peaks.length;
  const at = (k: number) => ((k % n) + n) % n;
  const needed = peaks.map((peak) => (peak > top ? top / peak : 1));
  const wide = AHEAD + 1;
  const lowest = needed.map((_, k) => {
    let least = 1;
    for (let j = k - wide; j <= k + wide; j++) least = Math.min(least, needed[at(j)]!);
    return least;
  });
  const recover = 1 - Math.exp(-stretch / (RELEASE * sampleRate));
  let gain = 1;
  // Twice round, so that what is still recovering at the end goes on recovering at the start.
  for (let k = 0; k < 2 * n; k++) {
    gain = Math.min(lowest[at(k)]!, gain + (1 - gain) * recover);
    if (k >= n) lowest[k - n] = gain;
  }
  return lowest.map((_, k) => {
    let sum = 0;
    for (let j = k - AHEAD; j <= k + AHEAD; j++) sum += lowest[at(j)]!;
    return sum / (2 * AHEAD + 1);
  });
}

/** Multiplies the loop by the curve, joined by straight lines between the middles of its stretches. */
function applyCurve({ left, right }: Stereo, curve: Float64Array, gain: number, stretch: number): void {
  const n = curve.length;
  for (let k = 0; k < n; k++) {
    const before = curve[(k + n - 1) % n]!;
    const here = curve[k]!;
    const after = curve[(k + 1) % n]!;
    const start = (before + here) / 2;
    const end = (here + after) / 2;
    const from = k * stretch;
    const to = Math.min(left.length, from + stretch);
    const half = (to - from) / 2;
    for (let i = from; i < to; i++) {
      const t = (i - from) / half;
      const g = gain * (t < 1 ? start + (here - start) * t : here + (end - here) * (t - 1));
      left[i]! *= g;
      right[i]! *= g;
    }
  }
}
