/** Writes with a network, several pens side by side. */
import type { Data } from '../../engine/index.ts';
import { ALL_MARKS } from './batch.ts';
import { WISHES } from './conditions.ts';
import type { Pen } from './pen.ts';
import { BACK, compilePrograms, MOST_KNOWN, type NetworkState, type Programs } from './programs.ts';
import { LAGS } from './sheet.ts';
import type { NetworkSize } from './size.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, MOST_WORDS, NOTHING, OFFSET_WORDS } from './vocabulary.ts';

export interface Decoder {
  /** How many pens write side by side. */
  readonly rows: number;
  /**
   * Writes all pens to their ends, or `until` a step of theirs. All must have as many bars, and be at most `rows`; one call
   * at a time. A run of a program blocks the thread: call it on a worker thread.
   */
  write(pens: readonly Pen[], signal?: AbortSignal, until?: number): Promise<void>;
  release(): Promise<void>;
}

/** @param rows how many pens can write side by side; @param threads for each run: small runs gain nothing of many. */
export async function createDecoder(
  size: NetworkSize,
  network: NetworkState,
  rows: number,
  threads = 1,
): Promise<Decoder> {
  const programs = await compilePrograms(size, network, rows, threads);
  return {
    rows,
    write: (pens, signal, until) => write(programs, pens, signal, until),
    async release() {
      await programs.stepProgram.release();
      await programs.choiceProgram.release();
    },
  };
}

async function write(
  programs: Programs,
  pens: readonly Pen[],
  signal?: AbortSignal,
  until = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { rows, reach, stepProgram, choiceProgram } = programs;
  if (pens.length > rows) throw new RangeError(`${pens.length} pens for ${rows} rows`);
  const wishes = new Float32Array(rows * WISHES);
  pens.forEach((pen, row) => {
    for (const wish of pen.wishes) wishes[row * WISHES + wish] = 1;
  });
  const asked = {
    last: new Int32Array(rows * MOST_WORDS),
    before: new Int32Array(rows * LAGS.length * MOST_WORDS),
    kind: new Int32Array(rows),
  };
  for (let step = 0; step < until && pens.some((pen) => !pen.done); step++) {
    signal?.throwIfAborted();
    for (const pen of pens) pen.open();
    if (pens.some((pen) => !pen.isSettled))
      await stepProgram.run({ ...stepFeeds(pens, step, rows, reach), wishes });
    // Who has nothing more to say in this step must not be counted again.
    while (pens.some((pen) => pen.isOpen)) {
      asked.last.fill(NOTHING);
      pens.forEach((pen, row) => {
        if (!pen.isOpen) return;
        const { last, before, kind } = pen.query();
        asked.last.set(last, row * MOST_WORDS);
        asked.before.set(before, row * LAGS.length * MOST_WORDS);
        asked.kind[row] = kind;
      });
      const { events, offsets, attributes } = await choiceProgram.run(asked);
      const rowOf = (all: { data: Data }, size: number, row: number) =>
        all.data.subarray(row * size, (row + 1) * size) as Float32Array;
      pens.forEach((pen, row) => {
        if (!pen.isOpen) return;
        pen.choose({
          events: rowOf(events, EVENT_WORDS, row),
          offsets: rowOf(offsets, OFFSET_WORDS, row),
          attributes: rowOf(attributes, ATTRIBUTE_WORDS, row),
        });
      });
    }
    for (const pen of pens) pen.close();
  }
}

/** What the step program is fed: what was known and is known, and where in the ring of past steps things lie. */
function stepFeeds(pens: readonly Pen[], step: number, rows: number, reach: number) {
  const knownBefore = new Int32Array(rows * MOST_KNOWN);
  const known = new Int32Array(rows * MOST_KNOWN);
  const wroteBefore = new Float32Array(rows);
  const marks = new Float32Array(rows * ALL_MARKS);
  pens.forEach((pen, row) => {
    knownBefore.set(pen.knownBefore.slice(0, MOST_KNOWN), row * MOST_KNOWN);
    known.set(pen.known.slice(0, MOST_KNOWN), row * MOST_KNOWN);
    wroteBefore[row] = pen.wroteBefore ? 1 : 0;
    for (const mark of pen.marks) marks[row * ALL_MARKS + mark] = 1;
  });
  const distances = new Int32Array(reach);
  const mask = new Float32Array(reach);
  for (let slot = 0; slot < reach; slot++) {
    const distance = (((step - slot) % reach) + reach) % reach;
    distances[slot] = distance;
    mask[slot] = distance <= step ? 0 : -1e9;
  }
  return {
    knownBefore,
    known,
    wroteBefore,
    marks,
    distances,
    mask,
    goesOn: step > 0 ? 1 : 0,
    slot: step % reach,
    slotBefore: (step + reach - 1) % reach,
    backSlots: Int32Array.from(BACK, (back) => (((step - back) % reach) + reach) % reach),
    backKnown: Float32Array.from(BACK, (back) => (back <= step ? 1 : 0)),
  };
}
