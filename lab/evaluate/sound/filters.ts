/** What a desk does to a sound, by Fourier transform, so that it shares nothing with the renderer's filters. */
import FFT from 'fft.js';
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import type { Random } from '../../../src/music/index.ts';

/** Decibels at frequencies in Hz, ascending; straight lines on a logarithmic scale in between. */
export type Curve = readonly (readonly [hertz: number, decibels: number])[];

/** Samples of an equaliser's response. */
const TAPS = 2_048;
const BLOCK = 8_192;

/** A sound under a curve, by a filter of linear phase whose delay is taken away. */
export function shaped(samples: Float32Array, curve: Curve): Float32Array {
  if (curve.length === 0) return samples;
  const fft = new FFT(TAPS);
  const spectrum = new Float64Array(2 * TAPS);
  for (let k = 0; k <= TAPS / 2; k++) {
    const gain = 10 ** (decibelsAt(curve, Math.max(1, (k * RATE) / TAPS)) / 20);
    spectrum[2 * k] = gain;
    if (k > 0 && k < TAPS / 2) spectrum[2 * (TAPS - k)] = gain;
  }
  const response = new Float64Array(2 * TAPS);
  fft.inverseTransform(response, spectrum);
  const taps = Float32Array.from({ length: TAPS }, (_, i) => {
    const at = (i + TAPS / 2) % TAPS;
    return response[2 * at]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / TAPS));
  });
  return convolved(samples, taps).subarray(TAPS / 2, TAPS / 2 + samples.length);
}

export function decibelsAt(curve: Curve, hertz: number): number {
  const next = curve.findIndex(([at]) => at >= hertz);
  if (next <= 0) return curve.at(next)![1];
  const [[low, from], [high, to]] = [curve[next - 1]!, curve[next]!];
  return from + ((to - from) * Math.log(hertz / low)) / Math.log(high / low);
}

/** Noise that dies away, duller the later: one side of a room. */
export function roomOf(seconds: number, dull: number, random: Random): Float32Array {
  let low = 0;
  return Float32Array.from({ length: Math.round(1.2 * seconds * RATE) }, (_, i) => {
    const t = i / RATE;
    low += (1 - Math.exp((-2 * Math.PI * dull * Math.exp(-t / seconds)) / RATE)) * (random.normal() - low);
    return t < 0.008 ? 0 : low * Math.exp((-6.9 * t) / seconds) * 0.2;
  });
}

/** As long as both together. */
export function convolved(samples: Float32Array, response: Float32Array): Float32Array {
  const size = 2 ** Math.ceil(Math.log2(Math.max(BLOCK, 2 * response.length)));
  const step = size - response.length;
  const fft = new FFT(size);
  const padded = (from: Float32Array) => {
    const input = new Float64Array(size);
    input.set(from);
    const spectrum = new Float64Array(2 * size);
    fft.realTransform(spectrum, input);
    fft.completeSpectrum(spectrum);
    return spectrum;
  };
  const filter = padded(response);
  const out = new Float32Array(samples.length + response.length);
  const result = new Float64Array(2 * size);
  for (let at = 0; at < samples.length; at += step) {
    const block = padded(samples.subarray(at, at + step));
    for (let k = 0; k < 2 * size; k += 2) {
      const [a, b, c, d] = [block[k]!, block[k + 1]!, filter[k]!, filter[k + 1]!];
      block[k] = a * c - b * d;
      block[k + 1] = a * d + b * c;
    }
    fft.inverseTransform(result, block);
    for (let i = 0; i < size && at + i < out.length; i++) out[at + i]! += result[2 * i]!;
  }
  return out;
}
