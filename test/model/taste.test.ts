import { describe, expect, it } from 'vitest';
import { createState } from '../../src/engine/index.ts';
import { createDecoder } from '../../src/model/net/decoder.ts';
import { initialParameters } from '../../src/model/net/initial.ts';
import { parametersOf } from '../../src/model/net/network.ts';
import type { TakePlan } from '../../src/model/net/plan.ts';
import { SKETCHES, writeCandidates, writeTakes } from '../../src/model/net/takes.ts';
import { checkScore, PARTS, randomOf, type Score } from '../../src/music/index.ts';
import { TASTE_FEATURES, type Taste, type TasteFeature, traitsOf } from '../../src/taste/index.ts';
import { TINY } from './tiny.ts';

/** An untrained network writes wildly: there is much to choose from. */
const network = createState(parametersOf(TINY), initialParameters(TINY, randomOf('wild')));
const decoder = await createDecoder(TINY, network, SKETCHES.goOn);
const languages = { trap: { minor: { share: 1, colours: [] } } } as never;
const plan = {
  style: 'trap',
  bpm: 140,
  key: { tonic: 5, mode: 'minor' },
  mode: 'minor',
  temperature: 1,
  bars: 2,
  parts: PARTS,
  count: 4,
  candidates: 8,
} as const satisfies TakePlan;

const at = (feature: TasteFeature) => TASTE_FEATURES.indexOf(feature);
const likes = (feature: TasteFeature, weight: number): Taste => {
  const weights = TASTE_FEATURES.map((each) => (each === feature ? weight : 0));
  return { votes: 20, ears: [{ share: 1, weights }], guess: weights };
};
const written = async (taste: Taste | undefined, seed: number): Promise<Score[]> => {
  const takes = await writeTakes(
    { languages },
    decoder,
    { ...plan, ...(taste && { taste }) },
    randomOf(seed),
  );
  return takes.map(({ score }) => score);
};
const meanOf = (scores: readonly Score[], feature: TasteFeature) =>
  scores.reduce((sum, score) => sum + traitsOf(score)[at(feature)]!, 0) / scores.length;

describe('takes by taste', () => {
  it('are four, right in every way, the same again for the same seed and taste, and others without', async () => {
    const taste = likes('hats', 1);
    const takes = await written(taste, 3);
    expect(takes).toHaveLength(4);
    for (const score of takes) expect(checkScore(score)).toMatchObject({ bpm: 140, bars: 2, key: plan.key });
    expect(await written(taste, 3)).toEqual(takes);
    expect(await written(undefined, 3)).not.toEqual(takes);
  });

  it('have more of what is liked, and less of what is not', async () => {
    const more = [...(await written(likes('hats', 3), 1)), ...(await written(likes('hats', 3), 2))];
    const less = [...(await written(likes('hats', -3), 1)), ...(await written(likes('hats', -3), 2))];
    expect(meanOf(more, 'hats')).toBeGreaterThan(meanOf(less, 'hats') + 0.5);
  });

  it('go on as their sketches began', async () => {
    const asked = { ...plan, taste: likes('hats', 1) };
    const drafts = await writeCandidates({ languages }, decoder, asked, randomOf(5));
    expect(drafts).toHaveLength(SKETCHES.goOn);
    const begun = await writeCandidates(
      { languages },
      decoder,
      { ...plan, candidates: SKETCHES.begun },
      randomOf(5),
    );
    const first = (steps: (typeof drafts)[number]['steps']) => JSON.stringify(steps.steps.slice(0, 16));
    const sketches = new Set(begun.map(({ steps }) => first(steps)));
    for (const { steps } of drafts) expect(sketches).toContain(first(steps));
  });

  it('are chosen among whole ones where enough are written anyway', async () => {
    const asked = { ...plan, taste: likes('hats', 1), candidates: SKETCHES.enough };
    expect(await writeCandidates({ languages }, decoder, asked, randomOf(5))).toHaveLength(SKETCHES.enough);
  });
});
