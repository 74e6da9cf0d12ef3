/** The master: the mix as one thing, as loud as it is wanted. */
import type { Master } from '../music/index.ts';
import { equalise } from './dsp/biquad.ts';
import { type Ceiling, limit } from './dsp/limiter.ts';
import { loudnessOf } from './dsp/loudness.ts';
import { saturate } from './dsp/shape.ts';
import { buffersOf, gainOf, type Stereo } from './dsp/stereo.ts';
import type { Mix } from './kit.ts';

/**
 * Integrated loudness in LUFS and highest true peak in dBTP. A voice that is recorded over a quiet one has the room of
 * half the scale; −14 is what streaming services turn music to; and 1 dB is left to a lossy codec.
 */
const CEILINGS: Readonly<Record<Exclude<Master, 'own'>, Ceiling>> = {
  quiet: { loudness: -18, peak: -6 },
  streaming: { loudness: -14, peak: -1 },
  loud: { loudness: -9, peak: -1 },
};
/** Within which LUFS an artist's own loudness is kept. */
const OWN = { least: -18, most: -8 } as const;
/** How far under the highest peak the limiter aims: meters differ by a tenth between them. */
const MARGIN = 0.15;
/** The level at which a kit's drive is heard as it is meant, in LUFS, whatever the master's own. */
const DRIVEN = CEILINGS.streaming.loudness;
/** Subsonic rubbish and what is left of direct current. */
const RUMBLE = { kind: 'highPass', at: 22 } as const;

/** Masters a loop in place. Silence stays silent. */
export function master(loop: Stereo, mix: Mix, wanted: Master, sampleRate: number): void {
  equalise(loop, [RUMBLE, ...(mix.bands ?? [])], sampleRate);
  const now = loudnessOf(loop, sampleRate);
  if (!Number.isFinite(now)) return;
  for (const buffer of buffersOf(loop)) saturate(buffer, mix.drive, gainOf(DRIVEN - now));
  const { loudness, peak } = ceilingOf(wanted, mix);
  limit(loop, { loudness, peak: peak - MARGIN }, sampleRate);
}

/** As loud as the artist's tracks where that is known. */
function ceilingOf(wanted: Master, { aim }: Mix): Ceiling {
  if (wanted !== 'own') return CEILINGS[wanted];
  const { loudness, peak } = CEILINGS.streaming;
  return { loudness: Math.max(OWN.least, Math.min(OWN.most, aim?.loudness ?? loudness)), peak };
}
