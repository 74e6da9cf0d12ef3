/** Whether what was cut out of a track is a stroke alone: one falls, and a bass or a chord that began with it holds. */
import type { DrumVoice } from '../listen/index.ts';
import type { Sound } from '../music/index.ts';

/** Seconds after its loudest moment by which a stroke has fallen, and by how much, in dB. */
const FALLS: Readonly<Record<DrumVoice, { readonly within: number; readonly by: number }>> = {
  kick: { within: 0.3, by: 14 },
  snare: { within: 0.2, by: 12 },
  closedHat: { within: 0.1, by: 10 },
  openHat: { within: 0.35, by: 8 },
  percussion: { within: 0.2, by: 8 },
};
const STRETCH = 0.02;

/** @param sound mono, from its onset */
export function isStroke({ sampleRate, channels }: Sound, voice: DrumVoice): boolean {
  const samples = channels[0]!;
  const size = Math.round(STRETCH * sampleRate);
  const power = Array.from({ length: Math.ceil(samples.length / size) }, (_, i) => {
    return samples.subarray(i * size, (i + 1) * size).reduce((sum, x) => sum + x * x, 0);
  });
  const most = Math.max(0, ...power);
  const { within, by } = FALLS[voice];
  const later = power.slice(power.indexOf(most) + Math.round(within / STRETCH));
  return most > 0 && Math.max(0, ...later) < most * 10 ** (-by / 10);
}
