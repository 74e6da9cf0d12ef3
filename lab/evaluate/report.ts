/** What an evaluation comes to, as JSON carries it: null stands where a figure has no meaning. */
import type { BitsPerStep } from '../../src/model/index.ts';
import type { Style } from '../../src/music/index.ts';
import type { Controls, ObeyedWishes } from './controls.ts';
import type { OpenSet } from './held-out.ts';
import type { MeasureValues } from './measures.ts';
import type { OverlapArea } from './overlap.ts';
import type { Sizes } from './sizes.ts';
import type { TimingError } from './timing.ts';
import type { PartShares } from './verbatim.ts';

/** Where held-out music is from: the style grammar, or an open data set. */
export type Source = 'grammar' | OpenSet;

/** Something that is wanted, and whether it is reached. */
export interface Goal {
  /** Stable, such as `bits-below-ngram`. */
  readonly id: string;
  /** What is wanted, in words and in the unit of `measured`. */
  readonly wanted: string;
  /** Percent, bits, points or ms, as the figure has it; null where it has no meaning. */
  readonly measured: number | null;
  readonly reached: boolean;
}

/** A model in one style. */
export interface StyleFigures {
  readonly bits: BitsPerStep;
  /** Means of the measures over the samples, less those over the real scores. */
  readonly gaps: MeasureValues;
  readonly timing: TimingError | null;
  readonly overlap: Pick<OverlapArea, 'area' | 'splitHalf'>;
  readonly controls: Controls;
  readonly wishes: ObeyedWishes;
  readonly verbatim: PartShares;
  /** The share of samples in which the recogniser hears the style; null if there is only one style. */
  readonly recognised: number | null;
}

/** What the figures of a model would be if it were the real music. */
export interface RealFigures {
  readonly measures: Partial<Record<Style, MeasureValues>>;
  /** Real scores that the recogniser has not heard and whose style it hears. */
  readonly recognised: number | null;
  /** Windows of held-out songs that stand in training songs: what chance and plain patterns come to. */
  readonly verbatim: PartShares;
  /** The timing of one half of the real scores against the other, in ms. */
  readonly timing: number | null;
  readonly notesInKey: number | null;
}

export interface ModelReport extends Omit<StyleFigures, 'bits' | 'overlap'> {
  readonly name: string;
  /** By source of the held-out music; gaps, timing and all that follows are means over the styles. */
  readonly bits: Partial<Record<Source, BitsPerStep>>;
  /** `share`: the area as a share of the split half's. */
  readonly overlap: StyleFigures['overlap'] & { readonly share: number };
  readonly styles: Partial<Record<Style, StyleFigures>>;
  /** How long it took, the making of the generators included. */
  readonly seconds: number;
  readonly goals: readonly Goal[];
}

export interface BaseReport {
  readonly seed: number;
  readonly styles: readonly Style[];
  readonly sizes: Sizes;
  /** Scores that were measured in bits, by source. */
  readonly heldOut: Partial<Record<Source, number>>;
  /** What could not be measured, in sentences. */
  readonly skipped: readonly string[];
  readonly real: RealFigures;
  readonly models: readonly ModelReport[];
}
