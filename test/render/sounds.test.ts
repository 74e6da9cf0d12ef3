import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Score, STYLES, type Style, secondsOf } from '../../src/music/index.ts';
import { KITS, type Kit, render, renderTake, type Stem } from '../../src/render/index.ts';
import { anyScore } from '../music/arbitrary.ts';
import {
  bandPower,
  centroidOf,
  dbOf,
  lowPassed,
  peakOf,
  pitchBetween,
  rmsOf,
  sameSamples,
  spectrumOf,
} from './measure.ts';
import { drumScore, emptyScore, fullScore } from './scores.ts';

const RATE = 44_100;

async function stemOf(name: Stem, score: Score, style: Style): Promise<Float32Array> {
  const { stems } = await renderTake({ score, style, seed: 1 });
  return stems.find((stem) => stem.name === name)!.sound.channels[0]!;
}

/** Samples of a step of a 16th. */
function stepSamples({ bpm }: Pick<Score, 'bpm'>): number {
  return (RATE * 15) / bpm;
}

describe('any score', () => {
  it('gives a whole loop of finite samples under the ceiling, silent only if nothing is written', async () => {
    await fc.assert(
      fc.asyncProperty(anyScore({ maxBars: 1 }), fc.constantFrom(...STYLES), async (score, style) => {
        const { channels } = await render({ score, style, seed: 3 });
        for (const channel of channels) {
          expect(channel.length).toBe(Math.round(secondsOf(score) * RATE));
          expect(channel.every(Number.isFinite)).toBe(true);
          expect(peakOf(channel)).toBeLessThanOrEqual(10 ** (-1 / 20));
        }
        const written =
          score.drums.length + score.bass.length + score.chords.length + score.melody.length > 0;
        expect(channels.some((channel) => peakOf(channel) > 0)).toBe(written);
      }),
      { numRuns: 15 },
    );
  });

  it('is rendered to the same samples as a take as by itself, and the stems sum to the mix within −60 dB', async () => {
    const score = fullScore({ bars: 2 });
    for (const style of ['boom-bap', 'rage', 'cloud'] as const) {
      const request = { score, style, seed: 5 };
      const { master, mix, stems } = await renderTake(request);
      expect(sameSamples(master, await render(request))).toBe(true);
      for (const c of [0, 1]) {
        const rest = mix.channels[c]!.slice();
        for (const { sound } of stems)
          for (let i = 0; i < rest.length; i++) rest[i]! -= sound.channels[c]![i]!;
        expect(dbOf(rmsOf(rest) / rmsOf(mix.channels[c]!))).toBeLessThan(-60);
      }
      const highest = Math.max(
        ...[mix, ...stems.map(({ sound }) => sound)].flatMap((sound) => sound.channels.map((x) => peakOf(x))),
      );
      expect(dbOf(highest)).toBeCloseTo(-6, 1);
      expect(stems.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['drums', 'bass', 'chords', 'melody']),
      );
    }
  });
});

describe('a loop', () => {
  it('carries what rings at its end into its head', async () => {
    const late = await stemOf('drums', drumScore([['crash', 15]]), 'trap');
    const crash = Math.round(15 * stepSamples({ bpm: 120 }));
    expect(rmsOf(late, 0, 4_000)).toBeGreaterThan(0.2 * rmsOf(late, crash, crash + 4_000));
    // Without a seam: the ring falls on across the loop's end.
    expect(rmsOf(late, 0, 1_000)).toBeLessThan(1.5 * rmsOf(late, late.length - 1_000));
    expect(rmsOf(late, 0, 1_000)).toBeGreaterThan(0.5 * rmsOf(late, late.length - 1_000));
  });

  it('is silent where its score is: a rim shot in eight bars has died away long before the end', async () => {
    const { channels } = await render({
      score: drumScore([['rim', 0]], { bars: 8, bpm: 180 }),
      style: 'trap',
      seed: 1,
    });
    expect(peakOf(channels[0]!, 0, 4_410)).toBeGreaterThan(0.1);
    expect(dbOf(peakOf(channels[0]!, 8 * RATE))).toBeLessThan(-80);
  });
});

