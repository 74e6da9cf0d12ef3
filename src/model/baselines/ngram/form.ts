/**
 * How music repeats itself: for each part and bar whether it says again what it said one, two or four bars ago,
 * or something else. Choice by choice an n-gram loses such a thread; planned by the bar it does not.
 */
import { PARTS, type Part, type Random, STEPS_PER_BAR } from '../../../music/index.ts';
import { FIELDS } from '../../core/fields.ts';
import { hash, shapeOf } from '../../core/shape.ts';
import type { Steps } from '../../core/steps.ts';
import { estimate } from './estimate.ts';
import { keyOf, type Table } from './table.ts';

/** What a bar can repeat, in bars ago; 0 stands for nothing. */
const SOURCES = [0, 1, 2, 4] as const;

/** For each part and bar, how many bars ago it repeats; 0 if it repeats none. */
export type Form = Readonly<Record<Part, readonly number[]>>;

/** Counts how the parts of some steps repeat. */
export function countForm(steps: Steps, table: Table): void {
  const plans = eachPlan((part) => (steps.parts.includes(part) ? repetitions(steps, part) : []));
  for (const part of steps.parts) {
    plans[part].forEach((source, bar) => {
      for (const context of contexts(plans, part, bar, steps.bars))
        table.add(context, SOURCES.indexOf(source));
    });
  }
}

/** Plans the bars of a new piece as the material repeats. */
export function planForm(
  counts: Table,
  frame: { readonly bars: number; readonly parts: readonly Part[] },
  random: Random,
): Form {
  const plans = eachPlan(() => []);
  for (const part of PARTS) {
    if (!frame.parts.includes(part)) continue;
    for (let bar = 0; bar < frame.bars; bar++) {
      const shares = estimate(counts, contexts(plans, part, bar, frame.bars), SOURCES.length);
      const possible = SOURCES.map((source, i) => (source <= bar ? shares[i]! : 0));
      plans[part].push(SOURCES[random.weighted(possible)]!);
    }
  }
  return plans;
}

type Source = (typeof SOURCES)[number];
type Plans = Record<Part, Source[]>;

function eachPlan(make: (part: Part) => Source[]): Plans {
  return { drums: make('drums'), chords: make('chords'), bass: make('bass'), melody: make('melody') };
}

/** For each bar the nearest bar that it repeats. */
function repetitions({ steps, bars }: Steps, part: Part): Source[] {
  const shapes = Array.from({ length: bars }, (_, bar) =>
    hash(steps.slice(bar * STEPS_PER_BAR, (bar + 1) * STEPS_PER_BAR).map((step) => shapeOf(step, part))),
  );
  return shapes.map((shape, bar) => SOURCES.find((ago) => ago > 0 && shapes[bar - ago] === shape) ?? 0);
}

/** A bar's place in its phrase, what the part did in the bar before, and what the drums do in this one. */
function contexts(plans: Plans, part: Part, bar: number, bars: number): number[] {
  // Bars with the same past to repeat and the same place: 0–3, then 4–7 again and again; the last is its own.
  const place = (bar < 4 ? bar : 4 + (bar % 4)) + (bar === bars - 1 ? 8 : 0);
  const before = plans[part][bar - 1] ?? -1;
  const drums = part === 'drums' ? -1 : (plans.drums[bar] ?? -1);
  const number = FIELDS.length + 1 + PARTS.indexOf(part);
  const levels = [[Math.min(bar, 4)], [place], [place, before], [place, before, drums]];
  return levels.map((level, depth) => keyOf(number, depth, level));
}
