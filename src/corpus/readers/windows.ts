/** Long pieces cut into loops of whole bars. */
import { byTickAndDrum, type Hit, type Note, TICKS_PER_BAR, TICKS_PER_STEP } from '../../music/index.ts';

/** A hit up to this early belongs to the bar it leads into. */
const EARLY = (TICKS_PER_STEP * 3) / 8;

/**
 * The hits of some bars. One that is a little early for the first bar is kept, at its very start; one that is
 * early for the bar after the last is that bar's.
 */
export function hitsWithin(hits: readonly Hit[], fromBar: number, bars: number): Hit[] {
  const start = fromBar * TICKS_PER_BAR;
  const end = start + bars * TICKS_PER_BAR;
  const lowest = fromBar === 0 ? 0 : start - EARLY;
  const moved = hits
    .filter(({ tick }) => tick >= lowest && tick < end - EARLY)
    .map((hit) => ({ ...hit, tick: Math.max(0, hit.tick - start) }))
    .sort(byTickAndDrum);
  // Two hits of a drum can meet at the start; the louder one stays.
  return moved.filter(
    (hit, i) =>
      !moved.some(
        (other, at) =>
          at !== i &&
          other.drum === hit.drum &&
          other.tick === hit.tick &&
          (other.velocity > hit.velocity || (other.velocity === hit.velocity && at < i)),
      ),
  );
}

/** The notes that begin in some bars, cut at their end. */
export function notesWithin<T extends Pick<Note, 'tick' | 'duration'>>(
  notes: readonly T[],
  fromBar: number,
  bars: number,
): T[] {
  const start = fromBar * TICKS_PER_BAR;
  const end = start + bars * TICKS_PER_BAR;
  return notes
    .filter(({ tick }) => tick >= start && tick < end)
    .map((note) => ({
      ...note,
      tick: note.tick - start,
      duration: Math.max(1, Math.min(note.duration, end - note.tick)),
    }));
}

/** Loops of 8 bars from the start, then one of 4 if so many are left: [first bar, bars]. */
export function loopsOf(bars: number): [from: number, length: number][] {
  const loops: [number, number][] = [];
  let from = 0;
  for (; from + 8 <= bars; from += 8) loops.push([from, 8]);
  if (from + 4 <= bars) loops.push([from, 4]);
  return loops;
}
