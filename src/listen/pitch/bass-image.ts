/** What the low end of a sound is made of: which pitch, how loud, and where it swells. */
import FFT from 'fft.js';
import { hann } from '../spectrum.ts';
import { decimate } from './decimate.ts';
import { PITCH_RATE } from './posteriors.ts';

/** What is looked at has 2,205 samples a second. */
const FACTOR = 10;
const LOW_RATE = PITCH_RATE / FACTOR;
/** Samples from frame to frame. */
const HOP = 44;
/** Frames a second: about 50. Frame i is centred on i / rate seconds. */
export const BASS_RATE = LOW_RATE / HOP;
/** Samples of a frame, four periods of the lowest pitches, and of the transform that shows it finely. */
const FRAME = 256;
const SIZE = 512;
/** Samples between the two looks that tell a frequency; even. */
const SHIFT = 8;
/** The lowest of the rows, MIDI, and how many semitones there are: 33 Hz to 930 Hz. */
export const LOWEST_ROW = 24;
export const ROWS = 58;
const TOP_BIN = Math.ceil((950 * SIZE) / LOW_RATE);
/** Edges in Hz of the bands whose swelling is told apart; what lies above 1,100 Hz is a band of its own. */
const BAND_EDGES = [25, 110, 280, 900];
export const BANDS = BAND_EDGES.length;
/** Samples of a frame of the bands: 29 ms. */
const SHORT = 64;
/** Decibels below the loudest at which silence begins. */
const RANGE = 60;

/** All values are 0–1: 60 dB below the loudest of the sound to the loudest. */
export interface BassImage {
  readonly frames: number;
  /** Frames × semitones. */
  readonly rows: Float32Array;
  /** Frames × bands. */
  readonly bands: Float32Array;
}

/**
 * The picture that the bass is read from. Peaks of the spectrum are put where their phase says they are, not in the
 * middle of their bin, which tells semitones of 2 Hz apart in frames of 8 Hz (Salamon and Gómez, "Melody Extraction
 * from Polyphonic Music Signals using Pitch Contour Characteristics", IEEE TASLP 20(6), 2012).
 * @param samples mono, at `PITCH_RATE`
 */
export function bassImage(samples: Float32Array): BassImage {
  const low = decimate(samples, FACTOR);
  const frames = Math.ceil(low.length / HOP);
  const rows = peaksOf(low, frames);
  const bands = bandsOf(samples, low, frames);
  toRange(rows, 1);
  toRange(bands, BANDS);
  return { frames, rows, bands };
}

function peaksOf(low: Float32Array, frames: number): Float32Array {
  const rows = new Float32Array(frames * ROWS);
  const fft = new FFT(SIZE);
  const window = hann(FRAME);
  const input = new Float64Array(SIZE);
  const first = new Float64Array(2 * SIZE);
  const second = new Float64Array(2 * SIZE);
  const magnitudes = new Float64Array(TOP_BIN + 2);
  const transform = (from: number, out: Float64Array) => {
    for (let i = 0; i < FRAME; i++) input[i] = (low[from + i] ?? 0) * window[i]!;
    fft.realTransform(out, input);
  };
  for (let frame = 0; frame < frames; frame++) {
    const from = frame * HOP - FRAME / 2;
    transform(from - SHIFT / 2, first);
    transform(from + SHIFT / 2, second);
    for (let bin = 0; bin < magnitudes.length; bin++) {
      magnitudes[bin] = Math.sqrt(first[2 * bin]! ** 2 + first[2 * bin + 1]! ** 2);
    }
    for (let bin = 4; bin <= TOP_BIN; bin++) {
      const magnitude = magnitudes[bin]!;
      if (magnitude <= magnitudes[bin - 1]! || magnitude < magnitudes[bin + 1]!) continue;
      const hertz = hertzAt(first, second, bin);
      if (hertz > 25) addPeak(rows, frame * ROWS, 69 + 12 * Math.log2(hertz / 440) - LOWEST_ROW, magnitude);
    }
  }
  return rows;
}

