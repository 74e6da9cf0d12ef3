/** What one track sounds like: plain data, which can cross a thread's border and is not kept. */
import { type CutDrum, cutDrums, type HeardHit } from '../listen/index.ts';
import type { Drum, Sound } from '../music/index.ts';
import { momentOf } from '../render/index.ts';
import { type MixMeasure, measureMix } from './mix.ts';

/** A drum as it is heard in a track, from its cleanest strokes. */
export interface HeardDrum extends Pick<CutDrum, 'heardAs' | 'clean'> {
  readonly drum: Drum;
  readonly sound: Sound;
  /** How loud its strokes are against the track, in dB. */
  readonly level: number;
}

export interface TrackTimbre {
  /** None of silence. */
  readonly mix?: MixMeasure | undefined;
  readonly drums: readonly HeardDrum[];
}

/**
 * @param sound the track in stereo
 * @param mono the same as it was listened to
 * @param hits as heard in it
 */
export function timbreOfTrack(sound: Sound, mono: Float32Array, hits: readonly HeardHit[]): TrackTimbre {
  const mix = measureMix(sound);
  if (mix === undefined) return { drums: [] };
  const drums = cutDrums(mono, hits).map(({ heardAs, drum, sound: own, clean }) => {
    const level = 10 * Math.log10(momentOf(own.channels[0]!, own.sampleRate) + 1e-12) - mix.loudness;
    return { heardAs, drum, sound: own, clean, level };
  });
  return { mix, drums };
}
