/** Learning from an artist's scores, with honest figures: what is measured was not learned from. */
import { setImmediate } from 'node:timers/promises';
import {
  BeatwrightError,
  PARTS,
  type Part,
  randomOf,
  type Score,
  STEPS_PER_BAR,
} from '../../../music/index.ts';
import type { HeldOut, HeldOutBy, Learned, LearnOptions } from '../../core/generator.ts';
import { barsOf, sameMusic } from '../../core/split.ts';
import { count, eachPart, exampleOf, type Visit, visitsOf } from './count.ts';
import { bitsOf } from './estimate.ts';
import { ngramGenerator, type StylePrior } from './ngram.ts';
import { Table } from './table.ts';

/** Candidates for how much the style counts against the artist. */
const STYLE_WEIGHTS = [1, 3, 10, 30, 100];
/** The most turns of cross-validation. */
const MOST_TURNS = 6;

/** What takes a turn at being held out: choices to be predicted, and those that must not be learned meanwhile. */
interface Turn {
  readonly measured: readonly Visit[];
  readonly learned: readonly Visit[];
  readonly steps: number;
}

type Bits = Record<Part, number>;

export async function learnNgram(
  scores: readonly Score[],
  options: LearnOptions,
  prior: StylePrior,
): Promise<Learned> {
  const { signal, onProgress } = options;
  if (scores.length === 0) {
    throw new BeatwrightError('learn-nothing', 'There is nothing to learn from. Add at least one reference.');
  }
  const examples = scores.map(exampleOf);
  const visits: Visit[][] = [];
  for (const [i, example] of examples.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'reading', fraction: (0.2 * i) / examples.length });
    visits.push(visitsOf(example));
    await setImmediate();
  }
  const groups = sameMusic(scores, options.references);
  const turns = groups.length > 1 ? byReference(scores, visits, groups, options.seed) : byBar(scores, visits);
  const by: HeldOutBy = groups.length > 1 ? 'references' : turns.length > 1 ? 'bars' : 'nothing';

  // Bits of each turn under the style alone, and under style and artist for each weight.
  const before: Bits[] = [];
  const after: Bits[][] = [];
  for (const [i, turn] of turns.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'measuring', fraction: 0.2 + (0.7 * i) / turns.length });
    const artist = count(turn.learned, new Table());
    before.push(measure(turn, (visit) => bitsOf(prior.evidence, visit)));
    const { style } = prior.evidence;
    after.push(
      STYLE_WEIGHTS.map((styleWeight) =>
        measure(turn, (visit) => bitsOf({ style, artist, styleWeight }, visit)),
      ),
    );
    await setImmediate();
  }
  signal?.throwIfAborted();
  onProgress?.({ stage: 'learning', fraction: 0.9 });
  const artist = { examples, styleWeight: STYLE_WEIGHTS[bestWeight(after)]! };
  const generator = ngramGenerator(prior, artist);
  onProgress?.({ stage: 'learning', fraction: 1 });
  return { generator, heldOut: heldOutOf(turns, before, after, by) };
}

/** Turns by groups of examples that share music. */
function byReference(
  scores: readonly Score[],
  visits: readonly Visit[][],
  groups: readonly number[][],
  seed: number,
): Turn[] {
  const random = randomOf(seed).fork('hold out');
  const order = groups.map((group) => ({ group, at: random.next() })).sort((a, b) => a.at - b.at);
  const turns: number[][] = [];
  order.forEach(({ group }, i) => {
    const turn = i % MOST_TURNS;
    turns[turn] = [...(turns[turn] ?? []), ...group];
  });
  return turns.map((held) => ({
    measured: held.flatMap((i) => visits[i]!),
    learned: visits.flatMap((list, i) => (held.includes(i) ? [] : list)),
    steps: held.reduce((sum, i) => sum + scores[i]!.bars * STEPS_PER_BAR, 0),
  }));
}

/** Turns by bars that are unlike: each measured where it first stands, and learned from nowhere meanwhile. */
function byBar(scores: readonly Score[], visits: readonly Visit[][]): Turn[] {
  const kinds = new Map<string, { score: number; bar: number }[]>();
  scores.forEach((score, i) => {
    barsOf(score).forEach((content, bar) => {
      kinds.set(content, [...(kinds.get(content) ?? []), { score: i, bar }]);
    });
  });
  return [...kinds.values()].map((places) => {
    const [first] = places;
    const isHere = (i: number, bar: number) => places.some((place) => place.score === i && place.bar === bar);
    return {
      measured: visits[first!.score]!.filter((visit) => visit.bar === first!.bar),
      learned: visits.flatMap((list, i) => list.filter((visit) => !isHere(i, visit.bar))),
      steps: STEPS_PER_BAR,
    };
  });
}

function measure(turn: Turn, cost: (visit: Visit) => number): Bits {
  const bits = eachPart(() => 0);
  for (const visit of turn.measured) bits[visit.part] += cost(visit);
  return bits;
}

const whole = (bits: Bits): number => PARTS.reduce((sum, part) => sum + bits[part], 0);

/** The weight that costs least over the turns, one of them left out if said. */
function bestWeight(after: readonly Bits[][], without = -1): number {
  const costs = STYLE_WEIGHTS.map((_, weight) =>
    after.reduce((sum, turn, i) => sum + (i === without ? 0 : whole(turn[weight]!)), 0),
  );
  return costs.indexOf(Math.min(...costs));
}

/** Each turn is judged with the weight that the other turns chose, so that no figure chose its own settings. */
function heldOutOf(
  turns: readonly Turn[],
  before: readonly Bits[],
  after: readonly Bits[][],
  by: HeldOutBy,
): HeldOut {
  const steps = turns.reduce((sum, turn) => sum + turn.steps, 0);
  const per = (part: Part, bits: (turn: number) => Bits) =>
    turns.reduce((sum, _, turn) => sum + bits(turn)[part], 0) / steps;
  const parts = eachPart((part) => ({
    before: per(part, (turn) => before[turn]!),
    after: per(part, (turn) => (by === 'nothing' ? before[turn]! : after[turn]![bestWeight(after, turn)]!)),
  }));
  const sum = (when: 'before' | 'after') => PARTS.reduce((total, part) => total + parts[part][when], 0);
  return { before: sum('before'), after: sum('after'), parts, by, turns: turns.length };
}
