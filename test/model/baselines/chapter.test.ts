import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { rollsOf } from '../../../src/corpus/index.ts';
import { compile } from '../../../src/engine/index.ts';
import { chapterLoss, trainChapter } from '../../../src/model/baselines/chapter/chapter.ts';
import { checkScore, randomOf, writeMidi } from '../../../src/music/index.ts';
import { GRID, songs } from '../songs.ts';

describe("the book's generator", () => {
  it('has the loss and the gradient of its formula', async () => {
    const output = [0.2, 0.9, 0.5, 0.1];
    const label = [0, 1, 1, 0];
    const activation = [0, 1, 1, 0];
    const spec = { shape: [2, 2] } as const;
    const program = await compile(
      (given) => {
        const both = tf.valueAndGrads((o) => chapterLoss(o!, given.label, given.activation));
        const { value, grads } = both([given.output]);
        return { loss: value, gradient: grads[0]! };
      },
      { inputs: { output: spec, label: spec, activation: spec } },
    );
    const { loss, gradient } = await program.run({ output, label, activation });
    // Mean of 0.04, 0.01, 0.25, 0.01, plus 0.01 + 0.25 for the keys that sound.
    expect(loss.data[0]).toBeCloseTo(0.31 / 4 + 0.26, 6);
    output.forEach((o, i) => {
      const error = o - label[i]!;
      expect(gradient.data[i]).toBeCloseTo((2 * error) / 4 + 2 * activation[i]! ** 2 * error, 6);
    });
    await program.release();
  });

  it('learns from rolls, says so every tenth epoch, and writes a score that is MIDI', async () => {
    const lines: string[] = [];
    const chapter = await trainChapter(rollsOf(songs(GRID, 2)), rollsOf(songs(GRID, 1, 50)), {
      seed: 1,
      epochs: 20,
      loss: 'weighted',
      log: (line) => lines.push(line),
    });
    expect(lines).toHaveLength(2);
    expect(chapter.history.train.at(-1)).toBeLessThan(chapter.history.train[0]! * 0.9);
    const frame = { bpm: 120, key: { tonic: 2, mode: 'minor' }, bars: 2 } as const;
    const score = checkScore(await chapter.sample(frame, randomOf(3)));
    expect(score).toMatchObject(frame);
    expect(score.melody.length).toBeGreaterThan(0);
    expect(await chapter.sample(frame, randomOf(3))).toEqual(score);
    expect(Buffer.from(writeMidi(score)).subarray(0, 4).toString()).toBe('MThd');
    await chapter.release();
  });
});
