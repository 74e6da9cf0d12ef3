/**
 * Artists that our grammar has not made: little generators of their own, each with habits that can be counted, of the
 * kinds that upload references in earnest: without a melody, without drums, one-bar loops, stiff, sparse, dense. They
 * share no code with the style grammar, so that what is measured on them is no praise of it.
 */
import type { Key, Random, Score, Style } from '../../../src/music/index.ts';
import { at, each, type Player, type Players, range, scoreOf, type Tone } from './pattern.ts';

/** What one artist plays. */
export interface Habit extends Players {
  readonly name: string;
  /** What a person would call it, for those that have a name. */
  readonly styles: readonly Style[];
  readonly bpms: readonly number[];
  readonly bars: number;
  readonly keys: readonly Key[];
  /** Off 16ths are so many ticks late. */
  readonly swing?: number;
}

const minor = (root: number, kind: readonly number[] = [0, 3, 7]) => kind.map((interval) => root + interval);

const C = (tonic: number, mode: Key['mode'] = 'minor'): Key => ({ tonic, mode });

export const HABITS: readonly Habit[] = [
  {
    name: 'drill in 3+3+2',
    styles: ['uk-drill', 'ny-drill'],
    ...{ bpms: [142, 142, 143], bars: 8, keys: [C(5), C(6)] },
    drums: (bar, random) => [
      ...each(bar % 2 === 0 ? [0, 6] : [0, 3, 10], 'kick', 112),
      ...each([8, 14], 'snare', 104),
      ...each([0, 3, 6, 8, 11, 14], 'closedHat', 84),
      ...(random.next() < 0.3 ? each([12.67, 13.33], 'closedHat', 66) : []),
    ],
    bass: (bar) => [
      [0, 6, [29 + at([0, 0, -4, -2], bar)], 100],
      [10, 5, [29 + at([7, 12, 3, 5], bar)], 96],
    ],
    chords: (bar) => [[0, 16, minor(53 + at([0, 0, -4, -2], bar)), 70]],
    melody: (bar, random) =>
      [0, 3, 6, 11].map((step, i) => [step, 3, [77 + at([0, -2, -5, 3], i + bar + random.int(2))], 80]),
  },
  {
    name: 'boom bap without a melody',
    styles: ['boom-bap', 'lo-fi'],
    ...{ bpms: [86, 88, 86], bars: 8, keys: [C(9, 'dorian'), C(2, 'dorian')], swing: 30 },
    drums: (bar, random) => [
      ...each(bar % 2 === 0 ? [0, 7, 10] : [0, 2, 10], 'kick', 110),
      ...each([4, 12], 'snare', 115, 14),
      ...each(range(0, 16, 2), 'closedHat', 76),
      ...(random.next() < 0.4 ? each([15], 'snare', 36, 14) : []),
    ],
    bass: (bar) => [
      [0, 3, [33 + at([0, 5], bar)], 92],
      [7, 2, [33 + at([7, 0], bar)], 84],
      [10, 3, [33 + at([0, 3], bar)], 88],
    ],
    chords: (bar) =>
      [2, 6, 10, 14].map((step) => [step, 1.5, minor(57 + at([0, 5], bar), [0, 3, 7, 10]), 74]),
  },
  {
    name: 'half time in triplets, with a cowbell',
    styles: ['trap', 'memphis', 'rage'],
    ...{ bpms: [150], bars: 8, keys: [C(1), C(3)] },
    drums: (bar, random) => [
      ...each(bar % 2 === 0 ? [0, 10] : [0, 5, 11], 'kick', 118),
      ...each([8], 'snare', 112),
      ...each(
        range(0, 12).map((i) => (i * 4) / 3),
        'closedHat',
        72 + random.int(8),
      ),
      ...each([0, 6, 12], 'percussion', 90),
    ],
    bass: (bar) => [
      [0, 9, [25 + at([0, 1, 0, -2], bar)], 110],
      [10, 5, [25 + at([0, 1, 0, -2], bar)], 104],
    ],
    chords: (bar) => [
      [0, 8, minor(49 + at([0, 1, 0, -2], bar)), 66],
      [8, 8, minor(49 + at([0, 1, 0, -2], bar)), 60],
    ],
  },
  {
    name: 'cloud, slow and sparse',
    styles: ['cloud', 'plugg'],
    ...{ bpms: [68, 70], bars: 8, keys: [C(4, 'major'), C(9, 'major')] },
    drums: (bar) => [
      ...each([0, 10], 'kick', 90),
      ...each([4, 12], 'clap', 74),
      ...each(range(0, 16, 4), 'closedHat', 58),
      ...(bar % 4 === 3 ? each([14, 14.5, 15, 15.5], 'closedHat', 50) : []),
    ],
    bass: (bar) => [[0, 14, [28 + at([0, 5, 9, 7], bar)], 86]],
    chords: (bar) => [[0, 16, minor(52 + at([0, 5, 9, 7], bar), [0, 4, 7, 11]), 58]],
    melody: (bar, random) => [
      [2, 6, [76 + at([0, 4, 2, -3], bar)], 66],
      [10, 5, [71 + at([0, 4, 2, -3], bar + random.int(2))], 62],
    ],
  },
  {
    name: 'drums alone',
    styles: ['boom-bap', 'g-funk', 'west-coast-bounce'],
    ...{ bpms: [94, 96, 98], bars: 8, keys: [C(0)] },
    drums: (bar, random) => [
      ...each(bar % 2 === 0 ? [0, 3, 8, 11] : [0, 3, 8, 14], 'kick', 116),
      ...each([4, 12], 'snare', 110),
      ...each(range(0, 16), 'shaker', 62 + random.int(6)),
      ...each([2, 10], 'rim', 78),
      ...(bar % 4 === 3 ? each([13, 14, 15], 'lowTom', 100) : []),
    ],
  },
  {
    name: '808 and drums',
    styles: ['trap', 'rage', 'memphis'],
    ...{ bpms: [138, 140], bars: 8, keys: [C(7)] },
    drums: (bar, random) => [
      ...each(
        at(
          [
            [0, 4, 10],
            [0, 7, 14],
            [0, 4, 10],
            [2, 7],
          ],
          bar,
        ),
        'kick',
        120,
      ),
      ...each([8], 'clap', 108),
      ...each(range(0, 16, 2), 'closedHat', 90),
      ...(random.next() < 0.5 ? each([7, 7.33, 7.67], 'closedHat', 70) : []),
      ...each([6], 'openHat', 70),
    ],
    bass: (bar) =>
      at(
        [
          [0, 4, 10],
          [0, 7, 14],
          [0, 4, 10],
          [2, 7],
        ],
        bar,
      ).map((step, i) => [step, 3.5, [31 + at([0, 0, 3, -2, 12], bar + i)], 112]),
  },
  {
    name: 'keys without drums',
    styles: ['lo-fi', 'cloud', 'boom-bap'],
    ...{ bpms: [80, 84], bars: 8, keys: [C(2, 'dorian'), C(7, 'dorian')] },
    chords: (bar) => [
      [0, 7, minor(50 + at([0, 7, 5, 10], bar), [0, 3, 7, 10, 14]), 72],
      [8, 3, minor(50 + at([0, 7, 5, 10], bar), [0, 3, 7, 10, 14]), 60],
      [12, 4, minor(50 + at([2, 9, 5, 12], bar), [0, 3, 7, 10]), 64],
    ],
    melody: (bar, random) =>
      at(
        [
          [4, 6, 10],
          [2, 6, 7, 14],
        ],
        bar,
      ).map((step, i) => [step, 2, [74 + at([0, 3, 5, 7, 10], bar + 2 * i + random.int(2))], 78]),
  },
  {
    name: 'one bar, again and again',
    styles: ['drift-phonk', 'memphis'],
    ...{ bpms: [128, 130], bars: 4, keys: [C(3), C(8)] },
    drums: () => [
      ...each([0, 4, 8, 12], 'kick', 122),
      ...each([4, 12], 'snare', 100),
      ...each([2, 6, 10, 14], 'openHat', 92),
    ],
    bass: () => [2, 6, 10, 14].map((step) => [step, 1.5, [27], 108]),
    melody: () => [0, 3, 6, 8, 11, 14].map((step, i) => [step, 1, [75 + at([0, 3, 0, -2, 0, 7], i)], 100]),
  },
  {
    name: 'straight and stiff',
    styles: ['west-coast-bounce', 'drift-phonk', 'crunk'],
    ...{ bpms: [100, 102], bars: 8, keys: [C(0), C(5)] },
    drums: () => [
      ...each([0, 6, 8, 14], 'kick', 127),
      ...each([4, 12], 'clap', 127),
      ...each(range(0, 16), 'closedHat', 127),
    ],
    bass: (bar) =>
      range(0, 16, 2).map((step) => [step, 1, [36 + at([0, 12], step / 2) + at([0, 3], bar)], 127]),
    chords: (bar) => [[0, 2, minor(60 + at([0, 3], bar), [0, 7, 12]), 127]],
  },
  {
    name: 'very dense',
    styles: ['memphis', 'rage', 'trap', 'crunk'],
    ...{ bpms: [144, 148], bars: 8, keys: [C(10), C(11)] },
    drums: (bar, random) => [
      ...each([0, 3, 6, 8, 11, 14], 'kick', 112),
      ...each([4, 12], 'snare', 104),
      ...each(range(0, 16, 0.5), 'closedHat', 60 + random.int(20)),
      ...each(bar % 2 === 0 ? [7, 15] : [5, 13], 'clap', 80),
    ],
    bass: (bar) =>
      range(0, 16, 1).map((step) => [step, 0.9, [34 + at([0, 0, 12, 0, 3, 0, 10, 0], step + bar)], 90]),
    chords: (bar) => range(0, 16, 4).map((step) => [step, 3, minor(58 + at([0, 1], bar)), 80]),
    melody: (bar) => range(0, 16, 1).map((step) => [step, 1, [82 + at([0, 3, 7, 12], step + bar)], 84]),
  },
  {
    name: 'odd registers',
    styles: ['g-funk', 'west-coast-bounce', 'boom-bap'],
    ...{ bpms: [92], bars: 8, keys: [C(6), C(1)] },
    drums: (bar) => [
      ...each([0, 5, 9], 'kick', 100),
      ...each([4, 12], 'snare', 100),
      ...each([2, 5, 7, 10, 13, 15], 'ride', 70 + (bar % 2) * 10),
    ],
    bass: (bar) => [
      [0, 2, [54 + at([0, -5, -2, 0], bar)], 90],
      [5, 2, [57 + at([0, -5, -2, 0], bar)], 90],
      [9, 4, [61 + at([0, -5, -2, 0], bar)], 90],
    ],
    chords: (bar) => [[8, 8, minor(66 + at([0, -5, -2, 0], bar)), 70]],
    melody: (bar, random) =>
      [0, 2, 3, 8, 10].map((step, i) => [step, 2, [54 + at([0, 7, 3, 5, 2], i + bar + random.int(2))], 88]),
  },
  {
    name: 'two tempi',
    styles: ['lo-fi', 'trap', 'plugg', 'boom-bap'],
    ...{ bpms: [75, 150], bars: 8, keys: [C(8), C(3)] },
    drums: (bar, random) => [
      ...each([0, 7], 'kick', 96),
      ...each([8], 'rim', 88),
      ...each([0, 4, 6, 10, 12], 'closedHat', 66 + random.int(10)),
      ...(bar % 2 === 1 ? each([11], 'percussion', 70) : []),
    ],
    bass: (bar) => [[0, 7, [32 + at([0, -4, 3, -2], bar)], 94]],
    chords: (bar) => [
      [0, 4, minor(56 + at([0, -4, 3, -2], bar), [0, 3, 7, 10]), 64],
      [6, 8, minor(56 + at([0, -4, 3, -2], bar), [0, 3, 7, 10]), 58],
    ],
  },
  {
    name: 'swung, with a rim and a shaker',
    styles: ['lo-fi', 'boom-bap'],
    ...{ bpms: [76, 78], bars: 8, keys: [C(10, 'major'), C(5, 'major')], swing: 40 },
    drums: (bar, random) => [
      ...each(bar % 2 === 0 ? [0, 3, 10] : [0, 11], 'kick', 84),
      ...each([4, 12], 'rim', 80, 18),
      ...each(range(0, 16), 'shaker', 44 + random.int(14)),
    ],
    bass: (bar) => [
      [0, 5, [34 + at([0, 9, 2, 7], bar)], 78],
      [10, 6, [34 + at([0, 9, 2, 7], bar)], 72],
    ],
    chords: (bar) => [
      [0, 8, minor(58 + at([0, 9, 2, 7], bar), bar % 2 === 0 ? [0, 4, 7, 11] : [0, 3, 7, 10]), 56],
      [11, 5, minor(58 + at([0, 9, 2, 7], bar), bar % 2 === 0 ? [0, 4, 7, 11] : [0, 3, 7, 10]), 50],
    ],
  },
  {
    name: 'club kicks and bells',
    styles: ['jersey-club'],
    ...{ bpms: [134, 136], bars: 4, keys: [C(4), C(9)] },
    drums: (bar) => [
      ...each([0, 4, 8, 11, 14], 'kick', 118),
      ...each([4, 12], 'clap', 86),
      ...each(bar % 2 === 0 ? [2, 6] : [2, 10, 13], 'percussion', 92),
    ],
    bass: (bar) => [0, 8, 11].map((step) => [step, 2.5, [28 + at([0, 5, 3, -2], bar)], 100]),
    melody: (bar, random) =>
      range(0, 16, 2).map((step) => [step, 2, [79 + at([0, 3, 7, 5], step / 2 + bar + random.int(2))], 82]),
  },
  {
    name: 'bass and tune without drums',
    styles: ['plugg', 'cloud', 'trap'],
    ...{ bpms: [120, 124], bars: 8, keys: [C(11), C(6)] },
    bass: (bar) => [
      [0, 10, [35 + at([0, 3, -2, 5], bar)], 90],
      [12, 4, [35 + at([7, 3, -2, 0], bar)], 84],
    ],
    melody: (bar, random) =>
      at(
        [
          [0, 3, 6, 10, 13],
          [0, 3, 6],
        ],
        bar,
      ).map((step, i) => [step, 3, [83 + at([0, -2, -5, -7, 3], i + bar + random.int(2))], 80]),
  },
  {
    name: 'dembow with stabs',
    styles: ['west-coast-bounce', 'jersey-club', 'drift-phonk'],
    ...{ bpms: [96, 98], bars: 8, keys: [C(2), C(9)] },
    drums: (bar) => [
      ...each([0, 4, 8, 12], 'kick', 112),
      ...each([3, 6, 11, 14], 'snare', 98),
      ...each(range(0, 16, 2), 'closedHat', bar % 2 === 0 ? 70 : 82),
    ],
    bass: (bar) => [0, 3, 6, 8, 11, 14].map((step) => [step, 2, [38 + at([0, 8, 3, 10], bar)], 94]),
    chords: (bar) => [3, 6, 11, 14].map((step) => [step, 1, minor(62 + at([0, -4, 3, -2], bar)), 84]),
  },
];

