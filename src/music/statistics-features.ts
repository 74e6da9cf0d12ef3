/**
 * The features by which sets of pieces are compared: those of Yang and Lerch, "On the Evaluation of
 * Generative Models in Music", Neural Computing and Applications 32, 2020, and the drum pattern, which
 * theirs, made for melodies, have not. A feature is a list of numbers, of the same length for every score.
 */
import { DRUMS, type Note, type Score, TICKS_PER_QUARTER, TICKS_PER_STEP } from './score.ts';
import { drumPatternOf, pitchClassCounts, pitchesOf, shares } from './statistics.ts';

export const FEATURES = [
  'pitchCount',
  'pitchClasses',
  'pitchClassTransitions',
  'pitchRange',
  'meanInterval',
  'noteCount',
  'meanInterOnset',
  'noteLengths',
  'noteLengthTransitions',
  'drumPattern',
] as const;
export type Feature = (typeof FEATURES)[number];

/** The note lengths told apart, in quarter notes: whole to 16th, dotted, and triplets. */
const LENGTHS = [4, 2, 1, 1 / 2, 1 / 4, 3, 3 / 2, 3 / 4, 3 / 8, 4 / 3, 2 / 3, 1 / 3];

/**
 * The features of a score. Successions (transitions, intervals, times between onsets) are those of bass and
 * melody, each on its own; counts, classes and lengths are of all pitched notes, counts a bar.
 */
export function featuresOf(score: Score): Record<Feature, readonly number[]> {
  const lines = [score.bass, score.melody];
  const pairs = lines.flatMap((line) => line.slice(1).map((note, i) => [line[i]!, note] as const));
  const pitches = pitchesOf(score);
  const pattern = drumPatternOf(score);
  const lengths = [...lines.flat(), ...score.chords].map(lengthClass);
  return {
    pitchCount: [new Set(pitches).size],
    pitchClasses: shares(pitchClassCounts(score)),
    pitchClassTransitions: transitions(pairs.map(([a, b]) => [a.pitch % 12, b.pitch % 12])),
    pitchRange: [rangeOf(pitches)],
    meanInterval: [mean(pairs.map(([a, b]) => Math.abs(b.pitch - a.pitch)))],
    noteCount: [pitches.length / score.bars],
    meanInterOnset: [mean(pairs.map(([a, b]) => (b.tick - a.tick) / TICKS_PER_STEP))],
    noteLengths: shares(LENGTHS.map((_, length) => lengths.filter((one) => one === length).length)),
    noteLengthTransitions: transitions(pairs.map(([a, b]) => [lengthClass(a), lengthClass(b)])),
    drumPattern: DRUMS.flatMap((drum) => pattern[drum]),
  };
}

/** How often each of twelve classes follows each, as shares, row by row. */
function transitions(pairs: readonly (readonly [number, number])[]): number[] {
  const counts = new Array<number>(144).fill(0);
  for (const [from, to] of pairs) counts[from * 12 + to]!++;
  return shares(counts);
}

/** The nearest of the note lengths, by ratio. */
function lengthClass({ duration }: Pick<Note, 'duration'>): number {
  const distances = LENGTHS.map((length) => Math.abs(Math.log(duration / TICKS_PER_QUARTER / length)));
  return distances.indexOf(Math.min(...distances));
}

function rangeOf(pitches: readonly number[]): number {
  let lowest = 127;
  let highest = 0;
  for (const pitch of pitches) {
    lowest = Math.min(lowest, pitch);
    highest = Math.max(highest, pitch);
  }
  return Math.max(0, highest - lowest);
}

function mean(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}
