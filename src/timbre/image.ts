/** A stroke as it is compared: in bands over time, at two resolutions, whatever its level. */
import FFT from 'fft.js';
import { median } from '../music/index.ts';

interface Resolution {
  readonly size: number;
  readonly hop: number;
  readonly bands: number;
  /** Hz. */
  readonly low: number;
}
/** The long frames tell pitches apart, the short ones attacks. */
const RESOLUTIONS: readonly Resolution[] = [
  { size: 2_048, hop: 512, bands: 26, low: 32 },
  { size: 256, hop: 128, bands: 10, low: 350 },
];
const HIGH = 15_000;
/** How far under its loudest frame a stroke is heard, in dB. */
const DEPTH = 45;
/** What an equaliser may do to a stroke, in dB. */
export const MOST_EQUALISED = 12;

/** Frames × bands of each resolution, in dB over `DEPTH` under the loudest frame: at least 0. */
export type StrokeImage = readonly Float32Array[];

/** Middles of the bands in which strokes are equalised, in Hz. */
export const IMAGE_BANDS: readonly number[] = edgesOf(RESOLUTIONS[0]!)
  .slice(0, -1)
  .map((edge, i) => Math.sqrt(edge * edgesOf(RESOLUTIONS[0]!)[i + 1]!));

function edgesOf({ bands, low }: Resolution): number[] {
  return Array.from({ length: bands + 1 }, (_, i) => low * (HIGH / low) ** (i / bands));
}

/** @param length samples that are looked at, from the onset; silence is after the last. */
export function imageOf(stroke: Float32Array, length: number, sampleRate: number): StrokeImage {
  return RESOLUTIONS.map((resolution) => {
    const { size, hop, bands } = resolution;
    const fft = new FFT(size);
    const window = Float64Array.from(
      { length: size },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
    );
    const bins = edgesOf(resolution).map((hertz) => Math.max(1, Math.round((hertz * size) / sampleRate)));
    const frames = Math.max(1, Math.ceil(length / hop));
    const power = new Float64Array(frames * bands);
    const input = new Float64Array(size);
    const output = new Float64Array(2 * size);
    let most = 1e-30;
    for (let frame = 0; frame < frames; frame++) {
      // The first frame ends its rise where the stroke begins.
      const from = frame * hop - size / 4;
      for (let i = 0; i < size; i++) {
        const at = from + i;
        input[i] = at >= 0 && at < length ? (stroke[at] ?? 0) * window[i]! : 0;
      }
      fft.realTransform(output, input);
      let whole = 0;
      for (let band = 0; band < bands; band++) {
        let sum = 0;
        const end = Math.max(bins[band]! + 1, bins[band + 1]!);
        for (let k = bins[band]!; k < end; k++) sum += output[2 * k]! ** 2 + output[2 * k + 1]! ** 2;
        power[frame * bands + band] = sum;
        whole += sum;
      }
      most = Math.max(most, whole);
    }
    return Float32Array.from(power, (x) => Math.max(0, DEPTH + 10 * Math.log10(x / most + 1e-12)));
  });
}

/** What several strokes have in common, place by place: what sounds along with one of them is not in the others. */
export function commonImage(images: readonly StrokeImage[]): StrokeImage {
  return RESOLUTIONS.map((_, r) => {
    const rows = images.map((image) => image[r]!);
    return Float32Array.from(
      { length: Math.min(...rows.map(({ length }) => length)) },
      (__, i) => median(rows.map((row) => row[i]!))!,
    );
  });
}

/** A stroke without what lies under a frequency, where it has nothing of its own. */
export function above(image: StrokeImage, hertz: number): StrokeImage {
  return RESOLUTIONS.map(({ bands, low }, r) =>
    image[r]!.map((x, i) => (low * (HIGH / low) ** (((i % bands) + 1) / bands) <= hertz ? 0 : x)),
  );
}

/** How a stroke's bands differ from what they should be, in dB, as far as an equaliser can mend it. */
export function offsetsBetween([own]: StrokeImage, [wanted]: StrokeImage): number[] {
  const { bands } = RESOLUTIONS[0]!;
  const frames = Math.min(own!.length, wanted!.length) / bands;
  const sums = Array.from({ length: bands }, (_, band) => {
    let [sum, weight] = [0, 1e-9];
    for (let frame = 0; frame < frames; frame++) {
      const [a, b] = [own![frame * bands + band]!, wanted![frame * bands + band]!];
      // What is not there cannot be lifted.
      if (a === 0) continue;
      sum += Math.max(a, b) * (b - a);
      weight += Math.max(a, b);
    }
    return { mean: sum / weight, weight };
  });
  const all = sums.reduce((sum, { weight }) => sum + weight, 0);
  const level = sums.reduce((sum, { mean, weight }) => sum + mean * weight, 0) / all;
  const bounded = sums.map(({ mean, weight }) =>
    weight < 1e-6 ? 0 : Math.max(-MOST_EQUALISED, Math.min(MOST_EQUALISED, mean - level)),
  );
  return bounded.map((x, i) => 0.25 * (bounded[i - 1] ?? x) + 0.5 * x + 0.25 * (bounded[i + 1] ?? x));
}

/**
 * The mean difference of two strokes in dB, where either is heard; the louder a place, the more it counts.
 * @param offsets what an equaliser adds to the first, band by band of `IMAGE_BANDS`
 */
export function distanceBetween(own: StrokeImage, wanted: StrokeImage, offsets?: readonly number[]): number {
  const parts = RESOLUTIONS.map(({ bands, low }, r) => {
    const added = Array.from({ length: bands }, (_, band) => {
      if (offsets === undefined || r === 0) return offsets?.[band] ?? 0;
      const hertz = low * (HIGH / low) ** ((band + 0.5) / bands);
      const near = IMAGE_BANDS.findIndex((middle) => middle >= hertz);
      return offsets[near < 0 ? offsets.length - 1 : near]!;
    });
    const [a, b] = [own[r]!, wanted[r]!];
    // An equaliser does not change how loud the loudest moment counts.
    let [sum, weight] = [0, 1e-9];
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const x = a[i] === 0 ? 0 : Math.max(0, a[i]! + added[i % bands]!);
      const most = Math.max(x, b[i]!);
      sum += most * Math.abs(x - b[i]!);
      weight += most;
    }
    return sum / weight;
  });
  return parts.reduce((sum, x) => sum + x, 0) / parts.length;
}
