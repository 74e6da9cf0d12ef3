/**
 * Music written out by hand, for the writers that reading is measured on and never tuned on: patterns as
 * programmers note them, tunes as degrees. It shares nothing with `material.ts` but the shape of notes.
 */
import type { Drum, Random } from '../../../src/music/index.ts';
import type { Played, Struck } from './material.ts';

/** Beats, a line a drum: x is a stroke, X a loud one, o a soft one. */
const BEATS: readonly Readonly<Partial<Record<Drum, string>>>[] = [
  { kick: 'x.x.......xx....', snare: '....x..o.o..x..o', ride: 'x.x.x.x.x.x.x.x.' },
  {
    kick: 'x.......x.......',
    snare: '....x.......x...',
    closedHat: 'x.x.x.x.x.x.x.x.',
    openHat: '..............x.',
  },
  {
    kick: 'x..x..x.........',
    clap: '........X.......',
    closedHat: 'x.x.x.xxx.x.x.x.',
    percussion: '...x......x.....',
  },
  { kick: 'x.....x.x.x.....', snare: '....X.......X...', closedHat: 'xxxxxxxxxxxxxxxx' },
  {
    kick: 'x...x...x...x...',
    clap: '....x.......x...',
    openHat: '..x...x...x...x.',
    closedHat: 'xxxxxxxxxxxxxxxx',
  },
  { kick: 'x...x...x...x...', snare: '...x..x....x..x.', closedHat: '..x...x...x...x.' },
  {
    kick: 'x..x..x...x.....',
    snare: '....x.......x...',
    closedHat: 'x.xxx.x.x.xxx.x.',
    rim: '.......x.......x',
  },
  { kick: 'x.........x.....', snare: '....x.......x.x.', shaker: 'xoxoxoxoxoxoxoxo' },
  {
    kick: 'x......x..x.....',
    snare: '........x.......',
    closedHat: 'x..x..x.x..x..x.',
    openHat: '....x...........',
  },
  {
    kick: 'xx....x...x.....',
    snare: '....x.o.....x..o',
    closedHat: 'x.x.x.x.x.x.x.x.',
    crash: 'x...............',
  },
  {
    kick: 'x.....x...x.x...',
    clap: '....x.......x...',
    snare: '....x.......x...',
    closedHat: 'x.x.x.x.x.x.x.x.',
  },
  {
    kick: 'x...........x...',
    rim: '......x.......x.',
    closedHat: 'x.x.x.x.x.x.xxxx',
    percussion: '..x..x....x..x..',
  },
];

/** A beat over some bars; its last bar may end in a roll. */
export function typedBeat(random: Random, bars: number): Struck[] {
  const beat = random.pick(BEATS);
  const hasRoll = random.next() < 0.3;
  const hits: Struck[] = [];
  for (let bar = 0; bar < bars; bar++) {
    for (const [drum, line] of Object.entries(beat) as [Drum, string][]) {
      if (drum === 'crash' && bar % 4 > 0) continue;
      for (const [at, mark] of [...line].entries()) {
        if (mark === '.' || (hasRoll && bar === bars - 1 && at > 11 && drum !== 'kick')) continue;
        const velocity = (mark === 'X' ? 118 : mark === 'o' ? 46 : 96) + random.int(8);
        hits.push({ drum, at: bar * 16 + at, velocity });
      }
    }
    const roller: Drum = beat.snare ? 'snare' : beat.clap ? 'clap' : 'closedHat';
    if (hasRoll && bar === bars - 1)
      for (let i = 0; i < 8; i++)
        hits.push({ drum: roller, at: bar * 16 + 12 + i / 2, velocity: 60 + i * 7 });
  }
  return hits.sort((a, b) => a.at - b.at);
}

