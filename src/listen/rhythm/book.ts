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

/** `drummer` is not a style: people at a kit, whatever they play. */
export interface StyleRhythm {
  readonly name: Style | 'drummer';
  /** How much it counts: there are several kinds of drummers. */
  readonly share: number;
  readonly bpm: readonly [number, number];
  /** Strikes a bar at each place. */
  readonly lanes: Readonly<Record<Lane, Float64Array>>;
}

/** The styles' rhythms, read from what `scripts/style-rhythms.ts` counted. */
export const STYLE_RHYTHMS: readonly StyleRhythm[] = table.styles.map(({ name, share, bpm, lanes }) => ({
  name: name as StyleRhythm['name'],
  share,
  bpm: [bpm[0]!, bpm[1]!],
  lanes: Object.fromEntries(
    LANES.map((lane) => [
      lane,
      Float64Array.from(lanes[lane as keyof typeof lanes], (count) => count / table.bars),
    ]),
  ) as Record<Lane, Float64Array>,
}));

/** Octaves that any tempo may lie in. */
const OCTAVES = 2.3;

/** How readily a style is heard at a tempo: densest within its range, but never out of the question. A density over octaves. */
export function tempoPrior({ bpm: [slow, fast] }: StyleRhythm, bpm: number): number {
  const middle = Math.log2(Math.sqrt(slow * fast));
  const width = Math.max(0.06, Math.log2(fast / slow) / 2);
  const z = (Math.log2(bpm) - middle) / width;
  return (0.9 * Math.exp(-0.5 * z * z)) / (Math.sqrt(2 * Math.PI) * width) + 0.1 / OCTAVES;
}
