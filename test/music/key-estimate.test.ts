import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type ChordQuality,
  chordPitchClasses,
  estimateKey,
  type Key,
  keyOfSignature,
  keySignature,
  type Score,
} from '../../src/music/index.ts';
import { leadSheets, PROGRESSIONS } from '../corpus/data-sets.ts';

const openEwld = new URL('../../../shared/data/openewld/openewld_grid.jsonl.gz', import.meta.url);
const freeMidiChords = new URL('../../../shared/data/free-midi-chords/progressions.json', import.meta.url);

type Sheet = Pick<Score, 'bars' | 'bass' | 'chords' | 'melody'>;

describe('estimateKey', () => {
  it('hears no key where nothing has a pitch', () => {
    expect(estimateKey({ bars: 1, bass: [], chords: [], melody: [] })).toBeUndefined();
  });

  it('finds the signature of nearly every plain tune, and its mode', () => {
    const sheets = leadSheets(200);
    const keys = sheets.map((sheet) => estimateKey(sheetOf(sheet)));
    const right = sheets.filter(({ fifths }, i) => hasSignature(keys[i], fifths));
    expect(right.length / sheets.length).toBeGreaterThan(0.95);
    const minor = sheets.filter(({ mode }, i) => (mode === 'minor') === (keys[i]?.mode === 'minor'));
    expect(minor.length / sheets.length).toBeGreaterThan(0.85);
  });

  it('finds the signature of nine in ten lead sheets', (ctx) => {
    if (!existsSync(openEwld)) return ctx.skip('../shared/data/openewld is not there');
    const lines = gunzipSync(readFileSync(openEwld)).toString().trim().split('\n');
    const sheets = lines.map((line) => JSON.parse(line) as LeadSheet).filter(({ mode }) => mode !== null);
    const right = sheets.filter((sheet) => hasSignature(estimateKey(sheetOf(sheet)), sheet.fifths));
    expect(right.length / sheets.length).toBeGreaterThan(0.89);
  });

  it('finds tonic and mode of most of the usual chord progressions', () => {
    expect(found(PROGRESSIONS)).toBeGreaterThan(0.7);
  });

  it('finds tonic and mode of seven in ten chord progressions', (ctx) => {
    if (!existsSync(freeMidiChords)) return ctx.skip('../shared/data/free-midi-chords is not there');
    const book = JSON.parse(readFileSync(freeMidiChords, 'utf8')) as Book<{ chords: readonly string[] }>;
    const chords = (list: readonly { chords: readonly string[] }[]) => list.map((one) => one.chords);
    expect(found({ prog_maj: chords(book.prog_maj), prog_min: chords(book.prog_min) })).toBeGreaterThan(0.7);
  });
});

interface Book<T> {
  readonly prog_maj: readonly T[];
  readonly prog_min: readonly T[];
}

function hasSignature(key: Key | undefined, fifths: number): boolean {
  return key !== undefined && keySignature(key) === keySignature(keyOfSignature(fifths, 'major'));
}

/** The share of progressions in C whose tonic and mode are found. */
function found(book: Book<readonly string[]>): number {
  let right = 0;
  let all = 0;
  for (const [mode, progressions] of [
    ['major', book.prog_maj],
    ['minor', book.prog_min],
  ] as const) {
    for (const chords of progressions) {
      const key = estimateKey(vampOf(chords.map((name) => romanChord(name, mode))));
      all++;
      if (key?.tonic === 0 && key.mode === mode) right++;
    }
  }
  return right / all;
}

interface LeadSheet {
  fifths: number;
  mode: string | null;
  bars: number;
  chords: [start: number, root: number, quality: string][];
  melody: [start: number, length: number, pitch: number][];
}

function sheetOf({ bars, chords, melody }: LeadSheet): Sheet {
  const qualities: Record<string, ChordQuality> = {
    minor: 'm',
    dominant: '7',
    diminished: 'dim',
    'minor-seventh': 'm7',
    'major-seventh': 'maj7',
    'major-sixth': '6',
    'minor-sixth': 'm6',
  };
  return {
    bars,
    bass: [],
    chords: chords.map(([start, root, quality], i) => ({
      tick: start * 120,
      duration: ((chords[i + 1]?.[0] ?? bars * 16) - start) * 120,
      pitches: rooted(chordPitchClasses(root, qualities[quality] ?? '')),
      velocity: 80,
    })),
    melody: melody.map(([start, length, pitch]) => ({
      tick: start * 120,
      duration: length * 120,
      pitch,
      velocity: 80,
    })),
  };
}

/** A chord a bar. */
function vampOf(chords: readonly (readonly number[])[]): Sheet {
  return {
    bars: chords.length,
    bass: [],
    chords: chords.map((pitchClasses, i) => ({
      tick: i * 1920,
      duration: 1920,
      pitches: rooted(pitchClasses),
      velocity: 80,
    })),
    melody: [],
  };
}

/** Close position with the first pitch class lowest. */
function rooted([root = 0, ...others]: readonly number[]): number[] {
  return [48 + root, ...others.map((one) => 48 + root + ((one - root + 12) % 12 || 12))].sort(
    (a, b) => a - b,
  );
}

/** The pitch classes of a roman numeral over C, such as `bVIM7` or `iv`; upper case is major. */
function romanChord(numeral: string, mode: 'major' | 'minor'): readonly number[] {
  const [, accidental = '', roman = '', suffix = ''] = /^([#b]?)([ivIV]+)(.*)$/.exec(numeral) ?? [];
  const degree = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii'].indexOf(roman.toLowerCase());
  const scale = mode === 'major' ? [0, 2, 4, 5, 7, 9, 11] : [0, 2, 3, 5, 7, 8, 10];
  const root = scale[degree]! + (accidental === '#' ? 1 : accidental === 'b' ? 11 : 0);
  const isMinor = roman === roman.toLowerCase() || /^m(?!aj)/.test(suffix);
  const isSeventh = /7/.test(suffix);
  if (/dim/.test(suffix)) return chordPitchClasses(root % 12, 'dim');
  if (/sus/.test(suffix)) return chordPitchClasses(root % 12, /sus2/.test(suffix) ? 'sus2' : 'sus4');
  if (isMinor) return chordPitchClasses(root % 12, isSeventh ? 'm7' : 'm');
  return chordPitchClasses(root % 12, isSeventh ? (/dom/.test(suffix) ? '7' : 'maj7') : '');
}
