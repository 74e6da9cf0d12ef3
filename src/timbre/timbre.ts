/** What an artist's tracks have in common: the mix, and the drums fitted to the cleanest of each voice. */
import { median } from 'd3-array';
import type { Timbre } from '../render/index.ts';
import { fitDrum } from './fit.ts';
import { aimOf } from './mix.ts';
import { isStroke } from './struck.ts';
import type { HeardDrum, TrackTimbre } from './track.ts';

/** Tracks on which a drum has to be heard by itself to be fitted, where there are several. */
const LEAST_TRACKS = 2;

/** @returns nothing of silence */
export function timbreFrom(tracks: readonly TrackTimbre[]): Timbre | undefined {
  const mix = aimOf(tracks.flatMap((track) => track.mix ?? []));
  if (mix === undefined) return undefined;
  const heard = tracks.flatMap(({ drums }) => drums);
  const byDrum = Map.groupBy(heard, ({ drum }) => drum);
  return { mix, drums: [...byDrum.values()].map((alike) => drumFrom(alike, tracks.length)) };
}

function drumFrom(alike: readonly HeardDrum[], tracks: number): Timbre['drums'][number] {
  const { drum } = alike[0]!;
  const alone = alike.flatMap(({ sound, heardAs }) => (isStroke(sound, heardAs) ? [sound] : []));
  const fitted = alone.length >= Math.min(LEAST_TRACKS, tracks) ? fitDrum(alone, drum) : undefined;
  return {
    drum,
    level: median(alike, ({ level }) => level)!,
    ...(fitted && { sound: fitted.sound, nearer: [fitted.stock, fitted.distance] }),
  };
}
