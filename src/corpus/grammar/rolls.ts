/** Hat rolls: a span of a bar cut into 32nds, triplets or 64ths, with velocities that go somewhere. */
import { type Random, TICKS_PER_STEP } from '../../music/index.ts';
import type { RollKind, RollShape, Settings } from './book.ts';
import type { BarPlan } from './form.ts';

export interface Roll {
  readonly step: number;
  /** In 16ths. */
  readonly length: number;
  readonly shape: RollShape;
  /** Ticks between hits. */
  readonly every: number;
}

const EVERY: Readonly<Record<Exclude<RollKind, '32 triplet'>, number>> = {
  '32': TICKS_PER_STEP / 2,
  triplet: (TICKS_PER_STEP * 2) / 3,
  triplet32: TICKS_PER_STEP / 3,
  '64': TICKS_PER_STEP / 4,
};

/** The rolls of a bar. Bars 2 and 4 of a phrase get most of them, and one spot is enough for a bar or two. */
export function rollsOf(settings: Settings, plan: BarPlan, random: Random): Roll[] {
  const rolls: Roll[] = [];
  const inBar = plan.bar % 2 === 1 ? 1 : 0.4;
  for (const spot of settings.rollSpots.split(' ')) {
    const [step, length] = spot.split('+').map(Number) as [number, number];
    const chance = settings.rolls * inBar * 0.6 ** rolls.length;
    if (random.next() >= chance || rolls.some((roll) => overlaps(roll, step, length))) continue;
    const kinds = settings.rollKind.split(' ') as (keyof typeof EVERY)[];
    const kind = random.next() < 0.7 ? kinds[0]! : kinds.at(-1)!;
    const shape =
      random.next() < 0.75 ? settings.rollShape : random.pick(['rising', 'falling', 'swell'] as const);
    rolls.push({ step, length, shape, every: EVERY[kind] });
  }
  return rolls;
}

function overlaps(roll: Roll, step: number, length: number): boolean {
  return step < roll.step + roll.length && roll.step < step + length;
}

/** The hits of a roll as ticks after its start and strengths of 0–1. */
export function hitsOfRoll(roll: Roll): { tick: number; strength: number }[] {
  const count = Math.round((roll.length * TICKS_PER_STEP) / roll.every);
  return Array.from({ length: count }, (_, i) => {
    const along = count === 1 ? 1 : i / (count - 1);
    return { tick: Math.round(i * roll.every), strength: ramp(roll.shape, along) };
  });
}

function ramp(shape: RollShape, along: number): number {
  switch (shape) {
    case 'rising':
      return 0.4 + 0.55 * along;
    case 'falling':
      return 0.95 - 0.5 * along;
    case 'swell':
      return 0.45 + 0.5 * Math.sin(Math.PI * along);
    default:
      return 0.68;
  }
}
