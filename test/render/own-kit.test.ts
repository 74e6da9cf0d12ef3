/** An artist's own sounds in a style's kit: made ready, tuned, as loud as what they take the place of. */
import { describe, expect, it } from 'vitest';
import type { Score, Sound, Voice } from '../../src/music/index.ts';
import {
  KITS,
  kitLoop,
  kitPicture,
  kitWith,
  type OwnSound,
  oneShotOf,
  renderTake,
} from '../../src/render/index.ts';
import { bandPower, dbOf, peakOf, pitchBetween, rmsOf, spectrumOf } from './measure.ts';
import { pixelsOf } from './png.ts';
import { drumScore, emptyScore } from './scores.ts';

const RATE = 44_100;
const A1 = 33;

function recording(seconds: number, wave: (seconds: number) => number): Sound {
  return {
    sampleRate: RATE,
    channels: [Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => wave(i / RATE))],
  };
}
const tone =
  (hertz: number, decay: number, level = 0.5) =>
  (at: number) =>
    level * Math.sin(2 * Math.PI * hertz * at) * Math.exp(-at / decay);

/** 50 ms of silence, then an 808 with a knock and overtones that rests at `hertz`. */
function eight(hertz: number): Sound {
  let phase = 0;
  return recording(2, (at) => {
    if (at < 0.05) return 0;
    const age = at - 0.05;
    phase += (hertz * (1 + 2 * Math.exp(-age / 0.015))) / RATE;
    return 0.3 * Math.tanh(3 * Math.sin(2 * Math.PI * phase)) * Math.exp(-age / 0.8);
  });
}

/** The only stem of a score that one part plays. */
async function stemOf(score: Score, own: readonly OwnSound[], style: 'trap' | 'boom-bap' = 'trap') {
  const { stems } = await renderTake({ score, style, seed: 1, kit: kitWith(KITS[style], own) });
  return stems.find(({ name }) => name !== 'texture')!.sound;
}

const bassScore = (pitch: number): Score => ({
  ...emptyScore(),
  bass: [{ tick: 0, duration: 960, pitch, velocity: 110 }],
});

describe('a recording of a stroke', () => {
  it('starts at its onset, ends where it is gone, and is brought to full level', () => {
    const raw = recording(3, (at) => (at < 0.3 ? 0 : tone(180, 0.05, 0.02)(at - 0.3)));
    const { sound } = oneShotOf(raw, 'snare', 'snare.wav');
    const samples = sound.channels[0]!;
    expect(samples.length / RATE).toBeLessThan(0.5);
    expect(dbOf(peakOf(samples))).toBeCloseTo(-1, 0);
    expect(peakOf(samples, 0, 200)).toBeGreaterThan(0.3);
    expect(samples.at(-1)).toBeCloseTo(0, 3);
  });

  it.each([29.1, 46.25, 55, 61.7, 98])('of an 808 at %d Hz has its root found', (hertz) => {
    const { pitch } = oneShotOf(eight(hertz), '808', '808.wav');
    expect(Math.abs(pitch! - (69 + 12 * Math.log2(hertz / 440)))).toBeLessThan(0.15);
  });

  it('is refused where it is silent, or no 808', () => {
    const told = (sound: Sound, voice: Voice) => () => oneShotOf(sound, voice, 'x.wav');
    expect(
      told(
        recording(1, () => 0),
        'kick',
      ),
    ).toThrow(expect.objectContaining({ id: 'one-shot-silent' }));
    let seed = 1;
    const noise = recording(1, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2 ** 30 - 1;
    });
    expect(told(noise, '808')).toThrow(expect.objectContaining({ id: 'one-shot-pitch' }));
    expect(told(recording(0.1, tone(55, 1)), '808')).toThrow(
      expect.objectContaining({ id: 'one-shot-pitch' }),
    );
  });
});

