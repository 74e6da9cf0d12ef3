/**
 * The activation mask: what is characteristic of an artist. Whatever can be said is counted in the references and in
 * songs of the style that the base has learned from; what the artist says more often is marked, by the logarithm of
 * the ratio, shrunk where there is little to count and where it is not so in most references: what one song has a lot
 * of is that song's.
 */
import { DRUMS, type Part, type Random, STEPS_PER_BAR } from '../../music/index.ts';
import { OFFSET_BINS, offsetOf, VELOCITY_BINS } from '../core/bins.ts';
import type { Sheet } from '../net/sheet.ts';
import { ATTRIBUTE_WORDS, IS_GUESSED, partOf } from '../net/vocabulary.ts';
import {
  classOf,
  EVENT_FEATURES,
  eachEvent,
  eachFeature,
  FAMILIES,
  FELT,
  FELT_OF_WORD,
  partOfFeature,
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
/** The mean difference from the style from which on a habit is clear: one velocity step, 10 ms. */
const CLEAR_HABIT = { velocity: 1 / VELOCITY_BINS, offset: 10 / 125 };
/** Milliseconds that offsets are measured in: a 16th at 120 bpm. */
const OFFSET_UNIT = 125;

/** A velocity bin, and an offset bin at a tempo, as the loss compares them. */
export const velocityValue = (bin: number): number => bin / VELOCITY_BINS;
export const offsetValue = (bin: number, msPerTick: number): number =>
  (offsetOf(bin) * msPerTick) / OFFSET_UNIT;

/** min(1, n / (n + 8) · ln((n + ½) / (expected + ½)) / ln 4), and 0 for what is not more frequent than expected. */
export function characteristic(count: number, expected: number): number {
  const ratio = Math.log((count + PRIOR) / (expected + PRIOR)) / CLEAR;
  return Math.max(0, Math.min(1, (count / (count + DOUBT)) * ratio));
}

/** How much a habit is the artist's: 1 if all references have it, 0 if half of them or fewer do. */
export function consistency(references: number, all: number): number {
  return Math.max(0, (2 * references) / all - 1);
}

/** What was said in some sheets, and how often. */
interface Counts {
  /** Steps. */
  length: number;
  readonly events: Float64Array;
  /** Events of each part. */
  readonly parts: Record<Part, number>;
  readonly words: Float64Array;
  readonly hitVelocity: Means;
  readonly hitOffset: Means;
  readonly felt: Means;
}

function countsOf(sheets: readonly Sheet[], msPerTick: number): Counts {
  const counts: Counts = {
    length: 0,
    events: new Float64Array(EVENT_FEATURES),
    parts: { drums: 0, bass: 0, chords: 0, melody: 0 },
    words: new Float64Array(ATTRIBUTE_WORDS),
    hitVelocity: new Means(DRUMS.length * STEPS_PER_BAR),
    hitOffset: new Means(DRUMS.length * CELLS),
    felt: new Means(FELT.length * CELLS),
  };
  for (const sheet of sheets) {
    counts.length += sheet.length;
    countEvents(counts, sheet, msPerTick);
    sheet.attributes.words.forEach((words, i) => {
      const place = sheet.attributes.step[i]! % CELLS;
      for (const word of words) {
        if (sheet.isHeard && IS_GUESSED[word]) continue;
        counts.words[word]! += 1;
        const felt = FELT_OF_WORD[word]!;
        if (felt >= 0) counts.felt.add(felt * CELLS + place, feltValue(word, msPerTick));
      }
    });
  }
  return counts;
}

function countEvents(counts: Counts, sheet: Sheet, msPerTick: number): void {
  eachEvent(sheet, (i, event, context) => {
    const said = classOf(event);
    eachFeature(said, context, (feature) => {
      counts.events[feature]! += 1;
    });
    const part = partOf(event);
    if (part === undefined) return;
    counts.parts[part] += 1;
    if (part !== 'drums') return;
    const { place } = context;
    counts.hitVelocity.add(said * STEPS_PER_BAR + place, velocityValue(event % VELOCITY_BINS));
    const offset = sheet.events.offset[i]! % OFFSET_BINS;
    counts.hitOffset.add(said * CELLS + (place % CELLS), offsetValue(offset, msPerTick));
  });
}

/** Means by cell. */
class Means {
  readonly sums: Float64Array;
  readonly counts: Float64Array;

  constructor(size: number) {
    this.sums = new Float64Array(size);
    this.counts = new Float64Array(size);
  }

  add(cell: number, value: number): void {
    this.sums[cell]! += value;
    this.counts[cell]! += 1;
  }

  /** How clearly these means differ from others, 0 to 1. @param clear the difference from which on it is clear. */
  habits(others: Means, clear: (cell: number) => number): Float32Array {
    return Float32Array.from(this.sums, (sum, cell) => {
      const [count, other] = [this.counts[cell]!, others.counts[cell]!];
      if (count === 0 || other === 0) return 0;
      const difference = Math.abs(sum / count - others.sums[cell]! / other);
      return Math.min(1, ((count / (count + DOUBT)) * difference) / clear(cell));
    });
  }
}

/**
 * What is characteristic of an artist.
 *
 * @param references and @param style as sheets; @param msPerTick at the artist's tempo.
 */
export function styleMask(
  references: readonly (readonly Sheet[])[],
  style: readonly Sheet[],
  msPerTick: number,
): StyleMask {
  const own = countsOf(references.flat(), msPerTick);
  const each = references.map((sheets) => countsOf(sheets, msPerTick));
  const usual = countsOf(style, msPerTick);
  const share = (mine: number, theirs: number) => (theirs === 0 ? 0 : mine / theirs);
  const fieldSum = (words: Float64Array, word: number) => {
    const { first, size } = RANGE_OF_WORD[word]!;
    return words.subarray(first, first + size).reduce((sum, count) => sum + count, 0);
  };
  const velocity = () => CLEAR_HABIT.velocity;
  const offset = () => CLEAR_HABIT.offset;
  const expectedEvents = ({ length, parts }: Counts, feature: number) => {
    // What stands at a place is expected by the bar; moves and pitches, by the notes of their part.
    const part = partOfFeature(feature);
    const scale = part === undefined ? share(length, usual.length) : share(parts[part], usual.parts[part]);
    return usual.events[feature]! * scale;
  };
  const expectedWords = ({ words }: Counts, word: number) =>
    usual.words[word]! * share(fieldSum(words, word), fieldSum(usual.words, word));
  return {
    events: Float32Array.from(own.events, (count, feature) => {
      const more = each.filter((one) => one.events[feature]! > expectedEvents(one, feature)).length;
      return characteristic(count, expectedEvents(own, feature)) * consistency(more, each.length);
    }),
    words: Float32Array.from(own.words, (count, word) => {
      if (FELT_OF_WORD[word]! >= 0) return 0;
      const more = each.filter((one) => one.words[word]! > expectedWords(one, word)).length;
      return characteristic(count, expectedWords(own, word)) * consistency(more, each.length);
    }),
    hitVelocity: own.hitVelocity.habits(usual.hitVelocity, velocity),
    hitOffset: own.hitOffset.habits(usual.hitOffset, offset),
    felt: own.felt.habits(usual.felt, (cell) => (isOffset(Math.floor(cell / CELLS)) ? offset() : velocity())),
  };
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
