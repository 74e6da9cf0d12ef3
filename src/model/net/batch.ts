/** Sheets side by side, in arrays of fixed size, as the compiled network takes them. */

import { WISHES } from './conditions.ts';
import { REPETITION_MARKS } from './repetition.ts';
import type { Predictions, Sheet } from './sheet.ts';
import { LAGS } from './sheet.ts';
import { MARKS } from './surroundings.ts';

/** The sizes that a network is compiled for. */
export interface BatchShape {
  /** Sheets. */
  readonly rows: number;
  /** Steps of each. */
  readonly steps: number;
  /** Symbols written, given, predictions of events and of attributes, in all rows together. */
  readonly written: number;
  readonly given: number;
  readonly events: number;
  readonly attributes: number;
}

export const ALL_MARKS = MARKS + REPETITION_MARKS;

/** Room for pieces of usual density: what is denser takes the place of another sheet. */
export function batchShape(rows: number, steps: number): BatchShape {
  const all = rows * steps;
  return {
    rows,
    steps,
    written: Math.ceil(all * 4.4),
    given: Math.ceil(all * 1.5),
    events: Math.ceil(all * 2.3),
    attributes: Math.ceil(all * 2.9),
  };
}

/** What a network of a batch shape takes in. */
export function batchSignature(shape: BatchShape) {
  const ints = (...dims: number[]) => ({ shape: dims, dtype: 'int32' }) as const;
  const all = shape.rows * shape.steps;
  const predictions = (count: number) => ({
    step: ints(count),
    position: ints(count),
    start: ints(count),
    last: ints(count),
    before: ints(count, LAGS.length),
    field: ints(count),
    target: ints(count),
    weight: { shape: [count] } as const,
  });
  return {
    written: ints(shape.written),
    starts: ints(all),
    ends: ints(all),
    given: ints(shape.given),
    givenStarts: ints(all),
    givenEnds: ints(all),
    marks: { shape: [all, ALL_MARKS] } as const,
    wishes: { shape: [shape.rows, WISHES] } as const,
    events: predictions(shape.events),
    attributes: predictions(shape.attributes),
  };
}

export type BatchSignature = ReturnType<typeof batchSignature>;

type Arrays<T> = T extends { readonly dtype: 'int32' }
  ? Int32Array
  : T extends { readonly shape: unknown }
    ? Float32Array
    : { readonly [K in keyof T]: Arrays<T[K]> };
export type BatchArrays = Arrays<BatchSignature>;

export interface Batch {
  readonly arrays: BatchArrays;
  /** Steps that are really there, over all rows. */
  readonly steps: number;
  /** The sheets that are in it, row by row. */
  readonly sheets: readonly Sheet[];
  /** The sheets that found no room. */
  readonly rest: readonly Sheet[];
}

/** Puts sheets into a batch as long as there is room; what stays empty of it weighs nothing. */
export function batchOf(sheets: readonly Sheet[], shape: BatchShape): Batch {
  const arrays = emptyArrays(shape);
  const used = { written: 0, given: 0, events: 0, attributes: 0 };
  let steps = 0;
  const taken: Sheet[] = [];
  const rest: Sheet[] = [];
  for (const sheet of sheets) {
    const row = taken.length;
    const fits =
      row < shape.rows &&
      sheet.length <= shape.steps &&
      used.written + sheet.written.length <= shape.written &&
      used.given + sheet.given.length <= shape.given &&
      used.events + sheet.events.target.length <= shape.events &&
      used.attributes + sheet.attributes.target.length <= shape.attributes;
    if (!fits) {
      rest.push(sheet);
      continue;
    }
    const first = row * shape.steps;
    arrays.written.set(sheet.written, used.written);
    arrays.given.set(sheet.given, used.given);
    for (let t = 0; t < sheet.length; t++) {
      arrays.starts[first + t] = used.written + sheet.starts[t]!;
      arrays.ends[first + t] = used.written + sheet.starts[t + 1]!;
      arrays.givenStarts[first + t] = used.given + sheet.givenStarts[t]!;
      arrays.givenEnds[first + t] = used.given + sheet.givenStarts[t + 1]!;
      for (const mark of sheet.marks[t]!) arrays.marks[(first + t) * ALL_MARKS + mark] = 1;
    }
    for (const wish of sheet.wishes) arrays.wishes[row * WISHES + wish] = 1;
    for (const kind of ['events', 'attributes'] as const) {
      place(arrays[kind], sheet[kind], used[kind], { first, symbols: used.written, starts: sheet.starts });
      used[kind] += sheet[kind].target.length;
    }
    used.written += sheet.written.length;
    used.given += sheet.given.length;
    steps += sheet.length;
    taken.push(sheet);
  }
  return { arrays, steps, sheets: taken, rest };
}

function place(
  arrays: BatchArrays['events'],
  predictions: Predictions,
  at: number,
  base: { first: number; symbols: number; starts: readonly number[] },
): void {
  const { step, position, last, before, field, target } = predictions;
  for (let i = 0; i < target.length; i++) {
    arrays.step[at + i] = base.first + step[i]!;
    arrays.position[at + i] = base.symbols + position[i]!;
    arrays.start[at + i] = base.symbols + base.starts[step[i]!]!;
    arrays.weight[at + i] = 1;
  }
  arrays.last.set(last, at);
  arrays.before.set(before, at * LAGS.length);
  arrays.field.set(field, at);
  arrays.target.set(target, at);
}

function emptyArrays(shape: BatchShape): BatchArrays {
  const make = (node: unknown): unknown => {
    const spec = node as { shape?: readonly number[]; dtype?: string };
    if (!Array.isArray(spec.shape))
      return Object.fromEntries(Object.entries(node as object).map(([name, child]) => [name, make(child)]));
    const size = spec.shape.reduce((product, dim) => product * dim, 1);
    return spec.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size);
  };
  return make(batchSignature(shape)) as BatchArrays;
}
