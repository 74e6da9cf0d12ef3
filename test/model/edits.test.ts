import { describe, expect, it } from 'vitest';
import { createState } from '../../src/engine/index.ts';
import { createDecoder } from '../../src/model/net/decoder.ts';
import { continueScore, type Edit, rewriteBars, rewriteParts, vary } from '../../src/model/net/edits.ts';
import { initialParameters } from '../../src/model/net/initial.ts';
import { parametersOf } from '../../src/model/net/network.ts';
import type { TakePlan } from '../../src/model/net/plan.ts';
import { writeTakes } from '../../src/model/net/takes.ts';
import { barOf, checkScore, isInKey, PARTS, type Part, randomOf, type Score } from '../../src/music/index.ts';
import { GRID, song } from './songs.ts';
import { TINY } from './tiny.ts';

/** An untrained network writes wildly: what holds for its takes holds because it must. */
const network = createState(parametersOf(TINY), initialParameters(TINY, randomOf('wild')));
const decoder = await createDecoder(TINY, network, 4);
const languages = { trap: { minor: { share: 1, colours: [] } } } as never;
const original = song(GRID, 3);
const plan = {
  style: 'trap',
  bpm: 141.5,
  key: { tonic: 8, mode: 'minor' },
  mode: 'minor',
  temperature: 1,
  bars: 3,
  parts: PARTS,
  count: 2,
  candidates: 4,
} as const satisfies TakePlan;

async function edit(change: Edit, seed = 1): Promise<Score> {
  const whole = { ...plan, bpm: original.bpm, key: original.key, ...change };
  const [take] = await writeTakes({ languages }, decoder, whole, randomOf(seed));
  return take!.score;
}
const inBars = (score: Score, part: Part, bars: readonly number[]) =>
  score[part].filter(({ tick }) => bars.includes(barOf(tick)));

describe('takes', () => {
  it('are as many as asked for, in tempo, key, bars and parts, and the same for the same seed', async () => {
    const takes = await writeTakes(
      { languages },
      decoder,
      { ...plan, parts: ['drums', 'bass'] },
      randomOf(4),
    );
    expect(takes).toHaveLength(2);
    for (const { score } of takes) {
      checkScore(score);
      expect(score).toMatchObject({ bpm: 141.5, key: plan.key, bars: 3, chords: [], melody: [] });
      expect(score.bass.length).toBeGreaterThan(0);
      expect(score.bass.every(({ pitch }) => isInKey(pitch, plan.key) && pitch >= 23 && pitch <= 57)).toBe(
        true,
      );
    }
    expect(takes[0]!.score).not.toEqual(takes[1]!.score);
    const again = await writeTakes(
      { languages },
      decoder,
      { ...plan, parts: ['drums', 'bass'] },
      randomOf(4),
    );
    expect(again).toEqual(takes);
  });

  it('say in the mode that was asked for what they were thought in another', async () => {
    const key = { tonic: 8, mode: 'lydian' } as const;
    const [take] = await writeTakes({ languages }, decoder, { ...plan, key }, randomOf(4));
    const { bass, melody, chords } = take!.score;
    const pitches = [...bass, ...melody].map(({ pitch }) => pitch);
    expect(pitches.length).toBeGreaterThan(0);
    expect(chords.length).toBeGreaterThan(0);
    for (const pitch of [...pitches, ...chords.flatMap((chord) => chord.pitches)]) {
      expect(isInKey(pitch, key), String(pitch)).toBe(true);
    }
  });
});

describe('edits', () => {
  it('write one part and leave the others as they are, to the tick', async () => {
    const score = await edit(rewriteParts(original, ['bass']));
    for (const part of ['drums', 'chords', 'melody'] as const) expect(score[part]).toEqual(original[part]);
    expect(score.bass).not.toEqual(original.bass);
  });

  it('write some bars again and keep the rest', async () => {
    const score = await edit(rewriteBars(original, [1]));
    expect(inBars(score, 'drums', [0, 2, 3])).toEqual(inBars(original, 'drums', [0, 2, 3]));
    expect(inBars(score, 'drums', [1])).not.toEqual(inBars(original, 'drums', [1]));
    const onsets = (one: Score) => inBars(one, 'melody', [2, 3]).map(({ tick }) => tick);
    expect(onsets(score)).toEqual(onsets(original));
  });

  it('go on where a score ends', async () => {
    const score = await edit(continueScore(original, 2));
    expect(score.bars).toBe(6);
    expect(inBars(score, 'drums', [0, 1, 2, 3])).toEqual(original.drums);
    expect(inBars(score, 'drums', [4, 5]).length).toBeGreaterThan(0);
  });

  it('vary lightly or strongly', async () => {
    const changed = async (strength: 'light' | 'strong') => {
      let cells = 0;
      for (const seed of [1, 2, 3]) {
        const score = await edit(vary(original, strength, randomOf(seed)), seed);
        for (const part of PARTS) {
          for (const bar of [0, 1, 2, 3]) {
            const same =
              JSON.stringify(inBars(score, part, [bar])) === JSON.stringify(inBars(original, part, [bar]));
            if (!same) cells += 1;
          }
        }
      }
      return cells / 48;
    };
    const [light, strong] = [await changed('light'), await changed('strong')];
    expect(light).toBeGreaterThan(0);
    expect(light).toBeLessThan(0.35);
    expect(strong).toBeGreaterThan(light * 1.5);
  });

  it('say which bars and parts there are', () => {
    expect(() => rewriteParts(original, [])).toThrow(expect.objectContaining({ id: 'edit-parts' }));
    expect(() => rewriteBars(original, [4])).toThrow(expect.objectContaining({ id: 'edit-bars' }));
    expect(() => continueScore(original, 61)).toThrow(expect.objectContaining({ id: 'edit-too-long' }));
  });
});
