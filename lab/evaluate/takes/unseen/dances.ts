/** Unseen artists who make people dance. */
import { at, each } from '../pattern.ts';
import {
  EIGHTHS,
  figureOf,
  keyIn,
  lists,
  loose,
  SIXTEENTHS,
  scaleFrom,
  some,
  tuneOf,
  type Unseen,
  voiced,
} from './playing.ts';

export const DANCES: readonly Unseen[] = [
  {
    name: 'two-step with a shuffle',
    styles: [],
    song: (random) => {
      const key = keyIn(random, [7, 9, 10, 0], ['minor', 'dorian']);
      const scale = scaleFrom(key, 31);
      const roots = random.pick(lists([0, 3], [0, 5], [0, 0, 5, 6], [0, 3, 5, 4]));
      const kicks = random.pick(
        lists(lists([0, 10], [0, 7, 10]), lists([0, 10], [0, 10, 15]), lists([0, 7], [0, 10])),
      );
      const low = random.pick(lists([2, 5, 10], [2, 7, 10, 13], [3, 6, 10, 13]));
      const figure = figureOf(random, [0, 2, 4, 7], 4);
      const stabs = random.pick(lists([3, 10], [3, 6, 13], [6, 11]));
      const ticks = random.pick(lists([7, 15], [3, 9], [9, 14]));
      const isOpen = random.next() < 0.6;
      return {
        ...{ bpm: 130 + random.int(5), key, bars: random.pick([4, 8, 16]), swing: 30 + random.int(10) },
        drums: (bar, random) => [
          ...each(at(kicks, bar), 'kick', 112),
          ...each([4, 12], 'snare', 106),
          ...each(ticks, 'rim', 58),
          ...each([2, 6, 10, 14], 'closedHat', 88),
          ...each(some(random, [1, 3, 5, 7, 9, 11, 13, 15], 0.6), 'closedHat', 52),
          ...(isOpen ? each([bar % 2 ? 6 : 14], 'openHat', 76) : []),
        ],
        bass: (bar) => low.map((step, i) => [step, 1.5, [scale(at(roots, bar) + figure(bar, i))], 104]),
        chords: (bar) => stabs.map((step) => [step, 1, voiced(scale, at(roots, bar), 4, 57), 78]),
      };
    },
  },
  {
    name: 'a log drum for a bass, over shakers',
    styles: [],
    song: (random) => {
      const key = keyIn(random, [2, 4, 5, 6], ['minor', 'major']);
      const scale = scaleFrom(key, 38);
      const roots = random.pick(lists([0, 5, 3, 4], [0, 3, 0, 4], [5, 3, 0, 4], [0, 4, 5, 3]));
      const logs = random.pick(
        lists(
          lists([3, 6, 7, 11], [3, 6, 10, 14]),
          lists([3, 6, 11, 14], [3, 7, 11, 15]),
          lists([2, 3, 6, 11], [3, 6, 11, 13, 14]),
        ),
      );
      const figure = figureOf(random, [0, 0, 2, 4], 5);
      const clave = random.pick(lists([0, 3, 6, 10, 12], [0, 3, 7, 10, 12], [3, 6, 10, 12]));
      const kick = random.pick(lists([0, 8], [0, 4, 8, 12], [0, 7, 8]));
      const tune = tuneOf(random, {
        roots,
        rhythms: lists([2, 5, 8], [0, 3, 6, 10], [6, 8, 11]),
        ...{ within: [2, 9], moves: [-1, 1, 2, -2, 0] },
      });
      const pluck = scaleFrom(key, 67);
      const hasTune = random.next() < 0.6;
      return {
        ...{ bpm: 104 + random.int(9), key, bars: 8 },
        drums: (bar, random) =>
          loose(random, 3, [
            ...each(kick, 'kick', 96),
            ...each(clave, 'rim', 88),
            ...SIXTEENTHS.flatMap((step) => each([step], 'shaker', step % 4 === 2 ? 80 : 50)),
            ...(bar % 2 === 1 ? each(some(random, [13, 14, 15], 0.7), 'percussion', 84) : []),
          ]),
        bass: (bar, random) =>
          at(logs, bar).map((step, i) => [
            ...([step, 1.5, [scale(at(roots, bar) + figure(bar, i))], 106] as const),
            { glide: random.next() < 0.2 ? -5 : 0 },
          ]),
        chords: (bar) => [[0, 14, voiced(scale, at(roots, bar), 4, 59), 58]],
        ...(hasTune && {
          melody: (bar) => tune(bar).map(([step, degree]) => [step, 1.5, [pluck(degree)], 76]),
        }),
      };
    },
  },
  {
    name: 'four on the floor, off-beat chords',
    styles: [],
    song: (random) => {
      const key = keyIn(random, [5, 7, 8, 9], ['minor', 'dorian']);
      const scale = scaleFrom(key, 29);
      const roots = random.pick(lists([0, 3], [0, 6, 5, 6], [0, 2, 3, 5], [0, 5, 3, 6]));
      const stabs = random.pick(lists([2, 6, 10, 14], [2, 5, 10, 13], [2, 6, 11, 14]));
      const low = random.pick(lists([2, 6, 10, 14], [3, 6, 10, 15], [2, 3, 7, 10, 14]));
      const figure = figureOf(random, [0, 2, 4, 7], 5);
      const hats = random.pick([[], EIGHTHS, SIXTEENTHS]);
      const clave = random.pick(lists([], [3, 9], [7, 14]));
      return {
        ...{ bpm: 120 + random.int(7), key, bars: random.pick([4, 8]) },
        drums: (bar) => [
          ...each([0, 4, 8, 12], 'kick', 120),
          ...each(bar % 4 === 3 ? [4, 12, 15] : [4, 12], 'clap', 98),
          ...each([2, 6, 10, 14], 'openHat', 92),
          ...each(hats, 'closedHat', 54),
          ...each(clave, 'percussion', 72),
        ],
        bass: (bar) => low.map((step, i) => [step, 1.4, [scale(at(roots, bar) + figure(bar, i))], 100]),
        chords: (bar) => stabs.map((step) => [step, 1.2, voiced(scale, at(roots, bar), 5, 60), 86]),
      };
    },
  },
  {
    name: 'drum and bass, of two breaks',
    styles: [],
    song: (random) => {
      const key = keyIn(random, [3, 5, 6, 8], ['minor', 'phrygian']);
      const scale = scaleFrom(key, 27);
      const roots = random.pick(lists([0, 5], [0, 0, 5, 6], [0, 3], [0, 6, 5, 4]));
      const isChopped = random.next() < 0.5;
      const snares = isChopped ? [4, 7, 9, 12, 15] : [4, 12];
      const kicks = isChopped
        ? lists([0, 2, 10, 11], [0, 2, 10])
        : random.pick(lists(lists([0, 10], [0, 10]), lists([0, 10], [0, 7, 10]), lists([0, 10], [2, 10])));
      const cymbal = random.next() < 0.4 ? 'ride' : 'closedHat';
      const swell = random.pick([8, 10, 12]);
      return {
        ...{ bpm: 172 + random.int(4), key, bars: random.pick([8, 16]) },
        drums: (bar, random) => [
          ...each(at(kicks, bar), 'kick', 116),
          ...snares.flatMap((step) => each([step], 'snare', step % 4 === 0 ? 116 : 62)),
          ...each(EIGHTHS, cymbal, 78),
          ...each(some(random, [3, 5, 11, 13], 0.4), 'closedHat', 54),
          ...(bar % 8 === 0 ? each([0], 'crash', 90) : []),
        ],
        bass: (bar) => [
          [0, swell, [scale(at(roots, bar))], 112],
          [swell, 16 - swell, [scale(at(roots, bar) + 1)], 104, { glide: bar % 4 === 3 ? -1 : 0 }],
        ],
        chords: (bar) => (bar % 2 === 0 ? [[0, 32, voiced(scale, at(roots, bar), 4, 62), 56]] : []),
      };
    },
  },
];
