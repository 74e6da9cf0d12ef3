/**
 * The score: the one symbolic form of music that every other part reads and writes.
 *
 * Time is counted in ticks, 480 to a quarter note, from the start of the loop. Positions need not lie on
 * the grid: what a hit is early or late is its feel and is kept. A part that has no events is absent.
 */

/** Ticks in a quarter note. */
export const TICKS_PER_QUARTER = 480;
/** Ticks in a 16th, the step of the grid. */
export const TICKS_PER_STEP = 120;
/** Steps (16ths) in a bar of 4/4. */
export const STEPS_PER_BAR = 16;
/** Ticks in a bar of 4/4. */
export const TICKS_PER_BAR = TICKS_PER_STEP * STEPS_PER_BAR;

/** The sounds of the drum part, in the order in which everything lists them. */
export const DRUMS = [
  'kick',
  'snare',
  'clap',
  'rim',
  'closedHat',
  'openHat',
  'lowTom',
  'highTom',
  'crash',
  'ride',
  'percussion',
  'shaker',
] as const;
export type Drum = (typeof DRUMS)[number];

/** The parts of a score, in the order in which everything lists them. */
export const PARTS = ['drums', 'bass', 'chords', 'melody'] as const;
export type Part = (typeof PARTS)[number];

/** The scales a key can have. */
export const MODES = [
  'major',
  'minor',
  'dorian',
  'phrygian',
  'lydian',
  'mixolydian',
  'harmonic minor',
] as const;
export type Mode = (typeof MODES)[number];

export interface Key {
  /** Pitch class of the tonic, 0 (C) to 11 (B). */
  readonly tonic: number;
  readonly mode: Mode;
}

export interface Hit {
  readonly drum: Drum;
  /** Onset in ticks, 0 ≤ tick < length of the score. */
  readonly tick: number;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
}

export interface Note {
  /** Onset in ticks, 0 ≤ tick < length of the score. */
  readonly tick: number;
  /** Length in ticks, at least 1; the note ends within the score. */
  readonly duration: number;
  /** MIDI pitch, 0–127; 60 is middle C. */
  readonly pitch: number;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
}

/** A slide of a sounding bass note to another pitch, without a new attack. */
export interface Glide {
  /** MIDI pitch reached, not the note's own and at most 24 semitones from it. */
  readonly pitch: number;
  /** Where the slide starts, in ticks after the note's onset. */
  readonly offset: number;
  /** How long it takes, in ticks, at least 1; it is over when the note is, at the latest. */
  readonly duration: number;
}

/** The bass is monophonic: a note ends before the next begins. */
export interface BassNote extends Note {
  readonly glide?: Glide;
}

export interface Chord {
  readonly tick: number;
  readonly duration: number;
  /** MIDI pitches, ascending, at least one, none twice. */
  readonly pitches: readonly number[];
  readonly velocity: number;
}

export interface Score {
  /** Tempo in quarter notes a minute, 40–240, to two decimals. */
  readonly bpm: number;
  readonly key: Key;
  /** Length in bars of 4/4, 1–64. */
  readonly bars: number;
  /** Sorted by tick, then in the order of `DRUMS`; one hit of a drum at a tick. */
  readonly drums: readonly Hit[];
  /** Sorted by tick; monophonic. */
  readonly bass: readonly BassNote[];
  /** Sorted by tick; one chord at a time. */
  readonly chords: readonly Chord[];
  /** Sorted by tick, then pitch; may be polyphonic, but no pitch overlaps itself. */
  readonly melody: readonly Note[];
}

/** The order of a score's hits: by time, then as `DRUMS` are. */
export const byTickAndDrum = (a: Hit, b: Hit): number =>
  a.tick - b.tick || DRUMS.indexOf(a.drum) - DRUMS.indexOf(b.drum);

/** The order of a melody's notes: by time, then from below. */
export const byTickAndPitch = (a: Note, b: Note): number => a.tick - b.tick || a.pitch - b.pitch;

/** Length of a score in ticks. */
export function ticksOf(score: Pick<Score, 'bars'>): number {
  return score.bars * TICKS_PER_BAR;
}

/** Length of a score in seconds. */
export function secondsOf(score: Pick<Score, 'bars' | 'bpm'>): number {
  return (score.bars * 4 * 60) / score.bpm;
}
