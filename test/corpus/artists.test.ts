import { describe, expect, it } from 'vitest';
import { type Artist, grammarArtist, probeArtists } from '../../src/corpus/index.ts';
import { checkScore, millisecondsOf, type Score, STYLES, stepOf } from '../../src/music/index.ts';
import { fingerprint, isHeldApart } from './songs.ts';

describe('an artist of the grammar', () => {
  it('writes the same songs whenever asked, each different, each a valid score of 8 bars', () => {
    for (const style of STYLES) {
      const artist = grammarArtist(style, 4);
      const songs = Array.from({ length: 12 }, (_, i) => checkScore(artist.song(i)));
      expect(grammarArtist(style, 4).song(7)).toEqual(songs[7]);
      expect(new Set(songs.map((song) => fingerprint(song, ['bass', 'melody']))).size, style).toBe(12);
      for (const { bars } of songs) expect(bars).toBe(8);
    }
  });

  it('keeps tempo, pocket and registers close', () => {
    for (const style of STYLES) {
      const { habits, settings } = grammarArtist(style, 9);
      for (let i = 0; i < 10; i++) {
        const song = settings(i);
        expect(Math.abs(song.bpm - habits.bpm)).toBeLessThanOrEqual(3);
        expect(song.feel).toBe(habits.feel);
        expect(Math.abs(song.swing - habits.swing)).toBeLessThan(0.01);
        expect(Math.abs(song.melodyCentre - habits.melodyCentre)).toBeLessThan(2);
      }
    }
  });

  it('is told from others of the same style by its songs alone', () => {
    for (const style of ['trap', 'boom-bap', 'memphis', 'plugg'] as const) {
      const artists = Array.from({ length: 5 }, (_, seed) => grammarArtist(style, seed));
      expect(recognised(artists, 6), style).toBeGreaterThan(0.75);
    }
  });
});

describe('probe artists', () => {
  const probes = probeArtists(30);

  it('have settings that no song of training has, whatever the song', () => {
    for (const { style, settings } of probes)
      for (let i = 0; i < 12; i++) expect(isHeldApart(style, settings(i))).toBe(true);
    for (const style of STYLES)
      for (let seed = 0; seed < 4; seed++) {
        const { settings } = grammarArtist(style, seed);
        for (let i = 0; i < 12; i++) expect(isHeldApart(style, settings(i))).toBe(false);
      }
  });

  it('come in every style in turn, or in those asked for', () => {
    expect(probes.slice(0, 15).map(({ style }) => style)).toEqual(STYLES);
    const two = probeArtists(4, ['trap', 'cloud']);
    expect(two.map(({ style }) => style)).toEqual(['trap', 'cloud', 'trap', 'cloud']);
    expect(two[0]!.song(0)).not.toEqual(two[2]!.song(0));
  });

  it('write valid songs and are told apart', () => {
    for (const probe of probes) for (let i = 0; i < 3; i++) checkScore(probe.song(i));
    expect(recognised(probeArtists(6, ['trap']), 6)).toBeGreaterThan(0.75);
  });
});

/** Share of songs whose nearest other song, by features of what is heard, is of the same artist. */
function recognised(artists: readonly Artist[], songs: number): number {
  const known = artists.flatMap((artist, owner) =>
    Array.from({ length: songs }, (_, i) => ({ owner, features: featuresOf(artist.song(i)) })),
  );
  const spread = known[0]!.features.map((_, at) => {
    const values = known.map(({ features }) => features[at]!);
    const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length) || 1;
  });
  const distance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + ((value - b[at]!) / spread[at]!) ** 2, 0);
  const right = known.filter((song) => {
    const others = known.filter((other) => other !== song);
    const nearest = others.reduce((best, other) =>
      distance(song.features, other.features) < distance(song.features, best.features) ? other : best,
    );
    return nearest.owner === song.owner;
  });
  return right.length / known.length;
}

/** Tempo, densities, registers, and how often and how late each drum is hit at each position. */
function featuresOf(song: Score): number[] {
  const at = (drum: string) => {
    const hits = new Array<number>(16).fill(0);
    const late = new Array<number>(16).fill(0);
    for (const hit of song.drums) {
      if (hit.drum !== drum) continue;
      const { step, offset } = stepOf(hit.tick);
      hits[step % 16]! += 1 / song.bars;
      late[step % 16]! += millisecondsOf(offset, song.bpm) / song.bars;
    }
    return [...hits, ...late];
  };
  const pitch = (notes: readonly { pitch: number }[]) =>
    notes.reduce((sum, note) => sum + note.pitch, 0) / Math.max(1, notes.length);
  return [
    song.bpm,
    song.melody.length / song.bars,
    song.bass.length / song.bars,
    song.chords.length / song.bars,
    pitch(song.melody),
    ...['kick', 'snare', 'clap', 'closedHat', 'openHat', 'rim', 'percussion'].flatMap(at),
  ];
}
