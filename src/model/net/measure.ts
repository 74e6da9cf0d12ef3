/** What scores cost under a network, in bits a step and by part. */
import { compile } from '../../engine/index.ts';
import { PARTS, type Part } from '../../music/index.ts';
import { VELOCITY_BINS } from '../core/bins.ts';
import { WRITING_ORDER } from '../core/fields.ts';
import type { BitsPerStep } from '../core/generator.ts';
import { type Batch, type BatchShape, batchOf, batchSignature } from './batch.ts';
import { predict } from './network.ts';
import type { NetworkState } from './programs.ts';
import type { Sheet } from './sheet.ts';
import type { NetworkSize } from './size.ts';
import {
  ATTRIBUTE_WORDS,
  CHOICE_KINDS,
  type ChoiceKind,
  END,
  EVENT_WORDS,
  EVENTS,
  IS_GUESSED,
  OFFSET_WORDS,
  partOf,
} from './vocabulary.ts';

/** Log-probabilities of every word, row by row of a batch's choices. */
export interface Logs {
  readonly events: Float32Array;
  readonly offsets: Float32Array;
  readonly attributes: Float32Array;
}

export type Measure = Awaited<ReturnType<typeof createMeasure>>;

export async function createMeasure(
  size: NetworkSize,
  network: NetworkState,
  shape: BatchShape,
  threads?: number,
) {
  const program = await compile(
    ({ batch }, { network: net }) => ({ outputs: predict(size, net, batch, shape) }),
    { inputs: { batch: batchSignature(shape) }, states: { network } },
    { threads },
  );
  const logs = async (batch: Pick<Batch, 'arrays'>): Promise<Logs> => {
    const { events, offsets, attributes } = await program.run({ batch: batch.arrays });
    return {
      events: events.data as Float32Array,
      offsets: offsets.data as Float32Array,
      attributes: attributes.data as Float32Array,
    };
  };
  return {
    logs,
    /** @param sheets of pieces of which all parts are written. */
    bitsPerStep: (sheets: readonly Sheet[], signal?: AbortSignal) => bitsOf(sheets, shape, logs, signal),
    release: () => program.release(),
  };
}

/** Calls back with all sheets, batch by batch. */
export async function inBatches(
  sheets: readonly Sheet[],
  shape: BatchShape,
  work: (batch: Batch) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let left = sheets;
  while (left.length > 0) {
    signal?.throwIfAborted();
    const batch = batchOf(left, shape);
    if (batch.sheets.length === 0) throw new RangeError('a piece is larger than any batch');
    await work(batch);
    left = batch.rest;
  }
}

/** A drum however hard it is hit. */
function logOfDrum(logs: Float32Array, event: number): number {
  const first = event - (event % VELOCITY_BINS);
  const words = logs.subarray(first, first + VELOCITY_BINS);
  return Math.log(words.reduce((sum, log) => sum + Math.exp(log), 0));
}

/** What sheets cost, by the log-probabilities of their words. */
export async function bitsOf(
  sheets: readonly Sheet[],
  shape: BatchShape,
  logsOf: (batch: Batch) => Promise<Logs>,
  signal?: AbortSignal,
): Promise<BitsPerStep> {
  const nats: Record<Part, number> = { drums: 0, bass: 0, chords: 0, melody: 0 };
  let steps = 0;
  const add = async (batch: Batch) => {
    addNats(nats, batch.sheets, await logsOf(batch));
    steps += batch.steps;
  };
  await inBatches(sheets, shape, add, signal);
  const bits = (part: Part) => nats[part] / Math.LN2 / steps;
  const parts = {
    drums: bits('drums'),
    bass: bits('bass'),
    chords: bits('chords'),
    melody: bits('melody'),
  };
  return { total: PARTS.reduce((sum, part) => sum + parts[part], 0), parts };
}

/** The part of each kind of choice. */
const KIND_PARTS: Readonly<Record<ChoiceKind, Part>> = {
  interval: 'chords',
  chord: 'chords',
  bass: 'bass',
  glide: 'bass',
  slide: 'bass',
  melody: 'melody',
};

function addNats(nats: Record<Part, number>, sheets: readonly Sheet[], logs: Logs): void {
  let row = 0;
  let choice = 0;
  for (const { events: asked, attributes: told, parts, isHeard } of sheets) {
    let step = -1;
    let last = -1;
    asked.event.forEach((event, i) => {
      if (asked.step[i] !== step) last = -1;
      step = asked.step[i]!;
      const own = logs.events.subarray(row * EVENT_WORDS, (row + 1) * EVENT_WORDS);
      addEvent(nats, own, event, last, parts, isHeard);
      const offset = asked.offset[i]!;
      if (offset >= 0) nats.drums -= logs.offsets[row * OFFSET_WORDS + offset]!;
      last = event;
      row += 1;
    });
    told.words.forEach((words, i) => {
      const part = KIND_PARTS[CHOICE_KINDS[told.kind[i]!]!];
      for (const word of words) {
        if (!(isHeard && IS_GUESSED[word])) nats[part] -= logs.attributes[choice * ATTRIBUTE_WORDS + word]!;
      }
      choice += 1;
    });
  }
}

/**
 * The cost of an event word, shared out to parts by the chain rule: first that each earlier part has nothing
 * (more) to say, then what the word's own part says. Words that cannot follow have no share in the probability:
 * those of parts that do not play, of earlier parts, and of drums before the last.
 */
function addEvent(
  nats: Record<Part, number>,
  logs: Float32Array,
  target: number,
  last: number,
  parts: readonly Part[],
  isHeard: boolean,
): void {
  const lastPart = last < 0 ? 'drums' : partOf(last)!;
  const from = WRITING_ORDER.indexOf(lastPart);
  const first = last >= 0 && lastPart === 'drums' ? last - (last % VELOCITY_BINS) : 0;
  const playing = WRITING_ORDER.slice(from).filter((part) => parts.includes(part));
  const masses = playing.map((part) => {
    const next = WRITING_ORDER[WRITING_ORDER.indexOf(part) + 1];
    const end = next ? EVENTS[next] : END;
    let mass = 0;
    for (let v = Math.max(EVENTS[part], first); v < end; v++) mass += Math.exp(logs[v]!);
    return mass;
  });
  let rest = masses.reduce((sum, mass) => sum + mass, Math.exp(logs[END]!));
  const goal = partOf(target);
  for (const [i, part] of playing.entries()) {
    if (part === goal) {
      nats[part] += Math.log(rest) - (isHeard && part === 'drums' ? logOfDrum(logs, target) : logs[target]!);
      return;
    }
    const after = rest - masses[i]!;
    nats[part] += Math.log(rest) - Math.log(Math.max(after, Number.MIN_VALUE));
    rest = after;
  }
}
