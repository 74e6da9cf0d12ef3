/** Hearing a song from its stems: files that play together, each with what its name says that it is. */
import { PARTS, type Part, type Sound } from '../music/index.ts';
import { type HearingWithHarmony, type HearOptions, hearTracks } from './hear.ts';
import { LISTEN_RATE, monoOf, readyToHear } from './sound.ts';

export interface HeardStem {
  /** Undefined of what is no part of a beat, such as effects, or not known. */
  readonly part: Part | undefined;
  /** At `LISTEN_RATE`; all begin at the same moment. */
  readonly sound: Sound;
}

/**
 * Hears the song that stems are of: the beat in all of them together, each part in its own. It computes: call it on a
 * worker thread.
 * @throws as `hear`.
 */
export async function hearStems(
  stems: readonly HeardStem[],
  options: HearOptions,
): Promise<HearingWithHarmony> {
  const mix = monoOf(mixOf(stems));
  const parts = PARTS.flatMap((part) => {
    const own = stems.filter((stem) => stem.part === part);
    if (own.length === 0) return [];
    const samples = new Float32Array(mix.length);
    samples.set(monoOf(mixOf(own)));
    return [[part, readyToHear(samples)] as const];
  });
  return hearTracks({ mix: readyToHear(mix), parts: new Map(parts) }, options);
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