/** The nth piece of an artist: its key, tempo and whatever it leaves to chance differ. */
export function pieceOf(habit: Habit, n: number, random: Random): Score {
  const { bars, swing } = habit;
  const key = at(habit.keys, n);
  const transpose = key.tonic - habit.keys[0]!.tonic;
  const up = transpose > 6 ? transpose - 12 : transpose < -6 ? transpose + 12 : transpose;
  // Some artists begin elsewhere in their round.
  const turn = random.int(2) * 2;
  // Chance is named as it always was: takes that were kept are judged by the same pieces.
  const turned =
    <T>(play: Player<T>): Player<T> =>
    (bar) =>
      play(bar + turn, random.fork(`bar ${bar} ${play.length}`));
  const transposed =
    (play: Player<Tone>): Player<Tone> =>
    (...bar) =>
      turned(play)(...bar).map(([step, length, pitches, velocity]) => {
        return [step, length, pitches.map((pitch) => pitch + up), velocity];
      });
  const { drums, bass, chords, melody } = habit;
  return scoreOf(
    {
      ...{ bpm: at(habit.bpms, n), key, bars, swing },
      drums: drums && turned(drums),
      bass: bass && transposed(bass),
      chords: chords && transposed(chords),
      melody: melody && transposed(melody),
    },
    random,
  );
}
