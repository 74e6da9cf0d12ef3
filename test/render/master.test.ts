/** How loud a beat is, by choice: quiet to record over, as streaming services play it, loud to send around. */
import { beforeAll, describe, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { MASTERS, type Master, type Score, type Sound } from '../../src/music/index.ts';
import { render, renderSong, renderTake } from '../../src/render/index.ts';
import { measureLoudness } from '../support/loudness.ts';
import { dbOf, distortionOf, peakOf, rmsOf, sameSamples } from './measure.ts';

const WANTED = {
  quiet: { lufs: -18, peak: -6 },
  streaming: { lufs: -14, peak: -1 },
  loud: { lufs: -9, peak: -1 },
  // Of nobody's tracks.
  own: { lufs: -14, peak: -1 },
} satisfies Record<Master, unknown>;

/**
 * Most that a loud master may have which no gain of 20 ms explains, in decibels under the master itself. Soft clipping in
 * the limiter's place is at −25 or worse, hard clipping at up to −21.
 */
const MOST_DISTORTION = -28;

/** Dense, dusty, round and sparse. */
describe.each(['trap', 'lo-fi', 'west-coast-bounce', 'boom-bap'] as const)('a master of %s', (style) => {
  const score: Score = grammarSong(style, 1, { bars: 4 });
  const sounds = new Map<Master, Sound>();
  beforeAll(async () => {
    for (const master of MASTERS) sounds.set(master, await render({ score, style, seed: 1, master }));
  });

  it('is as loud as was asked and under its ceiling, in ffmpeg’s measure', async () => {
    for (const master of MASTERS) {
      const { lufs, truePeak } = await measureLoudness(sounds.get(master)!);
      expect(Math.abs(lufs - WANTED[master].lufs), master).toBeLessThanOrEqual(0.5);
      expect(truePeak, master).toBeLessThanOrEqual(WANTED[master].peak);
    }
  });

  it('is streaming’s unless told', async () => {
    expect(sameSamples(await render({ score, style, seed: 1 }), sounds.get('streaming')!)).toBe(true);
  });

  it('that is loud is limited, not clipped', () => {
    const streaming = sounds.get('streaming')!;
    const loud = sounds.get('loud')!;
    expect(distortionOf(loud, streaming)).toBeLessThan(MOST_DISTORTION);
    const driven = streaming.channels.map((channel) => channel.map((x) => 0.9 * Math.tanh(x * 2.2)));
    expect(distortionOf({ ...streaming, channels: driven }, streaming)).toBeGreaterThan(MOST_DISTORTION);
    // Punch is left: a square wave has a crest of 0 dB, a sine of 3.
    const [left, right] = loud.channels as [Float32Array, Float32Array];
    const power = (rmsOf(left) ** 2 + rmsOf(right) ** 2) / 2;
    expect(dbOf(Math.max(peakOf(left), peakOf(right))) - 10 * Math.log10(power)).toBeGreaterThan(8);
    // And it goes round as the other does: what the seam steps by grows with the gain alone.
    const seam = (channel: Float32Array) => Math.abs(channel[0]! - channel.at(-1)!);
    expect(seam(left)).toBeLessThanOrEqual(seam(streaming.channels[0]!) * 10 ** (6 / 20) + 1e-3);
  });
});

it('a take’s stems and their mix are the same for every master, and its master and its song are as asked', async () => {
  const score = grammarSong('trap', 2, { bars: 2 });
  const request = { score, style: 'trap', seed: 2 } as const;
  const [loud, quiet] = await Promise.all(
    (['loud', 'quiet'] as const).map((master) => renderTake({ ...request, master })),
  );
  expect(sameSamples(loud!.mix, quiet!.mix)).toBe(true);
  for (const [i, { sound }] of loud!.stems.entries()) {
    expect(sameSamples(sound, quiet!.stems[i]!.sound)).toBe(true);
  }
  expect(sameSamples(loud!.master, await render({ ...request, master: 'loud' }))).toBe(true);
  const song = await renderSong({ ...request, master: 'loud' }, [{ kind: 'hook', bars: 4 }]);
  const { lufs, truePeak } = await measureLoudness(song.sound);
  expect(Math.abs(lufs + 9)).toBeLessThanOrEqual(0.5);
  expect(truePeak).toBeLessThanOrEqual(-1);
});
