/** What a piece is asked to be: style, tempo, mode, parts, density and swing, as numbered wishes. */
import {
  DRUMS,
  MODES,
  type Mode,
  PARTS,
  type Part,
  STEPS_PER_BAR,
  STYLES,
  type Style,
  upperMedian,
} from '../../music/index.ts';
import { offsetOf } from '../core/bins.ts';
import type { Steps } from '../core/steps.ts';

export interface Conditions {
  readonly style?: Style;
  readonly bpm?: number;
  readonly mode?: Mode;
  /** The parts that play at all. */
  readonly parts: readonly Part[];
  /** The parts that are given, not written. */
  readonly given?: readonly Part[];
  /** Events a bar, by part. */
  readonly density?: Partial<Readonly<Record<Part, number>>>;
  /** Where the off 16th falls within its 8th: 0.5 straight, 0.667 triplet. */
  readonly swing?: number;
}

/** Bounds between tempi that are told apart. */
const TEMPI = [65, 75, 85, 92, 100, 115, 128, 136, 142, 150, 165];
/** Bounds between densities, in events a bar. */
const DENSITIES: Readonly<Record<Part, readonly number[]>> = {
  drums: [8, 12, 15, 18, 22, 28, 36],
  bass: [1.5, 2.5, 3.5, 4.5, 6, 8, 11],
  chords: [0.6, 1.1, 1.6, 2.2, 3.2, 5, 8],
  melody: [1.5, 2.5, 3.5, 5, 6.5, 8.5, 12],
};
const LEVELS = 8;
/** Bounds between swings. */
const SWINGS = [0.51, 0.53, 0.55, 0.575, 0.6, 0.63];

const FIRST = {
  style: 1,
  tempo: 1 + STYLES.length,
  mode: 1 + STYLES.length + TEMPI.length + 1,
  part: 1 + STYLES.length + TEMPI.length + 1 + MODES.length,
  given: 1 + STYLES.length + TEMPI.length + 1 + MODES.length + PARTS.length,
  density: 1 + STYLES.length + TEMPI.length + 1 + MODES.length + 2 * PARTS.length,
  swing: 1 + STYLES.length + TEMPI.length + 1 + MODES.length + (2 + LEVELS) * PARTS.length,
};
/** Number of wishes; wish 0 stands for none. */
export const WISHES = FIRST.swing + SWINGS.length + 1;

export function wishesOf(conditions: Conditions): number[] {
  const { style, bpm, mode, parts, given = [], density = {}, swing } = conditions;
  const wishes: number[] = [];
  if (style !== undefined) wishes.push(FIRST.style + STYLES.indexOf(style));
  if (bpm !== undefined) wishes.push(FIRST.tempo + level(TEMPI, bpm));
  if (mode !== undefined) wishes.push(FIRST.mode + MODES.indexOf(mode));
  for (const part of parts) wishes.push(FIRST.part + PARTS.indexOf(part));
  for (const part of given) wishes.push(FIRST.given + PARTS.indexOf(part));
  for (const part of PARTS) {
    const wanted = density[part];
    if (wanted === undefined) continue;
    wishes.push(FIRST.density + PARTS.indexOf(part) * LEVELS + level(DENSITIES[part], wanted));
  }
  if (swing !== undefined) wishes.push(FIRST.swing + level(SWINGS, swing));
  return wishes;
}

function level(bounds: readonly number[], value: number): number {
  const at = bounds.findIndex((bound) => value < bound);
  return at < 0 ? bounds.length : at;
}

/** Events a bar of each part that plays. */
export function densityOf(steps: Steps): Partial<Record<Part, number>> {
  const count = (part: Part) => steps.steps.reduce((sum, step) => sum + step[part].length, 0) / steps.bars;
  return Object.fromEntries(steps.parts.map((part) => [part, count(part)]));
}

/** Whether an event is so far from its line that it stands between steps. */
export function isRoll(offset: number): boolean {
  return Math.abs(offsetOf(offset)) > 45;
}

/**
 * Where the off 16th falls within its 8th, by the median hat, shaker or ride (or, lacking them, any drum);
 * undefined if there is none.
 */
export function swingOf(steps: Steps): number | undefined {
  const timekeepers = ['closedHat', 'shaker', 'ride'].map((drum) =>
    DRUMS.indexOf(drum as (typeof DRUMS)[number]),
  );
  const off: number[] = [];
  const offOthers: number[] = [];
  steps.steps.forEach((step, at) => {
    if (at % 2 === 0) return;
    for (const hit of step.drums) {
      // Rolls say nothing of swing.
      if (isRoll(hit.offset)) continue;
      (timekeepers.includes(hit.drum) ? off : offOthers).push(offsetOf(hit.offset));
    }
  });
  const heard = off.length > 0 ? off : offOthers;
  if (heard.length < 2 || steps.steps.length < STEPS_PER_BAR) return undefined;
  return (120 + upperMedian(heard)!) / 240;
}
