/**
 * What rings apart from what strikes: Fitzgerald, "Harmonic/Percussive Separation using Median Filtering" (DAFx
 * 2010). In a spectrogram a tone is a horizontal line and a stroke a vertical one; the median along time keeps the
 * first and the median along frequency the second, and soft masks share out what sounds.
 */
import FFT from 'fft.js';
import { hann } from '../spectrum.ts';

/** Samples a frame at 22,050 or 44,100 Hz alike: short enough to be cheap, long enough to part semitones of chords. */
const SIZE = 2048;
const HOP = SIZE / 2;
/** Frames and bins that the medians look at, both odd. */
const ALONG_TIME = 7;
const ALONG_FREQUENCY = 17;

/** What rings in a sound, of the same length; what strikes is the rest. */
export function harmonicOf(samples: Float32Array): Float32Array {
  const bins = SIZE / 2 + 1;
  const frames = Math.ceil(samples.length / HOP) + 1;
  const fft = new FFT(SIZE);
  // The square root on both ways: frames overlap by half and their windows sum to one.
  const window = hann(SIZE).map(Math.sqrt);
  const out = new Float32Array(samples.length);
  const reach = (ALONG_TIME - 1) / 2;
  const time = runningMedian(ALONG_TIME);
  const frequency = runningMedian(ALONG_FREQUENCY);
  // Only what the medians need is kept: a ring of spectra, and per bin the last magnitudes in order.
  const spectra = Array.from({ length: reach + 1 }, () => new Float64Array(2 * SIZE));
  const rows = Array.from({ length: ALONG_TIME }, () => new Float32Array(bins));
  const sorted = new Float32Array(bins * ALONG_TIME);
  const across = new Float32Array(bins);
  const input = new Float64Array(SIZE);
  const mixed = new Float64Array(2 * SIZE);
  const back = new Float64Array(2 * SIZE);
  for (let frame = 0; frame < frames + reach; frame++) {
    const row = rows[frame % ALONG_TIME]!;
    const spectrum = spectra[frame % (reach + 1)]!;
    const from = frame * HOP - HOP;
    for (let i = 0; i < SIZE; i++) input[i] = (samples[from + i] ?? 0) * window[i]!;
    fft.realTransform(spectrum, input);
    for (let bin = 0; bin < bins; bin++) {
      const magnitude = Math.sqrt(spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2);
      time.replace(sorted, bin * ALONG_TIME, row[bin]!, magnitude);
      row[bin] = magnitude;
    }
    const centre = frame - reach;
    if (centre < 0) continue;
    const middle = rows[centre % ALONG_TIME]!;
    const heard = spectra[centre % (reach + 1)]!;
    frequency.over(middle, across);
    for (let bin = 0; bin < bins; bin++) {
      const ring = sorted[bin * ALONG_TIME + reach]!;
      const share = ring * ring + across[bin]! * across[bin]!;
      const mask = share > 0 ? (ring * ring) / share : 0;
      mixed[2 * bin] = mask * heard[2 * bin]!;
      mixed[2 * bin + 1] = mask * heard[2 * bin + 1]!;
    }
    fft.completeSpectrum(mixed);
    fft.inverseTransform(back, mixed);
    const at = centre * HOP - HOP;
    const first = Math.max(0, -at);
    const last = Math.min(SIZE, samples.length - at);
    for (let i = first; i < last; i++) out[at + i]! += back[2 * i]! * window[i]!;
  }
  return out;
}

/** Medians of `count` values (odd), kept by insertion: cheap, as neighbours share all values but one. */
function runningMedian(count: number) {
  const half = (count - 1) / 2;
  const window = new Float32Array(count);
  /** In ascending values at `at`, puts `next` in the place of one `last`. */
  const replace = (values: Float32Array, at: number, last: number, next: number) => {
    let i = at;
    while (values[i]! < last) i++;
    const end = at + count - 1;
    while (i < end && values[i + 1]! < next) {
      values[i] = values[i + 1]!;
      i++;
    }
    while (i > at && values[i - 1]! > next) {
      values[i] = values[i - 1]!;
      i--;
    }
    values[i] = next;
  };
  /** The running median along a row, which is mirrored at its ends. */
  const over = (row: Float32Array, out: Float32Array) => {
    const mirrored = (i: number) => row[i < 0 ? -i : i >= row.length ? 2 * row.length - 2 - i : i]!;
    for (let i = 0; i < count; i++) window[i] = mirrored(i - half);
    window.sort();
    out[0] = window[half]!;
    for (let i = 1; i < row.length; i++) {
      replace(window, 0, mirrored(i - 1 - half), mirrored(i + half));
      out[i] = window[half]!;
    }
  };
  return { replace, over };
}
