/** Working on a score that is there: each edit says what stays, what is written, and in which order. */
import { MAX_BARS, PARTS, type Part, type Random, type Score, STEPS_PER_BAR } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import { stepBinOf } from '../core/bins.ts';
import { type Steps, stepsOf, tidied } from '../core/steps.ts';
import type { PenOptions } from './pen.ts';

/** The part of a plan that an edit decides. */
export interface Edit extends Pick<PenOptions, 'bars' | 'parts' | 'given' | 'kept' | 'firstBar'> {
  /** The score that is worked on: what is given or kept of it stays exactly as it is. */
  readonly original?: Score;
}

/**
 * Rewrites some parts, given all others: a bass that follows this kick.
 *
 * @throws BeatwrightError `edit-parts` if none is named.
 */
export function rewriteParts(score: Score, parts: readonly Part[]): Edit {
  if (parts.length === 0) {
    throw new BeatwrightError('edit-parts', { parts: PARTS });
  }
  const steps = stepsOf(score);
  const others = steps.parts.filter((part) => !parts.includes(part));
  return { bars: score.bars, parts, given: { ...steps, parts: others }, original: score };
}

/**
 * Rewrites some bars, in all parts (or those named, the others given) and keeps the rest. The loop is turned so
 * that these bars come last and are written in the knowledge of all others.
 *
 * @param bars from 0.
 * @throws BeatwrightError `edit-bars` if a bar is not there, or none is named.
 */
export function rewriteBars(score: Score, bars: readonly number[], parts?: readonly Part[]): Edit {
  const wanted = new Set(bars);
  if (
    wanted.size === 0 ||
    [...wanted].some((bar) => !Number.isInteger(bar) || bar < 0 || bar >= score.bars)
  ) {
    throw new BeatwrightError('edit-bars', { bars: score.bars });
  }
  const steps = stepsOf(score);
  const written = steps.parts.filter((part) => parts?.includes(part) ?? true);
  return {
    bars: score.bars,
    parts: written,
    given: { ...steps, parts: steps.parts.filter((part) => !written.includes(part)) },
    kept: { steps, isKept: (step) => !wanted.has(Math.floor(step / STEPS_PER_BAR)) },
    firstBar: startAfterLongestRest(wanted, score.bars),
    original: score,
  };
}

/**
 * Goes on where a score ends.
 *
 * @throws BeatwrightError `edit-bars` if it would become too long.
 */
export function continueScore(score: Score, more: number): Edit {
  const bars = score.bars + more;
  if (!Number.isInteger(more) || more < 1 || bars > MAX_BARS) {
    throw new BeatwrightError('edit-too-long', { bars: score.bars, most: MAX_BARS });
  }
  const steps = stepsOf(score);
  const kept = score.bars * STEPS_PER_BAR;
  return {
    bars,
    parts: steps.parts,
    kept: { steps: lengthened(steps, bars), isKept: (step) => step < kept },
    original: score,
  };
}

/** How much a variation changes: the share of the parts, and of their bars, that are rewritten. */
const STRENGTH = { light: { parts: 0.3, bars: 0.4 }, strong: { parts: 0.75, bars: 0.75 } } as const;

/** Varies a score: some bars of some parts are rewritten, lightly one part or so, strongly most of it. */
export function vary(score: Score, strength: keyof typeof STRENGTH, random: Random): Edit {
  const { parts: ofParts, bars: ofBars } = STRENGTH[strength];
  const present = PARTS.filter((part) => score[part].length > 0);
  const some = <T>(items: readonly T[], share: number) => {
    const count = Math.max(1, Math.round(items.length * share));
    const shuffled = items.map((item) => ({ item, at: random.next() })).sort((a, b) => a.at - b.at);
    return shuffled.slice(0, count).map(({ item }) => item);
  };
  const bars = Array.from({ length: score.bars }, (_, bar) => bar);
  // The first bar says what the loop is about; a light variation leaves it alone.
  const free = strength === 'light' && bars.length > 1 ? bars.slice(1) : bars;
  return rewriteBars(score, some(free, ofBars), some(present, ofParts));
}

/**
 * What was kept, exactly as it was (models read scores in bins), with what was written in the rest.
 *
 * @param isKept by the number of the step in the form.
 */
export function merged(
  original: Score,
  written: Score,
  parts: readonly Part[],
  isKept: (step: number) => boolean,
): Score {
  const count = written.bars * STEPS_PER_BAR;
  const keeps = (part: Part, tick: number) => {
    const { step } = stepBinOf(tick);
    return !parts.includes(part) || isKept(part === 'drums' ? step % count : Math.min(step, count - 1));
  };
  const join = <T extends { tick: number }>(part: Part, old: readonly T[], fresh: readonly T[]): T[] => [
    ...old.filter(({ tick }) => keeps(part, tick)),
    ...fresh.filter(({ tick }) => !keeps(part, tick)),
  ];
  return tidied({
    ...written,
    drums: join('drums', original.drums, written.drums),
    bass: join('bass', original.bass, written.bass),
    chords: join('chords', original.chords, written.chords),
    melody: join('melody', original.melody, written.melody),
  });
}

/** The bar to begin with so that as much as can be is known before the first bar that is written. */
function startAfterLongestRest(wanted: ReadonlySet<number>, bars: number): number {
  let best = 0;
  let most = -1;
  for (let first = 0; first < bars; first++) {
    let known = 0;
    while (known < bars && !wanted.has((first + known) % bars)) known += 1;
    if (known > most) [best, most] = [first, known];
  }
  return best;
}

function lengthened(steps: Steps, bars: number): Steps {
  const empty = { drums: [], chords: [], bass: [], melody: [] };
  const missing = (bars - steps.bars) * STEPS_PER_BAR;
  return { ...steps, bars, steps: [...steps.steps, ...Array.from({ length: missing }, () => empty)] };
}
