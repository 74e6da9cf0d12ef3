/**
 * The form of a loop: bars 1 and 2 say something, 3 and 4 answer, bars 4 and 8 differ, and something may stop
 * just before a phrase starts over.
 */
import { type Random, STEPS_PER_BAR } from '../../music/index.ts';
import type { DropKind, FillKind, Settings } from './book.ts';

export interface BarPlan {
  readonly bar: number;
  /** Whether this bar repeats its cell as it is or with a detail changed. */
  readonly changed: boolean;
  /** Whether this bar ends a phrase of four (or the loop). */
  readonly ends: boolean;
  readonly crash: boolean;
  readonly fill: FillKind;
  readonly drop: DropKind;
  /** The step from which what drops is silent; 16 when nothing does. */
  readonly dropFrom: number;
}

/** Plans the bars of a song. */
export function planBars(settings: Settings, random: Random): BarPlan[] {
  const { bars, changes } = settings;
  const detail = random.fork('detail');
  const ending = random.fork('ending');
  const plans = Array.from({ length: bars }, (_, bar): BarPlan => {
    const ends = bar === bars - 1 || bar % 4 === 3;
    const big = bar % 8 === 7;
    // The end of eight bars weighs more than the end of four.
    const weight = big ? 1.25 : ends ? 0.85 : 0;
    const drops = ending.next() < settings.drops * weight;
    const fills = ending.next() < settings.fills * weight;
    const crashes = ending.next() < settings.crashes;
    const dropFrom = dropStart(settings.drop, big, ending);
    return {
      bar,
      changed:
        detail.next() < (ends ? 0.35 + 0.65 * changes : bar % 2 === 1 ? 0.35 * changes : 0.08 * changes),
      ends,
      crash: bar % 4 === 0 && crashes,
      fill: fills && !(drops && settings.drop !== 'bass') ? settings.fill : 'none',
      drop: drops ? settings.drop : 'none',
      dropFrom: drops ? dropFrom : STEPS_PER_BAR,
    };
  });
  return plans.map((plan) => {
    // What leaves before eight bars start over may leave for two bars.
    const next = plans[plan.bar + 1];
    const leaves =
      plan.bar % 8 === 6 && next !== undefined && next.dropFrom === 0 && LEAVING.includes(next.drop);
    return leaves && ending.next() < 0.5 ? { ...plan, drop: next.drop, dropFrom: 0 } : plan;
  });
}

/** What can be away for two bars without the beat falling apart. */
const LEAVING: readonly DropKind[] = ['kick', 'bass', 'hats'];

/** The step from which something is silent; `big` at the end of eight bars. */
function dropStart(drop: DropKind, big: boolean, random: Random): number {
  switch (drop) {
    case 'stop':
      return random.pick(big ? [4, 8, 8, 10, 12] : [10, 12, 12, 14]);
    case 'drums':
      return random.pick(big ? [0, 0, 8, 12] : [8, 10, 12]);
    case 'bass':
      return random.pick([0, 0, 8]);
    case 'kick':
      return random.pick(big ? [0, 0, 4, 8] : [4, 8, 9, 10]);
    case 'hats':
      return random.pick(big ? [0, 8, 8] : [8, 12]);
    default:
      return STEPS_PER_BAR;
  }
}

/** Whether a voice sounds at a step of a bar. */
export function sounds(
  plan: BarPlan,
  voice: 'kick' | 'hats' | 'snare' | 'bass' | 'keys',
  step: number,
): boolean {
  if (step < plan.dropFrom) return true;
  switch (plan.drop) {
    case 'kick':
      return voice !== 'kick' && !(voice === 'bass' && plan.dropFrom > 0);
    case 'hats':
      return voice !== 'hats';
    case 'bass':
      return voice !== 'bass';
    case 'drums':
      return voice === 'keys' || voice === 'bass';
    case 'stop':
      // A short stop is silence; in a long one the keys go on alone.
      return voice === 'keys' && plan.dropFrom < 10;
    default:
      return true;
  }
}
