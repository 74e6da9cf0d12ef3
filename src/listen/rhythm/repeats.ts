/** Whether a beat says again what it said a bar before: what a tempo's thirds and quarters do not share with it. */
import type { Lane } from './book.ts';
import type { Strikes } from './tempo.ts';

/** The lanes that a bar is known by; hats go on whatever its length. */
const TELLING: readonly Lane[] = ['kick', 'snare'];
/** Lengths in bars that are looked for: half and double tempo repeat as well as the tempo itself. */
const LENGTHS = [0.5, 1, 2] as const;
/** Strikes so far apart, in seconds, are at one place. */
const TOGETHER = 0.035;

/**
 * The share of kicks and snares that come again after half a bar, a bar or two, 0–1, by the length of these that does
 * best; 0 if none is short enough to be heard twice.
 */
export function repetition(strikes: Strikes, bpm: number): number {
  return Math.max(...LENGTHS.map((length) => shareAfter(strikes, (length * 240) / bpm)));
}

function shareAfter(strikes: Strikes, lag: number): number {
  let [again, all] = [0, 0];
  for (const lane of TELLING) {
    const own = strikes[lane];
    const last = own.at(-1)?.time ?? 0;
    let next = 0;
    for (const { time, weight } of own) {
      if (time + lag > last + TOGETHER) break;
      while (next < own.length && own[next]!.time < time + lag - TOGETHER) next++;
      const match = own[next];
      all += weight;
      if (match !== undefined && match.time <= time + lag + TOGETHER) again += Math.min(weight, match.weight);
    }
  }
  return all === 0 ? 0 : again / all;
}
