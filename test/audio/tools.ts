import { OUTPUT } from '../../src/audio/runner.ts';
import type { Sound } from '../../src/music/index.ts';
import { ffmpeg } from '../support/ffmpeg.ts';

/** What ffmpeg makes with these arguments, which name no output. */
export async function made(...args: string[]): Promise<Uint8Array> {
  const run = await ffmpeg(['-v', 'error', ...args, `file:${OUTPUT}`], { maxBytes: 2 ** 28 });
  if (run.exitCode !== 0) throw new Error(`ffmpeg made nothing: ${run.stderr}`);
  return run.output;
}

/** A sine in both channels, an octave apart. */
export function tone(
  seconds: number,
  { sampleRate = 44_100, hz = 220, gain = 0.5, channels = 2 } = {},
): Sound {
  const length = Math.round(seconds * sampleRate);
  return {
    sampleRate,
    channels: Array.from({ length: channels }, (_, c) =>
      Float32Array.from({ length }, (_, i) => gain * Math.sin((2 * Math.PI * hz * (c + 1) * i) / sampleRate)),
    ),
  };
}

/** Root mean square of a channel's samples from `from` to `to`. */
export function rms(samples: Float32Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! ** 2;
  return Math.sqrt(sum / (to - from));
}

/** Strength of one frequency in a channel: the amplitude of the sine that fits best. */
export function amplitudeAt(samples: Float32Array, hz: number, sampleRate: number): number {
  let re = 0;
  let im = 0;
  for (let i = 0; i < samples.length; i++) {
    const phase = (2 * Math.PI * hz * i) / sampleRate;
    re += samples[i]! * Math.cos(phase);
    im += samples[i]! * Math.sin(phase);
  }
  return (2 * Math.hypot(re, im)) / samples.length;
}
