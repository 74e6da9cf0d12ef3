/** What a step keeps of a hand: ours, always, and those of the Groove MIDI Dataset where it is. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DATA_FOLDER, readGroove } from '../../src/corpus/index.ts';
import { velocityBin } from '../../src/model/core/bins.ts';
import { scoreOf, stepsOf } from '../../src/model/core/steps.ts';
import { type Hit, median, millisecondsOf, readMidi, type Score, ticksOf } from '../../src/music/index.ts';
import { drummer } from '../support/drummer.ts';

it('keeps when and how hard a drummer plays', () => {
  const scores = Array.from({ length: 12 }, (_, i) => readMidi(drummer(i).bytes).loops).flat();
  expectKept(scores, 2000);
});

it('keeps when and how hard the drummers of Groove play', async (ctx) => {
  if (!existsSync(`${DATA_FOLDER}/groove/info.csv`)) return ctx.skip(`no Groove data in ${DATA_FOLDER}`);
  const { train } = await readGroove();
  expectKept(
    train.map(({ score }) => score),
    10_000,
  );
});

/** @param least hits that there must be to say anything */
function expectKept(scores: readonly Score[], least: number): void {
  const errors: number[] = [];
  let hits = 0;
  let wrongBins = 0;
  for (const score of scores) {
    const copy = scoreOf(stepsOf(score), score);
    hits += score.drums.length;
    for (const hit of score.drums) {
      const twin = nearest(copy, hit);
      const ticks = twin ? distance(twin, hit, score) : Number.POSITIVE_INFINITY;
      // A flam closer than a bin melts into one hit, and a buzz of more than four into four: counted as lost.
      if (!twin || ticks > 6) continue;
      errors.push(millisecondsOf(ticks, score.bpm));
      if (Math.abs(velocityBin(twin.velocity) - velocityBin(hit.velocity)) > 1) wrongBins += 1;
    }
  }
  expect(hits).toBeGreaterThan(least);
  expect(errors.length / hits).toBeGreaterThan(0.98);
  expect(median(errors)).toBeLessThan(3);
  expect(wrongBins / hits).toBeLessThan(0.005);
}

/** The hit of the same drum that is nearest in time, around the loop. */
function nearest(score: Score, hit: Hit): Hit | undefined {
  let best: Hit | undefined;
  for (const other of score.drums) {
    if (other.drum !== hit.drum) continue;
    if (!best || distance(other, hit, score) < distance(best, hit, score)) best = other;
  }
  return best;
}

function distance(a: Hit, b: Hit, score: Score): number {
  const apart = Math.abs(a.tick - b.tick);
  return Math.min(apart, ticksOf(score) - apart);
}
