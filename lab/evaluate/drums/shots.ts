/** Strokes alone, as mixes are made of them. */
import { LISTEN_RATE } from '../../../src/listen/index.ts';
import { DRUMS, type Drum } from '../../../src/music/index.ts';

/** A stroke from its onset until it is silent, at `LISTEN_RATE`. */
export interface Shot {
  readonly samples: Float32Array;
  /** How hard it was struck, 1–127. */
  readonly velocity: number;
}

/** One drum of a kit, softest shot first. */
export type Shots = readonly Shot[];

/** What one maker recorded of each drum, at full scale when struck hardest; of some drums nothing. */
export type RecordedKit = Readonly<Record<Drum, readonly Shots[]>>;

/** Kits that networks learn from, and those that they do not and that their thresholds are chosen by. */
export interface RecordedKits {
  readonly training: readonly RecordedKit[];
  readonly unheard: readonly RecordedKit[];
}

export const noShots = (): Record<Drum, Shots[]> =>
  Object.fromEntries(DRUMS.map((drum): [Drum, Shots[]] => [drum, []])) as Record<Drum, Shots[]>;

/** General MIDI's pads that are no single stroke: whistles, a long guiro, a bell tree, a vibraslap, cuicas. */
const NO_STROKES = [58, 71, 72, 74, 78, 79, 84];
export const isSingle = (pad: number) => !NO_STROKES.includes(pad);

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

/** A recording of one stroke from its onset on, at full scale. */
export interface Stroke {
  readonly samples: Float32Array;
  /** The peak that it had. */
  readonly peak: number;
}

/** Share of a recording's peak at which it is taken to begin. */
const ONSET = 0.05;

export function strokeOf(recording: Float32Array): Stroke {
  const peak = peakOf(recording);
  const onset = recording.findIndex((x) => Math.abs(x) > peak * ONSET);
  return { samples: recording.subarray(Math.max(0, onset)).map((x) => x / peak), peak };
}

/** Samples of a stroke that are kept: cymbals ring on for much longer. */
const LONGEST = 2 * LISTEN_RATE;

/** Strokes of one drum, softest first; how hard each was struck is told by how loud it is among them. */
export function byForce(strokes: readonly Stroke[]): Shots {
  return strokes
    .toSorted((a, b) => a.peak - b.peak)
    .map(({ samples }, i) => {
      const velocity = Math.round((127 * (i + 1)) / strokes.length);
      return { velocity, samples: ended(samples.subarray(0, LONGEST), loudnessOf(velocity)) };
    });
}
