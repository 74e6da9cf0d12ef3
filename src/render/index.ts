/**
 * Score to sound: kits, instruments, the mix and the master. Drums and 808s are synthesised, chords and melody
 * come from a SoundFont or from oscillators, and a loop is a loop: exact to the sample, its tails in its head.
 * Nothing here waits for the world, but everything computes: call it on a worker thread.
 */
import { randomOf, type Score, type Sound, type Style } from '../music/index.ts';
import { KITS } from './kits/index.ts';
import { master } from './master.ts';
import { mixOf } from './mix.ts';
import type { Studio } from './parts.ts';
import { timingOf } from './timing.ts';
import { loadSoundFont } from './tones/soundfont.ts';

export interface RenderRequest {
  readonly score: Score;
  readonly style: Style;
  /** Decides what differs between two hits of a drum. */
  readonly seed: number;
  readonly sampleRate?: 44_100;
}

/**
 * A score as a mastered stereo loop of exactly `round(secondsOf(score) × sampleRate)` samples, −14 LUFS and at
 * most −1 dBTP. The same request gives the same samples; a score without events gives silence.
 */
export async function render(request: RenderRequest): Promise<Sound> {
  const studio = await studioOf(request);
  const loop = mixOf(request.score, studio);
  master(loop, studio.kit.mix, studio.timing.sampleRate);
  return { sampleRate: studio.timing.sampleRate, channels: [loop.left, loop.right] };
}

async function studioOf({ score, style, seed, sampleRate = 44_100 }: RenderRequest): Promise<Studio> {
  return {
    kit: KITS[style],
    timing: timingOf(score, sampleRate),
    font: await loadSoundFont(),
    random: randomOf(seed).fork('render'),
  };
}