describe('drums', () => {
  it.each(STYLES)('of %s sound within 2 ms of the score’s onsets', async (style) => {
    for (const drum of ['kick', 'snare', 'closedHat'] as const) {
      const score = drumScore([
        [drum, 2],
        [drum, 9, 96],
      ]);
      const channel = await stemOf('drums', score, style);
      for (const { tick } of score.drums) {
        const onset = Math.round((tick / 120) * stepSamples(score));
        const loudest = peakOf(channel, onset - 441, onset + 2_205);
        // What still rings of the hit before is no onset.
        const ringing = peakOf(channel, onset - 2_205, onset - 220);
        let first = onset - 220;
        while (Math.abs(channel[first]!) < 0.1 * loudest + 1.2 * ringing) first++;
        expect(Math.abs(first - onset) / RATE, `${drum} at ${tick}`).toBeLessThanOrEqual(0.002);
      }
    }
  });

  it.each(['kick', 'snare', 'clap', 'closedHat', 'rim', 'lowTom'] as const)(
    'struck harder, a %s is louder and brighter',
    async (drum) => {
      const channel = await stemOf(
        'drums',
        drumScore([
          [drum, 0, 45],
          [drum, 8, 120],
        ]),
        'trap',
      );
      const half = channel.length / 2;
      const [soft, hard] = [channel.subarray(0, 11_025), channel.subarray(half, half + 11_025)];
      expect(dbOf(rmsOf(hard) / rmsOf(soft))).toBeGreaterThan(6);
      expect(centroidOf(hard)).toBeGreaterThan(1.03 * centroidOf(soft));
    },
  );

  it.each(['kick', 'snare', 'clap', 'closedHat', 'openHat', 'percussion', 'shaker'] as const)(
    'never play the same %s twice',
    async (drum) => {
      const channel = await stemOf(
        'drums',
        drumScore([
          [drum, 0],
          [drum, 8],
        ]),
        'uk-drill',
      );
      const half = channel.length / 2;
      const one = channel.slice(0, half);
      const other = channel.slice(half);
      const difference = one.map((x, i) => x - other[i]!);
      expect(dbOf(rmsOf(difference) / rmsOf(one))).toBeGreaterThan(-40);
      // Yet it is the same drum.
      expect(Math.abs(dbOf(rmsOf(other) / rmsOf(one)))).toBeLessThan(3);
    },
  );

  it('a closed hat ends the open one, also across the loop’s end', async () => {
    const step = stepSamples({ bpm: 120 });
    for (const style of ['trap', 'memphis', 'boom-bap'] as const) {
      const ringing = await stemOf('drums', drumScore([['openHat', 4]]), style);
      const shut = await stemOf(
        'drums',
        drumScore([
          ['openHat', 4],
          ['closedHat', 5, 1],
        ]),
        style,
      );
      const [from, to] = [Math.round(5.2 * step), Math.round(6.5 * step)];
      // Each is measured against its own attack, since takes differ in level.
      const left = (x: Float32Array) =>
        dbOf(rmsOf(x, from, to) / rmsOf(x, Math.round(4 * step), Math.round(4.5 * step)));
      expect(left(shut), style).toBeLessThan(left(ringing) - 20);
    }
    const round = await stemOf(
      'drums',
      drumScore([
        ['closedHat', 0, 1],
        ['openHat', 15],
      ]),
      'trap',
    );
    expect(
      dbOf(rmsOf(round, Math.round(0.2 * step), Math.round(step)) / rmsOf(round, Math.round(15 * step))),
    ).toBeLessThan(-25);
  });
});

