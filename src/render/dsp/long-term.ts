/** What a sound is like over its whole length: third octaves of its middle and of its sides. */
import FFT from 'fft.js';
import type { Stereo } from './stereo.ts';

/** Middles of the third octaves in Hz, from 31 Hz to 12.7 kHz: above, an MP3 is no witness. */
export const THIRDS: readonly number[] = Array.from({ length: 27 }, (_, i) => 1_000 * 2 ** ((i - 15) / 3));

/** Power in each third octave. */
export interface LongTerm {
  readonly middle: Float64Array;
  readonly sides: Float64Array;
}

const SIZE = 8_192;
const EDGE = 2 ** (1 / 6);

/** @param hop samples from one frame to the next; what is shorter than a frame counts as followed by silence */
export function longTermOf({ left, right }: Stereo, sampleRate: number, hop = SIZE): LongTerm {
  const fft = new FFT(SIZE);
  const input = fft.createComplexArray();
  const output = fft.createComplexArray();
  const window = Float64Array.from(
    { length: SIZE },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE),
  );
  const middle = new Float64Array(SIZE / 2);
  const sides = new Float64Array(SIZE / 2);
  const end = Math.max(1, left.length - SIZE + 1);
  for (let from = 0; from < end; from += hop) {
    // The middle as the real part and the sides as the imaginary one: both in one transform.
    for (let i = 0; i < SIZE; i++) {
      const [a, b] = [left[from + i] ?? 0, right[from + i] ?? 0];
      input[2 * i] = (a + b) * window[i]!;
      input[2 * i + 1] = (a - b) * window[i]!;
    }
    fft.transform(output, input);
    for (let k = 1; k < SIZE / 2; k++) {
      const mirror = 2 * (SIZE - k);
      const [re, im, mirrorRe, mirrorIm] = [
        output[2 * k]!,
        output[2 * k + 1]!,
        output[mirror]!,
        output[mirror + 1]!,
      ];
      middle[k]! += (re + mirrorRe) ** 2 + (im - mirrorIm) ** 2;
      sides[k]! += (im + mirrorIm) ** 2 + (mirrorRe - re) ** 2;
    }
  }
  return { middle: inThirds(middle, sampleRate), sides: inThirds(sides, sampleRate) };
}

function inThirds(power: Float64Array, sampleRate: number): Float64Array {
  return Float64Array.from(THIRDS, (hertz) => {
    const first = Math.max(1, Math.round((hertz / EDGE / sampleRate) * SIZE));
    const last = Math.max(first, Math.round(((hertz * EDGE) / sampleRate) * SIZE) - 1);
    let sum = 0;
    for (let k = first; k <= last && k < power.length; k++) sum += power[k]!;
    return sum;
  });
}

/** Further under the loudest third octave than this, in dB, nothing is told apart. */
export const THIRDS_FLOOR = -60;

/** The levels of third octaves in dB against the mean of them all. */
export function levelsOf({ middle, sides }: LongTerm): number[] {
  const power = middle.map((x, i) => x + sides[i]!);
  const most = power.reduce((high, x) => Math.max(high, x), 1e-30);
  const levels = Array.from(power, (x) => Math.max(THIRDS_FLOOR, 10 * Math.log10(x / most + 1e-30)));
  const mean = levels.reduce((sum, x) => sum + x, 0) / levels.length;
  return levels.map((x) => x - mean);
}

/** Where lows end and highs begin, in Hz. */
export const WIDTH_EDGES = [250, 2_500] as const;
/** A sound is as narrow as this at most, in dB. */
export const NARROWEST = -60;

/** The sides against the middle in lows, mids and highs, in dB. */
export function widthOf({ middle, sides }: LongTerm): [lows: number, mids: number, highs: number] {
  const [low, high] = WIDTH_EDGES;
  const within = (from: number, to: number) => {
    const sum = (power: Float64Array) =>
      power.reduce((all, x, i) => (THIRDS[i]! >= from && THIRDS[i]! < to ? all + x : all), 1e-30);
    return Math.max(NARROWEST, 10 * Math.log10(sum(sides) / sum(middle)));
  };
  return [within(0, low), within(low, high), within(high, Number.POSITIVE_INFINITY)];
}
