/**
 * Drum loops as packs have them, written down by hand: what producers of each kind of beat play at the tempo that they
 * call it by. They come from no grammar of ours, so that whoever hears them right has not only learned our own habits.
 */
import type { Drum } from '../../../src/music/index.ts';

/**
 * What each drum plays, 16 places a bar, bars one after another and repeated until the longest line ends: `x` a stroke,
 * `o` a soft one, `2` and `3` two and three strokes within the 16th, `t` three over the 8th that begins there, `T` three
 * over the quarter.
 */
export type Lines = Readonly<Partial<Record<Drum, string>>>;

export interface LoopPattern {
  readonly name: string;
  /** The tempi that such a loop goes by, slowest and fastest. */
  readonly bpm: readonly [number, number];
  /** Where the off 16th falls within its 8th; straight unless told. */
  readonly swing?: number;
  readonly lines: Lines;
}

const EIGHTHS = 'x.x.x.x.x.x.x.x.';
const SIXTEENTHS = 'xoxoxoxoxoxoxoxo';
const HALF_TIME = '........x.......';
const BACKBEAT = '....x.......x...';
const FOUR = 'x...x...x...x...';

/** Loops to choose by. */
export const PATTERNS: readonly LoopPattern[] = [
  {
    name: 'trap, 8ths with a roll',
    bpm: [136, 150],
    lines: {
      kick: 'x.....x...x.....x......x..x.....',
      clap: HALF_TIME,
      closedHat: 'x.x.x.x.x.x.x.x.x.x.x.x.x.x.22x.',
    },
  },
  {
    name: 'trap, 16ths and triplets',
    bpm: [130, 158],
    lines: {
      kick: 'x..x......x...x.x......x..x.....',
      snare: HALF_TIME,
      closedHat: 'xoxoxoxoxoxot.xoxoxoxoxot.t.xo22',
      openHat: '..............................x.',
    },
  },
  {
    name: 'trap, few kicks',
    bpm: [138, 146],
    lines: {
      kick: 'x.............x.x.........x.....',
      clap: HALF_TIME,
      closedHat: 'x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.22',
      rim: '...........x..............x..x..',
    },
  },
  {
    name: 'trap, hats on quarters',
    bpm: [140, 160],
    lines: {
      kick: 'x.....x.........x.x...........x.',
      clap: HALF_TIME,
      closedHat: 'x...x...x...x.3.x...x...x...x.22',
    },
  },
  {
    name: 'trap, hats in triplets',
    bpm: [140, 152],
    lines: {
      kick: 'x.........x.....x....x.....x....',
      snare: HALF_TIME,
      closedHat: 'T...T...T...T...',
      percussion: 'x.....x.....x...',
    },
  },
  {
    name: 'drill, two snares',
    bpm: [139, 145],
    lines: {
      kick: 'x..x......x.....x.....x....x....',
      snare: '........x...................x...',
      closedHat: 'x..x..x.x..x..x.x..x..x.x..xt...',
      rim: '.....o........o......o..........',
    },
  },
  {
    name: 'drill, snares on 8 and 14',
    bpm: [138, 144],
    lines: {
      kick: 'x.........xx....x..x......x.....',
      snare: '........x.....x.........x.......',
      closedHat: 'x..x..x.x..x.x..x..x..x.x..x..22',
    },
  },
  {
    name: 'drill, hats alone in 3+3+2',
    bpm: [140, 146],
    lines: { kick: 'x.....x...x.....', clap: '........x.......', closedHat: 'x..x..x.x..x..x.' },
  },
  {
    name: 'plugg',
    bpm: [120, 140],
    lines: {
      kick: 'x.........x.....x......x........',
      clap: HALF_TIME,
      closedHat: 'x.x.x.x.x.x.x.x.x.x.x.x.x.3.x.x.',
    },
  },
  {
    name: 'rage',
    bpm: [145, 160],
    lines: {
      kick: 'x.....x...x.x...x.....x...x...x.',
      clap: HALF_TIME,
      closedHat: 'xxxxxxxxxxxxxx22xxxxxxxxxxxx2222',
      openHat: '....x.......x...',
    },
  },
  {
    name: 'slow trap with double kicks',
    bpm: [110, 130],
    lines: {
      kick: 'xx....x...x.....x......xx.......',
      snare: HALF_TIME,
      closedHat: 'x.xxx.x.x.x.x.22x.x.x.xxx.x.x.x.',
    },
  },
  {
    name: 'Memphis',
    bpm: [130, 150],
    lines: {
      kick: 'x..x..x.x.x...x.',
      snare: BACKBEAT,
      closedHat: SIXTEENTHS,
      percussion: 'x...x...x...x...',
    },
  },
  {
    name: 'phonk, four to the floor',
    bpm: [120, 150],
    lines: { kick: FOUR, snare: BACKBEAT, closedHat: '..x...x...x...x.', percussion: 'x..x..x.x..x..x.' },
  },
  {
    name: 'Jersey club',
    bpm: [130, 142],
    lines: { kick: 'x...x...x..x..x.', clap: BACKBEAT, closedHat: '..x...x...x...x.' },
  },
  {
    name: 'Detroit',
    bpm: [185, 210],
    lines: {
      kick: 'x.....x.......x.x...x.....x...x.',
      clap: HALF_TIME,
      closedHat: 'x...x...x...x...',
      openHat: '......x.......x.',
    },
  },
  {
    name: 'boom bap, late snare',
    bpm: [84, 96],
    swing: 0.58,
    lines: {
      kick: 'x......x..x.....x.x....x..x.....',
      snare: '....x..o.o..x..o',
      closedHat: EIGHTHS,
    },
  },
  {
    name: 'boom bap, plain',
    bpm: [86, 98],
    swing: 0.56,
    lines: { kick: 'x.x.......x.....', snare: BACKBEAT, closedHat: EIGHTHS, openHat: '..............x.' },
  },
  {
    name: 'boom bap, 16ths',
    bpm: [82, 94],
    swing: 0.6,
    lines: { kick: 'x......x..x..x..', snare: BACKBEAT, closedHat: SIXTEENTHS },
  },
  {
    name: 'lo-fi, plain',
    bpm: [70, 86],
    swing: 0.6,
    lines: { kick: 'x.........x.....', snare: BACKBEAT, closedHat: EIGHTHS },
  },
  {
    name: 'lo-fi, rim and shaker',
    bpm: [72, 88],
    swing: 0.62,
    lines: { kick: 'x..x......x.....x......x..x.....', rim: BACKBEAT, shaker: SIXTEENTHS },
  },
  {
    name: 'lo-fi, hats and a ride',
    bpm: [74, 90],
    swing: 0.57,
    lines: {
      kick: 'x......x........x......x..x.....',
      snare: '....x.......x.o.',
      ride: EIGHTHS,
      closedHat: '..o...o...o...o.',
    },
  },
  {
    name: 'G-funk',
    bpm: [90, 100],
    swing: 0.54,
    lines: { kick: 'x..x...x..x.....', clap: BACKBEAT, snare: BACKBEAT, closedHat: SIXTEENTHS },
  },
  {
    name: 'West Coast bounce',
    bpm: [95, 104],
    lines: { kick: 'x.....x.x.....x.', clap: BACKBEAT, openHat: '..x...x...x...x.' },
  },
  {
    name: 'crunk',
    bpm: [70, 80],
    lines: { kick: 'x..x..x...x.....', clap: BACKBEAT, closedHat: 'x2x2x2x2x2x2x2x2' },
  },
  {
    name: 'dembow',
    bpm: [90, 102],
    lines: { kick: FOUR, snare: '...x..x....x..x.', closedHat: EIGHTHS },
  },
  {
    name: 'electro',
    bpm: [115, 130],
    lines: {
      kick: 'x.....x...x.....',
      snare: BACKBEAT,
      closedHat: SIXTEENTHS,
      percussion: '..x..x....x..x..',
    },
  },
  {
    name: 'Miami bass',
    bpm: [124, 134],
    lines: { kick: 'x..x..x.....x...', clap: BACKBEAT, closedHat: SIXTEENTHS, openHat: '..x...x...x...x.' },
  },
  {
    name: 'house',
    bpm: [118, 128],
    lines: { kick: FOUR, clap: BACKBEAT, openHat: '..x...x...x...x.', closedHat: SIXTEENTHS },
  },
  {
    name: 'slow drum machine, 16ths',
    bpm: [95, 112],
    lines: { kick: 'x.......x.x.....', snare: BACKBEAT, closedHat: SIXTEENTHS, lowTom: '..............xx' },
  },
  {
    name: 'drum machine, kicks off the beat',
    bpm: [98, 118],
    lines: { kick: 'x..x....x..x....', clap: BACKBEAT, closedHat: EIGHTHS, rim: '......x...x...x.' },
  },
  {
    name: 'drum machine, kick and hats',
    bpm: [100, 125],
    lines: { kick: FOUR, closedHat: '..x...x...x...x.' },
  },
  {
    name: 'break',
    bpm: [95, 115],
    swing: 0.53,
    lines: {
      kick: 'x.x.......xx....x.x.......x.....',
      snare: '....x..x.x..x..x....x..x.x....x.',
      ride: EIGHTHS,
    },
  },
];

