/**
 * The beat of a loop without drums: by when its notes begin, when its harmony changes and how long it is. Whoever
 * bounces a loop cuts it to whole bars, so its length alone says much.
 */
import type { Rhythm } from '../types.ts';
import { beatsOf, type Grid } from './grid.ts';
import { nameability } from './naming.ts';
import { surenessOf } from './sureness.ts';
import { type Strike, tempoCandidates } from './tempo.ts';

export interface NotesEvidence {
  readonly seconds: number;
  /** When notes begin, those of one chord together. */
  readonly strokes: readonly Strike[];
  /** When the harmony changes. */
  readonly changes: readonly Strike[];
  /** When the first sound begins, in seconds. */
  readonly first: number;
}

/** Slowest and fastest tempo that a loop without drums is given by itself. */
const TEMPI = { slowest: 60, fastest: 180 } as const;
/** The most bars that such a loop is tried as. */
const MOST_BARS = 64;
/** How far a loop's length may be from whole bars, in seconds: MP3 adds some. */
const SLACK = 0.06;
/** What whole bars are worth, in nats, by how many they are: powers of two, other even numbers. */
const WHOLE = { power: 3, even: 1.5 } as const;
/** Spread of strokes about their place, in seconds, and the share of them that have none. */
const SPREAD = 0.018;
const STRAY = 0.15;
/** How often a note begins at each 16th of a bar, in loops of 8ths and in loops of 16ths; each sums to 1. */
const ACCENTS = { 0: 8, 4: 4, 8: 5, 12: 4, 2: 2, 6: 3, 10: 3, 14: 2 };
const NOTE_PLACES = [spread(ACCENTS, 0.15), spread(ACCENTS, 2.5)] as const;
/** How often the harmony changes at each. */
const CHANGE_PLACES = spread({ 0: 24, 8: 6, 4: 1, 12: 2, 14: 1, 6: 1 }, 0.1);
/** Changes are found less exactly than notes. */
const CHANGE_SPREAD = 0.08;
/** How much evidence of each kind counts, and so many notes at the most: loops repeat, and a repeat is none. */
const TRUST = { note: 0.35, change: 0.5 } as const;
const INDEPENDENT = 12;
/** What it is worth, in nats, if a loop begins with its bar; one that is whole bars nearly always does. */
const BEGINS = { whole: 10, other: 2 } as const;
/** A loop begins at once if it sounds within this, in seconds. */
const AT_ONCE = 0.08;
/** Strokes must fit their places this much better than chance, in nats a stroke, unless the tempo is told. */
const FITS = 0.25;
const FEWEST = 4;

function spread(places: Readonly<Record<number, number>>, others: number): readonly number[] {
  const weights = Array.from({ length: 16 }, (_, place) => places[place] ?? others);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

interface Reading extends Grid {
  readonly worth: number;
  /** Nats a stroke above chance. */
  readonly fit: number;
  readonly isWhole: boolean;
}

/**
 * The rhythm of notes; undefined if they keep no tempo.
 * @param told the tempo that a person says it has: what is within 4 % of it is taken, however the notes lie.
 */
export function rhythmOfNotes(evidence: NotesEvidence, told?: number): Rhythm | undefined {
  const ranked = tempiOf(evidence, told)
    .map((bpm) => reading(evidence, bpm))
    .sort((a, b) => b.worth - a.worth);
  const [best] = ranked;
  if (best === undefined) return undefined;
  const isBeat = evidence.strokes.length >= FEWEST && (best.fit > FITS || (best.isWhole && best.fit > 0));
  if (told === undefined && !isBeat) return undefined;
  return {
    bpm: Math.round(100 * best.bpm) / 100,
    ...(told === undefined ? surenessOf(ranked, 1) : { bpmConfidence: 1, octaveConfidence: 1 }),
    ...beatsOf(best, evidence.seconds),
    pocketMs: {},
  };
}

/** Tempi at which the whole is whole bars, and at which its notes come evenly. */
function tempiOf({ seconds, strokes }: NotesEvidence, told?: number): number[] {
  const [slowest, fastest] = told === undefined ? [TEMPI.slowest, TEMPI.fastest] : [told / 1.04, told * 1.04];
  const byLength = Array.from({ length: MOST_BARS }, (_, i) => (240 * (i + 1)) / seconds);
  const near = told === undefined ? [] : [told];
  const tempi = [...near, ...byLength, ...tempoCandidates(strokes, seconds, told)];
  return tempi.map(typed).filter((bpm) => bpm >= slowest && bpm <= fastest);
}

/** Producers type whole tempi: one this close to a whole number is it. */
function typed(bpm: number): number {
  const whole = Math.round(bpm);
  return Math.abs(bpm / whole - 1) < 0.006 ? whole : bpm;
}

/** The best place for bars to begin at a tempo. */
function reading({ seconds, strokes, changes, first }: NotesEvidence, bpm: number): Reading {
  const bar = 240 / bpm;
  const bars = seconds / bar;
  const whole = Math.round(bars);
  const isWhole = whole > 0 && Math.abs(seconds - whole * bar) < SLACK + 0.002 * seconds;
  const prior = Math.log(nameability(bpm)) + (isWhole ? wholeness(whole) : 0);
  const starts = first < AT_ONCE ? [0, first] : [first];
  const trust = Math.min(TRUST.note, INDEPENDENT / Math.max(1, strokes.length));
  const later = [...changes, ...strokes].map(({ time }) => time % bar);
  let best: Reading | undefined;
  for (const [i, start] of [...starts, ...later].entries()) {
    const notes = Math.max(...NOTE_PLACES.map((places) => total(strokes, start, bar, places, SPREAD)));
    const harmony = total(changes, start, bar, CHANGE_PLACES, CHANGE_SPREAD);
    const opening = i < starts.length ? BEGINS[isWhole ? 'whole' : 'other'] : 0;
    const worth = prior + opening + trust * notes + TRUST.change * harmony;
    const fit = notes / Math.max(1, weightOf(strokes));
    if (best === undefined || worth > best.worth) best = { bpm, start, worth, fit, isWhole };
  }
  return best!;
}

function wholeness(bars: number): number {
  if (Number.isInteger(Math.log2(bars))) return WHOLE.power;
  return bars % 2 === 0 ? WHOLE.even : 0;
}

/** How much better strikes fit their places than chance, in nats. */
function total(
  strikes: readonly Strike[],
  start: number,
  bar: number,
  places: readonly number[],
  spread: number,
): number {
  const step = bar / 16;
  let sum = 0;
  for (const { time, weight } of strikes) {
    const place = (time - start) / step;
    const nearest = Math.round(place);
    const off = ((place - nearest) * step) / spread;
    const density = Math.exp(-0.5 * off * off) / (Math.sqrt(2 * Math.PI) * spread);
    const share = places[((nearest % 16) + 16) % 16]!;
    sum += weight * Math.log(STRAY + (1 - STRAY) * share * density * bar);
  }
  return sum;
}

const weightOf = (strikes: readonly Strike[]) => strikes.reduce((sum, { weight }) => sum + weight, 0);