describe('an own 808', () => {
  it('plays the notes that are written, and glides', async () => {
    const own = [{ voice: '808', ...oneShotOf(eight(61.7), '808', '808.wav') }] as const;
    for (const pitch of [A1, A1 + 7]) {
      const [left] = (await stemOf(bassScore(pitch), own)).channels;
      const hertz = pitchBetween(left!, 8_000, 18_000);
      expect(Math.abs(12 * Math.log2(hertz / 440) + 69 - pitch)).toBeLessThan(0.15);
    }
    const gliding = bassScore(A1);
    const note = { ...gliding.bass[0]!, glide: { pitch: A1 + 12, offset: 240, duration: 120 } };
    const [left] = (await stemOf({ ...gliding, bass: [note] }, own)).channels;
    expect(pitchBetween(left!, 24_000, 36_000) / pitchBetween(left!, 4_000, 10_000)).toBeCloseTo(2, 1);
  });

  it('is not folded back where it is played higher than it was recorded', async () => {
    const sound = recording(1, (at) => 0.4 * Math.sin(2 * Math.PI * 13_000 * at));
    const played = async (pitch: number) =>
      spectrumOf((await stemOf(bassScore(pitch), [{ voice: '808', sound, pitch: A1 }])).channels);
    // An octave up, 13 kHz would be 26, which folds to 18.1.
    const [as, up] = [await played(A1), await played(A1 + 12)];
    const alias = bandPower(up, 17_500, 18_700);
    expect(10 * Math.log10(alias / bandPower(as, 12_500, 13_500))).toBeLessThan(-45);
  });

  it('takes the place of any bass, about as loud as trap’s', async () => {
    const own = [{ voice: '808', ...oneShotOf(eight(55), '808', '808.wav') }] as const;
    const level = (sound: Sound) => dbOf(rmsOf(sound.channels[0]!, 0, 22_050));
    const stock = level(await stemOf(bassScore(A1), []));
    expect(Math.abs(level(await stemOf(bassScore(A1), own)) - stock)).toBeLessThan(3);
    expect(kitWith(KITS['boom-bap'], own).bass.kind).toBe('sampled');
  });
});

describe('own drums', () => {
  /** Rendered beside the same rim, which measures the level. */
  async function kickBeside(level: number): Promise<number> {
    const score = drumScore([
      ['kick', 0],
      ['rim', 8],
    ]);
    const raw = recording(0.4, tone(60, 0.1, level));
    const own = [{ voice: 'kick', ...oneShotOf(raw, 'kick', 'kick.wav') }] as const;
    const [left] = (await stemOf(score, own)).channels;
    return dbOf(rmsOf(left!, 0, 20_000) / rmsOf(left!, 44_100, 50_000));
  }

  it('are as loud as the drum that they take the place of, however they were recorded', async () => {
    expect(Math.abs((await kickBeside(0.9)) - (await kickBeside(0.02)))).toBeLessThan(0.5);
    const score = drumScore([['snare', 0]]);
    const own = [{ voice: 'snare', sound: recording(0.4, tone(900, 0.06, 0.05)) }] as const;
    const { drums } = kitWith(KITS.trap, own);
    expect(drums.kick).toBe(KITS.trap.drums.kick);
    expect(drums.snare).toMatchObject({ kind: 'oneShot' });
    expect(peakOf((await stemOf(score, own)).channels[0]!)).toBeGreaterThan(0.1);
  });

  it('play louder with force, and a closed hat ends an open one', async () => {
    const open = { voice: 'openHat', sound: recording(1.5, tone(6_000, 2)) } as const;
    const score = (hits: readonly (readonly ['openHat' | 'closedHat', number, number])[]) =>
      drumScore([['kick', 0, 127], ...hits]);
    const at = 11_025;
    const tail = async (hits: Parameters<typeof score>[0]) => {
      const [left] = (await stemOf(score(hits), [open])).channels;
      return bandPower(spectrumOf([left!.subarray(at + 11_025, at + 33_075)]), 5_500, 6_500);
    };
    const rung = await tail([['openHat', 2, 110]]);
    expect(rung / (await tail([['openHat', 2, 50]]))).toBeGreaterThan(4);
    const choked = await tail([
      ['openHat', 2, 110],
      ['closedHat', 4, 1],
    ]);
    expect(10 * Math.log10(choked / rung)).toBeLessThan(-20);
  });
});

describe('a kit', () => {
  const sounds: OwnSound[] = [
    { voice: 'kick', sound: recording(0.3, tone(60, 0.1)) },
    { voice: 'kick', sound: recording(0.2, tone(70, 0.1)) },
    { voice: '808', sound: recording(1, tone(55, 0.6)), pitch: A1 },
  ];

  it('is drawn, each sound with its wave, and told in words', () => {
    const { png, alt, width, height } = kitPicture(sounds);
    expect(pixelsOf(png)).toMatchObject({ width, height });
    expect(alt).toBe('The sounds of a kit: kick, 0.30 s, kick, 0.20 s and 808 A1, 1.0 s.');
  });

  it('is heard in a loop, a bar for each of several sounds of a kind', () => {
    const bars = kitLoop(sounds);
    expect(bars).toHaveLength(2);
    expect(bars.map(({ kit }) => kit.drums.kick)).toMatchObject([
      { sound: sounds[0]!.sound },
      { sound: sounds[1]!.sound },
    ]);
    for (const { score } of bars) {
      expect(new Set(score.drums.map(({ drum }) => drum))).toEqual(new Set(['kick']));
      expect(score.bass.length).toBeGreaterThan(0);
    }
    expect(kitLoop([])).toEqual([]);
  });
});
