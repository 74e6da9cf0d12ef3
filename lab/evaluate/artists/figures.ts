/** What trainings of several artists and seeds come to: means, and the own adapter against everything else. */

import { meanOf } from '../measures.ts';
import { type Paired, pairedTest } from '../paired.ts';
import type { ArtistFigures, ArtistsReport, EarlyVariant, Variant } from './report.ts';

export type Kind = 'base' | 'wrong' | Variant;

/** What was measured of one artist. */
export interface Measured {
  readonly figures: ArtistFigures;
  /** Bits by seed. */
  readonly bySeed: Readonly<Record<Kind, readonly number[]>>;
  /** The same of references held out in training, soon after its beginning. */
  readonly early: Readonly<Record<EarlyVariant, readonly number[]>>;
  readonly seconds: readonly number[];
  readonly peakRssMb: number;
}

export const mean = (values: readonly number[]): number => meanOf(values) ?? Number.NaN;

/** The own adapter against everything else, seed by seed over all artists; as many seeds as both have. */
export function against(measured: readonly Measured[]): ArtistsReport['against'] {
  const test = (kind: Kind) => paired(measured, (one) => [one.bySeed.own, one.bySeed[kind]]);
  return {
    base: test('base'),
    wrong: test('wrong'),
    plain: test('plain'),
    shuffled: test('shuffled'),
    uniform: test('uniform'),
    ia3: test('ia3'),
  };
}

export function early(measured: readonly Measured[]): ArtistsReport['early'] {
  const bits = (variant: EarlyVariant) => mean(measured.map((one) => mean(one.early[variant])));
  const test = (variant: EarlyVariant) => paired(measured, (one) => [one.early.own, one.early[variant]]);
  return {
    bits: {
      own: bits('own'),
      plain: bits('plain'),
      shuffled: bits('shuffled'),
      uniform: bits('uniform'),
    },
    against: { plain: test('plain'), shuffled: test('shuffled'), uniform: test('uniform') },
  };
}

/** Pairs are seeds: of each the means over all artists. */
function paired(
  measured: readonly Measured[],
  of: (one: Measured) => readonly [readonly number[], readonly number[]],
): Paired {
  const all = measured.map(of);
  const seeds = Math.min(...all.flatMap(([first, second]) => [first.length, second.length]));
  const means = (which: 0 | 1) =>
    Array.from({ length: seeds }, (_, seed) => mean(all.map((pair) => pair[which][seed]!)));
  return pairedTest(means(0), means(1));
}

export function meanBits(all: readonly ArtistFigures['bits'][]): ArtistFigures['bits'] {
  const of = (kind: Kind) => mean(all.map((bits) => bits[kind]));
  return {
    base: of('base'),
    wrong: of('wrong'),
    own: of('own'),
    plain: of('plain'),
    shuffled: of('shuffled'),
    uniform: of('uniform'),
    ia3: of('ia3'),
  };
}
