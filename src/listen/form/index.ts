/**
 * Form: which passages a track lives on. A three-minute beat is a few loops, each said many times; what is worth
 * learning from is each of them once, where it is whole.
 */
import { BeatwrightError } from '../../words/index.ts';
import type { Chroma } from '../key/chroma.ts';
import type { HeardHit } from '../types.ts';
import { ASPECTS, type BarSpan, barsOf, type Likeness, likenessOf, spansOf } from './bars.ts';

/** A passage of bars that is worth learning from. */
export interface Passage {
  /** Its first bar, counted in downbeats, and where that begins, in seconds. */
  readonly bar: number;
  readonly start: number;
  readonly seconds: number;
  readonly bars: 4 | 8;
  /** 0–1: how full it is and how closely it comes back. */
  readonly worth: number;
}

/** The most passages taken from a track. */
const MOST = 4;
/** Passages more alike than this are one. */
const SAME = 0.8;
/** What is worth less than this share of the best is an intro or a break, and no loop to learn from. */
const WHOLE = 0.8;
/** An 8-bar loop is one whose halves differ more than its repeats by this much. */
const HALVES = 0.04;
/** Bars on each side that a boundary is judged by. */
const SIDE = 4;

/** Bars of the shortest loop. */
export const SHORTEST_LOOP = 4;

export interface FormEvidence {
  readonly seconds: number;
  readonly downbeats: readonly number[];
  readonly hits: readonly HeardHit[];
  readonly chroma: Chroma;
}

/**
 * The best loops of 4 or 8 bars, best first, unlike each other.
 * @throws BeatwrightError `listen-too-few-bars` if there are no four whole bars.
 */
export function passagesOf({ seconds, downbeats, hits, chroma }: FormEvidence): Passage[] {
  const spans = spansOf(downbeats, seconds);
  if (spans.length < SHORTEST_LOOP) {
    throw new BeatwrightError('listen-too-few-bars', { bars: spans.length, least: SHORTEST_LOOP });
  }
  const likeness = likenessOf(barsOf(spans, hits, chroma));
  const first = phraseStart(likeness, spans.length);
  const length = loopLength(likeness, first, spans.length);
  const found: Passage[] = [];
  for (const passage of candidates(spans, likeness, first, length)) {
    if (passage.worth < WHOLE * (found[0]?.worth ?? 0)) break;
    const isNew = found.every((one) => resemblance(one, passage, likeness) < SAME && !overlap(one, passage));
    if (isNew) found.push(passage);
    if (found.length === MOST) break;
  }
  return found;
}

/**
 * The bar, 0 to 3, with which phrases of four begin: where what is before differs most from what is after (Foote,
 * "Automatic Audio Segmentation Using a Measure of Audio Novelty", ICME 2000).
 */
function phraseStart(likeness: Likeness, bars: number): number {
  if (bars < 8) return 0;
  const sums = [0, 0, 0, 0];
  for (let bar = 1; bar < bars; bar++) sums[bar % 4]! += novelty(likeness, bar, bars) ** 2;
  // What sounds first begins a phrase, if nothing else speaks against it.
  const opening = likeness.has.findIndex((aspects) => aspects.length > 0);
  sums[Math.max(0, opening) % 4]! += 0.1;
  return sums.indexOf(Math.max(...sums));
}

function novelty(likeness: Likeness, bar: number, bars: number): number {
  const side = Math.min(SIDE, bar, bars - bar);
  let within = 0;
  let across = 0;
  for (let i = 1; i <= side; i++) {
    for (let j = 1; j <= side; j++) {
      within += (likeness.of(bar - i, bar - j) + likeness.of(bar + i - 1, bar + j - 1)) / 2;
      across += likeness.of(bar - i, bar + j - 1);
    }
  }
  return (Math.max(0, within - across) / side ** 2) * (side / SIDE);
}

/** Whether phrases answer each other in eights or repeat every four bars. */
function loopLength(likeness: Likeness, first: number, bars: number): 4 | 8 {
  const at = (lag: number) => {
    const values: number[] = [];
    for (let bar = first; bar + 8 < bars; bar++) {
      if (likeness.has[bar]!.length === ASPECTS.length && likeness.has[bar + lag]!.length === ASPECTS.length)
        values.push(likeness.of(bar, bar + lag));
    }
    return values.length < 4 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const [four, eight] = [at(4), at(8)];
  return four !== undefined && eight !== undefined && eight - four > HALVES ? 8 : 4;
}

/** Whole passages, the most worth having first. */
function candidates(spans: readonly BarSpan[], likeness: Likeness, first: number, length: 4 | 8): Passage[] {
  const passages: Passage[] = [];
  const bars = spans.length - first >= length ? length : 4;
  for (let bar = first; bar + bars <= spans.length; bar += 4) {
    const inside = likeness.has.slice(bar, bar + bars);
    const full = inside.reduce((sum, aspects) => sum + aspects.length, 0) / (bars * ASPECTS.length);
    const worth = 0.7 * full + 0.3 * returns(bar, bars, likeness, spans.length);
    const seconds = spans.slice(bar, bar + bars).reduce((sum, span) => sum + span.seconds, 0);
    if (full > 0) passages.push({ bar, start: spans[bar]!.start, seconds, bars, worth });
  }
  return passages.sort((a, b) => b.worth - a.worth || a.bar - b.bar);
}

/** How closely a passage comes back at its best, whole phrases before or after. */
function returns(bar: number, bars: number, likeness: Likeness, total: number): number {
  let best = 0;
  for (let other = bar % 4; other + bars <= total; other += 4) {
    if (Math.abs(other - bar) >= bars) best = Math.max(best, alike(bar, other, bars, likeness));
  }
  return best;
}

function alike(a: number, b: number, bars: number, likeness: Likeness): number {
  let sum = 0;
  for (let i = 0; i < bars; i++) sum += likeness.of(a + i, b + i);
  return sum / bars;
}

function overlap(a: Passage, b: Passage): boolean {
  return a.bar < b.bar + b.bars && b.bar < a.bar + a.bars;
}

/** How alike two passages are, turned to where they fit best: a loop may be cut in by a phrase. */
function resemblance(a: Passage, b: Passage, likeness: Likeness): number {
  let best = 0;
  for (let turn = 0; turn < a.bars; turn += 4) {
    let sum = 0;
    for (let i = 0; i < a.bars; i++) sum += likeness.of(a.bar + ((i + turn) % a.bars), b.bar + (i % b.bars));
    best = Math.max(best, sum / a.bars);
  }
  return best;
}
