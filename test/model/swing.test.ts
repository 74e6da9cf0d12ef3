import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { offsetOf } from '../../src/model/core/bins.ts';
import { stepsOf } from '../../src/model/core/steps.ts';
import { isRoll, swingOf } from '../../src/model/net/conditions.ts';
import { swungTo } from '../../src/model/net/swing.ts';
import { PARTS, STYLES } from '../../src/music/index.ts';

/** Ticks; between two bins it is told apart to a hundredth of one which is nearer. */
const HALF_A_BIN = 2.5;
const EXACT = 0.01;

it('swings as wished, to half a bin, and leaves the line and the rolls where they are', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STYLES),
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 0.5, max: 0.6, noNaN: true }),
      (style, seed, swing) => {
        const steps = stepsOf(grammarSong(style, seed, { bars: 2 }));
        const swung = swungTo(steps, swing);
        const had = swingOf(steps);
        if (had === undefined) {
          expect(swung).toEqual(steps);
          return;
        }
        // What is moved to where a roll would be is not told from one, and no timekeeper any more.
        const isTold = swung.steps.every((step, at) =>
          step.drums.every(({ offset }, i) => isRoll(offset) === isRoll(steps.steps[at]!.drums[i]!.offset)),
        );
        if (isTold) expect(Math.abs(swingOf(swung)! - swing)).toBeLessThanOrEqual((HALF_A_BIN + EXACT) / 240);
        steps.steps.forEach((step, at) => {
          for (const part of PARTS) {
            step[part].forEach((event, i) => {
              const after = swung.steps[at]![part][i]!;
              const moves = at % 2 === 1 && !isRoll(event.offset);
              if (!moves) expect(after).toEqual(event);
              // Where there is room for it, all move by the same.
              const moved = offsetOf(after.offset) - offsetOf(event.offset);
              if (moves && offsetOf(after.offset) > -30 && offsetOf(after.offset) < 85)
                expect(Math.abs(moved - 240 * (swing - had))).toBeLessThanOrEqual(HALF_A_BIN + EXACT);
            });
          }
        });
      },
    ),
    { numRuns: 60 },
  );
});
