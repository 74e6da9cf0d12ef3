import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type ChordQuality,
  chordPitchClasses,
  estimateKey,
  keyOfSignature,
  keySignature,
  type Score,
} from '../../src/music/index.ts';

const leadSheets = new URL('../../../shared/data/openewld/openewld_grid.jsonl.gz', import.meta.url);
const progressions = new URL('../../../shared/data/free-midi-chords/progressions.json', import.meta.url);

type Sheet = Pick<Score, 'bars' | 'bass' | 'chords' | 'melody'>;

describe('estimateKey', () => {
  it('hears no key where nothing has a pitch', () => {
    expect(estimateKey({ bars: 1, bass: [], chords: [], melody: [] })).toBeUndefined();
  });

  it('finds the signature of nine in ten lead sheets', (ctx) => {
    if (!existsSync(leadSheets)) return ctx.skip('../shared/data/openewld is not there');
    const lines = gunzipSync(readFileSync(leadSheets)).toString().trim().split('\n');
    const sheets = lines.map((line) => JSON.parse(line) as LeadSheet).filter(({ mode }) => mode !== null);
    const right = sheets.filter((sheet) => {
      const key = estimateKey(sheetOf(sheet));
      return key && keySignature(key) === keySignature(keyOfSignature(sheet.fifths, 'major'));
    });
    expect(right.length / sheets.length).toBeGreaterThan(0.89);
  });

  it('finds tonic and mode of seven in ten chord progressions', (ctx) => {
    if (!existsSync(progressions)) return ctx.skip('../shared/data/free-midi-chords is not there');
    const book = JSON.parse(readFileSync(progressions, 'utf8')) as Record<string, { chords: string[] }[]>;
    let right = 0;
    let all = 0;
    for (const mode of ['major', 'minor'] as const) {
      for (const { chords } of book[mode === 'major' ? 'prog_maj' : 'prog_min'] ?? []) {
        const key = estimateKey(vampOf(chords.map((name) => romanChord(name, mode))));
        all++;
        if (key?.tonic === 0 && key.mode === mode) right++;
      }
    }
    expect(right / all).toBeGreaterThan(0.7);
  });
});

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
