import { PARTS, type Part, STEPS_PER_BAR } from '../../music/index.ts';
import { shapeOf } from '../core/shape.ts';
import type { Step } from '../core/steps.ts';
import { MARKS } from './surroundings.ts';

/** One, two and four bars. */
const LAGS = [16, 32, 64] as const;
const LEVELS = 5;
/** Number of marks of repetition; they are numbered after the surroundings' own. */
export const REPETITION_MARKS = PARTS.length * LAGS.length * LEVELS;

/** Keeps the book of how long each part has been saying again what it said one, two and four bars ago. */
export class Repetition {
  private readonly shapes: Record<Part, number>[] = [];
  private readonly runs = PARTS.map(() => LAGS.map(() => 0));

  marks(): number[] {
    return PARTS.flatMap((_, p) =>
      LAGS.map((_, l) => MARKS + (p * LAGS.length + l) * LEVELS + levelOf(this.runs[p]![l]!)),
    );
  }

  /** Takes in the step that was written next. */
  pass(step: Step): void {
    const shapes = {} as Record<Part, number>;
    PARTS.forEach((part, p) => {
      shapes[part] = shapeOf(step, part);
      LAGS.forEach((lag, l) => {
        const same = this.shapes[this.shapes.length - lag]?.[part] === shapes[part];
        this.runs[p]![l] = same ? this.runs[p]![l]! + 1 : 0;
      });
    });
    this.shapes.push(shapes);
  }
}

function levelOf(run: number): number {
  return run === 0 ? 0 : run < 4 ? 1 : run < 8 ? 2 : run < STEPS_PER_BAR ? 3 : 4;
}
