import { beforeAll, describe, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { type Score, type Sound, STYLES, type Style, secondsOf } from '../../src/music/index.ts';
import { render } from '../../src/render/index.ts';
import { measureLoudness } from '../support/loudness.ts';
import { correlationOf, dbOf, lowPassed, peakOf, rmsOf, slopeOf } from './measure.ts';

/**
 * Bounds on the whole, for every style. Pestana, Ma, Reiss, Barbosa and Black, "Spectral characteristics of
 * popular commercial recordings 1950–2010" (AES 135, 2013): the average spectrum falls by some 5 dB an octave
 * from 100 Hz to 4 kHz and more steeply above; single styles differ by a few dB. Deruty and Tardieu, "About
 * dynamic processing in mainstream music" (JAES 62, 2014): crest factors of popular music lie between 8 and 18
 * dB. At −14 LUFS and −1 dBTP a master has at most 13 dB from loudness to peak.
 */
const SLOPE = { least: -7.5, most: -2.5 };
const CREST = { least: 8, most: 16 };
/** Styles that are dull or crushed on purpose lie at the ends, and no bright or open one may. */
const DULL: readonly Style[] = ['lo-fi', 'cloud', 'memphis', 'boom-bap', 'drift-phonk'];

const songs = STYLES.flatMap((style) => [
  { style, seed: 1, bars: 4 },
  { style, seed: 2, bars: 2 },
]);

describe.each(songs)('$style, song $seed', ({ style, seed, bars }) => {
  let score: Score;
  let sound: Sound;
  let left: Float32Array;
  let right: Float32Array;
  beforeAll(async () => {
    score = grammarSong(style, seed, { bars });
    sound = await render({ score, style, seed });
    [left, right] = sound.channels as [Float32Array, Float32Array];
  });

  it('is −14 LUFS within 0.5 and at most −1 dBTP as ffmpeg measures it', async () => {
    const { lufs, truePeak } = await measureLoudness(sound);
    expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('has the length of its bars to the sample, and no sample that is no number', () => {
    expect(left.length).toBe(Math.round(secondsOf(score) * 44_100));
    expect(right.length).toBe(left.length);
    expect(left.every(Number.isFinite) && right.every(Number.isFinite)).toBe(true);
  });

  it('goes round without a step that its neighbourhood does not have', () => {
    for (const channel of [left, right]) {
      const seam = Math.abs(channel[0]! - channel.at(-1)!);
      const steps: number[] = [];
      const reach = 22_050;
      for (let i = -reach; i < reach; i++) {
        if (i === -1) continue;
        steps.push(Math.abs(at(channel, i + 1) - at(channel, i)));
      }
      steps.sort((a, b) => a - b);
      expect(seam).toBeLessThanOrEqual(steps[Math.floor(steps.length * 0.999)]!);
    }
  });

  it('has no direct current, and one low end for both ears', () => {
    for (const channel of [left, right]) {
      const mean = channel.reduce((sum, x) => sum + x, 0) / channel.length;
      expect(dbOf(Math.abs(mean))).toBeLessThan(-60);
    }
    expect(correlationOf(lowPassed(left, 120), lowPassed(right, 120))).toBeGreaterThan(0.95);
  });

  it('has the balance and the punch of its style', () => {
    const slope = slopeOf([left, right], 100, 4_000);
    expect(slope).toBeGreaterThan(SLOPE.least);
    expect(slope).toBeLessThan(SLOPE.most);
    const treble = slopeOf([left, right], 4_000, 14_000);
    if (DULL.includes(style)) expect(treble).toBeLessThan(-2);
    else expect(treble).toBeGreaterThan(-5);
    const power = (rmsOf(left) ** 2 + rmsOf(right) ** 2) / 2;
    const crest = dbOf(Math.max(peakOf(left), peakOf(right))) - 10 * Math.log10(power);
    expect(crest).toBeGreaterThan(CREST.least);
    expect(crest).toBeLessThan(CREST.most);
  });
});

/** A sample of a loop, counted on past its ends. */
function at(channel: Float32Array, i: number): number {
  return channel[(i + channel.length) % channel.length]!;
}
