/** The grid of 16ths, and what lies off it. */
import { STEPS_PER_BAR, TICKS_PER_BAR, TICKS_PER_QUARTER, TICKS_PER_STEP } from './score.ts';

export interface GridPosition {
  /** The nearest 16th, counted from the start of the score. */
  readonly step: number;
  /** Ticks after that 16th, −60 to 59; negative is early. */
  readonly offset: number;
}

/**
 * The 16th that a tick belongs to, and how far it is off. A hit that is early for the downbeat after the
 * last bar belongs to the step one past the end: in a loop that is step 0.
 */
export function stepOf(tick: number): GridPosition {
  const step = Math.floor((tick + TICKS_PER_STEP / 2) / TICKS_PER_STEP);
  return { step, offset: tick - step * TICKS_PER_STEP };
}

/** The tick of a 16th, `offset` ticks late. */
export function tickOf(step: number, offset = 0): number {
  return step * TICKS_PER_STEP + offset;
}

/** The bar that a tick lies in, from 0. */
export function barOf(tick: number): number {
  return Math.floor(tick / TICKS_PER_BAR);
}

/** Where in its bar a step counted from the start of the score lies, 0–15; steps before the start wrap. */
export function stepInBar(step: number): number {
  return ((step % STEPS_PER_BAR) + STEPS_PER_BAR) % STEPS_PER_BAR;
}

/** Ticks as milliseconds at a tempo in quarter notes a minute. */
export function millisecondsOf(ticks: number, bpm: number): number {
  return (ticks * 60_000) / (bpm * TICKS_PER_QUARTER);
}

/** Milliseconds as ticks, not rounded, at a tempo in quarter notes a minute. */
export function ticksOfMilliseconds(milliseconds: number, bpm: number): number {
  return (milliseconds * bpm * TICKS_PER_QUARTER) / 60_000;
}
