/** Artists of the grammar: narrow regions of a style's settings, with figures and a pocket of their own. */
import { type Random, randomOf, type Score, STYLE_FACTS, STYLES, type Style } from '../../music/index.ts';
import { bookOf } from '../styles/index.ts';
import { type Choice, DIALS, type Dial, type Settings, type StyleBook } from './book.ts';
import { settleLane } from './lane.ts';
import { drawHarmony, drawSettings } from './settings.ts';
import { writeSong } from './song.ts';
import { regionOf } from './territory.ts';

/** An invented artist whose every song can be written again. */
export interface Artist {
  readonly style: Style;
  readonly seed: number;
  /** The habits that all the artist's songs share; each song moves a little from them. */
  readonly habits: Settings;
  /** The settings of the i-th song. */
  settings(i: number): Settings;
  /** The i-th song, 8 bars long. */
  song(i: number): Score;
}

/** Lanes that an artist settles into figures of its own, two of each. */
const FIGURES = ['kick', 'hats', 'bass', 'chords', 'melody'] as const satisfies readonly Choice[];
/** Lanes of which an artist has one. */
const HABITS = ['backbeat', 'ghostLane', 'openLane', 'perc'] as const satisfies readonly Choice[];
/** How far a song moves from the artist's dials, as a share of the style's range. */
const WANDER = 0.05;
/** How far a song moves from the artist's tempo, in beats a minute. */
const TEMPO_WANDER = 3;

/** An artist of a style, whose settings training may have seen. */
export function grammarArtist(style: Style, seed: number): Artist {
  return artistOf(style, seed, false);
}

/**
 * Artists for evaluation: their settings lie in regions that no training song has (see territory.ts).
 * @param styles taken in turn, so that n over their number gives several artists of one style.
 */
export function probeArtists(n: number, styles: readonly Style[] = STYLES): Artist[] {
  return Array.from({ length: n }, (_, i) => artistOf(styles[i % styles.length]!, i, true));
}

function artistOf(style: Style, seed: number, apart: boolean): Artist {
  const book = bookOf(style);
  const random = randomOf(`${apart ? 'probe' : 'artist'} ${style} ${seed}`);
  const drawn = drawSettings(book, random.fork('habits'), { apart });
  const habits: Settings = { ...drawn, ...settledLanes(drawn, random.fork('figures')), bars: 8 };
  const others = settledLanes(
    drawSettings(book, random.fork('others'), { mode: habits.mode }),
    random.fork('other figures'),
  );
  const tonics = [habits.tonic, random.int(12), random.int(12)];
  const progressions = Array.from({ length: 3 }, (_, i) =>
    i === 0 ? habits : drawHarmony(book, random.fork(`progression ${i}`), habits.mode),
  );
  const settings = (i: number): Settings => {
    const song = random.fork(`settings ${i}`);
    const figures = Object.fromEntries(
      FIGURES.map((lane) => [lane, (song.next() < 0.65 ? habits : others)[lane]]),
    ) as Pick<Settings, (typeof FIGURES)[number]>;
    return {
      ...habits,
      ...figures,
      ...wandered(book, habits, song),
      bpm: tempoNear(habits, style, song),
      tonic: tonics[song.weighted([3, 2, 1])]!,
      progression: progressions[song.weighted([3, 2, 2])]!.progression,
    };
  };
  return { style, seed, habits, settings, song: (i) => writeSong(settings(i), random.fork(`song ${i}`)) };
}

function settledLanes(settings: Settings, random: Random): Partial<Settings> {
  return Object.fromEntries(
    [...FIGURES, ...HABITS].map((lane) => [lane, settleLane(settings[lane], random.fork(lane))]),
  );
}

function wandered(book: StyleBook, habits: Settings, random: Random): Record<Dial, number> {
  const dials = {} as Record<Dial, number>;
  for (const dial of DIALS) {
    const [low, high] = regionOf(book, dial, habits[dial]);
    const [from, to] = book.dials[dial];
    const moved = habits[dial] + (random.next() * 2 - 1) * WANDER * (to - from);
    dials[dial] = Math.max(low, Math.min(high, moved));
  }
  return dials;
}

function tempoNear(habits: Settings, style: Style, random: Random): number {
  const [slowest, fastest] = STYLE_FACTS[style].bpm;
  const moved = habits.bpm + random.int(2 * TEMPO_WANDER + 1) - TEMPO_WANDER;
  return Math.max(slowest, Math.min(fastest, moved));
}
