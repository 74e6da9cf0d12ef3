import { expect, it } from 'vitest';
import { Pen, type PenOptions } from '../../src/model/net/pen.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, OFFSET_WORDS } from '../../src/model/net/vocabulary.ts';
import { randomOf, STEPS_PER_BAR } from '../../src/music/index.ts';

const all = <T>(value: T) => ({ drums: value, bass: value, chords: value, melody: value });

/** Bars by a pen to which all words are alike, as text; the steps that it decided, and those before all was decided. */
function bars(more: Partial<PenOptions>): { bars: string[]; decided: number; asked: number } {
  const pen = new Pen({
    bars: 8,
    parts: ['drums', 'melody'],
    conditions: { parts: ['drums', 'melody'] },
    language: { key: { tonic: 0, mode: 'minor' }, classes: new Set([0, 2, 3, 5, 7, 8, 10]) },
    drawing: { temperature: all(1), minP: all(1e-6) },
    random: randomOf('repeats'),
    ...more,
  });
  const logits = {
    events: new Float32Array(EVENT_WORDS),
    offsets: new Float32Array(OFFSET_WORDS),
    attributes: new Float32Array(ATTRIBUTE_WORDS),
  };
  let [decided, asked] = [0, 0];
  while (!pen.done) {
    if (!pen.isSettled) asked += 1;
    pen.open();
    if (pen.isOpen) decided += 1;
    while (pen.isOpen) pen.choose(logits);
    pen.close();
  }
  const { steps } = pen.steps;
  return {
    bars: Array.from({ length: 8 }, (_, bar) =>
      JSON.stringify(steps.slice(bar * STEPS_PER_BAR, (bar + 1) * STEPS_PER_BAR)),
    ),
    ...{ decided, asked },
  };
}

it('bars say again what the first ones said, to the letter, but for those that change', () => {
  expect(new Set(bars({}).bars).size).toBe(8);
  const { bars: loop, decided, asked } = bars({ repeats: { after: 2, changes: [5] } });
  const [one, two] = loop;
  expect(loop.filter((_, bar) => bar !== 5)).toEqual([one, two, one, two, one, one, two]);
  expect([one, two]).not.toContain(loop[5]);
  expect(decided).toBe(3 * STEPS_PER_BAR);
  // What is settled need not be run.
  expect(asked).toBe(6 * STEPS_PER_BAR);
});

it('a melody rests where it is asked to in bars that repeat, too', () => {
  const at = 3 * STEPS_PER_BAR + 4;
  const notes = (bar: string) => JSON.parse(bar)[4].melody.length;
  const free = bars({ repeats: { after: 1, changes: [] } }).bars;
  const rested = bars({ repeats: { after: 1, changes: [] }, rests: new Set([at]) }).bars;
  expect(notes(free[3]!)).toBeGreaterThan(0);
  expect([2, 3, 4].map((bar) => notes(rested[bar]!) > 0)).toEqual([true, false, true]);
});
