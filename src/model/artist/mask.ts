/**
 * The activation mask: what is characteristic of an artist. Whatever can be said is counted in the references and,
 * beside it, how often the base expected it in the very same places; what the artist says more often is marked, by
 * the logarithm of the ratio, shrunk where there is little to count.
 */
import { DRUMS, type Random, STEPS_PER_BAR } from '../../music/index.ts';
import { OFFSET_BINS, offsetOf, VELOCITY_BINS } from '../bins.ts';
import type { Batch } from '../net/batch.ts';
import type { Logs } from '../net/measure.ts';
import type { Sheet } from '../net/sheet.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, EVENTS, OFFSET_WORDS } from '../net/vocabulary.ts';
import {
  classOf,
  EVENT_CLASSES,
  EVENT_FEATURES,
  eachEvent,
  eachFeature,
  FAMILIES,
  FELT,
  FELT_OF_WORD,
  RANGE_OF_WORD,
} from './features.ts';

/** Raised whenever features or weights change their meaning. */
export const MASK_VERSION = '1';

/** How characteristic each feature is, 0 to 1. */
export interface StyleMask {
  /** Of event classes; see `features.ts`. */
  readonly events: Float32Array;
  /** Of attribute words that are told apart. */
  readonly words: Float32Array;
  /** How hard a drum is hit: [drum × 16th of the bar]. */
  readonly hitVelocity: Float32Array;
  /** How early or late: [drum × 16th of the quarter]. */
  readonly hitOffset: Float32Array;
  /** Velocities and offsets of notes: [`FELT` × 16th of the quarter]. */
  readonly felt: Float32Array;
}

/** 16ths of a quarter: the cells of a swing. */
export const CELLS = 4;

/** How many observations it takes to be half believed. */
const DOUBT = 8;
/** The ratio from which on nothing is more characteristic. */
const CLEAR = Math.log(4);
/** What keeps ratios finite, in observations. */
const PRIOR = 0.5;
/** The mean error of the base, in units of `FELT_UNIT`, from which on a habit is clear: one velocity step, 10 ms. */
const CLEAR_ERROR = { velocity: 1 / VELOCITY_BINS, offset: 0.2 };
/** Milliseconds that offsets are measured in. */
const OFFSET_UNIT = 50;

/** A velocity bin, and an offset bin at a tempo, as the loss compares them. */
export const velocityValue = (bin: number): number => bin / VELOCITY_BINS;
export const offsetValue = (bin: number, msPerTick: number): number =>
  (offsetOf(bin) * msPerTick) / OFFSET_UNIT;

/** min(1, n / (n + 8) · ln((n + ½) / (expected + ½)) / ln 4), and 0 for what is not more frequent than expected. */
export function characteristic(count: number, expected: number): number {
  const ratio = Math.log((count + PRIOR) / (expected + PRIOR)) / CLEAR;
  return Math.max(0, Math.min(1, (count / (count + DOUBT)) * ratio));
}

function habit(sum: number, count: number, clear: number): number {
  if (count === 0) return 0;
  return Math.min(1, ((count / (count + DOUBT)) * Math.abs(sum / count)) / clear);
}

/** Counts sheets of the references, and what the base expected of them. */
export class MaskCount {
  private readonly events = {
    seen: new Float64Array(EVENT_FEATURES),
    expected: new Float64Array(EVENT_FEATURES),
  };
  private readonly words = {
    seen: new Float64Array(ATTRIBUTE_WORDS),
    expected: new Float64Array(ATTRIBUTE_WORDS),
  };
  private readonly hitVelocity = new Errors(DRUMS.length * STEPS_PER_BAR);
  private readonly hitOffset = new Errors(DRUMS.length * CELLS);
  private readonly felt = new Errors(FELT.length * CELLS);
  private readonly msPerTick: number;

  constructor(msPerTick: number) {
    this.msPerTick = msPerTick;
  }

  /** @param logs what the base made of the batch. */
  add({ sheets }: Pick<Batch, 'sheets'>, logs: Logs): void {
    let row = 0;
    let choice = 0;
    for (const sheet of sheets) {
      this.addEvents(sheet, logs, row);
      this.addAttributes(sheet, logs, choice);
      row += sheet.events.event.length;
      choice += sheet.attributes.words.length;
    }
  }

  mask(): StyleMask {
    const { events, words } = this;
    const weights = ({ seen, expected }: typeof events) =>
      Float32Array.from(seen, (count, i) => characteristic(count, expected[i]!));
    const isTold = (word: number) => FELT_OF_WORD[word]! < 0;
    return {
      events: weights(events),
      words: weights(words).map((weight, word) => (isTold(word) ? weight : 0)),
      hitVelocity: this.hitVelocity.habits(CLEAR_ERROR.velocity),
      hitOffset: this.hitOffset.habits(CLEAR_ERROR.offset),
      felt: this.felt.habits(
        CLEAR_ERROR.velocity,
        (cell) => isOffset(Math.floor(cell / CELLS)),
        CLEAR_ERROR.offset,
      ),
    };
  }

