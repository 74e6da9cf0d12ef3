import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOf, type Score } from '../../src/music/index.ts';
import {
  beliefOf,
  LEAST_VOTES,
  leaningsOf,
  pickByTaste,
  TASTE_FEATURES,
  type TasteFeature,
  tasteOf,
  tasteSchema,
  traitsOf,
  type Vote,
} from '../../src/taste/index.ts';
import { anyScore } from '../music/arbitrary.ts';

const at = (feature: TasteFeature) => TASTE_FEATURES.indexOf(feature);
const random = randomOf('taste');
const candidate = () => TASTE_FEATURES.map(() => Math.max(-3, Math.min(3, random.normal())));
const shown = () => Array.from({ length: 4 }, candidate);
const NOTHING = { server: [], everybody: [] };

/** Votes of somebody who always takes what has most of something, or least. */
function votesFor(memberId: string, count: number, liking: Partial<Record<TasteFeature, number>>): Vote[] {
  return Array.from({ length: count }, () => {
    const takes = shown();
    const like = takes.map((traits) =>
      Object.entries(liking).reduce(
        (sum, [feature, weight]) => sum + weight * traits[at(feature as TasteFeature)]!,
        0,
      ),
    );
    return { memberId, shown: takes, chosen: like.indexOf(Math.max(...like)) };
  });
}

const LOOP: Score = {
  bpm: 90,
  key: { tonic: 0, mode: 'minor' },
  bars: 2,
  drums: Array.from({ length: 16 }, (_, i) => ({ tick: 240 * i, drum: 'closedHat' as const, velocity: 90 })),
  bass: [{ tick: 0, duration: 960, pitch: 36, velocity: 100 }],
  chords: [{ tick: 0, duration: 1920, pitches: [60, 63, 67], velocity: 80 }],
  melody: [{ tick: 0, duration: 480, pitch: 72, velocity: 90 }],
};

