/** The melody: which of the notes that are heard belong to the tune. */
import type { HeardNote } from '../types.ts';
import { eventInputs, type Surroundings } from './events.ts';
import { type Head, logits } from './head.ts';
import type { NoteEvent } from './note-events.ts';
import { melodyIn, tuneInputs } from './tune.ts';

/** A note is the tune's if it is so likelier than this: where a voice is over it, few are. */
const SURE = 0.45;

/**
 * The tune's notes, sorted by time and pitch; no pitch overlaps itself. Their mean confidence is the F-measure that is
 * to be expected: it falls where much that may be the tune's is too doubtful to take.
 */
export function melodyNotes(
  events: readonly NoteEvent[],
  song: Surroundings,
  heads: { readonly event: Head; readonly tune: Head },
): HeardNote[] {
  const inputs = tuneInputs(events, eventInputs(events, song), song.clock, heads.event);
  const likely = inputs.map((row) => melodyIn(logits(heads.tune, row)));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const taken = likely.filter((value) => value >= SURE);
  // F = 2 right / (heard + there), each as far as the likelihoods tell.
  const trust = (2 * taken.length) / Math.max(1e-9, taken.length + sum(likely));
  const last = new Map<number, number>();
  const notes: HeardNote[] = [];
  for (const [i, { time, duration, pitch, strength }] of events.entries()) {
    if (likely[i]! < SURE) continue;
    const before = last.get(pitch);
    const previous = before === undefined ? undefined : notes[before];
    if (before !== undefined && previous && previous.time + previous.duration > time) {
      notes[before] = { ...previous, duration: Math.max(0.01, time - previous.time) };
    }
    last.set(pitch, notes.length);
    const velocity = Math.min(127, Math.max(1, Math.round(30 + 110 * strength)));
    const confidence = Math.min(1, trust * likely[i]!);
    notes.push({ part: 'melody', time, duration, pitch, velocity, confidence });
  }
  return notes;
}
