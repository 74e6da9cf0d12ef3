/** What scores cost under a generator that tells nothing but which keys sound how often. */
import { PARTS, type Part, type Score, STEPS_PER_BAR, TICKS_PER_STEP } from '../../../music/index.ts';
import { BASS_RANGE, CHORD_RANGE, FIELD_SIZES, MELODY_RANGE } from '../../core/fields.ts';
import type { BitsPerStep } from '../../core/generator.ts';
import { stepsOf } from '../../core/steps.ts';
import { readChoices, Writer } from '../../core/writer.ts';

/** The share of the time that a key is thought to sound at least: nothing is impossible. */
const LEAST = 1e-3;

/**
 * Codes the choices that make up scores: pitches in proportion to how often their keys sound in a roll, everything
 * else with equal chances for all that is possible.
 * @param roll what the generator writes, as one melody in C.
 */
export function rollBits(roll: Score, scores: readonly Score[]): BitsPerStep {
  const weigh = sharesOf(roll);
  const bits: Record<Part, number> = { drums: 0, bass: 0, chords: 0, melody: 0 };
  let count = 0;
  for (const score of scores) {
    const steps = stepsOf(score);
    const writer = new Writer(steps);
    count += score.bars * STEPS_PER_BAR;
    for (const value of readChoices(steps)) {
      bits[writer.part] += cost(writer, value, weigh);
      writer.push(value);
    }
  }
  const parts = Object.fromEntries(PARTS.map((part) => [part, bits[part] / count])) as Record<Part, number>;
  return { total: PARTS.reduce((sum, part) => sum + parts[part], 0), parts };
}

/** How much of the time each MIDI pitch sounds. */
function sharesOf({ bars, melody }: Score): (pitch: number) => number {
  const time = new Float64Array(128);
  for (const { pitch, duration } of melody) time[pitch]! += duration;
  const all = bars * STEPS_PER_BAR * TICKS_PER_STEP;
  return (pitch) => Math.max(LEAST, (time[pitch] ?? 0) / all);
}

/** Bits of the choice at hand; pitches of choices are those of the key of C. */
function cost(writer: Writer, value: number, weigh: (pitch: number) => number): number {
  const { field } = writer;
  const possible: number[] = [];
  for (let v = 0; v < FIELD_SIZES[field]; v++) if (writer.allows(v)) possible.push(v);
  const among = (values: readonly number[], weight: (value: number) => number) =>
    Math.log2(values.reduce((sum, v) => sum + weight(v), 0) / weight(value));
  switch (field) {
    case 'bassPitch':
      return among(possible, (v) => weigh(BASS_RANGE.low + v));
    case 'melodyPitch':
      return among(possible, (v) => weigh(MELODY_RANGE.low + v));
    case 'chordLow':
      return among(possible, (v) => weigh(CHORD_RANGE.low + v));
    case 'chordInterval': {
      // First whether the chord has another note, which is anyone's guess, then which.
      const { low, intervals } = writer.current.chords.at(-1)!;
      const top = CHORD_RANGE.low + intervals.reduce((sum, interval) => sum + interval, low);
      const notes = possible.filter((v) => v > 0);
      if (notes.length === 0) return 0;
      return 1 + (value === 0 ? 0 : among(notes, (v) => weigh(top + v)));
    }
    default:
      return Math.log2(possible.length);
  }
}
