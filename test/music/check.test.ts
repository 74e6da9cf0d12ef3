import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScore, type Score } from '../../src/music/index.ts';
import { anyScore } from './arbitrary.ts';

const score: Score = {
  bpm: 140,
  key: { tonic: 5, mode: 'minor' },
  bars: 2,
  drums: [
    { drum: 'kick', tick: 0, velocity: 110 },
    { drum: 'closedHat', tick: 0, velocity: 80 },
  ],
  bass: [
    { tick: 0, duration: 480, pitch: 29, velocity: 100, glide: { pitch: 41, offset: 240, duration: 240 } },
    { tick: 480, duration: 3360, pitch: 29, velocity: 100 },
  ],
  chords: [{ tick: 0, duration: 1920, pitches: [53, 56, 60], velocity: 70 }],
  melody: [
    { tick: 0, duration: 240, pitch: 72, velocity: 90 },
    { tick: 120, duration: 240, pitch: 68, velocity: 90 },
    { tick: 240, duration: 240, pitch: 72, velocity: 90 },
  ],
};
const [kick, hat] = score.drums as [Score['drums'][0], Score['drums'][0]];
const [glider, held] = score.bass as [Score['bass'][0], Score['bass'][0]];
const [chord] = score.chords as [Score['chords'][0]];
const [first, second, third] = score.melody as [Score['melody'][0], Score['melody'][0], Score['melody'][0]];

describe('checkScore', () => {
  it('gives every valid score back', () => {
    expect(checkScore(score)).toBe(score);
    fc.assert(fc.property(anyScore({ maxBars: 8, maxEvents: 20 }), (one) => checkScore(one) === one));
  });

  it.each<[string, string, Partial<Score>]>([
    ['a tempo out of range', 'score-tempo', { bpm: 39.99 }],
    ['a tempo that is no number', 'score-tempo', { bpm: Number.NaN }],
    ['a tempo of three decimals', 'score-tempo', { bpm: 93.125 }],
    ['a tonic that is none', 'score-key', { key: { tonic: 12, mode: 'minor' } }],
    ['a mode that is none', 'score-key', { key: { tonic: 0, mode: 'locrian' as 'minor' } }],
    ['no bars', 'score-bars', { bars: 0 }],
    ['half a bar', 'score-bars', { bars: 1.5 }],
    ['65 bars', 'score-bars', { bars: 65 }],
    ['a hit outside the score', 'score-outside', { drums: [{ ...kick, tick: 3840 }] }],
    ['a hit between ticks', 'score-outside', { drums: [{ ...kick, tick: 0.5 }] }],
    ['a silent hit', 'score-velocity', { drums: [{ ...kick, velocity: 0 }] }],
    ['an unknown drum', 'score-drum', { drums: [{ ...kick, drum: 'gong' as 'kick' }] }],
    ['a hit that is there twice', 'score-order', { drums: [kick, kick] }],
    ['hits out of order', 'score-order', { drums: [hat, kick] }],
    ['overlapping bass notes', 'score-overlap', { bass: [{ ...glider, duration: 481 }, held] }],
    ['a bass note past the end', 'score-outside', { bass: [{ ...held, duration: 3361 }] }],
    [
      'a glide past its note',
      'score-glide',
      { bass: [{ ...glider, glide: { pitch: 41, offset: 241, duration: 240 } }] },
    ],
    [
      'a glide of 25 semitones',
      'score-glide',
      { bass: [{ ...glider, glide: { pitch: 54, offset: 0, duration: 9 } }] },
    ],
    [
      'a glide to nowhere',
      'score-glide',
      { bass: [{ ...glider, glide: { pitch: 29, offset: 0, duration: 9 } }] },
    ],
    ['an empty chord', 'score-empty-chord', { chords: [{ ...chord, pitches: [] }] }],
    ['a chord with a pitch twice', 'score-chord-order', { chords: [{ ...chord, pitches: [60, 60] }] }],
    ['a chord out of order', 'score-chord-order', { chords: [{ ...chord, pitches: [64, 60] }] }],
    ['two chords at once', 'score-overlap', { chords: [chord, { ...chord, tick: 1919 }] }],
    [
      'a pitch that overlaps itself',
      'score-overlap',
      { melody: [{ ...first, duration: 241 }, second, third] },
    ],
    ['a melody out of order', 'score-order', { melody: [second, first] }],
    ['a pitch of 128', 'score-pitch', { melody: [{ ...first, pitch: 128 }] }],
    ['a length of nothing', 'score-outside', { melody: [{ ...first, duration: 0 }] }],
  ])('refuses %s', (_, id, change) => {
    expect(() => checkScore({ ...score, ...change })).toThrow(
      expect.objectContaining({ name: 'BeatwrightError', id }),
    );
  });

  it('says where the rule is broken', () => {
    const late = { ...score, melody: [{ ...first, tick: 1920, duration: 1921 }] };
    expect(() => checkScore(late)).toThrow(
      expect.objectContaining({
        id: 'score-outside',
        facts: { part: 'melody', number: 1, bar: 2, tick: 1920 },
        message: expect.stringContaining('Melody note 1 (bar 2, tick 1920)'),
      }),
    );
  });
});
