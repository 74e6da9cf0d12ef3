import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHORD_QUALITIES,
  type ChordQuality,
  chordName,
  chordPitchClasses,
  identifyChord,
  isInKey,
  keyName,
  keyOfSignature,
  keySignature,
  MODES,
  noteName,
  parseKey,
  pitchOf,
  scalePitchClasses,
} from '../../src/music/index.ts';
import { anyKey } from './arbitrary.ts';

describe('parseKey', () => {
  it.each([
    ['C', 0, 'major'],
    ['C major', 0, 'major'],
    ['Fm', 5, 'minor'],
    ['fm', 5, 'minor'],
    ['FM', 5, 'major'],
    ['F# minor', 6, 'minor'],
    ['f♯ min', 6, 'minor'],
    ['Gb', 6, 'major'],
    ['G♭ Major', 6, 'major'],
    ['bbm', 10, 'minor'],
    ['b', 11, 'major'],
    ['bm', 11, 'minor'],
    ['B minor', 11, 'minor'],
    ['Cb', 11, 'major'],
    ['e#m', 5, 'minor'],
    ['E-flat minor', 3, 'minor'],
    ['c sharp minor', 1, 'minor'],
    ['D dorian', 2, 'dorian'],
    ['d  Dorian ', 2, 'dorian'],
    ['E phrygian', 4, 'phrygian'],
    ['Ab lydian', 8, 'lydian'],
    ['G mixolydian', 7, 'mixolydian'],
    ['A harmonic minor', 9, 'harmonic minor'],
    ['A harmonic-minor', 9, 'harmonic minor'],
    ['A aeolian', 9, 'minor'],
  ])('reads %j', (text, tonic, mode) => {
    expect(parseKey(text)).toEqual({ tonic, mode });
  });

  it.each(['', ' ', 'H', 'minor', 'F##', 'Dm7', 'bass', 'C constructor', 'Fm!', '7', `C${' m'.repeat(500)}`])(
    'refuses %j and says what a key looks like',
    (text) => {
      expect(() => parseKey(text)).toThrow(
        expect.objectContaining({ id: 'key-unknown', message: expect.stringContaining('such as Fm') }),
      );
    },
  );

  it('reads back every name of a key', () => {
    fc.assert(
      fc.property(anyKey(), (key) => {
        expect(parseKey(keyName(key))).toEqual(key);
      }),
    );
  });
});

describe('keys', () => {
  it('are named as people name them', () => {
    const tonics = Array.from({ length: 12 }, (_, tonic) => tonic);
    expect(tonics.map((tonic) => keyName({ tonic, mode: 'minor' })).join(' ')).toBe(
      'Cm C#m Dm Ebm Em Fm F#m Gm G#m Am Bbm Bm',
    );
    expect(tonics.map((tonic) => keyName({ tonic, mode: 'major' })).join(' ')).toBe(
      'C Db D Eb E F F# G Ab A Bb B',
    );
    expect(keyName({ tonic: 3, mode: 'dorian' })).toBe('Eb dorian');
  });

  it('of notes, with their octave, are read back', () => {
    expect([60, 36, 0, 127].map((pitch) => noteName(pitch))).toEqual(['C4', 'C2', 'C-1', 'G9']);
    expect(noteName(58, parseKey('F minor'))).toBe('Bb3');
    for (let pitch = 0; pitch < 128; pitch++) {
      expect([pitchOf(noteName(pitch)), pitchOf(String(pitch))]).toEqual([pitch, pitch]);
    }
    expect(['bb3', 'E♯4', ' c4 '].map(pitchOf)).toEqual([58, 65, 60]);
    for (const none of ['', 'H4', 'C', 'G#9', '128', '-1', '1.5']) expect(pitchOf(none)).toBeUndefined();
  });

  it('have the scales that the books give', () => {
    expect(scalePitchClasses(parseKey('D dorian'))).toEqual([2, 4, 5, 7, 9, 11, 0]);
    expect(scalePitchClasses(parseKey('A harmonic minor'))).toEqual([9, 11, 0, 2, 4, 5, 8]);
    expect(isInKey(61, parseKey('C phrygian'))).toBe(true);
    expect(isInKey(62, parseKey('C phrygian'))).toBe(false);
  });

  it('have the signature of the major scale with the same notes', () => {
    expect(keySignature(parseKey('F minor'))).toBe(-4);
    expect(keySignature(parseKey('D dorian'))).toBe(0);
    expect(keySignature(parseKey('A lydian'))).toBe(4);
    for (const mode of ['major', 'minor'] as const) {
      for (let tonic = 0; tonic < 12; tonic++) {
        expect(keyOfSignature(keySignature({ tonic, mode }), mode)).toEqual({ tonic, mode });
      }
    }
    // A signature of seven is another name for one of five.
    expect(keyOfSignature(7, 'major')).toEqual(parseKey('C#'));
    expect(keyOfSignature(-7, 'minor')).toEqual(parseKey('Abm'));
  });

  it('hold seven different notes in every mode', () => {
    for (const mode of MODES) expect(new Set(scalePitchClasses({ tonic: 4, mode })).size).toBe(7);
  });
});

describe('chords', () => {
  it.each([
    [[53, 56, 60], 'Fm'],
    [[53, 56, 60, 63], 'Fm7'],
    [[56, 60, 65], 'Fm/Ab'],
    [[49, 53, 56, 60], 'Dbmaj7'],
    [[48, 52, 57, 67], 'C6'],
    [[45, 48, 52, 55], 'Am7'],
    [[41, 51, 55, 56], 'Fm9'],
    [[48, 58, 64], 'C7'],
    [[41, 48], 'F5'],
    [[60, 61, 62], 'C-Db-D'],
    [[60], 'C'],
  ])('names %j %s', (pitches, name) => {
    expect(chordName(pitches, parseKey('Fm'))).toBe(name);
  });

  it('knows every chord of its vocabulary in root position, wherever it lies', () => {
    const qualities = Object.keys(CHORD_QUALITIES) as ChordQuality[];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), fc.constantFrom(...qualities), (root, quality) => {
        const pitches = CHORD_QUALITIES[quality].map((interval) => root + interval);
        expect(identifyChord(pitches)).toEqual({ root: root % 12, quality, bass: root % 12 });
        expect(new Set(pitches.map((pitch) => pitch % 12))).toEqual(
          new Set(chordPitchClasses(root, quality)),
        );
      }),
    );
  });

  it('has no name for nothing', () => {
    expect(identifyChord([])).toBeUndefined();
  });
});
