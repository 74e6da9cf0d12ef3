/** How styles sound in time, as counted in songs: what a bar of each looks like to a listener. */

import table from '../../../assets/style-rhythms.json' with { type: 'json' };
import type { Style } from '../../music/index.ts';
import type { DrumVoice } from '../types.ts';

/** What is listened for: drums, onsets of the bass, and where the harmony changes. */
export type Lane = DrumVoice | 'bass' | 'change';
export const LANES: readonly Lane[] = [
  'kick',
  'snare',
  'closedHat',
  'openHat',
  'percussion',
  'bass',
  'change',
];

/** Places in a bar that the book tells apart. */
export const BINS = table.bins;

/** 8th triplets in a bar, and how much they count among ways of keeping time. */
const TRIPLETS = 12;
const TRIPLET_SHARE = 0.02;

/** Strikes a bar at each place, of the lanes that it tells of. */
export type Bar = Readonly<Partial<Record<Lane, Float64Array>>>;

/** What may be played, and at which tempi. */
export interface Pattern {
  /** How much it counts among its kind. */
  readonly share: number;
  readonly bpm: readonly [number, number];
  readonly bar: Bar;
}

export interface StyleRhythm extends Pattern {
  readonly name: Style;
}

/** The styles' rhythms, read from what `scripts/style-rhythms.ts` counted. */
export const STYLE_RHYTHMS: readonly StyleRhythm[] = table.styles.map(({ name, ...rhythm }) => ({
  name: name as Style,
  ...patternOf({ share: 1, ...rhythm }),
}));

/**
 * People at a kit play any beat of kick and snare under any way of keeping time, so the two are looked up apart. All
 * drummers together count as much as a style.
 */
export const DRUMMER_BEATS: readonly Pattern[] = table.drummers.beat.map(patternOf);
export const DRUMMER_TIMES: readonly Pattern[] = [...table.drummers.time.map(patternOf), triplets()];
/** The lanes in which a drummer keeps time; all others are the beat's. */
export const TIME_LANES: readonly Lane[] = ['closedHat', 'openHat', 'percussion'];

/** Hats in 8th triplets from end to end: beats are programmed with them, and no drummer that was counted keeps time so. */
function triplets(): Pattern {
  const closedHat = new Float64Array(BINS);
  for (let i = 0; i < TRIPLETS; i++) closedHat[(i * BINS) / TRIPLETS] = 0.9;
  return { share: TRIPLET_SHARE, bpm: [60, 160], bar: { closedHat } };
}

interface Counted {
  readonly share: number;
  readonly bpm: readonly number[];
  readonly lanes: Readonly<Partial<Record<Lane, readonly number[]>>>;
}

function patternOf({ share, bpm, lanes }: Counted): Pattern {
  const bar = Object.fromEntries(
    Object.entries(lanes).map(([lane, counts]) => [lane, Float64Array.from(counts, (n) => n / table.bars)]),
  );
  return { share, bpm: [bpm[0]!, bpm[1]!], bar };
}

/** Octaves that any tempo may lie in. */
const OCTAVES = 2.3;

/**
 * How readily something is played at a tempo, beside how readily anything is: much within its range, less outside, but
 * never out of the question.
 */
export function tempoPrior({ bpm: [slow, fast] }: Pattern, bpm: number): number {
  const middle = Math.log2(Math.sqrt(slow * fast));
  const width = Math.max(0.06, Math.log2(fast / slow) / 2);
  const z = (Math.log2(bpm) - middle) / width;
  return (0.9 * OCTAVES * Math.exp(-0.5 * z * z)) / (Math.sqrt(2 * Math.PI) * width) + 0.1;
}
