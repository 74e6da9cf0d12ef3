/** Swing exactly as wished, as a sequencer's knob does it: all that falls on off 16ths moves together. */
import { PARTS, TICKS_PER_STEP } from '../../music/index.ts';
import { binOf, OFFSET_BINS, offsetOf } from '../core/bins.ts';
import type { Step, Steps } from '../core/steps.ts';
import { isRoll, swingOf } from './conditions.ts';

/**
 * Steps whose timekeeper swings as wished. What was played around it, ahead or behind, stays so; rolls stay where
 * they are. Without a timekeeper on off 16ths nothing moves.
 *
 * @param swing where the off 16th falls within its 8th: 0.5 straight, 0.667 a triplet.
 */
export function swungTo(steps: Steps, swing: number): Steps {
  const had = swingOf(steps);
  if (had === undefined) return steps;
  const ticks = 2 * TICKS_PER_STEP * (swing - had);
  return {
    ...steps,
    steps: steps.steps.map((step, at) => (at % 2 === 0 ? step : movedBy(step, ticks))),
  };
}

function movedBy(step: Step, ticks: number): Step {
  const moved = <T extends { readonly offset: number }>(event: T): T => {
    if (isRoll(event.offset)) return event;
    const bin = binOf(offsetOf(event.offset) + ticks);
    return { ...event, offset: Math.min(OFFSET_BINS - 1, Math.max(0, bin)) };
  };
  return Object.fromEntries(
    PARTS.map((part) => [part, (step[part] as readonly { offset: number }[]).map(moved)]),
  ) as unknown as Step;
}
