/** What an artist's tracks have in common: the mix, and the drums fitted to the cleanest of each voice. */
import { median } from 'd3-array';
import type { Timbre } from '../render/index.ts';
import { fitDrum } from './fit.ts';
import { aimOf } from './mix.ts';
import type { HeardDrum, TrackTimbre } from './track.ts';

/** @returns nothing of silence */
export function timbreFrom(tracks: readonly TrackTimbre[]): Timbre | undefined {
  const mix = aimOf(tracks.flatMap((track) => track.mix ?? []));
  if (mix === undefined) return undefined;
  const heard = tracks.flatMap(({ drums }) => drums);
  // The same drum may be heard as one voice in a track and as another in the next: the cleanest decides.
  const byDrum = Map.groupBy(heard, ({ drum }) => drum);
  return { mix, drums: [...byDrum.values()].map(drumFrom) };
}

function drumFrom(alike: readonly HeardDrum[]): Timbre['drums'][number] {
  const cleanest = alike.reduce((best, each) => (each.clean > best.clean ? each : best));
  const fitted = fitDrum(cleanest.sound, cleanest.drum);
  return {
    drum: cleanest.drum,
    level: median(alike, ({ level }) => level)!,
    ...(fitted && { sound: fitted.sound, nearer: [fitted.stock, fitted.distance] }),
  };
}
