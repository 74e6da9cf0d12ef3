/**
 * Quantities as bins: what a model chooses among instead of ticks and velocities. Fine enough that a round
 * trip is not heard (offsets to 5 ticks: 2.5 ms at 120 bpm at most), coarse enough to be learned from little.
 */
import { TICKS_PER_STEP } from '../../music/index.ts';

export const VELOCITY_BINS = 8;

/** The bin, 0–7, of a MIDI velocity 1–127: equal widths of 16. */
export function velocityBin(velocity: number): number {
  return Math.min(VELOCITY_BINS - 1, Math.max(0, Math.floor(velocity / 16)));
}

/** The MIDI velocity in the middle of a bin. */
export function velocityOf(bin: number): number {
  return bin * 16 + 8;
}

const OFFSET_WIDTH = 5;
/** Ticks before a step's line that still belong to it: 30 ticks are 31 ms at 120 bpm. */
const EARLIEST = 30;
export const OFFSET_BINS = TICKS_PER_STEP / OFFSET_WIDTH;
/** The bin of an onset exactly on the step's line. */
export const ON_THE_LINE = EARLIEST / OFFSET_WIDTH;

/**
 * The step whose window holds a tick, and the bin of the tick's offset in it. A window reaches from 30 ticks
 * before its line to 90 after, so that a 32nd (+60), both triplets of an 8th (+40, +80) and what is played late
 * fall into the step that they embellish.
 */
export function stepBinOf(tick: number): { step: number; offset: number } {
  const slot = Math.round(tick / OFFSET_WIDTH) + ON_THE_LINE;
  return { step: Math.floor(slot / OFFSET_BINS), offset: slot % OFFSET_BINS };
}

/** Ticks after (or, negative, before) the step's line of an offset bin: −30 to 85. */
export function offsetOf(bin: number): number {
  return (bin - ON_THE_LINE) * OFFSET_WIDTH;
}

/** The nearest bin to an offset in ticks; it need not be there. */
export function binOf(offset: number): number {
  return Math.round(offset / OFFSET_WIDTH) + ON_THE_LINE;
}

/** Lengths in ticks: by 15 up to a 16th, by 32nds up to a quarter note and a half, then coarser to four bars. */
const LENGTHS = [
  15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 270, 300, 330, 360, 420, 480, 540, 600, 660, 720, 780,
  840, 900, 960, 1080, 1200, 1320, 1440, 1560, 1680, 1800, 1920, 2160, 2400, 2640, 2880, 3360, 3840, 5760,
  7680,
];
export const LENGTH_BINS = LENGTHS.length;
export const lengthBin = (ticks: number): number => nearest(LENGTHS, ticks);
export const lengthOf = (bin: number): number => LENGTHS[bin]!;

/** How long after the note's onset a glide sets in, in ticks. */
const GLIDE_STARTS = [0, 30, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720, 840, 960, 1200, 1440];
export const GLIDE_START_BINS = GLIDE_STARTS.length;
export const glideStartBin = (ticks: number): number => nearest(GLIDE_STARTS, ticks);
export const glideStartOf = (bin: number): number => GLIDE_STARTS[bin]!;

/** How long a glide takes, in ticks. */
const GLIDE_LENGTHS = [15, 30, 60, 90, 120, 180, 240, 480];
export const GLIDE_LENGTH_BINS = GLIDE_LENGTHS.length;
export const glideLengthBin = (ticks: number): number => nearest(GLIDE_LENGTHS, ticks);
export const glideLengthOf = (bin: number): number => GLIDE_LENGTHS[bin]!;

function nearest(values: readonly number[], value: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i]! - value) < Math.abs(values[best]! - value)) best = i;
  }
  return best;
}
