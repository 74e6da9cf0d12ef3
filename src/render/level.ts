/** A strange recording made as loud as others, so that none is chosen for its loudness. */
import type { Sound } from '../music/index.ts';
import { limit } from './dsp/limiter.ts';
import { loudnessOf } from './dsp/loudness.ts';

/** Integrated loudness in LUFS, as streaming services play, and the highest true peak in dBTP, with room for a lossy codec. */
const CEILING = { loudness: -14, peak: -1.15 } as const;

/** A stereo sound levelled in place. @returns its loudness before, in LUFS; −Infinity of silence, which stays so. */
export function level({ channels, sampleRate }: Sound): number {
  const sound = { left: channels[0]!, right: channels[1]! };
  const before = loudnessOf(sound, sampleRate);
  if (Number.isFinite(before)) limit(sound, CEILING, sampleRate);
  return before;
}
