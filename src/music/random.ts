/**
 * Seeded randomness. Whoever needs chance is given a `Random`; nothing in Beatwright calls `Math.random`
 * where music is decided, so that a seed names a beat.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** A float in [0, 1), 53 bits of resolution. */
  next(): number;
  /** An integer in [0, n). */
  int(n: number): number;
  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T;
  /** An index drawn in proportion to the weights, which need not sum to 1. */
  weighted(weights: ArrayLike<number>): number;
  /** A draw of the normal distribution of mean 0 and deviation 1. */
  normal(): number;
  /** Another generator, named by a label and independent of what has been or will be drawn here. */
  fork(label: string): Random;
}

/** A `Random` for a seed: the same seed, the same draws, on every machine. */
export function randomOf(seed: number | string): Random {
  const name = String(seed);
  const generator = xoroshiro128plus(hash32(name));
  const next = () => uniformFloat64(generator);
  return {
    next,
    int: (n) => uniformInt(generator, 0, n - 1),
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[uniformInt(generator, 0, items.length - 1)]!;
    },
    weighted: (weights) => {
      let total = 0;
      for (let i = 0; i < weights.length; i++) total += weights[i]!;
      if (!(total > 0)) throw new RangeError('the weights sum to nothing');
      let left = next() * total;
      let last = 0;
      for (let i = 0; i < weights.length; i++) {
        const weight = weights[i]!;
        if (weight <= 0) continue;
        last = i;
        left -= weight;
        if (left < 0) return i;
      }
      return last;
    },
    // Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => randomOf(`${name}/${label}`),
  };
}

/** FNV-1a over UTF-16 units, finished with murmur3's mixer so that near labels give far seeds. */
function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
