import { DRUMS, type Part } from '../../music/index.ts';
import { GLIDE_LENGTH_BINS, GLIDE_START_BINS, LENGTH_BINS, OFFSET_BINS, VELOCITY_BINS } from './bins.ts';

/** Pitches are counted from the key's tonic; what is higher or lower is folded by octaves. */
export const BASS_RANGE = { low: 16, size: 48 } as const;
export const CHORD_RANGE = { low: 28, size: 60 } as const;
export const MELODY_RANGE = { low: 36, size: 72 } as const;

/** The drum that says that the step has no more hits. */
export const NO_MORE_DRUMS = DRUMS.length;
/** The widest step between neighbouring pitches of a chord, in semitones. */
export const WIDEST_INTERVAL = 24;
/** Bins of a glide: −24 to 24 semitones; the middle one stands for no glide. */
export const NO_GLIDE = 24;

/**
 * The fields: every kind of choice that makes up a step, in the order in which they are made, with the number
 * of values. A step is written part by part (drums, chords, bass, melody, so that the bass knows the kick and
 * the chord, and the melody all of them), an event at a time.
 */
export const FIELD_SIZES = {
  /** One of `DRUMS` in ascending order, or none any more. */
  drum: DRUMS.length + 1,
  hitVelocity: VELOCITY_BINS,
  hitOffset: OFFSET_BINS,
  /** Whether a chord begins (again) in this step. */
  chordOnset: 2,
  chordLow: CHORD_RANGE.size,
  /** Semitones from the pitch below; 0 ends the chord. */
  chordInterval: WIDEST_INTERVAL + 1,
  chordLength: LENGTH_BINS,
  chordVelocity: VELOCITY_BINS,
  chordOffset: OFFSET_BINS,
  bassOnset: 2,
  bassPitch: BASS_RANGE.size,
  bassLength: LENGTH_BINS,
  bassVelocity: VELOCITY_BINS,
  bassOffset: OFFSET_BINS,
  bassGlide: 2 * WIDEST_INTERVAL + 1,
  glideStart: GLIDE_START_BINS,
  glideLength: GLIDE_LENGTH_BINS,
  melodyOnset: 2,
  melodyPitch: MELODY_RANGE.size,
  melodyLength: LENGTH_BINS,
  melodyVelocity: VELOCITY_BINS,
  melodyOffset: OFFSET_BINS,
} as const;
export type Field = keyof typeof FIELD_SIZES;
export const FIELDS = Object.keys(FIELD_SIZES) as readonly Field[];

/** The order in which the parts of a step are written. */
export const WRITING_ORDER: readonly Part[] = ['drums', 'chords', 'bass', 'melody'];

/** The most events of a part in a step; denser material is thinned. */
export const MOST_EVENTS = { sameDrum: 4, chords: 2, bass: 4, melody: 8 } as const;
/** The most pitches of a chord. */
export const MOST_PITCHES = 8;
