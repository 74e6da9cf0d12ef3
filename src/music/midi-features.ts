/** What the notes of a voice are like, as numbers that tell drums, bass, chords and melody apart. */
import { upperMedian } from './median.ts';
import { hasCore } from './midi-pads.ts';
import { barsOfNotes, byPitch, largest, oddsOf, rhythmOf } from './midi-rhythm.ts';
import type { ToldByRhythm } from './midi-rhythm-weights.ts';
import { type Note, TICKS_PER_QUARTER, TICKS_PER_STEP } from './score.ts';

/** Notes this close together, in ticks, begin together: strokes and strums are some ticks apart. */
const TOGETHER_TICKS = 40;
const MAJOR = [0, 2, 4, 5, 7, 9, 11];
/** Pads of General MIDI that every kit has: kicks, snares, clap, hats. */
const CORE_PADS = new Set([35, 36, 38, 39, 40, 42, 44, 46]);

/** The features in the order of `featuresOf`, each about 0 to 1. */
export const FEATURES = [
  'constant',
  'chords',
  'pairs',
  'low',
  'very low',
  'high',
  'pitches',
  'one pitch',
  'few pitches',
  'in the drum map',
  'core pads',
  'a core kit',
  'outside any scale',
  'small steps',
  'wide leaps',
  'even pitches',
  'like a kick',
  'like a snare',
  'like a hat',
  'short',
  'same length',
  'sustained',
  'overlapping',
  'dense',
  'one pitch most',
  'low pairs',
  'a core kit in pairs',
] as const;

/** The features of notes, which are sorted by tick and at least one. */
export function featuresOf(notes: readonly Note[]): number[] {
  const pitches = byPitch(notes);
  const bars = barsOfNotes(notes);
  const groups = together(notes);
  const share = (test: (note: Note) => boolean) => notes.filter(test).length / notes.length;
  const median = upperMedian(notes.map(({ pitch }) => pitch)) ?? 60;
  const steps = stepsOf(groups);
  const { sounding, overlapping } = soundingOf(notes);
  const beats = Math.max(1, (notes.at(-1)!.tick - notes[0]!.tick) / TICKS_PER_QUARTER);
  const rhythms = [...pitches.values()].map((same) => rhythmOf(same, bars));
  const best = (drum: ToldByRhythm) =>
    clamp(Math.max(...rhythms.map((rhythm) => oddsOf(rhythm, drum))) / 6 + 0.5);
  const most = largest([...pitches.values()].map(({ length }) => length));
  const pairs = groups.filter((group) => group.length === 2).length / groups.length;
  const low = clamp((54 - median) / 14);
  const isKit = hasCore(pitches.keys());
  return [
    1,
    groups.filter((group) => group.length > 2).length / groups.length,
    pairs,
    low,
    clamp((42 - median) / 10),
    clamp((median - 56) / 16),
    clamp(Math.log2(pitches.size) / 4),
    pitches.size === 1 ? 1 : 0,
    pitches.size === 2 || pitches.size === 3 ? 1 : 0,
    share(({ pitch }) => pitch >= 35 && pitch <= 59),
    share(({ pitch }) => CORE_PADS.has(pitch)),
    isKit ? 1 : 0,
    outsideScale(notes),
    steps.small,
    steps.wide,
    evennessOf([...pitches.values()]),
    best('kick'),
    best('snare'),
    best('closedHat'),
    share(({ duration }) => duration <= TICKS_PER_STEP * 1.1),
    sameLength(notes),
    clamp(sounding),
    clamp(overlapping),
    clamp(groups.length / beats / 4),
    most / notes.length,
    low * clamp(3 * pairs),
    isKit ? clamp(4 * pairs) : 0,
  ];
}

/** How even the gaps between the notes of a pitch are, over all pitches. */
function evennessOf(pitches: readonly (readonly Note[])[]): number {
  let [even, all] = [0, 0];
  for (const notes of pitches) {
    const gaps = new Map<number, number>();
    for (let i = 1; i < notes.length; i++) {
      const gap = Math.round((notes[i]!.tick - notes[i - 1]!.tick) / (TICKS_PER_STEP / 2));
      gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
    }
    all += notes.length;
    if (notes.length > 2) even += notes.length * (largest(gaps.values()) / (notes.length - 1));
  }
  return even / all;
}

/** Notes in groups that begin together. */
function together(notes: readonly Note[]): Note[][] {
  const groups: Note[][] = [];
  for (const note of notes) {
    const group = groups.at(-1);
    if (group && note.tick - group[0]!.tick <= TOGETHER_TICKS) group.push(note);
    else groups.push([note]);
  }
  return groups;
}

/** The steps of the top line, repeated notes aside: the shares of small ones, and of those over an octave. */
function stepsOf(groups: readonly (readonly Note[])[]): { small: number; wide: number } {
  let [small, wide, moves] = [0, 0, 0];
  let before: number | undefined;
  for (const group of groups) {
    const top = group.reduce((highest, { pitch }) => Math.max(highest, pitch), 0);
    const step = Math.abs(top - (before ?? top));
    before = top;
    if (step === 0) continue;
    moves++;
    if (step <= 3) small++;
    if (step > 12) wide++;
  }
  return { small: small / Math.max(1, moves), wide: wide / Math.max(1, moves) };
}

/** The share of notes that lie outside the scale that holds most of them. */
function outsideScale(notes: readonly Note[]): number {
  const classes = new Array<number>(12).fill(0);
  for (const { pitch } of notes) classes[pitch % 12]!++;
  let most = 0;
  for (let tonic = 0; tonic < 12; tonic++) {
    most = Math.max(
      most,
      MAJOR.reduce((sum, degree) => sum + classes[(tonic + degree) % 12]!, 0),
    );
  }
  return 1 - most / notes.length;
}

/** The share of notes that are as long as the most common length, to a 32nd. */
function sameLength(notes: readonly Note[]): number {
  const lengths = new Map<number, number>();
  for (const { duration } of notes) {
    const length = Math.round(duration / (TICKS_PER_STEP / 2));
    lengths.set(length, (lengths.get(length) ?? 0) + 1);
  }
  return largest(lengths.values()) / notes.length;
}

/** The share of the time from the first onset to the last in which something sounds, and in which several notes do. */
function soundingOf(notes: readonly Note[]): { sounding: number; overlapping: number } {
  const first = notes[0]!.tick;
  const last = notes.at(-1)!.tick;
  if (last === first) return { sounding: 1, overlapping: 0 };
  let [sounding, overlapping, reached] = [0, 0, first];
  for (const { tick, duration } of notes) {
    const end = Math.min(tick + duration, last);
    // A note that begins with another begins at the same time for the ear.
    overlapping += Math.max(0, Math.min(end, reached) - tick - TOGETHER_TICKS);
    sounding += Math.max(0, end - Math.max(tick, reached));
    reached = Math.max(reached, end);
  }
  return { sounding: sounding / (last - first), overlapping: overlapping / (last - first) };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
