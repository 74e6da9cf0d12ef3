import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grammarSong, probeArtists } from '../../src/corpus/index.ts';
import { compile, valueAndGradients } from '../../src/engine/index.ts';
import { plainSheet } from '../../src/model/artist/examples.ts';
import { styleWeightedLoss } from '../../src/model/artist/loss.ts';
import {
  characteristic,
  consistency,
  shuffledMask,
  styleMask,
  uniformMask,
} from '../../src/model/artist/mask.ts';
import { chapterLoss } from '../../src/model/baselines/chapter/chapter.ts';
import {
  DRUMS,
  randomOf,
  type Score,
  STEPS_PER_BAR,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from '../../src/music/index.ts';

const SHAPE = [2, 3] as const;
const program = await compile(
  ({ normal, output, label, mask, felt, feltLabel, feltMask, strength }) => ({
    value: styleWeightedLoss(
      normal as tf.Scalar,
      [
        { output, label, mask },
        { output: felt, label: feltLabel, mask: feltMask },
      ],
      strength,
    ),
  }),
  {
    inputs: {
      normal: { shape: [] },
      output: { shape: SHAPE },
      label: { shape: SHAPE },
      mask: { shape: SHAPE },
      felt: { shape: [2] },
      feltLabel: { shape: [2] },
      feltMask: { shape: [2] },
      strength: { shape: [] },
    },
  },
);
const NOTHING = { felt: [0, 0], feltLabel: [0, 0], feltMask: [0, 0] };
const lossOf = async (feeds: Parameters<typeof program.run>[0]) => (await program.run(feeds)).value.data[0]!;

describe('the style-weighted loss', () => {
  it('is the normal loss and λ times the masked mean of the squared errors', async () => {
    // Errors: −0.5, 0.25 and 0.1 are marked with 1, 0.5 and 1; felt: 0.2 marked with 0.5.
    const value = await lossOf({
      normal: 2,
      output: [0.5, 0.25, 0.9, 0.1, 0.3, 0.6],
      label: [1, 0, 0, 0, 0, 1],
      mask: [1, 0.5, 0, 1, 0, 0],
      felt: [0.7, 0.4],
      feltLabel: [0.5, 9],
      feltMask: [0.5, 0],
      strength: 10,
    });
    const errors = 1 * 0.25 + 0.5 * 0.0625 + 1 * 0.01 + 0.5 * 0.04;
    expect(value).toBeCloseTo(2 + (10 * errors) / 3, 5);
  });

  it('is the normal loss where λ is 0 or nothing is marked', async () => {
    const some = { normal: 3, output: [1, 0, 0, 1, 0, 0], label: [0, 1, 0, 0, 1, 0], ...NOTHING };
    expect(await lossOf({ ...some, mask: [1, 1, 1, 1, 1, 1], strength: 0 })).toBeCloseTo(3, 6);
    expect(await lossOf({ ...some, mask: [0, 0, 0, 0, 0, 0], strength: 50 })).toBeCloseTo(3, 6);
  });

  it("is the book's loss where the mask is its activation and λ the mask's sum", async () => {
    const book = await compile(
      ({ output, label, activation }) => ({
        loss: chapterLoss(output, label, activation),
        mse: tf.mean(tf.squaredDifference(output, label)),
      }),
      { inputs: { output: { shape: SHAPE }, label: { shape: SHAPE }, activation: { shape: SHAPE } } },
    );
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const six = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(six(share), six(share), six(fc.constantFrom(0, 1)), async (output, label, mask) => {
        const { loss, mse } = await book.run({ output, label, activation: mask });
        const strength = mask.reduce((sum: number, one) => sum + one, 0);
        const own = await lossOf({ normal: mse.data[0]!, output, label, mask, ...NOTHING, strength });
        expect(own).toBeCloseTo(loss.data[0]!, 4);
      }),
      { numRuns: 30 },
    );
    await book.release();
  });

  it('has the gradients that finite differences show', async () => {
    const both = await compile(
      ({ logits, label, mask }) => {
        const loss = ({ logits: own }: { logits: tf.Tensor }) =>
          styleWeightedLoss(
            tf.neg(tf.sum(tf.mul(label, tf.logSoftmax(own)))) as tf.Scalar,
            [{ output: tf.softmax(own), label, mask }],
            7,
          );
        const { value, gradients } = valueAndGradients(loss, { logits });
        return { value, gradient: gradients.logits };
      },
      { inputs: { logits: { shape: SHAPE }, label: { shape: SHAPE }, mask: { shape: SHAPE } } },
    );
    const given = { label: [0, 1, 0, 1, 0, 0], mask: [0.2, 1, 0, 0.7, 0.1, 0.4] };
    const logits = [0.3, -0.2, 0.9, -1.1, 0.4, 0.05];
    const { gradient } = await both.run({ ...given, logits });
    for (const i of logits.keys()) {
      const at = async (by: number) => {
        const moved = logits.map((value, j) => value + (i === j ? by : 0));
        return (await both.run({ ...given, logits: moved })).value.data[0]!;
      };
      const slope = ((await at(0.02)) - (await at(-0.02))) / 0.04;
      expect(gradient.data[i]!).toBeCloseTo(slope, 3);
    }
    await both.release();
  });
});

