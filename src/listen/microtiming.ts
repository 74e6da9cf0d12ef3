/** How late or early hits are, without what is only the ear's inexactness. */
import { type Hit, TICKS_PER_STEP, ticksOfMilliseconds, upperMedian } from '../music/index.ts';

/** Spread with which an onset is heard, in milliseconds. */
const INEXACT = 2.5;
/** What lies farther from the others than so many spreads is played otherwise: a triplet, a roll. */
const FAR = 3;
/** 16ths that have a feel of their own: those of a beat. */
const FEEL = 4;
/** Ratio of a normal distribution's standard deviation to its median absolute deviation. */
const NORMAL = 1.4826;

/**
 * Ticks of hits, those of one drum on one 16th of the beat being brought together as far as they differ by no more than
 * they are heard inexactly: each is moved towards their median by the share of the spread that is the ear's (after
 * James and Stein, "Estimation with Quadratic Loss", 1961).
 * @returns hits in their order, rounded to ticks; some may lie before 0.
 */
export function steadied(hits: readonly Hit[], bpm: number): Hit[] {
  const inexact = ticksOfMilliseconds(INEXACT, bpm);
  const placed = hits.map((hit) => {
    const step = Math.round(hit.tick / TICKS_PER_STEP);
    return { hit, step, late: hit.tick - step * TICKS_PER_STEP };
  });
  const groups = Map.groupBy(placed, ({ hit, step }) => `${hit.drum} ${step % FEEL}`);
  const feels = new Map(
    [...groups].map(([name, group]) => [
      name,
      feelOf(
        group.map(({ late }) => late),
        inexact,
      ),
    ]),
  );
  return placed.map(({ hit, step, late }) => {
    const { middle, spread, share } = feels.get(`${hit.drum} ${step % FEEL}`)!;
    if (Math.abs(late - middle) > FAR * Math.max(spread, inexact)) return hit;
    return { ...hit, tick: Math.round(step * TICKS_PER_STEP + middle + share * (late - middle)) };
  });
}

/**
 * The median of some lateness, its spread, and the share of it that is played and not misheard.
 * @param inexact spread with which all of it is heard.
 */
function feelOf(late: readonly number[], inexact: number): { middle: number; spread: number; share: number } {
  const middle = upperMedian(late) ?? 0;
  const spread = NORMAL * (upperMedian(late.map((ticks) => Math.abs(ticks - middle))) ?? 0);
  return { middle, spread, share: spread > inexact ? 1 - (inexact / spread) ** 2 : 0 };
}
