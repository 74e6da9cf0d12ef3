/** Scores as rows of 88 keys, for the network that knows nothing but a piano roll. */
import { type Note, type Score, STEPS_PER_BAR, TICKS_PER_STEP } from '../music/index.ts';

/** Keys of a piano. */
export const KEYS = 88;
/** MIDI pitch of the lowest. */
const LOWEST_KEY = 21;

/** Rows of 88 keys, one a 16th, all of a side's scores one after the other. */
export interface Rolls {
  /** Number of rows. */
  readonly rows: number;
  /** rows × 88: what sounds in the 16th before (silence before a score begins), 0–1 by velocity. */
  readonly data: Float32Array;
  /** rows × 88: what sounds in this 16th, 0–1 by velocity. */
  readonly labels: Float32Array;
  /** rows × 88: 1 where a key of the labels sounds, else 0: the one-hot activation mask of the loss. */
  readonly activation: Float32Array;
}

/** The piano rolls of scores: bass, chords and melody; drums have no keys. */
export function rollsOf(scores: readonly Score[]): Rolls {
  const rows = scores.reduce((sum, { bars }) => sum + bars * STEPS_PER_BAR, 0);
  const labels = new Float32Array(rows * KEYS);
  const data = new Float32Array(rows * KEYS);
  let first = 0;
  for (const score of scores) {
    const steps = score.bars * STEPS_PER_BAR;
    for (const note of notesOf(score)) press(labels, first, steps, note);
    data.set(labels.subarray(first * KEYS, (first + steps - 1) * KEYS), (first + 1) * KEYS);
    first += steps;
  }
  return { rows, data, labels, activation: labels.map((key) => (key > 0 ? 1 : 0)) };
}

function notesOf({ bass, chords, melody }: Score): Note[] {
  const struck = chords.flatMap(({ pitches, ...chord }) => pitches.map((pitch) => ({ ...chord, pitch })));
  return [...bass, ...struck, ...melody];
}

/** Marks a note in the rows of a score; the louder of two on one key counts. */
function press(labels: Float32Array, first: number, steps: number, note: Note): void {
  const key = note.pitch - LOWEST_KEY;
  if (key < 0 || key >= KEYS) return;
  const from = Math.min(steps - 1, Math.round(note.tick / TICKS_PER_STEP));
  const until = Math.max(from + 1, Math.round((note.tick + note.duration) / TICKS_PER_STEP));
  for (let step = from; step < Math.min(steps, until); step++) {
    const at = (first + step) * KEYS + key;
    labels[at] = Math.max(labels[at]!, note.velocity / 127);
  }
}