describe('what is characteristic', () => {
  it('is the clipped logarithm of the ratio, shrunk by counts', () => {
    // 20 of 28 believed; ln(20.5 / 10.5) / ln 4.
    expect(characteristic(20, 10)).toBeCloseTo((20 / 28) * (Math.log(20.5 / 10.5) / Math.log(4)), 9);
    expect(characteristic(1, 0)).toBeCloseTo((1 / 9) * (Math.log(3) / Math.log(4)), 9);
    expect(characteristic(10_000, 1)).toBe(1);
  });

  it('is nothing that the base expects as often, or more', () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, fc.double({ min: 0, max: 500, noNaN: true }), (seen, expected) => {
        const weight = characteristic(seen, expected);
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        if (seen <= expected) expect(weight).toBe(0);
        // More of it is never less characteristic.
        expect(characteristic(seen + 1, expected)).toBeGreaterThanOrEqual(weight);
      }),
    );
  });
});

describe('the mask of an artist', () => {
  const [artist] = probeArtists(1);
  const sheets = (scores: readonly Score[]) => scores.map((score) => plainSheet({ score }, artist!.style));
  const songs = [0, 1, 2, 3].map((i) => artist!.song(i));
  const style = sheets(Array.from({ length: 12 }, (_, i) => grammarSong(artist!.style, i)));
  const ms = 60_000 / 90 / 480;
  const total = (weights: Float32Array) => weights.reduce((sum, weight) => sum + weight, 0);

  it('marks nothing of music that is the style itself', () => {
    const mask = styleMask([style], style, ms);
    for (const weights of Object.values(mask)) expect(total(weights)).toBe(0);
  });

  it('marks a habit that all references have, and not what one of them has alone', () => {
    const tom = (score: Score): Score => ({
      ...score,
      drums: Array.from({ length: score.bars }, (_, bar) => ({
        drum: 'lowTom' as const,
        tick: bar * TICKS_PER_BAR + 7 * TICKS_PER_STEP,
        velocity: 100,
      })),
    });
    const place = DRUMS.indexOf('lowTom') * STEPS_PER_BAR + 7;
    const all = styleMask(
      songs.map((song) => sheets([tom(song)])),
      style,
      ms,
    );
    const alone = styleMask(
      songs.map((song, i) => sheets([i === 0 ? tom(song) : { ...song, drums: [] }])),
      style,
      ms,
    );
    expect(all.events[place]).toBeGreaterThan(0.5);
    expect(alone.events[place]).toBe(0);
    expect([consistency(4, 4), consistency(3, 4), consistency(2, 4), consistency(0, 4)]).toEqual([
      1, 0.5, 0, 0,
    ]);
  });

  it('shuffled it has the same weights in other places; uniform it marks everything alike', () => {
    const mask = styleMask(
      songs.map((song) => sheets([song])),
      style,
      ms,
    );
    const shuffled = shuffledMask(mask, randomOf('shuffle'));
    for (const name of ['events', 'words', 'hitVelocity', 'hitOffset', 'felt'] as const) {
      expect([...shuffled[name]].sort()).toEqual([...mask[name]].sort());
      expect(Math.max(...mask[name])).toBeLessThanOrEqual(1);
    }
    expect(shuffled.events).not.toEqual(mask.events);
    const uniform = uniformMask(mask);
    expect(new Set(uniform.events)).toEqual(new Set([1]));
  });
});
