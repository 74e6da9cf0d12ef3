/** What an artist's tracks sound like: their mix, and drums of our synthesis fitted to theirs. */
import { describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { randomOf, type Sound } from '../../src/music/index.ts';
import { type DrumSound, KITS, kitUnder, strike, timbreSchema } from '../../src/render/index.ts';
import { aimOf, fitDrum, isStroke, measureMix, timbreFrom, timbreOfTrack } from '../../src/timbre/index.ts';

const RATE = 44_100;
const soundOf = (...channels: Float32Array[]): Sound => ({ sampleRate: RATE, channels });
const noise = (seconds: number, level: number, seed = 'noise') => {
  const random = randomOf(seed);
  return Float32Array.from({ length: seconds * RATE }, () => level * random.normal());
};
const struck = (sound: DrumSound) =>
  strike(sound, { force: 0.85, random: randomOf('theirs'), sampleRate: RATE });

describe('the mix of tracks', () => {
  it('is measured whatever their level, but for loudness', () => {
    const [left, right] = [noise(4, 0.1, 'left'), noise(4, 0.1, 'right')];
    const loud = measureMix(soundOf(left, right))!;
    const quiet = measureMix(
      soundOf(
        left.map((x) => x / 4),
        right.map((x) => x / 4),
      ),
    )!;
    expect(loud.loudness - quiet.loudness).toBeCloseTo(12, 0);
    for (const [i, level] of loud.thirds.entries()) expect(quiet.thirds[i]).toBeCloseTo(level, 3);
    expect(loud.width[1]).toBeCloseTo(0, 0);
    expect(measureMix(soundOf(left))!.width).toEqual([-60, -60, -60]);
  });

  it('of silence is not there, and of several is their middle', () => {
    const silence = soundOf(new Float32Array(4 * RATE));
    expect(measureMix(silence)).toBeUndefined();
    expect(timbreFrom([timbreOfTrack(silence, silence.channels[0]!, [])])).toBeUndefined();
    const mixes = [0.05, 0.1, 0.4].map((level) => measureMix(soundOf(noise(4, level)))!);
    expect(aimOf(mixes)!.loudness).toBe(mixes[1]!.loudness);
    expect(aimOf([])).toBeUndefined();
  });

  it('of a single stroke is known, though no drum is fitted to it', () => {
    const samples = new Float32Array(5 * RATE);
    samples.set(struck(KITS.trap.drums.kick), RATE);
    const hit = { time: 1, voice: 'kick', drum: 'kick', velocity: 110, confidence: 0.9 } as const;
    const timbre = timbreFrom([timbreOfTrack(soundOf(samples), samples, [hit])])!;
    expect(timbre.drums).toEqual([]);
    expect(timbreSchema.parse(timbre)).toEqual(timbre);
  });
});

describe('a drum fitted to one that is heard', () => {
  const theirs: readonly (readonly ['kick' | 'snare' | 'closedHat', DrumSound])[] = [
    [
      'kick',
      { kind: 'kick', level: 0, pitch: 71, sweep: 3.6, sweepTime: 0.05, decay: 0.22, click: 1.4, drive: 4 },
    ],
    [
      'snare',
      {
        kind: 'snare',
        level: 0,
        pitch: 320,
        decay: 0.03,
        noise: 0.3,
        noiseDecay: 0.19,
        from: 300,
        to: 4_000,
        drive: 2,
      },
    ],
    ['closedHat', { kind: 'shaker', level: 0, from: 900, to: 6_000, attack: 0.004, decay: 0.06 }],
  ];

  it.each(theirs)(
    'is nearer than all stock drums, in the terms of kits, and the same each time: %s',
    (drum, sound) => {
      const heard = soundOf(struck(sound));
      const fitted = fitDrum([heard], drum)!;
      expect(fitted.distance).toBeLessThan(0.7 * fitted.stock);
      if (drum === 'kick') expect(fitDrum([heard], drum)).toEqual(fitted);
      const mix = measureMix(soundOf(noise(2, 0.1)))!;
      const timbre = { mix, drums: [{ drum, level: 0, sound: fitted.sound }] };
      expect(timbreSchema.parse(JSON.parse(JSON.stringify(timbre)))).toEqual(timbre);
      // In any kit it takes the drum's place, and only that.
      const kit = kitUnder(KITS['lo-fi'], timbre);
      expect(kit.drums[drum].kind).toBe(fitted.sound.kind);
      expect(kit.drums[drum].pan).toBe(KITS['lo-fi'].drums[drum].pan);
      expect(kit.drums[drum].choke).toBe(KITS['lo-fi'].drums[drum].choke);
      expect({ ...kit.drums, [drum]: undefined }).toEqual({ ...KITS['lo-fi'].drums, [drum]: undefined });
    },
  );

  it('is none where nothing is heard, or where a stock drum is as near as can be', () => {
    expect(fitDrum([soundOf(new Float32Array(RATE / 4))], 'snare')).toBeUndefined();
    const stock = strike(KITS.trap.drums.kick, {
      force: 0.85,
      random: randomOf('a stroke to compare'),
      sampleRate: RATE,
    });
    expect(fitDrum([soundOf(stock)], 'kick')?.sound.bands ?? []).toEqual([]);
  });
});

it('a bass that began with a kick is no stroke', () => {
  const kick = struck({ ...KITS.trap.drums.kick, level: 0 });
  expect(isStroke(soundOf(kick), 'kick')).toBe(true);
  const bass = Float32Array.from(
    { length: RATE / 2 },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * 55 * i) / RATE) + (kick[i] ?? 0),
  );
  expect(isStroke(soundOf(bass), 'kick')).toBe(false);
  expect(isStroke(soundOf(new Float32Array(RATE)), 'snare')).toBe(false);
});

it('drums are as loud among each other as on the tracks, within bounds', () => {
  const mix = measureMix(soundOf(noise(2, 0.1)))!;
  const kit = (hats: number) =>
    kitUnder(KITS.trap, {
      mix,
      drums: [
        { drum: 'kick', level: 0 },
        { drum: 'snare', level: -2 },
        { drum: 'closedHat', level: hats },
      ],
    });
  const level = (hats: number) => kit(hats).drums.closedHat.level - KITS.trap.drums.closedHat.level;
  expect(level(20)).toBe(5);
  expect(level(-60)).toBe(-5);
  expect(level(-12)).toBeGreaterThan(level(-13));
});

it('of a long track its middle is listened to', async () => {
  const audio = createAudio();
  const rate = 8_000;
  // Ten minutes that are loud for ten seconds in the middle.
  const samples = Float32Array.from({ length: 600 * rate }, (_, i) =>
    Math.abs(i / rate - 300) < 5 ? 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate) : 0,
  );
  const file = await audio.encode({ sampleRate: rate, channels: [samples] }, { format: 'wav' });
  const { channels } = await audio.decode(file, { sampleRate: RATE, channels: 2, middle: 12 });
  expect(channels[0]!.length / RATE).toBeCloseTo(12, 1);
  const at = (seconds: number) =>
    channels[0]!
      .subarray(seconds * RATE, (seconds + 1) * RATE)
      .reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  expect(at(0)).toBeLessThan(0.05);
  expect(at(6)).toBeGreaterThan(0.3);
});
