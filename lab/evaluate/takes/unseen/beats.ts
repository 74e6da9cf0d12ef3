/** Unseen artists who make beats with drums in front. */
import { at, each } from '../pattern.ts';
import {
  EIGHTHS,
  figureOf,
  keyIn,
  lists,
  loose,
  SIXTEENTHS,
  scaleFrom,
  shuffled,
  some,
  tuneOf,
  type Unseen,
  voiced,
} from './playing.ts';

/** 32nds and triplets, in 16ths. */
const ROLLS = lists([0, 0.5, 1, 1.5], [0, 2 / 3, 4 / 3]);

export const BEATS: readonly Unseen[] = [
  {
    name: 'laid back, with ghost notes',
    styles: ['boom-bap', 'lo-fi'],
    song: (random) => {
      const key = keyIn(random, [4, 5, 7, 9], ['dorian', 'minor']);
      const scale = scaleFrom(key, 28);
      const roots = random.pick(lists([0, 3], [0, 0, 3, 4], [0, 5, 3, 4], [0, 6, 5, 4]));
      const kicks = random.pick(
        lists(lists([0, 6, 9], [0, 9]), lists([0, 9], [0, 3, 9, 11]), lists([0, 1, 9], [0, 6, 9, 15])),
      );
      const hats = random.pick([EIGHTHS, [0, 2, 4, 6, 8, 10, 12], [0, 2, 4, 7, 8, 10, 12, 15]]);
      const lag = 16 + random.int(12);
      const busy = 0.35 + 0.3 * random.next();
      const steps = random.pick(lists([0, 9, 14], [0, 6, 9, 14], [0, 3, 9, 14], [0, 9, 11, 14]));
      const figure = figureOf(random, [0, 2, 4, 7], 3);
      return {
        ...{ bpm: 82 + random.int(11), key, bars: 8, swing: 12 + random.int(12) },
        drums: (bar, random) =>
          loose(random, 5, [
            ...each(at(kicks, bar), 'kick', 102),
            ...each([4, 12], 'snare', 112, lag),
            ...each(some(random, [2, 7, 10, 13, 15], busy), 'snare', 30, 6),
            ...hats.flatMap((step) => each([step], 'closedHat', step % 4 === 0 ? 84 : 60, -3)),
            ...(bar % 4 === 3 ? each([14], 'openHat', 76) : []),
          ]),
        bass: (bar) =>
          steps.map((step, i) => {
            const degree = step === 14 ? at(roots, bar + 1) - 1 : at(roots, bar) + figure(bar, i);
            return [step, 3, [scale(degree)], 90, { late: 10 }];
          }),
      };
    },
  },
  {
    name: 'hats that change, and a high lead',
    styles: ['g-funk', 'west-coast-bounce'],
    song: (random) => {
      const key = keyIn(random, [5, 7, 9, 10], ['minor', 'harmonic minor']);
      const scale = scaleFrom(key, 29);
      const lead = scaleFrom(key, 77);
      const roots = random.pick(lists([0, 0, 5, 4], [0, 3, 0, 4], [0, 6, 5, 4]));
      const kick = random.pick(lists([0, 7, 8], [0, 8, 10], [0, 5, 8, 13]));
      const figure = random.pick(lists([0, 3, 8, 11], [0, 2, 8, 14], [0, 3, 6, 8]));
      const tune = tuneOf(random, {
        roots,
        rhythms: lists([0, 6], [0, 4, 12], [2, 8], [0, 10, 12]),
        ...{ within: [0, 7], moves: [-1, 1, -2, 2] },
      });
      const hats = shuffled(random, [
        each(EIGHTHS, 'closedHat', 80),
        each(SIXTEENTHS, 'closedHat', 66),
        [...each([0, 4, 8, 12], 'closedHat', 84), ...each([2, 6, 10, 14], 'openHat', 80)],
        each([0, 3, 6, 8, 11, 14], 'shaker', 78),
        [...each([2, 6, 10, 14], 'closedHat', 90), ...each([15], 'openHat', 70)],
        each([0, 2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 15], 'closedHat', 74),
      ]);
      return {
        ...{ bpm: 92 + random.int(8), key, bars: 8 },
        drums: (bar) => [
          ...each(kick, 'kick', 114),
          ...each([4, 12], 'clap', 106),
          ...at(hats, Math.floor(bar / 2)),
        ],
        bass: (bar) => figure.map((step, i) => [step, 2, [scale(at(roots, bar) + (i === 2 ? 7 : 0))], 100]),
        melody: (bar) => tune(bar).map(([step, degree]) => [step, 8, [lead(degree)], 84]),
      };
    },
  },
  {
    name: 'long 808s that glide, and rolls',
    styles: ['trap'],
    song: (random) => {
      const key = keyIn(random, [0, 1, 2, 4, 5], ['minor', 'harmonic minor']);
      const scale = scaleFrom(key, 24);
      const bell = scaleFrom(key, 72);
      const roots = random.pick(lists([0, 0, 5, 4], [0, 5, 0, 6], [0, 0, 3, 3], [0, 5, 3, 4]));
      const second = random.pick([6, 10, 11]);
      const kicks = random.pick(lists([3], [7], [14], []));
      const tune = tuneOf(random, {
        roots,
        rhythms: lists([0, 4, 7, 10], [0, 6, 8, 14], [2, 4, 6, 12], [0, 3, 8, 11]),
        ...{ within: [0, 8], moves: [-1, 1, -2, 2, 4] },
      });
      const hasChords = random.next() < 0.5;
      return {
        ...{ bpm: 132 + 2 * random.int(8), key, bars: 8 },
        drums: (bar, random) => [
          ...each([0, second, ...(bar % 2 === 1 ? kicks : [])], 'kick', 118),
          ...each([8], 'clap', 112),
          ...each(EIGHTHS, 'closedHat', 82),
          ...some(random, [3, 7, 11, 13], 0.35).flatMap((step) =>
            each(
              random.pick(ROLLS).map((after) => step + after),
              'closedHat',
              62,
            ),
          ),
          ...(bar % 4 === 3 ? each([10], 'openHat', 84) : []),
        ],
        bass: (bar, random) => [
          [0, second, [scale(at(roots, bar))], 112],
          [
            second,
            16 - second,
            [scale(at(roots, bar))],
            108,
            { glide: bar % 2 ? random.pick([12, 7, -5]) : 0 },
          ],
        ],
        ...(hasChords && { chords: (bar) => [[0, 16, voiced(scale, at(roots, bar), 3, 60), 52]] }),
        melody: (bar) => tune(bar).map(([step, degree]) => [step, 3, [bell(degree)], 80]),
      };
    },
  },
  {
    name: 'a cowbell tune over a dark bass',
    styles: ['memphis', 'drift-phonk'],
    song: (random) => {
      const key = keyIn(random, [0, 1, 3, 5], ['phrygian', 'minor']);
      const scale = scaleFrom(key, 24);
      const bell = scaleFrom(key, 60);
      const roots = random.pick(lists([0, 0, 1, 0], [0, 0, 0, 6], [0, 1], [0, 5, 0, 4]));
      const kicks = random.pick(
        lists(lists([0, 3, 10], [0, 3, 6, 10]), lists([0, 6, 10], [0, 6, 11]), lists([0, 2, 10], [0, 7, 10])),
      );
      const hats = random.pick([
        EIGHTHS,
        [0, 2, 4, 6, 7, 8, 10, 12, 14, 15],
        [0, 2, 3, 4, 6, 8, 10, 11, 12, 14],
      ]);
      const tune = tuneOf(random, {
        roots,
        rhythms: lists([0, 2, 3, 6, 8, 10, 11], [0, 3, 4, 6, 8, 11, 14], [0, 2, 4, 6, 7, 10, 12]),
        ...{ within: [0, 7], moves: [0, 0, 1, -1, 2, -4] },
      });
      return {
        ...{ bpm: 134 + random.int(12), key, bars: random.pick([4, 8]) },
        drums: (bar, random) => [
          ...each(at(kicks, bar), 'kick', 122),
          ...each([4, 12], 'snare', 108),
          ...each(hats, 'closedHat', 78),
          ...(random.next() < 0.3 ? each([14.5, 15.5], 'snare', 74) : []),
        ],
        bass: (bar) => [
          [0, 10, [scale(at(roots, bar))], 116],
          [10, 6, [scale(at(roots, bar))], 112],
        ],
        melody: (bar) => tune(bar).map(([step, degree]) => [step, 1, [bell(degree)], 104]),
      };
    },
  },
  {
    name: 'a fill in every fourth bar',
    styles: ['boom-bap'],
    song: (random) => {
      const key = keyIn(random, [4, 6, 7, 9], ['minor', 'dorian']);
      const scale = scaleFrom(key, 28);
      const roots = random.pick(lists([0, 0, 3, 4], [0, 6, 3, 0], [0, 0, 0, 4]));
      const kicks = random.pick(
        lists(
          lists([0, 2, 10, 11], [0, 3, 10]),
          lists([0, 2, 7, 10], [0, 2, 10, 13]),
          lists([0, 2, 11], [0, 2, 8, 11]),
        ),
      );
      const fill = random.pick([
        [
          ...each([8, 9, 10], 'snare', 104),
          ...each([11, 12, 13], 'highTom', 108),
          ...each([14, 15], 'lowTom', 112),
        ],
        [...each([8, 10, 11], 'snare', 108), ...each([12, 14, 15], 'lowTom', 110)],
        [...each([8, 9, 12, 13], 'highTom', 104), ...each([10, 11, 14, 15], 'lowTom', 108)],
      ]);
      const riff = random.pick(lists([0, 2, 6, 10], [0, 3, 7, 10, 11], [0, 2, 3, 10, 14]));
      const figure = figureOf(random, [0, 2, 4, 6, 7], 5);
      const cymbal = random.pick(['closedHat', 'ride'] as const);
      return {
        ...{ bpm: 98 + random.int(11), key, bars: random.pick([4, 4, 8]) },
        drums: (bar, random) => {
          const isFill = bar % 4 === 3;
          const beat = [
            ...each(at(kicks, bar), 'kick', 116),
            ...each([4, 12], 'snare', 116),
            ...each(some(random, [7, 9], 0.5), 'snare', 44),
            ...each(EIGHTHS, cymbal, 86),
          ];
          return loose(random, 3, [
            ...(isFill ? [...beat.filter(([, step]) => step < 8), ...fill] : beat),
            ...(bar % 4 === 0 ? each([0], 'crash', 96) : []),
          ]);
        },
        bass: (bar) => riff.map((step, i) => [step, 2, [scale(at(roots, bar) + figure(bar, i))], 100]),
      };
    },
  },
];
