/** What is listened to: a mix, and stems of its parts where there are some. */
import type { Part } from '../music/index.ts';

/** All of one length, at `LISTEN_RATE`. */
export interface Tracks {
  readonly mix: Float32Array;
  /** Parts that have a stem of their own. */
  readonly parts: ReadonlyMap<Part, Float32Array>;
}

export function each({ mix, parts }: Tracks, change: (samples: Float32Array) => Float32Array): Tracks {
  return { mix: change(mix), parts: new Map([...parts].map(([part, samples]) => [part, change(samples)])) };
}

/** So many times, one after the other. */
export function roundAndRound(tracks: Tracks, rounds: number): Tracks {
  return each(tracks, (samples) => {
    const all = new Float32Array(rounds * samples.length);
    for (let round = 0; round < rounds; round++) all.set(samples, round * samples.length);
    return all;
  });
}
