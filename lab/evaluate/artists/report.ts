/** What an evaluation of artists' generators found. */
import type { Style } from '../../../src/music/index.ts';
import type { Paired } from '../paired.ts';

/** How the adapters that are compared were trained. */
export const VARIANTS = {
  /** As artists are. */
  own: {},
  /** By cross-entropy alone. */
  plain: { strength: 0 },
  /** With the mask's weights in other places. */
  shuffled: { mask: 'shuffled' },
  /** With everything marked alike. */
  uniform: { mask: 'uniform' },
  /** With scales in place of changes of low rank, which want a higher rate. */
  ia3: { form: { kind: 'ia3', rank: 0 }, rate: 2e-2 },
} as const;
export type Variant = keyof typeof VARIANTS;
export type EarlyVariant = Exclude<Variant, 'ia3'>;
export const VARIANT_NAMES = Object.keys(VARIANTS) as readonly Variant[];

/** Seeds that forms of adapters are compared over: they differ by much more than seeds do. */
export const FORM_SEEDS = 2;
/** Steps after which what the losses have taught so far is compared. */
export const EARLY = 20;

export interface ArtistFigures {
  readonly name: string;
  readonly style: Style;
  readonly references: number;
  /** Bits a step of songs that nobody learned from, means over the seeds. */
  readonly bits: Readonly<Record<'base' | 'wrong' | Variant, number>>;
  /** How many percent fewer bits the own adapter needs than the base. */
  readonly gain: number;
}

/** Shares of 1. */
export interface Recognition {
  readonly chance: number;
  /** Of real songs that the recogniser has not heard, of the base's takes in the artist's style, and of the artist's. */
  readonly heldOut: number;
  readonly base: number;
  readonly takes: number;
}

export interface Copying {
  readonly written: number;
  /** Takes that the gate stopped before they were sent. */
  readonly rejected: number;
  readonly delivered: number;
  /** Delivered takes that a gate of their own, made again, finds over its limits. */
  readonly over: number;
}

export interface ArtistsReport {
  readonly base: string;
  readonly seeds: number;
  readonly artists: readonly ArtistFigures[];
  /** Drummers of Groove, where the data set is there: drums alone. */
  readonly drummers: readonly ArtistFigures[];
  /** Means over the artists. */
  readonly bits: ArtistFigures['bits'];
  /** The own adapter against others: differences in bits a step, by seed over all artists. Negative is better. */
  readonly against: Readonly<Record<'base' | 'wrong' | Exclude<Variant, 'own'>, Paired>>;
  /** Bits a step of the references held out in training after `EARLY` steps: who learns faster. */
  readonly early: {
    readonly bits: Readonly<Record<EarlyVariant, number>>;
    readonly against: Readonly<Record<Exclude<EarlyVariant, 'own'>, Paired>>;
  };
  readonly recognised: Recognition | null;
  readonly copying: Copying;
  /** Percent more bits on the base's own validation songs: with the adapter as in replay, and as the artist. */
  readonly retention: { readonly base: number; readonly asBase: number; readonly asArtist: number };
  readonly training: {
    readonly seconds: { readonly mean: number; readonly most: number };
    readonly peakRssMb: number;
  };
  readonly goals: readonly { id: string; wanted: string; measured: number | null; reached: boolean }[];
}
