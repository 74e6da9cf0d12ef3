import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseKey, pianoRoll, type Score } from '../../src/music/index.ts';
import { anyScore } from './arbitrary.ts';

const score: Score = {
  bpm: 140,
  key: parseKey('F# minor'),
  bars: 2,
  drums: [
    { drum: 'kick', tick: 0, velocity: 120 },
    { drum: 'closedHat', tick: 240, velocity: 60 },
  ],
  bass: [
    { tick: 0, duration: 960, pitch: 30, velocity: 110, glide: { pitch: 42, offset: 480, duration: 240 } },
  ],
  chords: [{ tick: 0, duration: 1920, pitches: [54, 57, 61], velocity: 64 }],
  melody: [],
};
const count = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].length;

describe('pianoRoll', () => {
  it('says what it shows and names the drums and parts that play', () => {
    const svg = pianoRoll(score);
    expect(svg).toContain('F#m · 140 bpm · 2 bars');
    expect(svg).toContain('■ bass');
    expect(svg).not.toContain('■ melody');
    expect(svg).toContain('>Kick<');
    expect(svg).not.toContain('>Snare<');
    expect(pianoRoll({ ...score, bass: [], chords: [] })).toContain('>140 bpm · 2 bars<');
  });

  it('draws each note once, and a glide as what it was, the slope and what it became', () => {
    const svg = pianoRoll(score);
    expect(count(svg, /<rect [^>]*fill="#56B4E9"/g)).toBe(3);
    expect(count(svg, /<rect [^>]*fill="#E69F00"/g)).toBe(2);
    expect(count(svg, /<path [^>]*stroke="#E69F00"/g)).toBe(1);
    expect(count(svg, /<rect [^>]*fill="#E8E8EE"/g)).toBe(2);
  });

  it('is a well-formed picture within its frame for every score, the same each time', () => {
    fc.assert(
      fc.property(anyScore({ maxEvents: 20 }), (any) => {
        const svg = pianoRoll(any);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        const [, height] = /viewBox="0 0 800 ([\d.]+)"/.exec(svg) ?? [];
        for (const [, x, y, wide, tall] of svg.matchAll(
          /<rect x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"/g,
        )) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(x) + Number(wide)).toBeLessThanOrEqual(800);
          expect(Number(y) + Number(tall)).toBeLessThanOrEqual(Number(height));
        }
        expect(count(svg, /<[a-z]/g)).toBe(count(svg, /\/>|<\//g));
        expect(pianoRoll(any)).toBe(svg);
      }),
      { numRuns: 60 },
    );
  });
});
