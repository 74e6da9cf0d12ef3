/** What mixes have in common. */
import { median, quantile } from 'd3-array';
import type { Sound } from '../music/index.ts';
import { depthOf, levelsOf, longTermOf, loudnessOf, type MixAim, THIRDS, widthOf } from '../render/index.ts';

/** One track's mix. */
export type MixMeasure = MixAim;

/** Samples from one frame of the long-term spectrum to the next. */
const HOP = 4_096;
/** A rapper's voice lies here, on tracks that have one: a beat is not to fill that. */
const VOICE = { from: 400, to: 4_000, quantile: 0.25 } as const;

/** Nothing of silence. */
export function measureMix({ sampleRate, channels: [left, right = left] }: Sound): MixMeasure | undefined {
  const sound = { left: left!, right: right! };
  const loudness = loudnessOf(sound, sampleRate);
  if (!Number.isFinite(loudness)) return undefined;
  const longTerm = longTermOf(sound, sampleRate, HOP);
  const floor = depthOf(sound, sampleRate);
  return { thirds: levelsOf(longTerm), width: widthOf(longTerm), loudness, floor };
}

/** The middle of several; where voices are, what the lowest quarter has, since some tracks come with one. */
export function aimOf(measures: readonly MixMeasure[]): MixAim | undefined {
  if (measures.length === 0) return undefined;
  const middle = (of: (measure: MixMeasure) => number) => median(measures, of)!;
  return {
    thirds: THIRDS.map((hertz, i) => {
      const levels = measures.map(({ thirds }) => thirds[i]!);
      return hertz > VOICE.from && hertz < VOICE.to ? quantile(levels, VOICE.quantile)! : median(levels)!;
    }),
    width: [
      middle(({ width }) => width[0]),
      middle(({ width }) => width[1]),
      middle(({ width }) => width[2]),
    ],
    loudness: middle((measure) => measure.loudness),
    // Hats and rooms fill the gaps of some tracks; hiss is on all of them.
    floor: Math.min(...measures.map(({ floor }) => floor)),
  };
}