describe('the traits of a take', () => {
  const rises = (feature: TasteFeature, more: Partial<Score>, than: Score = LOOP) =>
    expect(traitsOf({ ...than, ...more })[at(feature)]).toBeGreaterThan(traitsOf(than)[at(feature)]!);

  it('are what a producer would name', () => {
    rises('hats', {
      drums: [...LOOP.drums, ...LOOP.drums.map((hit) => ({ ...hit, tick: hit.tick + 120 }))].sort(
        (a, b) => a.tick - b.tick,
      ),
    });
    rises('melodyRegister', { melody: [{ tick: 0, duration: 480, pitch: 84, velocity: 90 }] });
    rises('melodyShare', { melody: [{ tick: 0, duration: 1920, pitch: 72, velocity: 90 }] });
    rises('glides', {
      bass: [{ ...LOOP.bass[0]!, glide: { pitch: 48, offset: 240, duration: 120 } }],
    });
    rises('richness', { chords: [{ tick: 0, duration: 1920, pitches: [60, 63, 67, 70, 74], velocity: 80 }] });
    const major = { ...LOOP, chords: [{ tick: 0, duration: 1920, pitches: [60, 64, 67], velocity: 80 }] };
    rises('darkness', { chords: LOOP.chords }, major);
  });

  it('are numbers between −12 and 12 for every score there can be', () => {
    fc.assert(
      fc.property(anyScore(), fc.option(fc.double({ noNaN: true }), { nil: undefined }), (score, bits) => {
        const traits = traitsOf(score, bits);
        expect(traits).toHaveLength(TASTE_FEATURES.length);
        for (const trait of traits) expect(Math.abs(trait)).toBeLessThanOrEqual(12);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what votes teach', () => {
  it('is nothing below ten votes, and in words what the voter went by from there on', () => {
    const votes = votesFor('ann', 30, { swing: 1.5, hats: -1.5 });
    expect(tasteOf({ artist: votes.slice(0, LEAST_VOTES - 1), ...NOTHING }, 1)).toBeUndefined();
    expect(tasteOf({ artist: votes.slice(0, LEAST_VOTES), ...NOTHING }, 1)).toBeDefined();
    const leanings = leaningsOf(beliefOf({ artist: votes, ...NOTHING }));
    expect(leanings.slice(0, 2).map(({ feature, isMore }) => [feature, isMore])).toEqual(
      expect.arrayContaining([
        ['swing', true],
        ['hats', false],
      ]),
    );
    expect(leanings[0]!.sure).toBeGreaterThan(0.97);
    for (const { sure, from, to, worth } of leanings) {
      expect(sure).toBeGreaterThanOrEqual(0.5);
      expect(from).toBeLessThan(worth);
      expect(to).toBeGreaterThan(worth);
    }
  });

  it('does not depend on the order of votes, and is the same again for the same seed', () => {
    const votes = votesFor('ann', 16, { glides: 2 });
    const once = tasteOf({ artist: votes, ...NOTHING }, 7)!;
    expect(tasteOf({ artist: votes, ...NOTHING }, 7)).toEqual(once);
    expect(tasteOf({ artist: votes, ...NOTHING }, 8)!.guess).not.toEqual(once.guess);
    const back = tasteOf({ artist: votes.toReversed(), ...NOTHING }, 7)!;
    for (const [i, weight] of once.ears[0]!.weights.entries()) {
      expect(back.ears[0]!.weights[i]).toBeCloseTo(weight, 2);
    }
    expect(tasteSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it('starts from what the server likes, where the artist’s own votes say little', () => {
    const artist = votesFor('ann', 10, {});
    const server = votesFor('bob', 60, { darkness: 2 });
    const weight = (ballot: Parameters<typeof tasteOf>[0]) =>
      tasteOf(ballot, 1)!.ears[0]!.weights[at('darkness')]!;
    expect(weight({ artist, server, everybody: [] })).toBeGreaterThan(weight({ artist, ...NOTHING }) + 0.05);
  });

  it('hears two camps apart, and each finds a take that it likes', () => {
    const votes = [...votesFor('ann', 40, { melodyShare: 2 }), ...votesFor('bob', 40, { melodyShare: -2 })];
    const taste = tasteOf({ artist: votes, ...NOTHING }, 3)!;
    expect(taste.ears).toHaveLength(2);
    const sets = Array.from({ length: 200 }, () => {
      const candidates = Array.from({ length: 16 }, () => ({ against: 0, traits: candidate() }));
      const picked = pickByTaste(candidates, taste, { count: 4, explorers: 1, variety: 0, alike: () => 0 });
      const shares = candidates.map(({ traits }) => traits[at('melodyShare')]!);
      const sorted = shares.toSorted((a, b) => a - b);
      const [low, high] = [sorted[5]!, sorted[10]!];
      return picked.some((i) => shares[i]! >= high) && picked.some((i) => shares[i]! <= low);
    });
    // By chance it would be 0.66.
    expect(sets.filter(Boolean).length / sets.length).toBeGreaterThan(0.8);
  });
});

describe('picking', () => {
  const taste = {
    ears: [{ share: 1, weights: TASTE_FEATURES.map(() => 0) }],
    guess: TASTE_FEATURES.map(() => 0),
  };
  const plain = { traits: TASTE_FEATURES.map(() => 0) };
  it('goes by what there is to say against a take where nothing is liked, and takes nothing twice', () => {
    const candidates = [3, 0, 2, 1].map((against) => ({ ...plain, against }));
    const picked = pickByTaste(candidates, taste, { count: 9, explorers: 0, variety: 0, alike: () => 0 });
    expect(picked).toEqual([1, 3, 2, 0]);
  });
  it('passes over what is just like a take that was picked', () => {
    const candidates = [0, 0.1, 0.2].map((against) => ({ ...plain, against }));
    const alike = (a: number, b: number) => (a + b === 1 ? 1 : 0);
    expect(pickByTaste(candidates, taste, { count: 2, explorers: 0, variety: 1, alike })).toEqual([0, 2]);
  });
});