/** Intervals above the tonic, natural minor and major. */
const SCALE = { minor: [0, 2, 3, 5, 7, 8, 10], major: [0, 2, 4, 5, 7, 9, 11] };
/** Roots a bar, as scale degrees from 1. */
const ROOTS: readonly (readonly number[])[] = [
  [1, 1, 6, 7],
  [1, 4, 6, 5],
  [6, 4, 1, 5],
  [1, 3, 4, 4],
  [1, 7, 1, 7],
  [2, 5, 1, 1],
];
/** Tunes over two bars: [degree from 1, length in 16ths]; 0 rests. */
const TUNES: readonly (readonly (readonly [number, number])[])[] = [
  [
    [5, 4],
    [6, 4],
    [5, 4],
    [3, 4],
    [2, 6],
    [1, 2],
    [2, 8],
  ],
  [
    [1, 2],
    [1, 2],
    [3, 2],
    [5, 2],
    [8, 4],
    [7, 4],
    [5, 6],
    [4, 2],
    [3, 4],
    [0, 4],
  ],
  [
    [0, 4],
    [8, 3],
    [7, 3],
    [5, 2],
    [3, 4],
    [4, 8],
    [5, 8],
  ],
  [
    [3, 1],
    [5, 1],
    [8, 2],
    [0, 4],
    [3, 1],
    [5, 1],
    [7, 2],
    [0, 4],
    [3, 1],
    [5, 1],
    [6, 2],
    [5, 12],
  ],
  [
    [1, 6],
    [3, 6],
    [2, 4],
    [1, 6],
    [7, 6],
    [5, 4],
  ],
  [
    [8, 2],
    [0, 2],
    [8, 2],
    [7, 2],
    [8, 2],
    [0, 2],
    [5, 4],
    [8, 2],
    [0, 2],
    [9, 2],
    [8, 2],
    [7, 4],
    [5, 4],
  ],
  [
    [5, 16],
    [4, 8],
    [3, 8],
  ],
  [
    [1, 2],
    [2, 2],
    [3, 2],
    [1, 2],
    [3, 2],
    [5, 2],
    [3, 4],
    [1, 2],
    [2, 2],
    [3, 2],
    [4, 2],
    [2, 8],
  ],
];
/** Rhythms of basses in 16ths over a bar: [at, length, semitones above the root]. */
const BASSES: readonly (readonly (readonly [number, number, number])[])[] = [
  [[0, 16, 0]],
  [
    [0, 6, 0],
    [6, 4, 0],
    [10, 6, 0],
  ],
  [
    [0, 2, 0],
    [4, 2, 0],
    [8, 2, 0],
    [12, 2, 7],
  ],
  [
    [0, 3, 0],
    [3, 3, 12],
    [6, 2, 0],
    [8, 4, 7],
    [12, 4, 0],
  ],
  [
    [0, 1, 0],
    [2, 1, 0],
    [4, 1, 0],
    [6, 1, 0],
    [8, 1, 0],
    [10, 1, 0],
    [12, 1, 0],
    [14, 1, -2],
  ],
  [
    [0, 10, 0],
    [11, 2, 0],
    [14, 2, 5],
  ],
];

export interface Setting {
  readonly tonic: number;
  readonly mode: 'minor' | 'major';
  readonly bars: number;
}

function pitch({ tonic, mode }: Setting, degree: number, octave: number): number {
  const scale = SCALE[mode];
  return octave * 12 + tonic + scale[(degree - 1) % 7]! + 12 * Math.floor((degree - 1) / 7);
}

export function typedTune(random: Random, setting: Setting): Played[] {
  const tune = random.pick(TUNES);
  const octave = random.pick([5, 5, 6]);
  const notes: Played[] = [];
  for (let at = 0; at < setting.bars * 16; ) {
    for (const [degree, length] of tune) {
      if (degree > 0 && at < setting.bars * 16) {
        notes.push({
          at,
          length: length * 0.92,
          pitch: pitch(setting, degree, octave),
          velocity: 84 + random.int(20),
        });
      }
      at += length;
    }
  }
  return notes;
}

export function typedBass(random: Random, setting: Setting): Played[] {
  const roots = random.pick(ROOTS);
  const line = random.pick(BASSES);
  const octave = random.pick([2, 3]) - (setting.tonic > 8 ? 1 : 0);
  return Array.from({ length: setting.bars }, (_, bar) =>
    line.map(([at, length, rise]) => ({
      at: bar * 16 + at,
      length: length * 0.95,
      pitch: pitch(setting, roots[bar % roots.length]!, octave) + rise,
      velocity: 100,
    })),
  ).flat();
}

export function typedChords(random: Random, setting: Setting): Played[] {
  const roots = random.pick(ROOTS);
  const rhythm = random.pick([
    [[0, 16]],
    [
      [0, 8],
      [8, 8],
    ],
    [
      [0, 3],
      [3, 3],
      [6, 2],
      [8, 3],
      [11, 5],
    ],
    [
      [4, 2],
      [12, 2],
    ],
  ] as const);
  const shape = random.pick([
    [1, 3, 5],
    [1, 3, 5, 7],
    [1, 5, 8, 10],
    [-6, 1, 3, 5],
  ] as const);
  return Array.from({ length: setting.bars }, (_, bar) =>
    rhythm.flatMap(([at, length]) =>
      shape.map((step) => {
        const degree = roots[bar % roots.length]! + (step < 0 ? 7 : step) - 1;
        return {
          at: bar * 16 + at,
          length: length * 0.98,
          pitch: pitch(setting, degree, step < 0 ? 3 : 4) + (step < 0 ? -12 : 0),
          velocity: 78,
        };
      }),
    ),
  ).flat();
}
