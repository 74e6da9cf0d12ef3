/** What sounds are compared by: long-term spectra, and strokes by themselves. */
import { melBank, LISTEN_RATE as RATE, stft } from '../../../src/listen/index.ts';
import type { Sound } from '../../../src/music/index.ts';

/** Third octaves from 31.5 Hz to 12.5 kHz: above, an MP3 is no witness. */
const THIRDS = Array.from({ length: 27 }, (_, i) => 1_000 * 2 ** ((i - 15) / 3));
/** Under the loudest third octave, in dB, nothing is told apart. */
const FLOOR = -60;
const EDGE = 2 ** (1 / 6);

/** The level of each third octave in dB against the mean of all. */
export function thirdsOf({ channels }: Sound): number[] {
  const power = new Float64Array(THIRDS.length);
  for (const channel of channels) {
    const { frames, bins, data, size } = stft(channel, { size: 8_192, hop: 4_096 });
    for (const [band, middle] of THIRDS.entries()) {
      const first = Math.max(1, Math.round((middle / EDGE / RATE) * size));
      const last = Math.max(first, Math.round(((middle * EDGE) / RATE) * size) - 1);
      for (let f = 0; f < frames; f++) {
        for (let k = first; k <= last; k++) power[band]! += data[f * bins + k]! ** 2;
      }
    }
  }
  const most = Math.max(...power);
  const levels = [...power].map((x) => Math.max(FLOOR, 10 * Math.log10(x / most)));
  const mean = levels.reduce((sum, x) => sum + x, 0) / levels.length;
  return levels.map((x) => x - mean);
}

/** The root mean square of the differences of two spectra, in dB. */
export function spectrumDistance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0) / a.length);
}

export function meanOf(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
}

/** Of a stroke: seconds that count, bands, and how far under its loudest frame it is heard, in dB. */
const STROKE = { seconds: 0.4, bands: 32, low: 40, high: 14_000, depth: 50 } as const;
const ONSET = 0.05;

/**
 * How far two strokes lie apart, whatever their level: the mean difference of their mel spectra frame by frame, in dB, where
 * either is heard.
 */
export function strokeDistance(a: Float32Array, b: Float32Array): number {
  const [first, second] = [imageOf(a), imageOf(b)];
  let [sum, count] = [0, 0];
  for (let i = 0; i < first.length; i++) {
    if (first[i] === -STROKE.depth && second[i] === -STROKE.depth) continue;
    sum += Math.abs(first[i]! - second[i]!);
    count++;
  }
  return sum / Math.max(1, count);
}

/** A stroke's bands in dB under its loudest. */
function imageOf(stroke: Float32Array): number[] {
  const peak = stroke.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const onset = Math.max(
    0,
    stroke.findIndex((x) => Math.abs(x) > ONSET * peak),
  );
  const samples = new Float32Array(Math.round(STROKE.seconds * RATE));
  samples.set(stroke.subarray(onset, onset + samples.length));
  const { low, high, bands, depth } = STROKE;
  const { data } = melBank(stft(samples, { size: 1_024, hop: 256 }), { bands, low, high });
  const most = data.reduce((high, x) => Math.max(high, x), 1e-12);
  return Array.from(data, (x) => Math.max(-depth, 20 * Math.log10(x / most + 1e-9)));
}
