/** A mix moved toward an artist's own. */
import { describe, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { randomOf, type Score } from '../../src/music/index.ts';
import { biquadOf, decibelsAt } from '../../src/render/dsp/biquad.ts';
import {
  depthOf,
  KITS,
  kitUnder,
  levelsOf,
  longTermOf,
  type MixAim,
  renderTake,
  THIRDS,
  widthOf,
} from '../../src/render/index.ts';
import { applyTone, toneToward } from '../../src/render/tone.ts';
import { measureLoudness } from '../support/loudness.ts';
import { dbOf, peakOf, sameSamples } from './measure.ts';

const RATE = 44_100;
/** Bright, with little bass, wide and loud. */
const BRIGHT: MixAim = {
  thirds: THIRDS.map((_, i) => (i - 13) / 2),
  width: [-30, -4, -2],
  loudness: -8.5,
  floor: -90,
};
/** A tape in mono. */
const DULL: MixAim = {
  thirds: THIRDS.map((hertz, i) => (hertz < 3_000 ? (13 - i) / 2 + 8 : -30)),
  width: [-60, -60, -60],
  loudness: -23,
  floor: -45,
};
const score = grammarSong('trap', 4, { bars: 2 });
const request = { score, style: 'trap', seed: 4, master: 'own' } as const;
const under = (aim: MixAim) => renderTake({ ...request, kit: kitUnder(KITS.trap, { mix: aim, drums: [] }) });
const stereoOf = ({ channels }: { channels: readonly Float32Array[] }) => ({
  left: channels[0]!,
  right: channels[1]!,
});

/** How far a sound's third octaves lie from an aim, in dB. */
function distanceTo({ thirds }: MixAim, sound: { channels: readonly Float32Array[] }): number {
  const own = levelsOf(longTermOf(stereoOf(sound), RATE));
  return Math.sqrt(own.reduce((sum, x, i) => sum + (x - thirds[i]!) ** 2, 0) / own.length);
}

describe.each([
  ['a bright, wide and loud one', BRIGHT, -8.5],
  ['a dull one in mono, quieter than a master may be', DULL, -18],
] as const)('a mix moved toward %s', async (_, aim, loudness) => {
  const stock = await renderTake(request);
  const moved = await under(aim);

  it('comes nearer in spectrum and width', () => {
    expect(distanceTo(aim, moved.mix)).toBeLessThan(0.85 * distanceTo(aim, stock.mix));
    const [own, was] = [moved, stock].map(({ mix }) => widthOf(longTermOf(stereoOf(mix), RATE))[2]);
    expect(Math.abs(own! - aim.width[2])).toBeLessThan(Math.abs(was! - aim.width[2]));
  });

  it('is as loud as the artist’s tracks, within bounds, and under its ceiling', async () => {
    const { lufs, truePeak } = await measureLoudness(moved.master);
    expect(Math.abs(lufs - loudness)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('is still the sum of its stems, and the same each time', async () => {
    const left = moved.mix.channels[0]!;
    const sum = left.map((_x, i) => moved.stems.reduce((all, { sound }) => all + sound.channels[0]![i]!, 0));
    expect(dbOf(peakOf(sum.map((x, i) => x - left[i]!)))).toBeLessThan(-90);
    const again = await under(aim);
    expect(sameSamples(again.master, moved.master)).toBe(true);
  });
});

it('hisses as the artist’s tracks do, and not where these are clean', async () => {
  const kicks: Score = {
    ...score,
    drums: score.drums.filter(({ drum }) => drum === 'kick'),
    bass: [],
    chords: [],
    melody: [],
  };
  const hissing = async (floor: number) => {
    const kit = kitUnder(KITS.trap, { mix: { ...BRIGHT, floor }, drums: [] });
    return renderTake({ ...request, score: kicks, kit });
  };
  const [dirty, clean] = [await hissing(-45), await hissing(-90)];
  expect(depthOf(stereoOf(dirty.mix), RATE)).toBeCloseTo(-45, 0);
  expect(dirty.stems.map(({ name }) => name)).toEqual(['drums', 'texture']);
  expect(depthOf(stereoOf(clean.mix), RATE)).toBeLessThan(-60);
  expect(clean.stems.map(({ name }) => name)).toEqual(['drums']);
});

it('a tone is bounded, makes room for a voice, and goes round with its loop', () => {
  const random = randomOf('a loop');
  const noise = () => Float32Array.from({ length: 2 * RATE }, () => 0.1 * random.normal());
  const loop = { left: noise(), right: noise() };
  const tone = toneToward(
    { ...BRIGHT, thirds: THIRDS.map((hertz) => (hertz > 800 && hertz < 3_000 ? 30 : 0)) },
    loop,
    RATE,
  );
  expect(tone.bands.length).toBeGreaterThan(0);
  for (const hertz of THIRDS) {
    const gain = tone.bands.reduce((all, band) => all + decibelsAt(biquadOf(band, RATE), hertz, RATE), 0);
    expect(Math.abs(gain), `${hertz} Hz`).toBeLessThan(6.5);
  }
  const turned = (samples: Float32Array) =>
    Float32Array.from(samples, (_, i) => samples[(i + 30_000) % samples.length]!);
  const later = { left: turned(loop.left), right: turned(loop.right) };
  applyTone(loop, tone, RATE);
  applyTone(later, tone, RATE);
  const expected = turned(loop.left);
  expect(dbOf(peakOf(later.left.map((x, i) => x - expected[i]!)))).toBeLessThan(-80);
});
