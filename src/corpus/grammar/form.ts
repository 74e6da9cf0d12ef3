/**
 * The form of a loop: bars 1 and 2 say something, 3 and 4 answer, bars 4 and 8 differ, and something may stop
 * just before a phrase begins anew.
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
  return Array.from({ length: bars }, (_, bar) => {
    const loopEnds = bar === bars - 1;
    const ends = loopEnds || bar % 4 === 3;
    // The end of the loop weighs more than the end of its first half.
    const weight = loopEnds && bars > 4 ? 1.25 : ends ? 0.85 : 0;
    const drops = ending.next() < settings.drops * weight;
    const fills = ending.next() < settings.fills * weight;
    const from = dropStart(settings.drop, ending);
    return {
      bar,
      changed:
        detail.next() < (ends ? 0.35 + 0.65 * changes : bar % 2 === 1 ? 0.35 * changes : 0.08 * changes),
      ends,
      crash: bar % 4 === 0 && ending.next() < settings.crashes,
      fill: fills && !(drops && settings.drop !== 'bass') ? settings.fill : 'none',
      drop: drops ? settings.drop : 'none',
      dropFrom: drops ? from : STEPS_PER_BAR,
    };
  });
}

function dropStart(drop: DropKind, random: Random): number {
  switch (drop) {
    case 'stop':
      return random.pick([10, 12, 12, 14]);
    case 'drums':
      return random.pick([8, 10, 12]);
    case 'bass':
      return random.pick([0, 0, 8]);
    case 'kick':
      return random.pick([0, 4, 8, 9]);
    default:
      return random.pick([8, 12, 12]);
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
      return voice === 'keys' && plan.dropFrom < 12;
    default:
      return true;
  }
}
