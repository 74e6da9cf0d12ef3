/** Whose sound it is: statistics of mel spectra and of their envelopes, and a linear discriminant over them. */
import { inverse, Matrix } from 'ml-matrix';
import { melBank, LISTEN_RATE as RATE, stft } from '../../../src/listen/index.ts';
import type { Sound } from '../../../src/music/index.ts';
import { meanOf } from './measures.ts';

/** Seconds that are judged at once, and from one such excerpt to the next. */
const EXCERPT = { seconds: 4, step: 2 } as const;
const HOP = 441;
const MEL = { bands: 40, low: 35, high: 14_000 } as const;
/** Statistics of each kind are told by so many cosines over the bands. */
const COSINES = 14;
/** Bands in which the width is taken. */
const WIDTHS = 4;
/** Quieter than this against an excerpt's mean, nothing is told apart, in dB. */
const FLOOR = -70;
/** How much of the deviations within an artist are taken to be independent of each other. */
const SHRINKAGE = 0.4;

/**
 * The excerpts of a sound as numbers, whatever its level: of each band the mean, the deviation, and how fast it rises and
 * falls; and how wide the bands are.
 */
export function excerptsOf({ channels }: Sound): number[][] {
  const [left, right = left] = channels as [Float32Array, Float32Array?];
  const middle = left.map((x, i) => (x + right[i]!) / 2);
  const sides = left.map((x, i) => (x - right[i]!) / 2);
  const mel = (samples: Float32Array) => melBank(stft(samples, { size: 2_048, hop: HOP }), MEL);
  const [mid, side] = [mel(middle), mel(sides)];
  const length = (EXCERPT.seconds * RATE) / HOP;
  const step = (EXCERPT.step * RATE) / HOP;
  const starts = Math.max(1, Math.floor((mid.frames - length) / step) + 1);
  return Array.from({ length: starts }, (_, i) => {
    const from = Math.round(i * step);
    const cut = (data: Float32Array) =>
      data.subarray(from * MEL.bands, Math.round(from + length) * MEL.bands);
    return traitsOf(cut(mid.data), cut(side.data));
  });
}

function traitsOf(mid: Float32Array, side: Float32Array): number[] {
  const frames = mid.length / MEL.bands;
  const power = (data: Float32Array) => data.reduce((sum, x) => sum + x * x, 1e-12) / frames;
  const whole = power(mid);
  const decibels = Float64Array.from(mid, (x) => Math.max(FLOOR, 10 * Math.log10((x * x) / whole + 1e-12)));
  const [mean, deviation, rise, fall] = [0, 1, 2, 3].map(() => new Array<number>(MEL.bands).fill(0));
  for (let band = 0; band < MEL.bands; band++) {
    let [sum, squares, up, down] = [0, 0, 0, 0];
    for (let f = 0; f < frames; f++) {
      const x = decibels[f * MEL.bands + band]!;
      sum += x;
      squares += x * x;
      if (f === 0) continue;
      const change = x - decibels[(f - 1) * MEL.bands + band]!;
      if (change > 0) up += change;
      else down -= change * change;
    }
    mean![band] = sum / frames;
    deviation![band] = Math.sqrt(Math.max(0, squares / frames - (sum / frames) ** 2));
    rise![band] = up / frames;
    fall![band] = Math.sqrt(-down / frames);
  }
  const wide = Array.from({ length: WIDTHS }, (_, i) => {
    const [first, last] = [i, i + 1].map((at) => Math.round((at * MEL.bands) / WIDTHS));
    const inBands = (data: Float32Array) =>
      data.reduce((sum, x, at) => {
        const band = at % MEL.bands;
        return band >= first! && band < last! ? sum + x * x : sum;
      }, 1e-12);
    return Math.max(-40, 10 * Math.log10(inBands(side) / inBands(mid)));
  });
  return [mean!, deviation!, rise!, fall!].flatMap(cosinesOf).concat(wide);
}

function cosinesOf(values: readonly number[]): number[] {
  return Array.from({ length: COSINES }, (_, n) =>
    values.reduce((sum, x, i) => sum + x * Math.cos((Math.PI * n * (i + 0.5)) / values.length), 0),
  );
}

/** A piece as its excerpts, and whose it is. */
export interface KnownPiece {
  readonly of: string;
  readonly excerpts: readonly (readonly number[])[];
}

export interface SoundRecogniser {
  /** The artist whom a piece's excerpts together are likeliest of. */
  nearest(excerpts: readonly (readonly number[])[]): string;
}

/** A linear discriminant whose deviations are shrunk towards independent ones. */
export function recogniserOf(pieces: readonly KnownPiece[]): SoundRecogniser {
  const all = pieces.flatMap(({ excerpts }) => excerpts);
  const mean = meanOf(all);
  const spread = mean.map((m, i) =>
    Math.sqrt(all.reduce((sum, row) => sum + (row[i]! - m) ** 2, 1e-9) / all.length),
  );
  const scaled = (row: readonly number[]) => row.map((x, i) => (x - mean[i]!) / spread[i]!);
  const artists = [...Map.groupBy(pieces, ({ of }) => of)].map(([name, own]) => {
    const rows = own.flatMap(({ excerpts }) => excerpts.map(scaled));
    return { name, rows, mean: meanOf(rows) };
  });
  const within = Matrix.zeros(mean.length, mean.length);
  for (const { rows, mean: own } of artists) {
    const off = new Matrix(rows.map((row) => row.map((x, i) => x - own[i]!)));
    within.add(off.transpose().mmul(off));
  }
  within.div(all.length);
  const variance = within.trace() / mean.length;
  within.mul(1 - SHRINKAGE).add(Matrix.eye(mean.length).mul(SHRINKAGE * variance));
  const precision = inverse(within);
  const directions = artists.map(({ name, mean: own }) => {
    const toward = precision.mmul(Matrix.columnVector(own)).to1DArray();
    return { name, toward, offset: -0.5 * dot(toward, own) };
  });
  return {
    nearest(excerpts) {
      const middle = meanOf(excerpts.map(scaled));
      const points = directions.map(({ toward, offset }) => dot(toward, middle) + offset);
      return directions[points.indexOf(Math.max(...points))]!.name;
    },
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
