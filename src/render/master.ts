/** The master: the mix as one thing, as loud as streaming services play it. */
import { equalise } from './dsp/biquad.ts';
import { limit } from './dsp/limiter.ts';
import { loudnessOf } from './dsp/loudness.ts';
import { saturate } from './dsp/shape.ts';
import { buffersOf, gainOf, type Stereo } from './dsp/stereo.ts';
import type { Mix } from './kit.ts';

/** Integrated loudness, in LUFS: what streaming services turn music to. */
const LOUDNESS = -14;
/** Highest true peak, in dBTP: room for a lossy codec. */
const PEAK = -1;
/** How far under the highest peak the limiter aims: meters differ by a tenth between them. */
const MARGIN = 0.15;
/** Subsonic rubbish and what is left of direct current. */
const RUMBLE = { kind: 'highPass', at: 22 } as const;

/** Masters a loop in place. Silence stays silent. */
export function master(loop: Stereo, mix: Mix, sampleRate: number): void {
  equalise(loop, [RUMBLE, ...(mix.bands ?? [])], sampleRate);
  const now = loudnessOf(loop, sampleRate);
  if (!Number.isFinite(now)) return;
  for (const buffer of buffersOf(loop)) saturate(buffer, mix.drive, gainOf(LOUDNESS - now));
  limit(loop, { loudness: LOUDNESS, peak: PEAK - MARGIN }, sampleRate);
}