describe('808s', () => {
  const styles = ['trap', 'uk-drill', 'memphis', 'drift-phonk', 'rage', 'plugg', 'crunk'] as const;

  it.each(styles)('of %s are within 5 cents of their note after the attack', async (style) => {
    for (const pitch of [25, 31, 38]) {
      const bass = [{ tick: 0, duration: 960, pitch, velocity: 110 }];
      const channel = await stemOf('bass', { ...emptyScore(), bass }, style);
      const hertz = pitchBetween(lowPassed(channel, 90), Math.round(0.1 * RATE), Math.round(0.45 * RATE));
      expect(Math.abs(centsOff(hertz, pitch)), String(pitch)).toBeLessThan(5);
    }
  });

  it.each(styles)('of %s glide to their goal in time, without a new attack', async (style) => {
    const glide = { pitch: 41, offset: 480, duration: 240 };
    const bass = [{ tick: 0, duration: 1_440, pitch: 29, velocity: 110, glide }];
    const channel = await stemOf('bass', { ...emptyScore(), bass }, style);
    const seconds = (ticks: number) => ticks / 960;
    const tone = lowPassed(channel, 110);
    const before = pitchBetween(tone, Math.round(0.15 * RATE), Math.round(seconds(480) * RATE));
    const after = pitchBetween(
      tone,
      Math.round((seconds(720) + 0.005) * RATE),
      Math.round(seconds(1_300) * RATE),
    );
    expect(Math.abs(centsOff(before, 29))).toBeLessThan(5);
    expect(Math.abs(centsOff(after, 41))).toBeLessThan(8);
    const around = Math.round(seconds(600) * RATE);
    expect(rmsOf(channel, around, around + 2_205)).toBeLessThan(
      1.3 * rmsOf(channel, around - 8_820, around - 4_410),
    );
  });

  it('are heard on small speakers: their harmonics carry the note', async () => {
    const bass = [{ tick: 0, duration: 960, pitch: 29, velocity: 110 }];
    const [warm, hot] = await Promise.all([
      stemOf('bass', { ...emptyScore(), bass }, 'trap'),
      stemOf('bass', { ...emptyScore(), bass }, 'rage'),
    ]);
    const share = (x: Float32Array) => {
      const spectrum = spectrumOf([x]);
      return 10 * Math.log10(bandPower(spectrum, 120, 1_000) / bandPower(spectrum, 30, 60));
    };
    expect(share(warm)).toBeGreaterThan(-25);
    expect(share(hot)).toBeGreaterThan(share(warm) + 6);
  });

  it('stop for the kick where the style wants it, but not before a glide has reached its goal', async () => {
    const step = stepSamples({ bpm: 120 });
    const ringing = async (style: Style, glide?: { pitch: number; offset: number; duration: number }) => {
      const bass = [{ tick: 0, duration: 1_900, pitch: 29, velocity: 110, ...(glide ? { glide } : {}) }];
      const channel = await stemOf('bass', { ...drumScore([['kick', 6]]), bass }, style);
      const level = (from: number, to: number) =>
        rmsOf(channel, Math.round(from * step), Math.round(to * step));
      return dbOf(level(10, 12) / level(3, 5));
    };
    expect(await ringing('uk-drill')).toBeLessThan(-60);
    expect(await ringing('uk-drill', { pitch: 41, offset: 900, duration: 120 })).toBeGreaterThan(-20);
    expect(await ringing('trap')).toBeGreaterThan(-20);
  });

  it('play one note at a time: the next begins where the last is cut', async () => {
    const bass = [
      { tick: 0, duration: 960, pitch: 29, velocity: 110 },
      { tick: 960, duration: 480, pitch: 36, velocity: 110 },
    ];
    const tone = lowPassed(await stemOf('bass', { ...emptyScore(), bass }, 'trap'), 90);
    expect(
      Math.abs(centsOff(pitchBetween(tone, Math.round(1.1 * RATE), Math.round(1.4 * RATE)), 36)),
    ).toBeLessThan(5);
  });
});

