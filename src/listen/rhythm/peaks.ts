/** Peaks of a curve over time. */

export interface Peak {
  /** Seconds, between the frames where a parabola through three of them is highest. */
  readonly time: number;
  readonly height: number;
}

export interface PeakOptions {
  readonly least: number;
  /** Of two peaks closer than this, in seconds, the higher stays. */
  readonly apart: number;
}

/** The local maxima of a curve of `rate` values a second, ascending by time. */
export function peaksOf(curve: Float32Array, rate: number, { least, apart }: PeakOptions): Peak[] {
  const peaks: Peak[] = [];
  for (let i = 0; i < curve.length; i++) {
    const [before, here, after] = [curve[i - 1] ?? 0, curve[i]!, curve[i + 1] ?? 0];
    if (here < least || here < before || here <= after) continue;
    const bend = before - 2 * here + after;
    const shift = bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
    const peak = { time: (i + shift) / rate, height: here };
    const last = peaks.at(-1);
    if (last === undefined || peak.time - last.time >= apart) peaks.push(peak);
    else if (peak.height > last.height) peaks[peaks.length - 1] = peak;
  }
  return peaks;
}
