/** What all writers of notes need. */

/** Ends each note before the next begins and the song ends. */
export function withoutOverlap<T extends { tick: number; duration: number }>(
  events: readonly T[],
  end: number,
): T[] {
  const sorted = [...events]
    .sort((a, b) => a.tick - b.tick)
    .filter((e, i, all) => e.tick !== all[i - 1]?.tick);
  return sorted.map((event, i) => ({
    ...event,
    duration: Math.max(1, Math.min(event.duration, (sorted[i + 1]?.tick ?? end) - event.tick)),
  }));
}

export function clampVelocity(velocity: number): number {
  return Math.max(20, Math.min(127, Math.round(velocity)));
}
