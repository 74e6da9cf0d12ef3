/** Cards as the services give them, for tests of views. */
import { type BeatCard, type FlowCard, TAKE_NAMES } from '../../src/services/index.ts';

/** A flow of nine syllables a line. */
export function someFlow(change: Partial<FlowCard> = {}): FlowCard {
  return {
    measured: {
      language: 'english',
      lines: 4,
      adLibs: 1,
      syllables: { mean: 9.24, low: 8, high: 11 },
      rhyming: {
        density: 0.222,
        longest: 4,
        where: [0, 0.1, 0.2, 0.7],
        masculine: 0.5,
        open: 0.25,
        scheme: 'AABB',
      },
    },
    pace: { bpm: 91, time: 'one line a bar', lineSteps: 16, perBar: 9.24, perSecond: 3.5 },
    addedById: '42',
    addedAt: new Date(0),
    ...change,
  };
}

/** A beat of four takes. */
export function someBeat(change: Partial<BeatCard> = {}): BeatCard {
  const id = change.id ?? 'beat-1';
  return {
    id,
    artist: 'Night Shift',
    style: 'trap',
    bpm: 140,
    key: { tonic: 5, mode: 'minor' },
    bars: 8,
    seconds: 13.714,
    seed: 7,
    ...{ master: 'streaming', ownSounds: 0 },
    generatorVersion: 3,
    notes: [],
    takes: TAKE_NAMES.map((name) => ({ id: `${id}-${name}`, name, votes: 0 })),
    ...change,
  };
}
