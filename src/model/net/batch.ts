/** Sheets side by side, in arrays of fixed size, as the compiled network takes them. */
import { WISHES } from './conditions.ts';
import { REPETITION_MARKS } from './repetition.ts';
import { LAGS, type Sheet } from './sheet.ts';
import { MARKS } from './surroundings.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, IS_GUESSED, MOST_WORDS, OFFSET_WORDS, partOf } from './vocabulary.ts';

/** The sizes that a network is compiled for. */
export interface BatchShape {
  /** Sheets. */
  readonly rows: number;
  /** Steps of each. */
  readonly steps: number;
  /** In all rows together: symbols written and given, choices of events and attributes, offsets, attribute words. */
  readonly written: number;
  readonly given: number;
  readonly events: number;
  readonly attributes: number;
  readonly offsets: number;
  readonly words: number;
}

export const ALL_MARKS = MARKS + REPETITION_MARKS;

/**
 * Room for pieces of usual density, and for at least one as dense as they come: what is denser than there is room
 * takes the place of another sheet.
 */
export function batchShape(rows: number, steps: number): BatchShape {
  const room = (usual: number, most: number) => steps * Math.max(Math.ceil(rows * usual), most);
  return {
    rows,
    steps,
    written: room(5.3, 12),
    given: room(1.1, 8),
    events: room(2.6, 5),
    attributes: room(1.3, 4),
    offsets: room(1.05, 3),
    words: room(2.65, 8),
  };
}

/** A batch's shape that has room for each of some sheets, four of usual density at once. */
export function shapeFor(sheets: readonly Sheet[]): BatchShape {
  const longest = Math.max(1, ...sheets.map((sheet) => sheet.length));
  const usual = batchShape(4, Math.ceil(longest / 128) * 128);
  const most = { ...usual };
  for (const sheet of sheets) {
    for (const [name, count] of Object.entries(countOf(sheet))) {
      // In coarse steps, so that like pieces share a program.
      if (count > most[name as keyof Count]) most[name as keyof Count] = Math.ceil(count / 1024) * 1024;
    }
  }
  return most;
}

const ints = (...dims: number[]) => ({ shape: dims, dtype: 'int32' }) as const;
const floats = (...dims: number[]) => ({ shape: dims }) as const;

/** What a network of a batch shape takes in. */
export function batchSignature(shape: BatchShape) {
  const all = shape.rows * shape.steps;
  const choices = (count: number) => ({
    step: ints(count),
    position: ints(count),
    start: ints(count),
    last: ints(count, MOST_WORDS),
    before: ints(count, LAGS.length * MOST_WORDS),
  });
  // Which log-probabilities count, as places in the flattened table of all, and how much (0: not at all).
  const picks = (count: number) => ({ place: ints(count), weight: floats(count) });
  return {
    written: ints(shape.written),
    starts: ints(all),
    ends: ints(all),
    given: ints(shape.given),
    givenStarts: ints(all),
    givenEnds: ints(all),
    marks: floats(all, ALL_MARKS),
    wishes: floats(shape.rows, WISHES),
    events: choices(shape.events),
    attributes: { ...choices(shape.attributes), kind: ints(shape.attributes) },
    eventPicks: picks(shape.events),
    offsetPicks: picks(shape.offsets),
    wordPicks: picks(shape.words),
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

const countOf = (sheet: Sheet) => ({
  written: sheet.written.length,
  given: sheet.given.length,
  events: sheet.events.event.length,
  attributes: sheet.attributes.kind.length,
  offsets: sheet.events.offset.filter((word) => word >= 0).length,
  words: sheet.attributes.words.reduce((sum, words) => sum + words.length, 0),
});
type Count = ReturnType<typeof countOf>;

/** Puts sheets into a batch as long as there is room; what stays empty of it weighs nothing. */
export function batchOf(sheets: readonly Sheet[], shape: BatchShape): Batch {
  const arrays = emptyArrays(shape);
  let used: Count = { written: 0, given: 0, events: 0, attributes: 0, offsets: 0, words: 0 };
  let steps = 0;
  const taken: Sheet[] = [];
  const rest: Sheet[] = [];
  for (const sheet of sheets) {
    const count = countOf(sheet);
    const after = Object.fromEntries(
      Object.entries(count).map(([name, size]) => [name, used[name as keyof Count] + size]),
    ) as unknown as Count;
    const fits =
      taken.length < shape.rows &&
      sheet.length <= shape.steps &&
      Object.entries(after).every(([name, size]) => size <= shape[name as keyof Count]);
    if (!fits) {
      rest.push(sheet);
      continue;
    }
    place(arrays, sheet, taken.length, used, shape);
    used = after;
    steps += sheet.length;
    taken.push(sheet);
  }
  return { arrays, steps, sheets: taken, rest };
}

function place(arrays: BatchArrays, sheet: Sheet, row: number, used: Count, shape: BatchShape): void {
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
  for (const sort of ['events', 'attributes'] as const) {
    const { step, position, last, before } = sheet[sort];
    const [into, at] = [arrays[sort], used[sort]];
    for (let i = 0; i < step.length; i++) {
      into.step[at + i] = first + step[i]!;
      into.position[at + i] = used.written + position[i]!;
      into.start[at + i] = used.written + sheet.starts[step[i]!]!;
    }
    into.last.set(last, at * MOST_WORDS);
    into.before.set(before, at * LAGS.length * MOST_WORDS);
  }
  arrays.attributes.kind.set(sheet.attributes.kind, used.attributes);
  const pick = (name: 'eventPicks' | 'offsetPicks' | 'wordPicks', at: number, where: number, weight = 1) => {
    arrays[name].place[at] = where;
    arrays[name].weight[at] = weight;
  };
  let { offsets, words } = used;
  sheet.events.event.forEach((event, i) => {
    // How hard a heard drum is hit is guessed too: it weighs nothing as a word, see `heardHits`.
    const weight = sheet.isHeard && partOf(event) === 'drums' ? 0 : 1;
    pick('eventPicks', used.events + i, (used.events + i) * EVENT_WORDS + event, weight);
    const offset = sheet.events.offset[i]!;
    if (offset >= 0) pick('offsetPicks', offsets++, (used.events + i) * OFFSET_WORDS + offset);
  });
  sheet.attributes.words.forEach((own, i) => {
    for (const word of own) {
      const weight = sheet.isHeard && IS_GUESSED[word] ? 0 : 1;
      pick('wordPicks', words++, (used.attributes + i) * ATTRIBUTE_WORDS + word, weight);
    }
  });
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
