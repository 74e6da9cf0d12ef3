import { beforeAll, describe, expect, it } from 'vitest';
import { type Score, type Sound, secondsOf } from '../../src/music/index.ts';
import { render } from '../../src/render/index.ts';
import { measureLoudness } from '../support/loudness.ts';
import { emptyScore, fullScore } from './scores.ts';

describe('render', () => {
  const score = fullScore();
  let sound: Sound;
  beforeAll(async () => {
    sound = await render({ score, style: 'trap', seed: 7 });
  });

  it('gives stereo of the loop’s length to the sample', async () => {
    expect(sound.sampleRate).toBe(44_100);
    expect(sound.channels.map((channel) => channel.length)).toEqual([302_400, 302_400]);
    for (const [bpm, bars] of [
      [93.37, 1],
      [211.11, 2],
    ] as const) {
      const other = await render({ score: fullScore({ bpm, bars }), style: 'trap', seed: 1 });
      expect(other.channels[0]!.length).toBe(Math.round(secondsOf({ bpm, bars }) * 44_100));
    }
  });

  it('is as loud as streaming plays it and never clips, in ffmpeg’s measure', async () => {
    const { lufs, truePeak } = await measureLoudness(sound);
    expect(Math.abs(lufs - -14)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('gives the same samples for the same request, whatever was rendered before, and others for another seed', async () => {
    const again = await render({ score, style: 'trap', seed: 7 });
    expect(again.channels.map((channel, c) => sameSamples(channel, sound.channels[c]!))).toEqual([
      true,
      true,
    ]);
    const other = await render({ score, style: 'trap', seed: 8 });
    expect(sameSamples(other.channels[0]!, sound.channels[0]!)).toBe(false);
  });

  it('is silent for a score without events, and sounds for each part alone', async () => {
    const silent = await render({ score: emptyScore(), style: 'trap', seed: 7 });
    expect(silent.channels.every((channel) => channel.every((x) => x === 0))).toBe(true);
    for (const part of ['drums', 'bass', 'chords', 'melody'] as const) {
      const alone: Score = { ...emptyScore({ bars: score.bars, bpm: score.bpm }), [part]: score[part] };
      const { channels } = await render({ score: alone, style: 'trap', seed: 7 });
      expect(
        channels.every((channel) => channel.every(Number.isFinite)),
        part,
      ).toBe(true);
      expect(energy(channels[0]!), part).toBeGreaterThan(0.01);
    }
  });
});

function sameSamples(a: Float32Array, b: Float32Array): boolean {
  return Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0;
}

function energy(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
}
