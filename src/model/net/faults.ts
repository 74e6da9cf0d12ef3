/** What a producer would send back, as a number: 0 is nothing to complain of. */
import { DRUMS, type Part, STEPS_PER_BAR } from '../../music/index.ts';
import { CHORD_RANGE, MELODY_RANGE } from '../core/fields.ts';
import { shapeOf } from '../core/shape.ts';
import type { Steps } from '../core/steps.ts';

export interface Wanted {
  /** The parts that were to be written. */
  readonly parts: readonly Part[];
  /** Events a bar that a part should have. */
  readonly density?: Partial<Readonly<Record<Part, number>>> | undefined;
  /** Steps at which no melody note should begin. */
  readonly space?: readonly number[] | undefined;
}

const KICK = DRUMS.indexOf('kick');

/** Adds up complaints, each about 1 for a grave one. */
export function faultsOf(steps: Steps, wanted: Wanted): number {
  let faults = 0;
  for (const part of wanted.parts) {
    const onsets = onsetsByBar(steps, part);
    const events = onsets.reduce((sum, count) => sum + count, 0);
    if (events === 0) faults += 10;
    // A bar off is an effect, more is a hole. Chords may hold for bars, tunes may rest.
    const holes = onsets.filter((count) => count === 0).length - Math.ceil(steps.bars / 8);
    if (part === 'drums' || part === 'bass') faults += (Math.max(0, holes) / steps.bars) * 3;
    const density = wanted.density?.[part];
    if (density !== undefined && density > 0) {
      faults += Math.abs(Math.log2((events + 0.5) / (density * steps.bars + 0.5)));
    }
    if (steps.bars >= 4 && part === 'drums' && isAllTheSame(steps, part)) faults += 0.3;
  }
  if (wanted.parts.includes('melody')) faults += 2 * crowding(steps, wanted.space ?? []);
  return faults + 0.5 * looseBass(steps) + 0.3 * harshSeam(steps);
}

function onsetsByBar(steps: Steps, part: Part): number[] {
  return Array.from({ length: steps.bars }, (_, bar) =>
    steps.steps
      .slice(bar * STEPS_PER_BAR, (bar + 1) * STEPS_PER_BAR)
      .reduce((sum, step) => sum + step[part].length, 0),
  );
}

/** The share of melody notes that begin where none should. */
function crowding({ steps }: Steps, space: readonly number[]): number {
  const notes = steps.reduce((sum, step) => sum + step.melody.length, 0);
  const crowded = space.reduce((sum, at) => sum + (steps[at]?.melody.length ?? 0), 0);
  return crowded / Math.max(1, notes);
}

function isAllTheSame(steps: Steps, part: Part): boolean {
  return steps.steps.every(
    (step, at) =>
      at < STEPS_PER_BAR || shapeOf(step, part) === shapeOf(steps.steps[at % STEPS_PER_BAR]!, part),
  );
}

/** 1 if no bass note begins with a kick, 0 if a third of them or more do. */
function looseBass(steps: Steps): number {
  const onsets = steps.steps.filter((step) => step.bass.length > 0);
  const kicks = steps.steps.filter((step) => step.drums.some((hit) => hit.drum === KICK));
  if (onsets.length === 0 || kicks.length === 0) return 0;
  const together = onsets.filter((step) => step.drums.some((hit) => hit.drum === KICK)).length;
  return Math.max(0, 1 - (3 * together) / onsets.length);
}

/** 1 if the last melody note lies a semitone from a note of the first chord without being one. */
function harshSeam(steps: Steps): number {
  const last = steps.steps.findLast((step) => step.melody.length > 0)?.melody.at(-1);
  const first = steps.steps.find((step) => step.chords.length > 0)?.chords[0];
  if (!last || !first) return 0;
  const pitchClass = (last.pitch + MELODY_RANGE.low) % 12;
  const classes = new Set<number>();
  let pitch = first.low + CHORD_RANGE.low;
  for (const interval of [0, ...first.intervals]) {
    pitch += interval;
    classes.add(pitch % 12);
  }
  if (classes.has(pitchClass)) return 0;
  return classes.has((pitchClass + 1) % 12) || classes.has((pitchClass + 11) % 12) ? 1 : 0;
}
