/** Which of the takes that were written are kept: the soundest and most unlike, an artist's own, or those that are liked. */
import { PARTS, type Score, STEPS_PER_BAR, upperMedian } from '../../music/index.ts';
import { pickByTaste, type Taste, traitsOf } from '../../taste/index.ts';
import { remode } from '../core/remode.ts';
import { shapeOf } from '../core/shape.ts';
import { type Steps, scoreOf } from '../core/steps.ts';
import { faultsOf } from './faults.ts';
import type { Likeness } from './likeness.ts';
import type { TakePlan } from './plan.ts';
import { swungTo } from './swing.ts';

/** A take that was written, or its beginning, and what its words cost. */
export interface Draft {
  readonly steps: Steps;
  readonly logProbability: number;
}

/** How much it costs a take to be like one that was taken already: a copy costs as much as this many faults. */
const VARIETY = 1.5;

/**
 * What it costs a take to be nothing like the references, beside one that is as like them as they are to each other; and
 * how much less variety counts then: what an artist always does is no fault.
 */
const LIKENESS = 6;
const OWN_VARIETY = 0.5;
/** What a copy costs: it is taken only where there is nothing else. */
const COPY = 20;

/** Picks drafts one after the other, each time the one with the least to say against it. */
export function chosen<D extends Draft>(drafts: readonly D[], plan: TakePlan): D[] {
  const against = objections(drafts, plan);
  const left = drafts.map((draft, i) => ({ draft, against: against[i]! }));
  const variety = varietyOf(plan);
  const kept: typeof left = [];
  while (kept.length < plan.count) {
    const cost = (one: (typeof left)[number]) =>
      one.against +
      variety * Math.max(0, ...kept.map((other) => likeness(one.draft.steps, other.draft.steps)));
    const best = left.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    kept.push(best);
    left.splice(left.indexOf(best), 1);
  }
  return kept.map(({ draft }) => draft);
}

/** Picks drafts by taste, too; the last ones explore. */
export function chosenByTaste<D extends Draft>(
  drafts: readonly D[],
  plan: TakePlan & { readonly taste: Taste },
  explorers: number,
): D[] {
  const against = objections(drafts, plan);
  const candidates = drafts.map((draft, i) => ({
    against: against[i]!,
    traits: traitsOf(readable(draft.steps, plan), bitsOf(draft)),
  }));
  const alike = (a: number, b: number) => likeness(drafts[a]!.steps, drafts[b]!.steps);
  const picking = { count: plan.count, explorers, variety: varietyOf(plan), alike };
  return pickByTaste(candidates, plan.taste, picking).map((i) => drafts[i]!);
}

/** What there is to say against each, beside the others. */
export function objections(drafts: readonly Draft[], plan: TakePlan): number[] {
  const costs = drafts.map(({ logProbability }) => -logProbability);
  const middle = upperMedian(costs)!;
  const spread = upperMedian(costs.map((cost) => Math.abs(cost - middle))) || 1;
  return drafts.map(({ steps }, i) => {
    const unusual = (costs[i]! - middle) / spread;
    // What the network finds very unlikely is likely wrong; what it finds very likely is dull, which is less bad.
    const against = unusual > 0 ? 0.3 * unusual : -0.1 * unusual;
    const strange = plan.like === undefined ? 0 : strangeness(plan.like, steps, plan);
    return against + faultsOf(steps, plan) + strange;
  });
}

/** How much it costs a take of this plan to be like one that was taken already. */
export function varietyOf({ like }: Pick<TakePlan, 'like'>): number {
  return like === undefined ? VARIETY : OWN_VARIETY;
}

/** Bits a step. */
export function bitsOf({ steps, logProbability }: Draft): number {
  return -logProbability / Math.LN2 / steps.steps.length;
}

/** The first bars of a draft that has just been written so far. */
export function beginningOf({ steps, logProbability }: Draft, bars: number): Draft {
  return { steps: { ...steps, bars, steps: steps.steps.slice(0, bars * STEPS_PER_BAR) }, logProbability };
}

/** What was written, in the key and with the swing that were asked for. */
export function readable(steps: Steps, plan: TakePlan): Score {
  const swung = plan.swing === undefined ? steps : swungTo(steps, plan.swing);
  return scoreOf(remode(swung, plan.mode, plan.key.mode), plan);
}

/** What it costs a take to fall behind what is usual among the references, or to copy one of them. */
function strangeness({ of, usual, isCopy }: Likeness, steps: Steps, plan: TakePlan): number {
  const score = scoreOf(steps, plan);
  const likeness = of(score);
  const falls = Number.isNaN(likeness) ? 0 : Math.max(0, 1 - likeness / Math.max(0.01, usual));
  return LIKENESS * falls + (isCopy(score) ? COPY : 0);
}

/** The share of steps in which two takes say the same, among those in which either says anything; by part, averaged. */
export function likeness(a: Steps, b: Steps): number {
  const shares = PARTS.flatMap((part) => {
    let spoken = 0;
    let same = 0;
    a.steps.forEach((step, at) => {
      const other = b.steps[at]!;
      if (step[part].length === 0 && other[part].length === 0) return;
      spoken += 1;
      if (shapeOf(step, part) === shapeOf(other, part)) same += 1;
    });
    return spoken > 0 ? [same / spoken] : [];
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
