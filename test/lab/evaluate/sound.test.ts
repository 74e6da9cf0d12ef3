/** The measures of `evaluate sound`, on sounds of which the answer is known. */
import { describe, expect, it } from 'vitest';
import { shaped } from '../../../lab/evaluate/sound/filters.ts';
import { spectrumDistance, strokeDistance, thirdsOf } from '../../../lab/evaluate/sound/measures.ts';
import { excerptsOf, recogniserOf } from '../../../lab/evaluate/sound/recogniser.ts';
import { randomOf, type Sound } from '../../../src/music/index.ts';

const RATE = 44_100;

/** Noise that pulses, under a curve. */
function pulses(seed: string, rate: number, tilt: number): Sound {
  const random = randomOf(seed);
  const samples = Float32Array.from(
    { length: 9 * RATE },
    (_, i) => random.normal() * Math.exp(-8 * ((i / RATE) % rate)),
  );
  const side = shaped(samples, [
    [100, 0],
    [10_000, tilt],
  ]);
  return { sampleRate: RATE, channels: [side, side] };
}

describe('the recogniser of sounds', () => {
  const kinds = { slow: [0.5, 0], fast: [0.2, 0], dull: [0.5, -20] } as const;
  const pieces = Object.entries(kinds).flatMap(([of, [rate, tilt]]) =>
    [0, 1].map((n) => ({ of, excerpts: excerptsOf(pulses(`${of} ${n}`, rate, tilt)) })),
  );
  const recogniser = recogniserOf(pieces);

  it.each(Object.entries(kinds))(
    'knows a sound that it has not heard, at any level: %s',
    (of, [rate, tilt]) => {
      const { channels } = pulses(`${of} unheard`, rate, tilt);
      const quiet = { sampleRate: RATE, channels: channels.map((channel) => channel.map((x) => x / 8)) };
      expect(recogniser.nearest(excerptsOf(quiet))).toBe(of);
    },
  );
});

it('spectra and strokes lie apart as far as they differ, whatever their level', () => {
  const [plain, dull] = [pulses('a', 0.5, 0), pulses('a', 0.5, -20)];
  const quiet = { ...plain, channels: plain.channels.map((channel) => channel.map((x) => x / 8)) };
  expect(spectrumDistance(thirdsOf(plain), thirdsOf(quiet))).toBeLessThan(0.1);
  expect(spectrumDistance(thirdsOf(plain), thirdsOf(dull))).toBeGreaterThan(3);
  expect(strokeDistance(plain.channels[0]!, quiet.channels[0]!)).toBeLessThan(0.1);
  expect(strokeDistance(plain.channels[0]!, dull.channels[0]!)).toBeGreaterThan(3);
});
