/** What scores cost under the network of chapter-network.ts. */
import { PARTS, type Part, randomOf, type Score, STEPS_PER_BAR } from '../music/index.ts';
import type { Chapter } from './chapter.ts';
import { rowOf } from './chapter-network.ts';
import { noiseOf } from './chapter-training.ts';
import { BASS_RANGE, CHORD_RANGE, FIELD_SIZES, MELODY_RANGE } from './fields.ts';
import type { BitsPerStep } from './generator.ts';
import { stepsOf } from './steps.ts';
import { readChoices, Writer } from './writer.ts';

/** Rows whose mean is taken as what the network expects. */
const ROWS = 64;
const LOWEST_KEY = 21;
/** What a key weighs at least: nothing that was never heard is impossible. */
const LEAST = 1e-3;

/**
 * A code length that can be set beside other generators': the same choices, of which the network tells pitches,
 * in proportion to the mean activation of their keys. All else it knows nothing of (drums, where notes begin and
 * end, how hard and how late they are struck), so that all that is possible there is as likely.
 */
export function chapterBits(chapter: Chapter, scores: readonly Score[]): BitsPerStep {
  const weights = expected(chapter);
  const bits: Record<Part, number> = { drums: 0, bass: 0, chords: 0, melody: 0 };
  let count = 0;
  for (const score of scores) {
    const steps = stepsOf(score);
    const writer = new Writer(steps);
    count += score.bars * STEPS_PER_BAR;
    for (const value of readChoices(steps)) {
      bits[writer.part] += cost(writer, value, weights);
      writer.push(value);
    }
  }
  const parts = {
    drums: bits.drums / count,
    bass: bits.bass / count,
    chords: bits.chords / count,
    melody: bits.melody / count,
  };
  return { total: PARTS.reduce((sum, part) => sum + parts[part], 0), parts };
}

/** What each MIDI pitch weighs, counted from the tonic of C. */
function expected({ network }: Chapter): (pitch: number) => number {
  const random = randomOf('chapter bits');
  const rows = Array.from({ length: ROWS }, () => rowOf(network, noiseOf(1, random)));
  const means = rows[0]!.map((_, key) => rows.reduce((sum, row) => sum + row[key]!, 0) / ROWS);
  return (pitch) => Math.max(LEAST, means[pitch - LOWEST_KEY] ?? 0);
}

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
