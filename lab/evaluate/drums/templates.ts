/**
 * The plain way to hear drums, as a baseline: each voice is one spectrum, and a sound is what sums of them, and of
 * spectra that are free, come nearest to (partially fixed non-negative matrix factorisation: Wu and Lerch, "Drum
 * Transcription Using Partially Fixed Non-Negative Matrix Factorization with Template Adaptation", ISMIR 2015).
 */
import {
  type Activations,
  type Calibration,
  DRUM_VOICES,
  type DrumListener,
  type DrumVoice,
  FRAME_RATE,
  featuresOf,
  strokesOf,
  VALUES,
} from '../../../src/listen/index.ts';
import { randomOf } from '../../../src/music/index.ts';
import { calibrate, type DrumExample } from '../../pretrain/drums/index.ts';

/** Bands of the long window, which are all that it looks at. */
const BANDS = VALUES / 2;
/** Spectra that are free to be whatever else sounds. */
const FREE = 12;
const ROUNDS = 40;
/** Frames in which another voice must be silent for a stroke to be a template. */
const ALONE = 5;

type Templates = readonly Float64Array[];

/** A listener made of the mean spectra of training strokes that sound alone. */
export function templateListener(
  train: readonly DrumExample[],
  validation: readonly DrumExample[],
): DrumListener {
  const templates = DRUM_VOICES.map((voice) => templateOf(voice, train));
  const judged = validation.map(({ frames, data, strokes }) => ({
    activations: factorised(frames, data, templates),
    strokes,
  }));
  const calibration: Calibration = calibrate(judged);
  return {
    activations: async (mono) => {
      const { frames, data } = featuresOf(mono);
      return factorised(frames, data, templates);
    },
    hitsOf: (_mono, activations) => strokesOf(activations, calibration),
  };
}

/** The magnitude of a band, out of the features' logarithm. */
const magnitude = (feature: number) => 10 ** feature - 1;

function templateOf(voice: DrumVoice, examples: readonly DrumExample[]): Float64Array {
  const sum = new Float64Array(BANDS).fill(1e-6);
  for (const { frames, data, strokes } of examples) {
    for (const stroke of strokes) {
      const frame = Math.round(stroke.time * FRAME_RATE);
      const isAlone = strokes.every(
        (other) => other.voice === voice || Math.abs(other.time * FRAME_RATE - frame) > ALONE,
      );
      if (stroke.voice !== voice || !isAlone || frame < 2 || frame + 1 >= frames) continue;
      for (let band = 0; band < BANDS; band++) {
        const rise =
          magnitude(data[(frame + 1) * VALUES + band]!) - magnitude(data[(frame - 2) * VALUES + band]!);
        sum[band]! += Math.max(0, rise);
      }
    }
  }
  const total = sum.reduce((all, x) => all + x, 0);
  return sum.map((x) => x / total);
}

/** Multiplicative updates for the generalised Kullback-Leibler divergence (Lee and Seung, 2001). */
function factorised(frames: number, data: ArrayLike<number>, templates: Templates): Activations {
  const random = randomOf('free spectra');
  const fixed = templates.length;
  const parts = fixed + FREE;
  const spectra = Array.from({ length: parts }, (_, k) =>
    k < fixed ? templates[k]! : Float64Array.from({ length: BANDS }, () => (0.5 + random.next()) / BANDS),
  );
  const gains = Array.from({ length: parts }, () => new Float64Array(frames).fill(0.1));
  const sound = new Float64Array(frames * BANDS);
  for (let i = 0; i < frames; i++) {
    for (let band = 0; band < BANDS; band++) sound[i * BANDS + band] = magnitude(data[i * VALUES + band]!);
  }
  const ratio = new Float64Array(BANDS);
  for (let round = 0; round < ROUNDS; round++) {
    const upper = Array.from({ length: FREE }, () => new Float64Array(BANDS));
    const sums = spectra.map((spectrum) => spectrum.reduce((all, x) => all + x, 0));
    for (let i = 0; i < frames; i++) {
      for (let band = 0; band < BANDS; band++) {
        let model = 1e-9;
        for (let k = 0; k < parts; k++) model += spectra[k]![band]! * gains[k]![i]!;
        ratio[band] = sound[i * BANDS + band]! / model;
      }
      for (let k = 0; k < parts; k++) {
        const [spectrum, gain] = [spectra[k]!, gains[k]!];
        let change = 0;
        for (let band = 0; band < BANDS; band++) change += spectrum[band]! * ratio[band]!;
        if (k >= fixed) {
          const up = upper[k - fixed]!;
          for (let band = 0; band < BANDS; band++) up[band]! += ratio[band]! * gain[i]!;
        }
        gain[i]! *= change / Math.max(1e-9, sums[k]!);
      }
    }
    for (let k = fixed; k < parts; k++) {
      const lower = gains[k]!.reduce((all, x) => all + x, 0);
      const spectrum = spectra[k]!;
      for (let band = 0; band < BANDS; band++)
        spectrum[band]! *= upper[k - fixed]![band]! / Math.max(1e-9, lower);
    }
  }
  return { rate: FRAME_RATE, voices: risesOf(gains) };
}

/** How fast each voice's gain rises, against the fastest rises of the sound. */
function risesOf(gains: readonly Float64Array[]): Record<DrumVoice, Float32Array> {
  const entries = DRUM_VOICES.map((voice, k) => {
    const gain = gains[k]!;
    const rises = Float32Array.from(gain, (x, i) => Math.max(0, x - (gain[i - 2] ?? 0)));
    const top = rises.toSorted()[Math.floor(rises.length * 0.995)] ?? 0;
    return [voice, rises.map((rise) => (top > 0 ? Math.min(1, rise / top) : 0))];
  });
  return Object.fromEntries(entries);
}
