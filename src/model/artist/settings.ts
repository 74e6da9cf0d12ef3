/** How an artist is learned. */
import type { AdapterForm } from './adapter.ts';

export interface ArtistSettings {
  readonly form: AdapterForm;
  /** Steps of training at most. */
  readonly steps: number;
  /** Rows of a batch, and how many of them are the artist's; the others replay the base's own material. */
  readonly rows: number;
  readonly own: number;
  /** The learning rate at its height. */
  readonly rate: number;
  /** How much of itself the adapter loses in each step, times the rate. */
  readonly decay: number;
  /** λ of the style-weighted loss, and which mask it goes by: others than the artist's are for comparison. */
  readonly strength: number;
  readonly mask: 'artist' | 'shuffled' | 'uniform';
  /** Steps between measurements on the references held out. */
  readonly measureEvery: number;
}

/** From so many pieces of music on there is enough to learn from, and to hold two out. */
export const ENOUGH = 5;

/**
 * The settings for a number of pieces of music: references that share none. The literature on forgetting replays 1.65
 * times as much as is learned; here that leaves the base 1.4 % worse. Half of the rows are the artist's, but most of them
 * short, so that twice as much is replayed as is learned. What is held out says how long to go on; of less than five
 * pieces, at a smaller rate and with more decay. Half the rank would learn a quarter less of two pieces and an eighth less
 * of four.
 */
export function settingsFor(pieces: number): ArtistSettings {
  const share = Math.min(1, pieces / ENOUGH);
  return {
    form: { kind: 'lora', rank: 8 },
    steps: 70,
    rows: 8,
    own: 4,
    rate: 3e-3 * (0.5 + 0.5 * share),
    decay: pieces < ENOUGH ? 0.3 : 0.1,
    strength: 30,
    mask: 'artist',
    measureEvery: 10,
  };
}