/** The frequency in a bin, by how far its phase turned between two looks. */
function hertzAt(first: Float64Array, second: Float64Array, bin: number): number {
  const [re, im, re2, im2] = [first[2 * bin]!, first[2 * bin + 1]!, second[2 * bin]!, second[2 * bin + 1]!];
  const turned = Math.atan2(im2 * re - re2 * im, re2 * re + im2 * im);
  const expected = (2 * Math.PI * bin * SHIFT) / SIZE;
  const off = turned - expected - 2 * Math.PI * Math.round((turned - expected) / (2 * Math.PI));
  return ((expected + off) * LOW_RATE) / (2 * Math.PI * SHIFT);
}

/** Shares a peak between the two semitones that it lies between. */
function addPeak(rows: Float32Array, at: number, place: number, magnitude: number): void {
  const below = Math.floor(place);
  const share = Math.sin(((place - below) * Math.PI) / 2) ** 2;
  if (below >= 0 && below < ROWS) rows[at + below]! += magnitude * (1 - share);
  if (below + 1 >= 0 && below + 1 < ROWS) rows[at + below + 1]! += magnitude * share;
}

/** Amplitude of each band over time, in frames short enough to show when something strikes. */
function bandsOf(samples: Float32Array, low: Float32Array, frames: number): Float32Array {
  const bands = new Float32Array(frames * BANDS);
  const fft = new FFT(SHORT);
  const window = hann(SHORT);
  const input = new Float64Array(SHORT);
  const output = new Float64Array(2 * SHORT);
  for (let frame = 0; frame < frames; frame++) {
    const from = frame * HOP - SHORT / 2;
    for (let i = 0; i < SHORT; i++) input[i] = (low[from + i] ?? 0) * window[i]!;
    fft.realTransform(output, input);
    for (let band = 0; band + 1 < BANDS; band++) {
      const first = Math.round((BAND_EDGES[band]! * SHORT) / LOW_RATE);
      const last = Math.round((BAND_EDGES[band + 1]! * SHORT) / LOW_RATE);
      let sum = 0;
      for (let bin = first; bin < last; bin++) sum += output[2 * bin]! ** 2 + output[2 * bin + 1]! ** 2;
      bands[frame * BANDS + band] = Math.sqrt(sum);
    }
    bands[frame * BANDS + BANDS - 1] = brightness(samples, frame * HOP * FACTOR);
  }
  return bands;
}

/** How much of what is high sounds in the 20 ms around a sample. */
function brightness(samples: Float32Array, at: number): number {
  const reach = (HOP * FACTOR) / 2;
  const from = Math.max(1, at - reach);
  const to = Math.min(samples.length, at + reach);
  let sum = 0;
  for (let i = from; i < to; i++) sum += (samples[i]! - samples[i - 1]!) ** 2;
  return Math.sqrt(sum / (2 * reach));
}

/**
 * Amplitudes as shares of the range of decibels below the loud moments, of which one value in a thousand is louder.
 * @param columns values a frame that are measured apart: each by its own loud moments
 */
function toRange(values: Float32Array, columns: number): void {
  for (let column = 0; column < columns; column++) {
    const own = new Float32Array(Math.ceil((values.length - column) / columns));
    for (let i = 0; i < own.length; i++) own[i] = values[i * columns + column]!;
    own.sort();
    const most = own[Math.floor(0.999 * (own.length - 1))] ?? 0;
    const floor = most * 10 ** (-RANGE / 20);
    for (let i = column; i < values.length; i += columns) {
      values[i] = values[i]! > floor ? 1 + (20 * Math.log10(values[i]! / most)) / RANGE : 0;
    }
  }
}

/** The amplitude that a value of a picture stands for, as a share of the loud moments'. */
export const amplitudeOf = (value: number) => (value > 0 ? 10 ** ((RANGE / 20) * (value - 1)) : 0);
