/** From scores to counts: every choice with its contexts, and which pitch classes the music is made of. */
import {
  type Mode,
  PARTS,
  type Part,
  type Score,
  STEPS_PER_BAR,
  TICKS_PER_STEP,
} from '../../../music/index.ts';
import { lengthOf, offsetOf } from '../../core/bins.ts';
import { FIELD_SIZES, FIELDS } from '../../core/fields.ts';
import type { Steps } from '../../core/steps.ts';
import { stepsOf } from '../../core/steps.ts';
import { readChoices, Writer } from '../../core/writer.ts';
import { Contexts } from './contexts.ts';
import type { Visit } from './estimate.ts';
import { countForm } from './form.ts';
import { keyOf, Table } from './table.ts';

/** Music in the form that models learn from. */
export interface Example {
  readonly steps: Steps;
  readonly mode: Mode;
}

export function exampleOf(score: Score): Example {
  return { steps: stepsOf(score), mode: score.key.mode };
}

/** Every choice of an example, in writing order. */
export function visitsOf(example: Example): Visit[] {
  const { steps, mode } = example;
  const writer = new Writer(steps);
  const contexts = new Contexts(writer, mode);
  const visits: Visit[] = [];
  for (const value of readChoices(steps)) {
    const { part, field } = writer;
    const impossible: number[] = [];
    for (let v = 0; v < FIELD_SIZES[field]; v++) if (!writer.allows(v)) impossible.push(v);
    const bar = Math.floor(writer.step / STEPS_PER_BAR);
    visits.push({ part, bar, field, contexts: contexts.keys(), value, impossible });
    writer.push(value);
  }
  return visits;
}

/** Counts choices into a table. */
export function count(visits: Iterable<Visit>, table: Table): Table {
  for (const { contexts, value } of visits) for (const context of contexts) table.add(context, value);
  return table;
}

/** The context under which it is counted whether melody notes end before the next begins (0) or not (1). */
export const OVERLAPS = keyOf(FIELDS.length, 1, []);

/** Counts whether tunes overlap. */
function countOverlaps({ steps }: Example, table: Table): void {
  let sounding = 0;
  for (const [at, step] of steps.steps.entries()) {
    if (step.melody.length > 0) {
      table.add(OVERLAPS, sounding > at * TICKS_PER_STEP || step.melody.length > 1 ? 1 : 0);
    }
    for (const note of step.melody) {
      const onset = at * TICKS_PER_STEP + offsetOf(note.offset);
      // A tenth of a step of legato is no second voice.
      sounding = Math.max(sounding, onset + lengthOf(note.length) - TICKS_PER_STEP / 10);
    }
  }
}

/** A table of everything in some examples. */
export function tableOf(examples: Iterable<Example>): Table {
  const table = new Table();
  for (const example of examples) {
    count(visitsOf(example), table);
    countOverlaps(example, table);
    countForm(example.steps, table);
  }
  return table;
}

/** A record with an entry for each part. */
export function eachPart<T>(make: (part: Part) => T): Record<Part, T> {
  return Object.fromEntries(PARTS.map((part) => [part, make(part)])) as Record<Part, T>;
}
