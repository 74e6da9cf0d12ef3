/** What the unseen pattern artists have in common: they know scales, voice chords, think of tunes, and are human. */
import {
  type Key,
  type Mode,
  type Random,
  type Style,
  scalePitchClasses,
} from '../../../../src/music/index.ts';
import { at, type Piece, range, type Stroke } from '../pattern.ts';

export interface Unseen {
  readonly name: string;
  /** What a person would call it, for those that have a name. */
  readonly styles: readonly Style[];
  /** A song: what is drawn here stays for its whole length. */
  readonly song: (random: Random) => Piece;
}

export const EIGHTHS = range(0, 16, 2);
export const SIXTEENTHS = range(0, 16);

/** Rhythms, or progressions by degree; as arguments they stand on one line. */
export const lists = <T>(...items: readonly T[]): readonly T[] => items;

/** Pitches by degree: 0 is the lowest tonic from `low` on, 7 the one above it. */
export type Scale = (degree: number) => number;

const mod = (value: number, by: number) => ((value % by) + by) % by;

export function keyIn(random: Random, tonics: readonly number[], modes: readonly Mode[]): Key {
  return { tonic: random.pick(tonics), mode: random.pick(modes) };
}

export function scaleFrom(key: Key, low: number): Scale {
  const intervals = scalePitchClasses(key).map((pitch) => mod(pitch - key.tonic, 12));
  const tonic = low + mod(key.tonic - low, 12);
  return (degree) => tonic + intervals[mod(degree, 7)]! + 12 * Math.floor(degree / 7);
}

/** Every other degree from a root, each in the octave above `low`: neighbouring chords then lie close together. */
export function voiced(scale: Scale, root: number, size: number, low: number): number[] {
  const pitches = range(0, size).map((i) => low + mod(scale(root + 2 * i) - low, 12));
  return [...new Set(pitches)].sort((a, b) => a - b);
}

/** Two bars' degrees above the root, which comes first. */
export function figureOf(random: Random, degrees: readonly number[], size: number) {
  const bars = [0, 1].map(() => range(0, size).map((i) => (i === 0 ? 0 : random.pick(degrees))));
  return (bar: number, i: number) => at(at(bars, bar), i);
}

export interface TuneWish {
  /** Degrees that the bars' chords stand on. */
  readonly roots: readonly number[];
  /** 16ths at which a bar's tones may begin, to pick from. */
  readonly rhythms: readonly (readonly number[])[];
  /** The lowest and the highest degree. */
  readonly within: readonly [number, number];
  /** Degrees from one tone to the next, to pick from. */
  readonly moves: readonly number[];
}

/** Four bars of a tune: the third begins as the first, and each bar begins on a tone of its chord. */
export function tuneOf(random: Random, { roots, rhythms, within: [least, most], moves }: TuneWish) {
  const [ask, answer, end] = [0, 1, 2].map(() => random.pick(rhythms));
  let degree = least + random.int(most - least + 1);
  const bars = [ask!, answer!, ask!, end!].map((rhythm, bar) =>
    rhythm.map((step, i) => {
      const tones = range(least, most + 1).filter((d) => [0, 2, 4].includes(mod(d - at(roots, bar), 7)));
      const far = (d: number) => Math.abs(d - degree);
      const next = degree + random.pick(moves);
      const turned = next < least || next > most ? 2 * degree - next : next;
      degree = i === 0 ? tones.reduce((a, b) => (far(b) < far(a) ? b : a)) : turned;
      return [step, Math.max(least, Math.min(most, degree))] as const;
    }),
  );
  return (bar: number) => at(bars, bar);
}

/** Strokes of hands that are no clock's, late or early by so many ticks. */
export function loose(random: Random, ticks: number, strokes: readonly Stroke[]): Stroke[] {
  return strokes.map(([drum, step, velocity, late = 0]) => [
    ...([drum, step] as const),
    Math.min(126, velocity + 4 * random.normal()),
    late + ticks * random.normal(),
  ]);
}

/** Some of the steps, each as likely. */
export const some = (random: Random, steps: readonly number[], chance: number): number[] =>
  steps.filter(() => random.next() < chance);

/** All items in another order. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => [random.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
