/** The Reese bass: in tune and steady below, moving above, and one loop. */
import { beforeAll, describe, expect, it } from 'vitest';
import { KITS, type Kit, renderTake } from '../../src/render/index.ts';
import { bandPower, correlationOf, dbOf, lowPassed, pitchBetween, rmsOf, spectrumOf } from './measure.ts';
import { emptyScore } from './scores.ts';

const RATE = 44_100;
/** Two bars of one note, F1, held all along, at 120 bpm: 4 s. */
const score = {
  ...emptyScore({ bars: 2 }),
  bass: [{ tick: 0, duration: 3_840, pitch: 29, velocity: 110 }],
};
const own = KITS['west-coast-bounce'];
const reese = own.bass.kind === 'reese' ? own.bass : expect.unreachable('no reese');
const kit: Kit = { ...own, bass: { ...reese, wave: 'saw', sway: 16 } };

async function bassOf(played: Kit): Promise<[Float32Array, Float32Array]> {
  const { stems } = await renderTake({ score, style: 'west-coast-bounce', seed: 1, kit: played });
  return stems[0]!.sound.channels as [Float32Array, Float32Array];
}

describe('a Reese bass', () => {
  let left: Float32Array;
  let right: Float32Array;
  beforeAll(async () => {
    [left, right] = await bassOf(kit);
  });
  const levels = (samples: Float32Array, from: number, to: number, window = RATE / 8) =>
    Array.from({ length: 16 }, (_, i) => {
      const start = Math.round(RATE + i * window);
      return 10 * Math.log10(bandPower(spectrumOf([samples.subarray(start, start + 8_192)]), from, to));
    });

  it('is in tune, and its fundamental neither beats nor leaves the middle', () => {
    const low = lowPassed(left, 60);
    const cents = 1_200 * Math.log2(pitchBetween(low, RATE, 3 * RATE) / (440 * 2 ** ((29 - 69) / 12)));
    expect(Math.abs(cents)).toBeLessThan(5);
    const steady = levels(left, 30, 60);
    expect(Math.max(...steady) - Math.min(...steady)).toBeLessThan(1.5);
    expect(correlationOf(lowPassed(left, 100), lowPassed(right, 100))).toBeGreaterThan(0.98);
  });

  it('moves above it: the waves beat, and the notches wander', async () => {
    const moving = levels(left, 200, 1_000);
    expect(Math.max(...moving) - Math.min(...moving)).toBeGreaterThan(4);
    // What lies under the notch at one time does not half a cycle later.
    const [still] = await bassOf({ ...kit, bass: { ...reese, wave: 'saw', octaves: 0 } });
    const dark = (samples: Float32Array, seconds: number) => {
      const at = Math.round(seconds * RATE);
      const spectrum = spectrumOf([samples.subarray(at, at + 16_384)], 16_384);
      return 10 * Math.log10(bandPower(spectrum, 500, 900) / bandPower(spectrum, 150, 300));
    };
    // A cycle is 2 s: highest after half a second, lowest after one and a half.
    const swing = (samples: Float32Array) => Math.abs(dark(samples, 0.35) - dark(samples, 1.35));
    expect(swing(left)).toBeGreaterThan(swing(still) + 2);
  });

  it('speaks on small speakers and goes round', () => {
    const spectrum = spectrumOf([left]);
    const share = 10 * Math.log10(bandPower(spectrum, 150, 1_500) / bandPower(spectrum, 30, 60));
    expect(share).toBeGreaterThan(-20);
    const seam = Math.abs(left[0]! - left.at(-1)!);
    expect(dbOf(seam / rmsOf(left))).toBeLessThan(0);
    expect(left.every(Number.isFinite)).toBe(true);
  });
});
