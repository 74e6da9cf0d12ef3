/** Which of several candidates are sent: what is liked, by whom, and what is different. */
import { worth } from './choice.ts';
import type { Taste } from './taste.ts';

export interface Candidate {
  /** What there is to say against it, whatever the taste: about 1 for a grave fault. */
  readonly against: number;
  /** From `traitsOf`. */
  readonly traits: readonly number[];
}

export interface Picking {
  /** How many are picked, and how many of these, the last, explore. */
  readonly count: number;
  readonly explorers: number;
  /** What it costs to be just like one that was picked already. */
  readonly variety: number;
  /** How alike two candidates are, 0–1, by their places. */
  readonly alike: (a: number, b: number) => number;
}

/** How many faults it outweighs to be chosen e times as often. */
const LIKING = 4;
/** How much of what is liked is not known, in logits: the more, the more it is worth to send several that may be liked. */
const UNKNOWN = 2;

/**
 * Picks the set that voters can expect most of: by what each voter can expect of the best of it, which in a logit model is
 * the logarithm of the sum of its odds, less what there is to say against its takes and how alike they are. So a second camp
 * is served before a first is served twice. Then those that explore, one after the other.
 *
 * @returns places among the candidates; explorers last.
 */
export function pickByTaste(
  candidates: readonly Candidate[],
  { ears, guess }: Pick<Taste, 'ears' | 'guess'>,
  { count, explorers, variety, alike }: Picking,
): number[] {
  const places = [...candidates.keys()];
  const odds = ears.map(({ weights }) =>
    candidates.map(({ traits }) => Math.exp(worth(weights, traits) / UNKNOWN)),
  );
  const nearest = (i: number, set: readonly number[]) =>
    Math.max(0, ...set.map((other) => (other === i ? 0 : alike(i, other))));
  const value = (set: readonly number[]) => {
    const liked = ears.reduce((sum, { share }, e) => {
      const all = set.reduce((odd, i) => odd + odds[e]![i]!, 0);
      return sum + share * UNKNOWN * Math.log(all);
    }, 0);
    return set.reduce((sum, i) => sum - candidates[i]!.against - variety * nearest(i, set), LIKING * liked);
  };
  const best = (among: readonly number[], of: (i: number) => number) =>
    among.reduce((a, b) => (of(b) > of(a) ? b : a));
  const others = (set: readonly number[]) => places.filter((i) => !set.includes(i));

  let set: number[] = [];
  const liked = Math.min(count - explorers, places.length);
  while (set.length < liked) set = [...set, best(others(set), (i) => value([...set, i]))];
  set = improved(set, others, value);
  const guesses = candidates.map(({ traits }) => worth(guess, traits));
  while (set.length < Math.min(count, places.length)) {
    const explored = (i: number) => LIKING * guesses[i]! - candidates[i]!.against - variety * nearest(i, set);
    set = [...set, best(others(set), explored)];
  }
  return set;
}

/** Takes one out for another as long as that makes the set better. */
function improved(
  set: number[],
  others: (set: readonly number[]) => readonly number[],
  value: (set: readonly number[]) => number,
): number[] {
  let [found, most] = [set, value(set)];
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const place of found.keys()) {
      for (const other of others(found)) {
        const changed = found.with(place, other);
        const worth = value(changed);
        if (worth > most + 1e-9) [found, most, isBetter] = [changed, worth, true];
      }
    }
  }
  return found;
}
