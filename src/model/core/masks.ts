/**
 * What a player could not play or a listener would call a mistake: kept out when scores are written, whatever
 * a model thinks. The writer's own grammar (see writer.ts) holds besides.
 */
import type { Key } from '../../music/index.ts';
import { BASS_RANGE, CHORD_RANGE, type Field, MELODY_RANGE, MOST_PITCHES, NO_GLIDE } from './fields.ts';
import { type Step, shiftOf } from './steps.ts';

/** MIDI pitches that parts keep to: a sub that speakers carry, chords above the mud, a lead below the shrill. */
const LIMITS = {
  bass: [23, 57],
  chords: [36, 88],
  melody: [48, 100],
} as const;
/** The widest chord, in semitones: two hands of a tenth each, an octave apart. */
const WIDEST_CHORD = 36;
/** The most melody notes that begin in one step: a hand's worth. */
const MOST_VOICES = 4;

export interface Language {
  readonly key: Key;
  /** The pitch classes above the tonic that may sound: the scale, and what the style or artist adds. */
  readonly classes: ReadonlySet<number>;
}

/** Whether a value of a field is playable in a step as it has been written so far, and in the language. */
export function isPlayable(step: Step, field: Field, value: number, language: Language): boolean {
  const { chords, bass, melody } = step;
  const shift = shiftOf(language.key);
  const fits = (relative: number, [low, high]: readonly [number, number]) => {
    const pitch = relative + shift;
    return pitch >= low && pitch <= high && language.classes.has(((relative % 12) + 12) % 12);
  };
  switch (field) {
    case 'bassPitch':
      return fits(BASS_RANGE.low + value, LIMITS.bass);
    case 'bassGlide':
      return value === NO_GLIDE || fits(BASS_RANGE.low + bass.at(-1)!.pitch + value - NO_GLIDE, LIMITS.bass);
    case 'chordLow':
      return fits(CHORD_RANGE.low + value, LIMITS.chords);
    case 'chordInterval': {
      const { low, intervals } = chords.at(-1)!;
      if (value === 0) return intervals.length > 0;
      const height = intervals.reduce((sum, interval) => sum + interval, value);
      return (
        intervals.length < MOST_PITCHES - 1 &&
        height <= WIDEST_CHORD &&
        fits(CHORD_RANGE.low + low + height, LIMITS.chords)
      );
    }
    case 'melodyOnset':
      return value === 0 || melody.length < MOST_VOICES;
    case 'melodyPitch':
      return fits(MELODY_RANGE.low + value, LIMITS.melody);
    default:
      return true;
  }
}