describe('the mix', () => {
  it('ducks bass and chords under the kick, as deep as the style wants and back in time', async () => {
    const chords = [{ tick: 0, duration: 1_920, pitches: [53, 56, 60], velocity: 90 }];
    const level = async (style: Style) => {
      const still = await stemOf('chords', { ...emptyScore(), chords }, style);
      const pumped = await stemOf('chords', { ...drumScore([['kick', 8, 127]]), chords }, style);
      // Stems share one headroom, so the level before the kick gives the scale.
      const scale = rmsOf(pumped, 0.4 * RATE, 0.9 * RATE) / rmsOf(still, 0.4 * RATE, 0.9 * RATE);
      const depth = dbOf(rmsOf(pumped, RATE, RATE + 1_000) / rmsOf(still, RATE, RATE + 1_000) / scale);
      const later = dbOf(
        rmsOf(pumped, 1.5 * RATE, 1.8 * RATE) / rmsOf(still, 1.5 * RATE, 1.8 * RATE) / scale,
      );
      return { depth, later };
    };
    const trap = await level('trap');
    const phonk = await level('drift-phonk');
    expect(trap.depth).toBeGreaterThan(-4);
    expect(trap.depth).toBeLessThan(-1);
    expect(phonk.depth).toBeGreaterThan(-10);
    expect(phonk.depth).toBeLessThan(-5);
    for (const { later } of [trap, phonk]) expect(Math.abs(later)).toBeLessThan(0.5);
  });

  it('makes room in the middle for a voice, and only there', async () => {
    const score = fullScore({ bars: 2 });
    const own = KITS['uk-drill'];
    const crowded: Kit = { ...own, mix: { ...own.mix, chords: { ...own.mix.chords, voice: 0 } } };
    const parts = async (kit: Kit) => {
      const { stems } = await renderTake({ score, style: 'uk-drill', seed: 1, kit });
      const [left, right] = stems.find(({ name }) => name === 'chords')!.sound.channels as [
        Float32Array,
        Float32Array,
      ];
      const drums = rmsOf(stems.find(({ name }) => name === 'drums')!.sound.channels[0]!);
      const side = spectrumOf([left.map((x, i) => (x - right[i]!) / drums)]);
      const middle = spectrumOf([left.map((x, i) => (x + right[i]!) / drums)]);
      return { side, middle };
    };
    const [full, free] = await Promise.all([parts(crowded), parts(own)]);
    const change = (of: 'side' | 'middle', from: number, to: number) =>
      10 * Math.log10(bandPower(free[of], from, to) / bandPower(full[of], from, to));
    expect(change('middle', 800, 2_000)).toBeLessThan(-1.5);
    expect(Math.abs(change('middle', 60, 150))).toBeLessThan(1);
    expect(Math.abs(change('side', 500, 4_000))).toBeLessThan(0.7);
  });

  it('keeps the lows in the middle', async () => {
    const { mix } = await renderTake({ score: fullScore({ bars: 2 }), style: 'trap', seed: 1 });
    const [left, right] = mix.channels as [Float32Array, Float32Array];
    const side = spectrumOf([left.map((x, i) => x - right[i]!)]);
    const middle = spectrumOf([left.map((x, i) => x + right[i]!)]);
    expect(10 * Math.log10(bandPower(side, 25, 100) / bandPower(middle, 25, 100))).toBeLessThan(-20);
  });

  it('tunes room and echoes to the tempo', async () => {
    const melody = [{ tick: 0, duration: 60, pitch: 84, velocity: 110 }];
    for (const bpm of [100, 160]) {
      const channel = await stemOf(
        'melody',
        { ...emptyScore({ bars: 2, bpm }), melody },
        'west-coast-bounce',
      );
      // Dotted eighths: the first echo comes three 16ths later.
      const echo = Math.round(3 * stepSamples({ bpm }));
      const before = rmsOf(channel, echo - 1_500, echo - 300);
      expect(rmsOf(channel, echo + 300, echo + 3_000)).toBeGreaterThan(1.5 * before);
    }
  });
});

function centsOff(hertz: number, pitch: number): number {
  return 1_200 * Math.log2(hertz / (440 * 2 ** ((pitch - 69) / 12)));
}
