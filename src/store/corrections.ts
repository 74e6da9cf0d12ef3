/** What members know better of a reference than whoever read it. */
import type { Reference, Told } from './rows.ts';

/** What members said of a reference: the last word on its tempo, its key, and each of its tracks and pads. */
export function correctionsOf({ corrections }: Pick<Reference, 'corrections'>): Told {
  return corrections.reduce<Told>(withMore, {});
}

/** What holds once more is said. */
export function withMore(told: Told, { bpm, key, tracks, pads }: Told): Told {
  const known = { ...told.pads };
  for (const [track, drums] of Object.entries(pads ?? {})) {
    known[Number(track)] = { ...known[Number(track)], ...drums };
  }
  return {
    bpm: bpm ?? told.bpm,
    key: key ?? told.key,
    ...((told.tracks || tracks) && { tracks: { ...told.tracks, ...tracks } }),
    ...((told.pads || pads) && { pads: known }),
  };
}
