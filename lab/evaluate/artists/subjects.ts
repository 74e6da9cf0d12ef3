/** Whose sound is learned in an evaluation: artists that the base has never seen. */
import { DATA_FOLDER, probeArtists, readGroove } from '../../../src/corpus/index.ts';
import type { TrainingReference } from '../../../src/model/index.ts';
import type { Score, Style } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';

export interface Subject {
  readonly name: string;
  readonly style: Style;
  readonly references: readonly TrainingReference[];
  /** Songs that nobody learns from. */
  readonly held: readonly Score[];
}

/** Songs of an artist that are held out are counted from here, and those of the recogniser's test from there. */
const HELD = 100;
const RECOGNISED = 200;
/** The fewest and most references of an artist; artists take turns. */
const REFERENCES = [8, 9, 10, 11, 12];

/** Probe artists: their settings lie where no song of training has its own. */
export function probeSubjects(count: number, held: number): Subject[] {
  return probeArtists(count).map((artist, i) => ({
    name: `${artist.style} ${i + 1}`,
    style: artist.style,
    references: songs(0, REFERENCES[i % REFERENCES.length]!).map((song) => ({
      id: `song ${song}`,
      scores: [artist.song(song)],
    })),
    held: songs(HELD, held).map((song) => artist.song(song)),
  }));
}

/** Real songs of each probe artist for the recogniser's test, apart from all others. */
export function recognisedSongs(count: number, each: number): Score[][] {
  return probeArtists(count).map((artist) => songs(RECOGNISED, each).map((song) => artist.song(song)));
}

const songs = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** Drummers have no style of the grammar's; boom bap is the nearest. */
const DRUMMERS_STYLE = 'boom-bap';
const LEAST = { references: 8, held: 2 };

/**
 * Drummers of Groove's validation split, of whom there is enough: ten loops are their references, what their other
 * performances have is held out.
 *
 * @returns none where the data set is not there.
 */
export async function drummerSubjects(most: number, held: number, data = DATA_FOLDER): Promise<Subject[]> {
  if (most === 0) return [];
  const { validation } = await readGroove({ data }).catch((error: unknown) => {
    if (error instanceof BeatwrightError && error.id === 'corpus-data-absent') return { validation: [] };
    throw error;
  });
  const loops = validation.filter(({ score, artist }) => artist !== undefined && score.bars === 8);
  return [...Map.groupBy(loops, ({ artist }) => artist!)]
    .flatMap(([name, own]): Subject[] => {
      const references: TrainingReference[] = [];
      const kept: Score[] = [];
      // Whole performances go to one side or the other, in turn.
      for (const performance of Map.groupBy(own, ({ song }) => song).values()) {
        const scores = performance.map(({ score }) => score);
        if (references.length < 10 && references.length <= 2 * kept.length + 2) {
          for (const score of scores.slice(0, 3)) {
            references.push({ id: `${performance[0]!.song}`, scores: [score] });
          }
        } else kept.push(...scores.slice(0, 3));
      }
      if (references.length < LEAST.references || kept.length < LEAST.held) return [];
      return [{ name, style: DRUMMERS_STYLE, references, held: kept.slice(0, held) }];
    })
    .slice(0, most);
}
