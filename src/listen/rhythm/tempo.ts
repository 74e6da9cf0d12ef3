/** Tempi at which strikes keep time. */
import type { Lane } from './book.ts';

/** A strike with its time in seconds and how much it counts, 0–1. */
export interface Strike {
  readonly time: number;
  readonly weight: number;
}

export type Strikes = Readonly<Record<Lane, readonly Strike[]>>;

/** Slowest and fastest tempo that is considered, in quarter notes a minute. */
export const SLOWEST = 50;
export const FASTEST = 225;
/** Ratio of neighbouring tempi in the first look, and what it is cut into for it, in seconds. */
const COARSE = 1.0015;
const SEGMENT = 24;
const PEAKS = 12;
/** Strikes to a quarter that make a pulse: beats, 8ths and 16ths. */
const LEVELS = [1, 2, 4] as const;
/** What a pulse may be mistaken for. */
const RATIOS = [1, 2, 1 / 2, 3 / 2, 2 / 3, 4 / 3, 3 / 4] as const;
/** Tempi closer than this are one. */
const SAME = 0.004;

/**
 * Tempi worth a closer look, in no order: where the Fourier transform of the strikes is strong at beat, 8th and
 * 16th, averaged over segments (Bartlett's method) so that no single drift blurs it, with their musical multiples,
 * each then found as finely as the whole length allows.
 * @param near only tempi within 4 % of this.
 */
export function tempoCandidates(strikes: readonly Strike[], seconds: number, near?: number): number[] {
  const [slowest, fastest] = near === undefined ? [SLOWEST, FASTEST] : [near / 1.04, near * 1.04];
  const segments = cut(strikes);
  const tempi: number[] = [];
  for (let bpm = slowest; bpm <= fastest; bpm *= COARSE) tempi.push(bpm);
  const strengths = tempi.map((bpm) => segments.reduce((sum, segment) => sum + pulse(segment, bpm), 0));
  const peaks = tempi
    .map((bpm, i) => ({ bpm, strength: strengths[i]!, isPeak: isPeak(strengths, i) }))
    .filter((peak) => peak.isPeak)
    .sort((a, b) => b.strength - a.strength)
    .slice(0, PEAKS);
  const found: number[] = [];
  for (const { bpm } of peaks) {
    for (const ratio of RATIOS) {
      const candidate = bpm * ratio;
      if (candidate < slowest || candidate > fastest) continue;
      if (found.every((other) => Math.abs(other / candidate - 1) > SAME)) found.push(candidate);
    }
  }
  return found.map((bpm) => refined(strikes, seconds, bpm));
}

function isPeak(values: readonly number[], i: number): boolean {
  return values[i]! >= (values[i - 1] ?? 0) && values[i]! > (values[i + 1] ?? 0);
}

function cut(strikes: readonly Strike[]): Strike[][] {
  return [...Map.groupBy(strikes, ({ time }) => Math.floor(time / SEGMENT)).values()];
}

/** How strongly strikes keep a tempo, over their number. */
function pulse(strikes: readonly Strike[], bpm: number): number {
  let total = 0;
  for (const { weight } of strikes) total += weight;
  if (total === 0) return 0;
  return LEVELS.reduce((sum, level) => sum + strength(strikes, (bpm * level) / 60) ** 2, 0) / total;
}

/** Magnitude of the strikes' Fourier transform at a frequency in Hz. */
function strength(strikes: readonly Strike[], hertz: number): number {
  const turn = 2 * Math.PI * hertz;
  let re = 0;
  let im = 0;
  for (const { time, weight } of strikes) {
    re += weight * Math.cos(turn * time);
    im += weight * Math.sin(turn * time);
  }
  return Math.hypot(re, im);
}

/**
 * How steadily strikes keep a tempo from end to end, 0–1: at the level of the bar's beats, 8ths or 16ths at which they do
 * best, 1 if all fall on it. What only seems to keep time by accident comes to about √(8 / their number).
 */
export function steadiness(strikes: readonly Strike[], bpm: number): number {
  const total = strikes.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return Math.max(...LEVELS.map((level) => strength(strikes, (bpm * level) / 60))) / total;
}

/** The tempo close by at which the strikes of the whole length keep time best. */
function refined(strikes: readonly Strike[], seconds: number, bpm: number): number {
  const step = Math.min(0.001, 2 / (bpm * Math.max(10, seconds)));
  let best = bpm;
  let strongest = 0;
  for (let offset = -0.004; offset <= 0.004; offset += step) {
    const here = pulse(strikes, bpm * (1 + offset));
    if (here > strongest) [best, strongest] = [bpm * (1 + offset), here];
  }
  return best;
}
