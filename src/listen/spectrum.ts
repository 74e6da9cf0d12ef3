/** Spectra of a sound over time. */
import FFT from 'fft.js';
import { LISTEN_RATE } from './sound.ts';

/** Rows of values over time. */
export interface Spectrogram {
  readonly frames: number;
  /** Values a frame. */
  readonly bins: number;
  /** frames × bins, a frame after the other. */
  readonly data: Float32Array;
  /** Samples from frame to frame. */
  readonly hop: number;
  /** Samples a frame was made of. */
  readonly size: number;
}

export interface StftOptions {
  /** Samples a frame, a power of two. */
  readonly size: number;
  /** Samples from frame to frame. */
  readonly hop: number;
}

/**
 * Magnitudes of the short-time Fourier transform under a Hann window; a sine of full scale peaks at 1. Frame i is
 * centred on sample i × hop, with silence beyond the ends, and there are ceil(length / hop) frames of size / 2 + 1
 * bins, bin k at k × 44,100 / size Hz.
 */
export function stft(samples: Float32Array, { size, hop }: StftOptions): Spectrogram {
  const fft = new FFT(size);
  const bins = size / 2 + 1;
  const frames = Math.ceil(samples.length / hop);
  const data = new Float32Array(frames * bins);
  const window = hann(size);
  const scale = 4 / size;
  const input = new Float64Array(size);
  const output = new Float64Array(2 * size);
  for (let frame = 0; frame < frames; frame++) {
    const from = frame * hop - size / 2;
    for (let i = 0; i < size; i++) input[i] = (samples[from + i] ?? 0) * window[i]!;
    fft.realTransform(output, input);
    for (let bin = 0; bin < bins; bin++) {
      const [real, imaginary] = [output[2 * bin]!, output[2 * bin + 1]!];
      // Math.hypot guards against overflow and takes many times as long.
      data[frame * bins + bin] = scale * Math.sqrt(real * real + imaginary * imaginary);
    }
  }
  return { frames, bins, data, hop, size };
}

/** A periodic Hann window. */
export function hann(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
}

export interface MelOptions {
  readonly bands: number;
  /** Lower edge of the first band and upper edge of the last, in Hz. */
  readonly low: number;
  readonly high: number;
}

/**
 * A spectrogram in bands of equal width on the mel scale (2595 log10(1 + f / 700); O'Shaughnessy, 1987), each the
 * mean of its bins' magnitudes under a triangle. A band narrower than a bin takes what lies between the two bins
 * around it.
 */
export function melBank(spectrogram: Spectrogram, { bands, low, high }: MelOptions): Spectrogram {
  const { frames, bins, data, size } = spectrogram;
  const [from, to] = [melOf(low), melOf(high)];
  const edges = Array.from({ length: bands + 2 }, (_, i) => {
    return (hertzOf(from + ((to - from) * i) / (bands + 1)) * size) / LISTEN_RATE;
  });
  const filters = Array.from({ length: bands }, (_, band) => triangle(edges, band, bins));
  const out = new Float32Array(frames * bands);
  for (let frame = 0; frame < frames; frame++) {
    const row = frame * bins;
    for (const [band, { first, weights }] of filters.entries()) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * data[row + first + i]!;
      out[frame * bands + band] = sum;
    }
  }
  return { ...spectrogram, bins: bands, data: out };
}

/** Weights, summing to 1, of the bins of a band. */
function triangle(edges: readonly number[], band: number, bins: number) {
  const [left, top, right] = [edges[band]!, edges[band + 1]!, edges[band + 2]!];
  const reach = { left: Math.min(left, top - 1), right: Math.max(right, top + 1) };
  const first = Math.max(0, Math.ceil(reach.left));
  const last = Math.min(bins - 1, Math.floor(reach.right));
  const weights = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const bin = first + i;
    const share =
      bin <= top ? (bin - reach.left) / (top - reach.left) : (reach.right - bin) / (reach.right - top);
    return Math.max(0, share);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first, weights: weights.map((weight) => (sum > 0 ? weight / sum : 0)) };
}

const melOf = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

/** log10(1 + gain × value) of every value: the quiet comes forward, silence stays 0. */
export function logCompress(spectrogram: Spectrogram, gain: number): Spectrogram {
  return { ...spectrogram, data: spectrogram.data.map((value) => Math.log10(1 + gain * value)) };
}