/** Loops that nothing is chosen by, so that what is measured on them is true of others. */
export const UNSEEN: readonly LoopPattern[] = [
  {
    name: 'trap, snare with an answer',
    bpm: [132, 156],
    lines: {
      kick: 'x......x..x.....x.x.......x..x..',
      snare: '........x...............x.....o.',
      closedHat: 'x.x.x.22x.x.x.x.x.x.x.x.x.3.x.x.',
    },
  },
  {
    name: 'trap, bare',
    bpm: [140, 152],
    lines: { kick: 'x.........x.....', clap: HALF_TIME, closedHat: EIGHTHS },
  },
  {
    name: 'trap, stuttering hats',
    bpm: [134, 150],
    lines: {
      kick: 'x...........x...x.....x.........',
      clap: HALF_TIME,
      closedHat: 'x.x.x.t.x.x.3.3.x.x.x.x.22222.x.',
      openHat: '..x.............',
    },
  },
  {
    name: 'trap, three kicks and a perc',
    bpm: [144, 165],
    lines: {
      kick: 'x..x..x.........x......x..x.....',
      clap: HALF_TIME,
      closedHat: SIXTEENTHS,
      percussion: '....x......x........x.....x.....',
    },
  },
  {
    name: 'drill, moving snare',
    bpm: [140, 144],
    lines: {
      kick: 'x...............x..x......x.....',
      snare: '........x.....................x.',
      closedHat: 'x..x..x.x..x..t.x..x..x...t.x.x.',
      percussion: '......x......x........x......x..',
    },
  },
  {
    name: 'drill, dense',
    bpm: [140, 150],
    lines: {
      kick: 'x..x..x...xx....x.....x...xx..x.',
      snare: '........x.....x.',
      closedHat: 'x.xx.xx.x.xx.x22x.xx.xx.x.xx.xt.',
    },
  },
  {
    name: 'cloud',
    bpm: [124, 144],
    lines: {
      kick: 'x.........x.....x............x..',
      snare: HALF_TIME,
      closedHat: 'x.x.x.x.x.x.x.x.x.x.x.x.x.xx3.x.',
    },
  },
  {
    name: 'pluggnb',
    bpm: [138, 156],
    lines: {
      kick: 'x.....x.....x...x......x........',
      clap: HALF_TIME,
      rim: '...x......x...x.',
      closedHat: EIGHTHS,
    },
  },
  {
    name: 'Memphis, off-beat opens',
    bpm: [135, 155],
    lines: { kick: 'x.....x.x...x...', clap: BACKBEAT, closedHat: EIGHTHS, openHat: '..x...x...x...x.' },
  },
  {
    name: 'boom bap, three kicks',
    bpm: [85, 95],
    swing: 0.57,
    lines: { kick: 'x.....x...x....ox......x..x..x..', snare: BACKBEAT, closedHat: 'x.x.x.x.x.xox.x.' },
  },
  {
    name: 'boom bap, hard and straight',
    bpm: [88, 100],
    lines: { kick: 'x.....xx..x.....', snare: BACKBEAT, closedHat: EIGHTHS },
  },
  {
    name: 'lo-fi, sleepy',
    bpm: [68, 82],
    swing: 0.63,
    lines: { kick: 'x......x..x.....x.........x.....', snare: BACKBEAT, closedHat: 'x.xox.x.x.xox.x.' },
  },
  {
    name: 'lo-fi, hats on quarters',
    bpm: [76, 90],
    swing: 0.58,
    lines: { kick: 'x......x..x....x', rim: BACKBEAT, closedHat: FOUR, shaker: '..o...o...o...o.' },
  },
  {
    name: 'R&B, slow',
    bpm: [64, 76],
    lines: { kick: 'x..x......x..x..', clap: BACKBEAT, closedHat: 'xoxoxoxoxoxoxo22' },
  },
  {
    name: 'funk break',
    bpm: [98, 112],
    lines: {
      kick: 'x.x...x...x..x..',
      snare: '....x..o.o..x..o',
      closedHat: SIXTEENTHS,
      openHat: '......x.........',
    },
  },
  {
    name: 'drum machine, cowbell',
    bpm: [105, 122],
    lines: { kick: 'x...x.x...x.x...', snare: BACKBEAT, percussion: 'x.x.x.xx.x.x.xx.', closedHat: EIGHTHS },
  },
  {
    name: 'drum machine, toms',
    bpm: [95, 128],
    lines: {
      kick: 'x.....x.x.......',
      snare: BACKBEAT,
      closedHat: SIXTEENTHS,
      lowTom: '..x.......x..x..',
      highTom: '......x.......x.',
    },
  },
  {
    name: 'house, offbeat',
    bpm: [116, 130],
    lines: { kick: FOUR, snare: BACKBEAT, openHat: '..x...x...x...x.', percussion: '...x..x....x..x.' },
  },
  {
    name: 'club, broken kicks',
    bpm: [128, 140],
    lines: { kick: 'x..x..x...x.x...', clap: '....x.......x..x', closedHat: '..x...x...x...x.' },
  },
  {
    name: 'Detroit, busy kicks',
    bpm: [180, 205],
    lines: { kick: 'x...x.x.......x.x.....x...x.x.x.', clap: HALF_TIME, closedHat: 'x...x...x...x...' },
  },
];
