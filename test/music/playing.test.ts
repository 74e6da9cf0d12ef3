import { describe, expect, it } from 'vitest';
import { checkScore, type Drum, playingOf, type Score, slice } from '../../src/music/index.ts';

const BAR = 1920;
const STEP = 120;

/** A piece whose bars play, by letter: a kick and a bass note at another place for each letter. */
function piece(letters: string, more: Partial<Score> = {}): Score {
  const place = (letter: string) => (letter.charCodeAt(0) - 97) * 2 * STEP;
  const bars = [...letters];
  return checkScore({
    ...{ bpm: 90, key: { tonic: 0, mode: 'minor' }, bars: bars.length },
    drums: bars.map((letter, i) => ({ drum: 'kick', tick: i * BAR + place(letter), velocity: 100 })),
    bass: bars.map((letter, i) => ({
      ...{ tick: i * BAR + place(letter), duration: STEP, pitch: 36, velocity: 100 },
    })),
    ...{ chords: [], melody: [] },
    ...more,
  });
}
const hats = (bars: number, late: number) =>
  Array.from({ length: bars * 16 }, (_, i) => ({
    ...{ drum: 'closedHat' as Drum, tick: i * STEP + (i % 2) * late, velocity: 80 },
  }));

describe('how a piece repeats', () => {
  it.each([
    ['aaaaaaaa', 1, []],
    ['aaabaaab', 4, []],
    ['aaaaaaab', 1, [7]],
    ['abababab', 2, []],
    ['abababac', 2, [7]],
    ['abcdabcd', 4, []],
    ['abcdefgh', 8, []],
    ['ab', 2, []],
    ['a', 1, []],
  ] as const)('%s: after %i bars, but for bars %j', (letters, after, changes) => {
    expect(playingOf([piece(letters)]).repeats).toEqual({ of: letters.length, after, changes });
  });

  it('is told by every part: hats that go through make no loop', () => {
    const drums = hats(4, 0);
    expect(playingOf([piece('abcd', { drums })]).repeats.after).toBe(4);
    expect(playingOf([piece('abcd', { drums, bass: [] })]).repeats.after).toBe(1);
  });
});

describe('how a piece is played', () => {
  it('is counted by part: how much, how high, how swung', () => {
    const chord = { tick: 0, duration: BAR, pitches: [60, 63, 67], velocity: 80 };
    const played = playingOf([piece('ab', { drums: hats(2, 40), chords: [chord] })]);
    expect(played.density).toEqual({ drums: 16, bass: 1, chords: 0.5 });
    expect(played.registers).toEqual({ bass: [36, 36], chords: [60, 67] });
    expect(played.swing).toBeCloseTo((100 * 160) / 240, 5);
    expect(playingOf([piece('aa')]).swing).toBeUndefined();
  });

  it('says how alike bars are that follow each other, 0 to 1', () => {
    const alike = (letters: string) => playingOf([piece(letters)]).alike;
    expect(alike('aaaa')).toBe(1);
    expect(alike('abab')).toBe(0);
    expect(alike('aabb')).toBeCloseTo(2 / 3, 5);
    expect(alike('a')).toBeUndefined();
  });

  it('is told by all loops of a piece, and how it repeats by the first', () => {
    const both = [piece('aaaa'), slice(piece('abcd', { bass: [] }), 0, 4)];
    expect(playingOf(both).density).toEqual({ drums: 1, bass: 0.5 });
    expect(playingOf(both).repeats.after).toBe(1);
    expect(() => playingOf([])).toThrow(RangeError);
  });
});
