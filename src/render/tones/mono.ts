/** A bass that plays one note at a time, each cut by the next. */
import { borrow } from '../dsp/buffers.ts';
import { addWrapped } from '../dsp/stereo.ts';
import type { TimedNote, Timing } from '../timing.ts';

/** How long a note takes to make way for the next, in seconds. */
export const CHOKE = 0.005;

/**
 * The loop's line, mono.
 * @param kicks onsets, ascending, which cut a long note
 * @param level factor on the line's amplitude
 * @param tone one note from its onset to silence; `most`: samples until something else takes over
 */
export function monoLine(
  notes: readonly TimedNote[],
  kicks: readonly number[],
  level: number,
  timing: Timing,
  tone: (note: TimedNote, most: number) => Float32Array,
): Float32Array {
  const line = borrow(timing.length);
  notes.forEach((note, i) => {
    const next = notes[i + 1]?.start ?? timing.length + notes[0]!.start;
    const most = Math.min(next, firstChoke(note, kicks, timing)) - note.start;
    addWrapped(line, tone(note, most), note.start, level);
  });
  return line;
}

/** The kick that cuts a note: the first that is not its own and finds it at the end of its glide. */
function firstChoke({ start, glide }: TimedNote, kicks: readonly number[], { step }: Timing): number {
  const from = start + Math.max(2 * step, glide?.to ?? 0);
  return kicks.find((at) => at >= from) ?? Number.POSITIVE_INFINITY;
}

/** Takes the level from 1 at `from` to 0 within `samples`, along half a cosine. */
export function fade(out: Float32Array, from: number, samples: number): void {
  for (let i = Math.max(0, from); i < out.length; i++) {
    const t = Math.min(1, (i - from) / samples);
    out[i]! *= 0.5 + 0.5 * Math.cos(Math.PI * t);
  }
}
