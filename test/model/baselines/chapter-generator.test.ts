import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile, valueAndGradients } from '../../../src/engine/index.ts';
import { chapterLoss } from '../../../src/model/baselines/chapter/chapter.ts';
import { chapterGenerator } from '../../../src/model/index.ts';
import { checkScore, randomOf, type Score, STEPS_PER_BAR } from '../../../src/music/index.ts';
import { LATE, song, songs } from '../songs.ts';

const generator = await chapterGenerator('boom-bap', {
  epochs: 10,
  songs: { train: songs(LATE, 3), validation: songs(LATE, 1, 50) },
});
const request = { style: 'boom-bap', bpm: 91.5, key: { tonic: 9, mode: 'dorian' }, bars: 3 } as const;

describe("the book's custom loss", () => {
  it('has, through a layer of sigmoid units, the gradient of its finite differences', async () => {
    const random = randomOf(4);
    const draw = (size: number) => Float32Array.from({ length: size }, () => random.next());
    const activation = Float32Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const given = { noise: draw(6), label: draw(12), activation };
    const program = await compile(
      ({ weights, noise, label, activation }) => {
        const loss = ({ w }: { w: tf.Tensor }) =>
          chapterLoss(tf.sigmoid(tf.matMul(noise, w)), label, activation);
        const { value, gradients } = valueAndGradients(loss, { w: weights });
        return { loss: value, gradient: gradients.w };
      },
      {
        inputs: {
          weights: { shape: [2, 4] },
          noise: { shape: [3, 2] },
          label: { shape: [3, 4] },
          activation: { shape: [3, 4] },
        },
      },
    );
    const weights = draw(8);
    const at = async (w: Float32Array) => (await program.run({ ...given, weights: w })).loss.data[0]!;
    const { gradient } = await program.run({ ...given, weights });
    const small = 0.01;
    for (const [i, weight] of weights.entries()) {
      const above = await at(weights.with(i, weight + small));
      const below = await at(weights.with(i, weight - small));
      expect(gradient.data[i]).toBeCloseTo((above - below) / (2 * small), 3);
    }
    await program.release();
  });
});

describe("the book's generator among the others", () => {
  it('answers a request in tempo, key, bars and parts, but has no drums', async () => {
    const score = checkScore(await generator.sample(request, randomOf(1)));
    expect(score).toMatchObject({ bpm: 91.5, key: request.key, bars: 3, drums: [] });
    expect(score.bass.length + score.chords.length + score.melody.length).toBeGreaterThan(0);
    expect(await generator.sample(request, randomOf(1))).toEqual(score);
    const part = await generator.sample({ ...request, parts: ['drums', 'bass'] }, randomOf(1));
    expect(part).toEqual({ ...score, chords: [], melody: [] });
    await expect(generator.sample({ ...request, parts: ['drums'] }, randomOf(1))).rejects.toMatchObject({
      id: 'chapter-parts',
    });
    await expect(generator.sample({ ...request, bars: 0 }, randomOf(1))).rejects.toMatchObject({
      id: 'request-bars',
    });
  });

  it('moves what it writes with the key', async () => {
    const inA = await generator.sample(request, randomOf(2));
    const inC = await generator.sample({ ...request, key: { tonic: 0, mode: 'dorian' } }, randomOf(2));
    // A is three semitones below C by the shorter way.
    expect(inA.bass.map(({ pitch }) => pitch + 3)).toEqual(inC.bass.map(({ pitch }) => pitch));
  });

  it('tells pitches, and of all else nothing: there every choice costs what a die does', () => {
    const bar: Score = { ...song(LATE, 5, 1), bass: [], chords: [], melody: [] };
    const hats: Score = { ...bar, drums: [{ drum: 'closedHat', tick: 0, velocity: 80 }] };
    // No drum in 15 of 16 steps and at the end of the other, among 13; and one hit: which of 13, 8 velocities, 24
    // offsets. After closedHat (the fifth of twelve, with room for itself) 8 drums or none remain.
    const nothing = 15 * Math.log2(13) + Math.log2(9);
    const hit = Math.log2(13) + Math.log2(8) + Math.log2(24);
    const { total, parts } = generator.bitsPerStep([hats]);
    expect(parts.drums).toBeCloseTo((nothing + hit) / STEPS_PER_BAR, 9);
    expect(total).toBe(parts.drums);
    // A note that it has heard all along costs less than one that it never heard.
    const tune = (pitch: number): Score => ({
      ...bar,
      key: { tonic: 0, mode: 'minor' },
      drums: [],
      bass: [{ tick: 0, duration: 480, pitch, velocity: 100 }],
    });
    const costs = Array.from({ length: 48 }, (_, i) => generator.bitsPerStep([tune(16 + i)]).parts.bass);
    expect(Math.max(...costs) - Math.min(...costs)).toBeGreaterThan(5 / STEPS_PER_BAR);
    // Over all pitches the probabilities of the note sum to one.
    const rest = 16 + 1 + Math.log2(42) + Math.log2(8) + Math.log2(24) + Math.log2(49);
    const sum = costs.reduce((all, cost) => all + 2 ** -(cost * STEPS_PER_BAR - rest), 0);
    expect(sum).toBeCloseTo(1, 6);
  });

  it('says that it needs songs', async () => {
    await expect(chapterGenerator('trap', { songs: { train: [], validation: [] } })).rejects.toMatchObject({
      id: 'chapter-nothing',
    });
  });
});
