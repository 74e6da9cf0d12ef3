/** Whose takes are judged: artists of several kinds, each told from others of its own kind. */
import { probeArtists } from '../../../src/corpus/index.ts';
import { randomOf, type Score, type Style } from '../../../src/music/index.ts';
import { drummerSubjects } from '../artists/subjects.ts';
import { HABITS, pieceOf } from './patterns.ts';
import { songOf, UNSEEN } from './patterns-unseen.ts';

export const FAMILIES = ['patterns', 'unseen', 'grammar', 'drummers'] as const;
export type Family = (typeof FAMILIES)[number];

export interface KnownArtist {
  readonly name: string;
  /** What people would call it, for those that have a name. */
  readonly styles: readonly Style[];
  readonly references: readonly Score[];
}

export interface FamilyOptions {
  /** References of each artist; a drummer has as many as there are. */
  readonly references: number;
  /** The folder of the open data sets. */
  readonly data?: string;
}

/** Artists of Groove that are measured, at most, and how many of their loops nobody learns from. */
const DRUMMERS = 8;
const HELD = 2;
/** Artists of the grammar whom the base has never seen. */
const PROBES = 8;

const count = (length: number) => Array.from({ length }, (_, n) => n);

/** All artists of a family; none of the drummers where the data set is not there. */
export async function artistsOf(family: Family, o: FamilyOptions): Promise<KnownArtist[]> {
  if (family === 'patterns') {
    return HABITS.map((habit) => ({
      name: habit.name,
      styles: habit.styles,
      references: count(o.references).map((n) => pieceOf(habit, n, randomOf(`${habit.name} ${n}`))),
    }));
  }
  if (family === 'unseen') {
    return UNSEEN.map((artist) => ({
      name: artist.name,
      styles: artist.styles,
      references: count(o.references).map((n) => songOf(artist, randomOf(`${artist.name} ${n}`))),
    }));
  }
  if (family === 'grammar') {
    return probeArtists(PROBES).map((artist, i) => ({
      name: `${artist.style} ${i + 1}`,
      styles: [artist.style],
      references: count(o.references).map((n) => artist.song(n)),
    }));
  }
  const drummers = await drummerSubjects(DRUMMERS, HELD, o.data);
  return drummers.map(({ name, references }) => ({
    name,
    styles: [],
    references: references.flatMap(({ scores }) => scores),
  }));
}
