import { describe, expect, it } from 'vitest';
import { grammarSettings } from '../../src/corpus/grammar/song.ts';
import { grammarExamples, grammarSong } from '../../src/corpus/index.ts';
import { checkScore, isInKey, type Score, STYLE_FACTS, STYLES, type Style } from '../../src/music/index.ts';
import { fingerprint, isHeldApart, songsOf } from './songs.ts';

/** Styles whose harmony borrows chords from outside the scale. */
const BORROWING: readonly Style[] = ['boom-bap', 'lo-fi', 'g-funk'];

describe('a song of the style grammar', () => {
  it('is the same for the same style, seed and overrides', () => {
    for (const style of STYLES) {
      expect(grammarSong(style, 5)).toEqual(grammarSong(style, 5));
      expect(grammarSong(style, 5, { bars: 16, bpm: 90 })).toEqual(
        grammarSong(style, 5, { bars: 16, bpm: 90 }),
      );
    }
  });

  it('keeps every rule of a score', () => {
    for (const style of STYLES) for (const song of songsOf(style, 40)) expect(checkScore(song)).toBe(song);
  });

  it('is 4 or 8 bars long unless told, and any length when told', () => {
    for (const style of STYLES) {
      expect(new Set(songsOf(style, 40).map(({ bars }) => bars))).toEqual(new Set([4, 8]));
      for (const bars of [1, 3, 12, 64]) {
        const song = checkScore(grammarSong(style, 3, { bars }));
        expect(song.bars).toBe(bars);
        expect(song.drums.length).toBeGreaterThan(bars);
      }
    }
  });

  it('keeps to the tempi of its style and to what it is told', () => {
    for (const style of STYLES) {
      const [slowest, fastest] = STYLE_FACTS[style].bpm;
      const tempi = songsOf(style, 40).map(({ bpm }) => bpm);
      expect(Math.min(...tempi)).toBeGreaterThanOrEqual(slowest);
      expect(Math.max(...tempi)).toBeLessThanOrEqual(fastest);
      expect(new Set(tempi).size).toBeGreaterThan(3);
      const told = grammarSong(style, 1, { bars: 16, bpm: 101.25, tonic: 3, mode: 'dorian' });
      expect(told).toMatchObject({ bars: 16, bpm: 101.25, key: { tonic: 3, mode: 'dorian' } });
    }
  });

  it('has all four parts, and drums and harmony in every phrase', () => {
    for (const style of STYLES)
      for (const song of songsOf(style, 40)) {
        for (const part of ['drums', 'bass', 'chords', 'melody'] as const)
          expect(song[part].length, `${style} ${part}`).toBeGreaterThan(1);
      }
  });

  it('is in its key, but for the borrowed chords of the styles that borrow', () => {
    for (const style of STYLES) {
      const pitches = songsOf(style, 40).flatMap((song) =>
        pitchesOf(song).map((pitch) => isInKey(pitch, song.key)),
      );
      const share = pitches.filter(Boolean).length / pitches.length;
      if (BORROWING.includes(style)) expect(share, style).toBeGreaterThan(0.95);
      else expect(share, style).toBe(1);
    }
  });

  it('can be played: registers of bass, hands and lead, chords of up to six notes under two hands', () => {
    for (const style of STYLES) {
      const songs = songsOf(style, 40);
      expect(extent(songs.flatMap(({ bass }) => bass.map(({ pitch }) => pitch)))).toSatisfy(within([24, 60]));
      expect(extent(songs.flatMap(({ melody }) => melody.map(({ pitch }) => pitch)))).toSatisfy(
        within([45, 103]),
      );
      const chords = songs.flatMap((song) => song.chords.map(({ pitches }) => pitches));
      expect(extent(chords.flat())).toSatisfy(within([36, 84]));
      expect(extent(chords.map((pitches) => pitches.length))).toSatisfy(within([1, 6]));
      expect(extent(chords.map((pitches) => pitches.at(-1)! - pitches[0]!))).toSatisfy(within([0, 28]));
    }
  });

  it('does not repeat: of a thousand songs no two have the same drums, bass, chords and melody', () => {
    for (const style of ['jersey-club'] as const)
      expect(new Set(songsOf(style, 1000).map((song) => fingerprint(song))).size, style).toBe(1000);
  });

  it('differs part by part, key and microtiming aside', () => {
    for (const style of STYLES) {
      const songs = songsOf(style, 80);
      const distinct = (part: 'drums' | 'bass' | 'melody') =>
        new Set(songs.map((song) => fingerprint(song, [part]))).size / songs.length;
      expect(distinct('drums'), `${style} drums`).toBeGreaterThan(0.98);
      expect(distinct('bass'), `${style} bass`).toBeGreaterThan(0.9);
      expect(distinct('melody'), `${style} melody`).toBeGreaterThan(0.95);
    }
  });

  it('never trains where probe artists are kept apart', () => {
    for (const style of STYLES)
      for (let seed = 0; seed < 40; seed++)
        expect(isHeldApart(style, grammarSettings(style, seed)), `${style} ${seed}`).toBe(false);
  });

  it('comes as examples for training and others for validation', () => {
    const o = { styles: ['trap', 'cloud'], train: 5, validation: 3 } as const;
    const train = [...grammarExamples('train', o)];
    const validation = [...grammarExamples('validation', o)];
    expect(train.map(({ style }) => style).filter((style) => style === 'cloud')).toHaveLength(5);
    expect(validation).toHaveLength(6);
    const known = new Set(train.map(({ score }) => fingerprint(score)));
    expect(validation.some(({ score }) => known.has(fingerprint(score)))).toBe(false);
  });
});

/** Whether an extent lies within bounds. */
function within([low, high]: readonly [number, number]): (values: [number, number]) => boolean {
  return ([least, most]) => least >= low && most <= high;
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function pitchesOf({ bass, chords, melody }: Score): number[] {
  return [
    ...bass.flatMap(({ pitch, glide }) => (glide ? [pitch, glide.pitch] : [pitch])),
    ...chords.flatMap(({ pitches }) => pitches),
    ...melody.map(({ pitch }) => pitch),
  ];
}