  private addEvents(sheet: Sheet, logs: Logs, first: number): void {
    const masses = new Float64Array(EVENT_CLASSES);
    eachEvent(sheet, (i, event, context) => {
      const row = logs.events.subarray((first + i) * EVENT_WORDS, (first + i + 1) * EVENT_WORDS);
      masses.fill(0);
      for (let word = 0; word < EVENT_WORDS; word++) masses[classOf(word)]! += Math.exp(row[word]!);
      const said = classOf(event);
      for (let value = 0; value < EVENT_CLASSES; value++) {
        eachFeature(value, context, (feature) => {
          this.events.expected[feature]! += masses[value]!;
          if (value === said) this.events.seen[feature]! += 1;
        });
      }
      if (event >= EVENTS.chords) return;
      const drum = said;
      const velocity = event % VELOCITY_BINS;
      let expected = 0;
      for (let bin = 0; bin < VELOCITY_BINS; bin++) {
        expected += (Math.exp(row[drum * VELOCITY_BINS + bin]!) / masses[drum]!) * velocityValue(bin);
      }
      this.hitVelocity.add(drum * STEPS_PER_BAR + context.place, velocityValue(velocity) - expected);
      let late = 0;
      for (let bin = 0; bin < OFFSET_BINS; bin++) {
        const log = logs.offsets[(first + i) * OFFSET_WORDS + drum * OFFSET_BINS + bin]!;
        late += Math.exp(log) * offsetValue(bin, this.msPerTick);
      }
      const offset = sheet.events.offset[i]! % OFFSET_BINS;
      this.hitOffset.add(drum * CELLS + (context.place % CELLS), offsetValue(offset, this.msPerTick) - late);
    });
  }

  private addAttributes({ attributes }: Sheet, logs: Logs, first: number): void {
    attributes.words.forEach((words, i) => {
      const row = logs.attributes.subarray((first + i) * ATTRIBUTE_WORDS, (first + i + 1) * ATTRIBUTE_WORDS);
      for (const said of words) {
        const range = RANGE_OF_WORD[said]!;
        let expected = 0;
        for (let word = range.first; word < range.first + range.size; word++) {
          this.words.expected[word]! += Math.exp(row[word]!);
          expected += Math.exp(row[word]!) * feltValue(word, this.msPerTick);
        }
        this.words.seen[said]! += 1;
        const felt = FELT_OF_WORD[said]!;
        if (felt < 0) continue;
        const cell = felt * CELLS + (attributes.step[i]! % CELLS);
        this.felt.add(cell, feltValue(said, this.msPerTick) - expected);
      }
    });
  }
}

/** Mean errors by cell. */
class Errors {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(size: number) {
    this.sums = new Float64Array(size);
    this.counts = new Float64Array(size);
  }

  add(cell: number, error: number): void {
    this.sums[cell]! += error;
    this.counts[cell]! += 1;
  }

  habits(clear: number, isOther: (cell: number) => boolean = () => false, other = clear): Float32Array {
    return Float32Array.from(this.sums, (sum, i) => habit(sum, this.counts[i]!, isOther(i) ? other : clear));
  }
}

const isOffset = (felt: number): boolean => FELT[felt]!.endsWith('Offset');

/** The value of a velocity or offset word as the loss compares it; 0 for other words. */
export function feltValue(word: number, msPerTick: number): number {
  const felt = FELT_OF_WORD[word]!;
  if (felt < 0) return 0;
  const bin = word - RANGE_OF_WORD[word]!.first;
  return isOffset(felt) ? offsetValue(bin, msPerTick) : velocityValue(bin);
}

/** The same weights in other places: each family's shuffled among themselves. What a mask is held against. */
export function shuffledMask(mask: StyleMask, random: Random): StyleMask {
  const shuffled = (weights: Float32Array) => {
    const order = Array.from(weights, (weight) => ({ weight, at: random.next() })).sort(
      (a, b) => a.at - b.at,
    );
    return Float32Array.from(order, ({ weight }) => weight);
  };
  const events = mask.events.slice();
  for (const { first, size } of FAMILIES)
    events.set(shuffled(mask.events.subarray(first, first + size)), first);
  const words = mask.words.slice();
  for (const { first, size } of new Set(RANGE_OF_WORD))
    words.set(shuffled(mask.words.subarray(first, first + size)), first);
  return {
    events,
    words,
    hitVelocity: shuffled(mask.hitVelocity),
    hitOffset: shuffled(mask.hitOffset),
    felt: shuffled(mask.felt),
  };
}

/** Everything marked alike. */
export function uniformMask(mask: StyleMask): StyleMask {
  const ones = (weights: Float32Array) => weights.map(() => 1);
  return {
    events: ones(mask.events),
    words: mask.words.map((_, word) => (FELT_OF_WORD[word]! < 0 ? 1 : 0)),
    hitVelocity: ones(mask.hitVelocity),
    hitOffset: ones(mask.hitOffset),
    felt: ones(mask.felt),
  };
}
