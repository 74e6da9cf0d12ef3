/**
 * Roman numerals as chords. A numeral stands on a degree of the scale it is counted from; its case says major
 * or minor, `b` and `#` before it move the root, and a suffix names the chord's notes. A bare numeral, or one
 * with a 7, is what the scale has on that degree when the case agrees with it (so `vii` of a major scale is
 * diminished and its `V7` a dominant seventh).
 */

/** A chord relative to the tonic. */
export interface RomanChord {
  /** Semitones of the root above the tonic, 0–11. */
  readonly root: number;
  /** Semitones above the root, ascending, beginning with 0. */
  readonly intervals: readonly number[];
}

const NUMERALS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii'];
const COUNTED_FROM = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
} as const;

const SUFFIXES: Readonly<Record<string, readonly number[]>> = {
  M: [0, 4, 7],
  m: [0, 3, 7],
  dim: [0, 3, 6],
  aug: [0, 4, 8],
  'M-5': [0, 4, 6],
  '5': [0, 7],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  '7sus4': [0, 5, 7, 10],
  '9sus4': [0, 5, 7, 10, 14],
  M6: [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  M7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  dom7: [0, 4, 7, 10],
  dim7: [0, 3, 6, 9],
  m7b5: [0, 3, 6, 10],
  M9: [0, 4, 7, 11, 14],
  m9: [0, 3, 7, 10, 14],
  dom9: [0, 4, 7, 10, 14],
  m11: [0, 3, 7, 10, 14, 17],
  dom13: [0, 4, 7, 10, 14, 21],
  madd9: [0, 3, 7, 14],
};
/** Suffixes whose third follows the case. */
const BY_CASE: Readonly<Record<string, readonly [major: readonly number[], minor: readonly number[]]>> = {
  '': [
    [0, 4, 7],
    [0, 3, 7],
  ],
  '6': [
    [0, 4, 7, 9],
    [0, 3, 7, 9],
  ],
  '69': [
    [0, 4, 7, 9, 14],
    [0, 3, 7, 9, 14],
  ],
  '7': [
    [0, 4, 7, 10],
    [0, 3, 7, 10],
  ],
  '9': [
    [0, 4, 7, 10, 14],
    [0, 3, 7, 10, 14],
  ],
  add9: [
    [0, 4, 7, 14],
    [0, 3, 7, 14],
  ],
};

/**
 * Reads a roman numeral such as `i`, `bVIIM`, `IVsus2` or `#IVdim`; null if it is none.
 * @param from the scale whose degrees the numerals count.
 */
export function parseRoman(text: string, from: 'major' | 'minor'): RomanChord | null {
  const match = /^([b#]*)([ivIV]+)(.*)$/.exec(text);
  if (match === null) return null;
  const [, accidentals, numeral, suffix] = match as unknown as [string, string, string, string];
  const degree = NUMERALS.indexOf(numeral.toLowerCase());
  const minor = numeral === numeral.toLowerCase();
  if (degree < 0 || (!minor && numeral !== numeral.toUpperCase())) return null;
  let root: number = COUNTED_FROM[from][degree]!;
  for (const accidental of accidentals) root += accidental === '#' ? 1 : -1;
  const intervals =
    SUFFIXES[suffix] ??
    (accidentals === '' && (suffix === '' || suffix === '7')
      ? diatonic(COUNTED_FROM[from], degree, suffix === '7' ? 4 : 3, minor)
      : null) ??
    BY_CASE[suffix]?.[minor ? 1 : 0];
  return intervals === undefined ? null : { root: (root + 12) % 12, intervals };
}

/** Thirds stacked on a degree, or null when their third is not the one that the case asks for. */
function diatonic(scale: readonly number[], degree: number, notes: number, minor: boolean): number[] | null {
  const intervals = Array.from({ length: notes }, (_, i) => {
    const at = degree + 2 * i;
    return scale[at % 7]! + 12 * Math.floor(at / 7) - scale[degree]!;
  });
  return (intervals[1] === 3) === minor ? intervals : null;
}
