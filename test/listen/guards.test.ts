import { describe, expect, it } from 'vitest';
import { syntheticVoice } from '../../lab/evaluate/drums/voice.ts';
import { fluxDrums, hear, LISTEN_RATE } from '../../src/listen/index.ts';
import { randomOf, type Sound } from '../../src/music/index.ts';
import { played, strikes, told } from './played.ts';

const sine = (hertz: number, t: number) => Math.sin(2 * Math.PI * hertz * t);

function sound(seconds: number, value: (t: number, i: number) => number): Sound {
  const samples = Float32Array.from({ length: seconds * LISTEN_RATE }, (_, i) => value(i / LISTEN_RATE, i));
  return { sampleRate: LISTEN_RATE, channels: [samples] };
}

const noise = () => {
  const random = randomOf('noise');
  return sound(12, () => 0.2 * random.normal());
};
const voice = (): Sound => {
  const samples = syntheticVoice(20 * LISTEN_RATE, LISTEN_RATE, randomOf('voice'));
  return { sampleRate: LISTEN_RATE, channels: [samples] };
};

describe('what is no music', () => {
  it.each([
    ['silence', 'listen-silence', () => sound(10, () => 0)],
    ['a moment', 'listen-too-short', () => sound(3, (t) => 0.3 * sine(220, t))],
    ['noise', 'listen-noise', noise],
    [
      'a metronome',
      'listen-metronome',
      () => sound(20, (t) => 0.5 * sine(1000, t) * Math.exp(-80 * (t % 0.5))),
    ],
    ['a voice alone', 'listen-speech', voice],
    ['a tone', 'listen-no-beat', () => sound(12, (t) => 0.3 * sine(220, t))],
  ] as const)('%s is refused, and the sentence says why', async (_, id, make) => {
    const hearing = hear(make(), { drums: fluxDrums });
    await expect(hearing).rejects.toMatchObject({ id, message: expect.stringMatching(/^[A-Z].{20,}\.$/) });
  });

  it('a metronome is told by its tempo', async () => {
    const clicks = sound(20, (t) => 0.5 * sine(1500, t) * Math.exp(-80 * (t % 0.4)));
    await expect(hear(clicks, { drums: fluxDrums })).rejects.toThrow(/150 clicks a minute/);
  });
});

describe('what is hard to hear', () => {
  const steps = { kick: [0, 7, 10], snare: [4, 12], closedHat: [0, 2, 4, 6, 8, 10, 12, 14] } as const;
  const hits = strikes({ bpm: 96, bars: 8, steps });

  it('a clip of 20 seconds is heard, with a word of warning', async () => {
    const { bpm, warnings } = await hear(played(hits, 20), { drums: told(hits) });
    expect(bpm).toBeCloseTo(96, 1);
    expect(warnings).toEqual([expect.stringContaining('20 seconds')]);
  });

  it('telephone quality is heard without its hats, and that is said', async () => {
    const dull = played(
      hits.filter(({ voice }) => voice !== 'closedHat'),
      20,
    );
    const samples = dull.channels[0]!;
    // Twice a low pass of 200 Hz: nothing is left where hats live.
    for (let pass = 0; pass < 4; pass++) {
      let held = 0;
      for (let i = 0; i < samples.length; i++) samples[i] = held += 0.03 * (samples[i]! - held);
    }
    const hearing = await hear(dull, { drums: told(hits) });
    expect(hearing.warnings).toContainEqual(expect.stringContaining('hi-hats'));
    expect(new Set(hearing.drums.map(({ voice }) => voice))).toEqual(new Set(['kick', 'snare']));
  });
});
