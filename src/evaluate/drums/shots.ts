/** Strokes alone, as mixes are made of them. */

/** A stroke from its onset until it is silent, at `LISTEN_RATE`. */
export interface Shot {
  readonly samples: Float32Array;
  /** How hard it was struck, 1–127. */
  readonly velocity: number;
}

/** One drum of a kit, softest shot first. */
export type Shots = readonly Shot[];

/** How loud a stroke is against the hardest: as the renderer has it. */
export const loudnessOf = (velocity: number) => (velocity / 127) ** 1.4;

export const peakOf = (samples: Float32Array) => samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** Share of a shot's peak under which it has ended. */
const SILENT = 0.001;

/** A shot turned up or down, without the silence after it and without a click at its end. */
export function ended(samples: Float32Array, gain: number): Float32Array {
  const least = SILENT * peakOf(samples);
  const length = 1 + samples.findLastIndex((x) => Math.abs(x) > least);
  const fade = Math.min(length, 2_000);
  return samples
    .slice(0, length)
    .map((x, i) => (length - i < fade ? (gain * x * (length - i)) / fade : gain * x));
}
