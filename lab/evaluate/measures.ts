/** How samples differ from real music in the measures that the field publishes (see the music folder). */
import {
  drumPatternDensity,
  emptyBarRate,
  grooveConsistency,
  pitchClassEntropy,
  polyphony,
  type Score,
  scaleConsistency,
} from '../../src/music/index.ts';

const points = (share: number | undefined) => (share === undefined ? undefined : 100 * share);

/** Each measure of a score, in the unit that is told; undefined where it has no meaning. */
export const MEASURES = {
  pitchClassEntropy: { label: 'pitch-class entropy', unit: 'bit', of: pitchClassEntropy },
  scaleConsistency: {
    label: 'scale consistency',
    unit: 'points',
    of: (score: Score) => points(scaleConsistency(score)),
  },
  grooveConsistency: {
    label: 'groove consistency',
    unit: 'points',
    of: (score: Score) => points(grooveConsistency(score)),
  },
  drumPatternDensity: {
    label: 'drum-pattern density',
    unit: 'points',
    of: (score: Score) => points(drumPatternDensity(score)),
  },
  emptyBarRate: { label: 'empty bars', unit: 'points', of: (score: Score) => points(emptyBarRate(score)) },
  polyphony: { label: 'polyphony', unit: 'pitches', of: polyphony },
} as const satisfies Record<
  string,
  { label: string; unit: string; of: (score: Score) => number | undefined }
>;
export type Measure = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];

export type MeasureValues = Readonly<Record<Measure, number | null>>;

/** The mean of every measure over scores; null where it has no meaning for any of them. */
export function measuresOf(scores: readonly Score[]): MeasureValues {
  return eachMeasure((measure) => meanOf(scores.map((score) => MEASURES[measure].of(score))));
}

/** How far the means of made scores lie from those of real ones, as they are: negative is less. */
export function gapsOf(real: MeasureValues, made: MeasureValues): MeasureValues {
  return eachMeasure((measure) => {
    const [a, b] = [real[measure], made[measure]];
    return a === null || b === null ? null : b - a;
  });
}

/** The mean size of gaps over styles; null if a style has none. */
export function meanGaps(gaps: readonly MeasureValues[]): MeasureValues {
  return eachMeasure((measure) => {
    const sizes = gaps.map((one) => one[measure]);
    return sizes.includes(null) ? null : meanOf(sizes.map((size) => Math.abs(size ?? 0)));
  });
}

function eachMeasure<T>(make: (measure: Measure) => T): Record<Measure, T> {
  return Object.fromEntries(MEASURE_NAMES.map((measure) => [measure, make(measure)])) as Record<Measure, T>;
}

/** The mean of the values that are there; null if none is. */
export function meanOf(values: readonly (number | null | undefined)[]): number | null {
  const there = values.filter((value) => value !== null && value !== undefined);
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length;
}
