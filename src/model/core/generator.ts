import type { Key, Part, Random, Score, Style } from '../../music/index.ts';

/** What a generator is asked to write. Tempo, key, bars and parts are obeyed exactly. */
export interface SampleRequest {
  readonly style: Style;
  /** Quarter notes a minute, 40–240. */
  readonly bpm: number;
  readonly key: Key;
  /** Length in bars of 4/4, 1–64. */
  readonly bars: number;
  /** The parts that play; all four where nothing is said. */
  readonly parts?: readonly Part[];
  /** 1 samples the learned distributions as they are; lower is more likely, higher more surprising. */
  readonly temperature?: number;
}

/**
 * A code length in bits a 16th step: the whole, and what each part adds to it. The whole is the sum of the
 * parts. Which parts play, the tempo and the key are given and cost nothing.
 */
export interface BitsPerStep {
  readonly total: number;
  readonly parts: Readonly<Record<Part, number>>;
}

/** Something that has learned how scores go and writes new ones. Immutable. */
export interface Generator {
  /** What it is built of, such as `ngram`. */
  readonly kind: string;
  /** The style it was grown from. */
  readonly style: Style;
  /**
   * How many bits a step these scores cost under the generator: minus the mean log₂ probability of their
   * steps. Honest only for scores that it has not learned from. NaN if no score is given.
   */
  bitsPerStep(scores: readonly Score[]): BitsPerStep;
  /** Writes a score. The same request and a `Random` of the same seed give the same score. */
  sample(request: SampleRequest, random: Random): Score;
}

/** How the held-out figures were come by. */
export type HeldOutBy =
  /** Every reference was predicted once by a generator that had learned from other references only. */
  | 'references'
  /** There is one reference: each of its unlike bars was predicted from the others. A weaker claim. */
  | 'bars'
  /** There is nothing to hold out (one bar, repeated): `after` equals `before`, no gain is claimed. */
  | 'nothing';

export interface HeldOut {
  /** Bits a step of the base that is told no style; nothing where there is no such base. */
  readonly base?: number;
  /** Bits a step of the style alone. */
  readonly before: number;
  /** Bits a step after learning, on music that was not learned from. */
  readonly after: number;
  /** The same of first bars alone, where there is nothing to copy; nothing of older generators. */
  readonly first?: { readonly before: number; readonly after: number };
  /** The same by part. */
  readonly parts: Readonly<Record<Part, { readonly before: number; readonly after: number }>>;
  readonly by: HeldOutBy;
  /** How many references (or bars) took a turn at being held out. */
  readonly turns: number;
}

/** The loss at a step of training, in bits a step. */
export interface CurvePoint {
  readonly step: number;
  /** Of the batch that was learned from, the base's own pieces in it included. */
  readonly loss: number;
  /** Of the references that are held out, where it was measured. */
  readonly heldOut?: number;
}
