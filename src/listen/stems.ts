/** Hearing a song from its stems: files that play together, each with what its name says that it is. */
import type { Part, Sound } from '../music/index.ts';
import { type HearingWithHarmony, type HearOptions, hear } from './hear.ts';
import { LISTEN_RATE, monoOf } from './sound.ts';

export interface HeardStem {
  /** Undefined of what is no part of a beat, such as effects, or not known. */
  readonly part: Part | undefined;
  /** At `LISTEN_RATE`; all begin at the same moment. */
  readonly sound: Sound;
}

/**
 * Hears the song that stems are of. It computes: call it on a worker thread.
 * @throws as `hear`.
 */
export async function hearStems(
  stems: readonly HeardStem[],
  options: HearOptions,
): Promise<HearingWithHarmony> {
  return hear(mixOf(stems), options);
}

/** All of them at once, as long as the longest. */
export function mixOf(stems: readonly Pick<HeardStem, 'sound'>[]): Sound {
  const [only, ...more] = stems;
  if (only !== undefined && more.length === 0) return only.sound;
  const channels = stems.map(({ sound }) => monoOf(sound));
  const mix = new Float32Array(channels.reduce((most, { length }) => Math.max(most, length), 0));
  for (const channel of channels) for (let i = 0; i < channel.length; i++) mix[i]! += channel[i]!;
  return { sampleRate: LISTEN_RATE, channels: [mix] };
}
