/** Chords: the vocabulary of qualities, and names for what sounds. */
import { pitchClassName } from './key.ts';
import type { Key } from './score.ts';

/**
 * The chord qualities that have a name, by lead-sheet suffix, as semitones above the root. No two have the
 * same pitch classes over the same root.
 */
export const CHORD_QUALITIES = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  '5': [0, 7],
  '7': [0, 4, 7, 10],
  maj7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  dim: [0, 3, 6],
  aug: [0, 4, 8],
  sus4: [0, 5, 7],
  sus2: [0, 2, 7],
  m7b5: [0, 3, 6, 10],
  dim7: [0, 3, 6, 9],
  mMaj7: [0, 3, 7, 11],
  '6': [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  add9: [0, 4, 7, 14],
  madd9: [0, 3, 7, 14],
  '9': [0, 4, 7, 10, 14],
  maj9: [0, 4, 7, 11, 14],
  m9: [0, 3, 7, 10, 14],
  '7sus4': [0, 5, 7, 10],
  '9sus4': [0, 5, 7, 10, 14],
  '6/9': [0, 4, 7, 9, 14],
  m11: [0, 3, 7, 10, 14, 17],
  'maj7#11': [0, 4, 7, 11, 18],
  '7b9': [0, 4, 7, 10, 13],
  '7#9': [0, 4, 7, 10, 15],
  '7#5': [0, 4, 8, 10],
  '7b5': [0, 4, 6, 10],
  '13': [0, 4, 7, 10, 14, 21],
  maj13: [0, 4, 7, 11, 14, 21],
} as const satisfies Record<string, readonly number[]>;
export type ChordQuality = keyof typeof CHORD_QUALITIES;

export interface NamedChord {
  /** Pitch class of the root. */
  readonly root: number;
  readonly quality: ChordQuality;
  /** Pitch class of the lowest note. */
  readonly bass: number;
}

const QUALITIES = Object.keys(CHORD_QUALITIES) as ChordQuality[];

/** The pitch classes of a chord, from the root in the order of its intervals. */
export function chordPitchClasses(root: number, quality: ChordQuality): readonly number[] {
  return CHORD_QUALITIES[quality].map((interval) => (root + interval) % 12);
}

/**
 * What a set of MIDI pitches is as a chord, octaves aside: first as a chord in root position, then as an
 * inversion, then with the fifth left out, as players do in larger chords. Undefined if it has no name.
 */
export function identifyChord(pitches: readonly number[]): NamedChord | undefined {
  const lowest = Math.min(...pitches);
  if (!Number.isFinite(lowest)) return undefined;
  const bass = lowest % 12;
  const sounding = maskOf(pitches.map((pitch) => pitch % 12));
  const roots = [bass, ...new Set(pitches.map((pitch) => pitch % 12).sort((a, b) => a - b))];
  for (const withFifth of [true, false]) {
    for (const root of roots) {
      for (const quality of QUALITIES) {
        const intervals = CHORD_QUALITIES[quality].filter((interval) => withFifth || interval !== 7);
        if (intervals.length < 2 || (!withFifth && CHORD_QUALITIES[quality].length < 4)) continue;
        if (maskOf(intervals.map((interval) => (root + interval) % 12)) === sounding)
          return { root, quality, bass };
      }
    }
  }
  return undefined;
}

/** A lead-sheet name such as `Fm7` or `Db/F`, spelled for the key; without a name, its notes: `C-Db-D`. */
export function chordName(pitches: readonly number[], key: Key): string {
  const chord = identifyChord(pitches);
  if (!chord) {
    const ascending = [...pitches].sort((a, b) => a - b);
    return [...new Set(ascending.map((pitch) => pitchClassName(pitch, key)))].join('-');
  }
  const name = pitchClassName(chord.root, key) + chord.quality;
  return chord.bass === chord.root ? name : `${name}/${pitchClassName(chord.bass, key)}`;
}

function maskOf(pitchClasses: readonly number[]): number {
  return pitchClasses.reduce((mask, pitchClass) => mask | (1 << pitchClass), 0);
}
