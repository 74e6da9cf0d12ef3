/** Unseen artists with few drums or none. */
import { at, each, range } from '../pattern.ts';
import { figureOf, keyIn, lists, loose, scaleFrom, some, tuneOf, type Unseen, voiced } from './playing.ts';

export const QUIET: readonly Unseen[] = [
  {
    name: 'ninths off the beat, hardly a kick',
    styles: ['lo-fi'],
    song: (random) => {
      const key = keyIn(random, [3, 5, 8, 10], ['major', 'lydian']);
      const scale = scaleFrom(key, 27);
      const roots = random.pick(lists([1, 4, 0, 5], [3, 2, 1, 0], [0, 5, 1, 4], [3, 4, 2, 5]));
      const comp = random.pick(lists([2, 7, 10], [2, 6, 11], [3, 6, 14], [2, 10, 14]));
      const hats = random.pick(lists([2, 6, 10, 14], [0, 2, 6, 8, 10, 14], [2, 6, 10, 13, 14]));
      const kick = random.pick(lists([0], [0, 9], [0, 11]));
      const keys = scaleFrom(key, 63);
      const tune = tuneOf(random, {
        roots,
        rhythms: lists([4, 7], [0, 3, 6], [8, 11, 14], [6]),
        ...{ within: [1, 8], moves: [-1, 1, 2, -2] },
      });
      const hasTune = random.next() < 0.4;
      return {
        ...{ bpm: 70 + random.int(13), key, bars: random.pick([4, 8]), swing: 22 + random.int(14) },
        drums: (bar, random) =>
          loose(random, 4, [
            ...each(bar % 2 ? [0] : kick, 'kick', 82),
            ...each([4, 12], 'rim', 74, 14),
            ...each(some(random, hats, 0.9), 'closedHat', 52),
          ]),
        bass: (bar) => [[0, 9, [scale(at(roots, bar))], 78, { late: 10 }]],
        chords: (bar, random) =>
          comp.map((step) => [
            ...([step, 2.5, voiced(scale, at(roots, bar), 5, 56), 60] as const),
            { late: 8 + 4 * random.normal() },
          ]),
        ...(hasTune && {
          melody: (bar) => tune(bar).map(([step, degree]) => [step, 3, [keys(degree)], 62, { late: 12 }]),
        }),
      };
    },
  },
  {
    name: 'broken chords without drums',
    styles: ['cloud', 'plugg', 'trap'],
    song: (random) => {
      const key = keyIn(random, [9, 11, 0, 2], ['minor', 'harmonic minor']);
      const low = scaleFrom(key, 33);
      const high = scaleFrom(key, 57);
      const roots = random.pick(lists([0, 5, 2, 6], [0, 3, 5, 4], [0, 6, 5, 6], [5, 6, 0, 0]));
      const figure = figureOf(random, [0, 2, 4, 7, 9], 8);
      const by = random.pick([1, 1, 2]);
      return {
        ...{ bpm: 108 + 4 * random.int(6), key, bars: random.pick([4, 8, 16]) },
        bass: (bar) => [[0, 16, [low(at(roots, bar))], 72]],
        melody: (bar) =>
          range(0, 16, by).map((step, i) => [
            ...([step, by, [high(at(roots, bar) + figure(bar, i % 8))], i % 4 === 0 ? 84 : 68] as const),
          ]),
      };
    },
  },
  {
    name: 'one line, all alone',
    styles: [],
    song: (random) => {
      const key = keyIn(random, [2, 4, 6, 7], ['dorian', 'minor', 'mixolydian']);
      const voice = scaleFrom(key, 50);
      const tune = tuneOf(random, {
        roots: random.pick(lists([0, 3, 0, 4], [0, 6, 5, 0], [0, 4, 3, 0])),
        rhythms: lists([0, 3, 4, 8], [0, 4, 6, 7, 8], [2, 4, 8, 11], [0, 2, 4, 10], [0, 8, 10, 12]),
        ...{ within: [-1, 9], moves: [-1, 1, -1, 1, 2, -2, 3] },
      });
      return {
        ...{ bpm: 88 + random.int(25), key, bars: random.pick([4, 8]) },
        melody: (bar, random) => {
          const tones = tune(bar);
          return tones.map(([step, degree], i) => [
            ...([step, (tones[i + 1]?.[0] ?? 14) - step, [voice(degree)], 88] as const),
            { late: 6 * random.normal() },
          ]);
        },
      };
    },
  },
  {
    name: 'pads, two in a bar, nothing else',
    styles: [],
    song: (random) => {
      const key = keyIn(random, [0, 3, 5, 8], ['minor', 'lydian', 'major']);
      const scale = scaleFrom(key, 36);
      const roots = random.pick(
        lists(
          [0, 4, 5, 3, 0, 4, 3, 3],
          [0, 2, 5, 4, 3, 2, 1, 4],
          [5, 3, 0, 4, 5, 3, 4, 4],
          [0, 6, 3, 5, 0, 6, 4, 4],
        ),
      );
      const size = random.pick([4, 5]);
      const second = random.pick([8, 8, 10]);
      const low = random.pick([53, 55, 58]);
      return {
        ...{ bpm: 66 + 2 * random.int(20), key, bars: random.pick([4, 8]) },
        chords: (bar) => [
          [0, second, voiced(scale, at(roots, 2 * bar), size, low), 64],
          [second, 16 - second, voiced(scale, at(roots, 2 * bar + 1), size, low), 60],
        ],
      };
    },
  },
  {
    name: 'a walking bass, and a ride or no drums',
    styles: ['boom-bap', 'lo-fi'],
    song: (random) => {
      const key = keyIn(random, [5, 7, 8, 10], ['major', 'dorian']);
      const scale = scaleFrom(key, 29);
      const roots = random.pick(lists([1, 4, 0, 5], [0, 5, 1, 4], [2, 5, 1, 4], [0, 3, 2, 5]));
      const comp = random.pick(lists([0, 6.67], [2.67, 8], [6.67, 14.67], [0, 10.67]));
      const isAlone = random.next() < 0.5;
      const ride = random.pick(
        lists([0, 4, 6.67, 8, 12, 14.67], [0, 4, 8, 12, 14.67], [0, 2.67, 4, 8, 10.67, 12]),
      );
      const busy = 0.2 + 0.4 * random.next();
      const horn = scaleFrom(key, 65);
      const tune = tuneOf(random, {
        roots,
        rhythms: lists([0, 2.67, 4, 6.67, 8], [2.67, 4, 8, 10.67], [4, 6.67, 8, 10.67, 12], [0, 4, 6.67]),
        ...{ within: [0, 9], moves: [-1, 1, -1, 1, 2, -2] },
      });
      return {
        ...{ bpm: 100 + random.int(30), key, bars: 8 },
        ...(!isAlone && {
          drums: (_, random) =>
            loose(random, 4, [
              ...each(ride, 'ride', 80),
              ...each([4, 12], 'closedHat', 64),
              ...each([0, 4, 8, 12], 'kick', 40),
              ...each(some(random, [2.67, 6.67, 10.67, 14.67], busy), 'snare', 56),
            ]),
        }),
        bass: (bar, random) => {
          const root = at(roots, bar);
          const next = at(roots, bar + 1) - root + random.pick([1, -1]);
          return [0, random.pick([2, -2, 1, -1]), random.pick([4, 2, -3]), next].map((degree, beat) => [
            4 * beat,
            3.6,
            [scale(root + degree)],
            88,
            { late: 4 * random.normal() },
          ]);
        },
        chords: (bar) => comp.map((step) => [step, 2, voiced(scale, at(roots, bar) + 2, 4, 57), 66]),
        melody: (bar) => tune(bar).map(([step, degree]) => [step, 2.4, [horn(degree)], 84]),
      };
    },
  },
];
