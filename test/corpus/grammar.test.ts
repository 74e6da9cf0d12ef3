import { describe, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { STYLE_FACTS, STYLES } from '../../src/music/index.ts';

describe('a song of the style grammar', () => {
  it('is the same for the same style, seed and overrides', () => {
    for (const style of STYLES) expect(grammarSong(style, 5)).toEqual(grammarSong(style, 5));
  });

  it('differs with the seed', () => {
    for (const style of STYLES) {
      const songs = Array.from({ length: 200 }, (_, seed) => JSON.stringify(grammarSong(style, seed)));
      expect(new Set(songs).size).toBe(200);
    }
  });

  it('keeps to the tempi of its style and to what it is told', () => {
    for (const style of STYLES) {
      const [slowest, fastest] = STYLE_FACTS[style].bpm;
      for (let seed = 0; seed < 20; seed++) {
        const { bpm } = grammarSong(style, seed);
        expect(bpm).toBeGreaterThanOrEqual(slowest);
        expect(bpm).toBeLessThanOrEqual(fastest);
      }
      const told = grammarSong(style, 1, { bars: 16, bpm: 101.25, tonic: 3, mode: 'dorian' });
      expect(told).toMatchObject({ bars: 16, bpm: 101.25, key: { tonic: 3, mode: 'dorian' } });
    }
  });
});
