/** Claps. */
import { decayOf, onePoleOf } from '../dsp/shape.ts';
import type { ClapSound } from '../kit.ts';
import { lengthOf, loudnessOf, near, noise, type Stroke, smoothed } from './stroke.ts';

export function clap(sound: ClapSound, { force, random, sampleRate }: Stroke): Float32Array {
  const bursts = Math.max(1, Math.round(sound.bursts));
  const starts = Array.from({ length: bursts }, (_, k) =>
    k === 0 ? 0 : Math.round(k * sound.spacing * near(random, 0.25) * sampleRate),
  ).sort((a, b) => a - b);
  const last = starts.at(-1)!;
  const out = new Float32Array(last + Math.ceil(Math.min(1.2, lengthOf(sound.decay)) * sampleRate));
  const air = noise(out.length, random, sampleRate);
  const short = decayOf(sound.spacing * 0.45, sampleRate);
  const long = decayOf(sound.decay * near(random, 0.06), sampleRate);
  const bright = onePoleOf(sound.to * (0.45 + 0.55 * force), sampleRate);
  const thin = onePoleOf(sound.from, sampleRate);
  const level = 1.7 * loudnessOf(force);
  let next = 0;
  let envelope = 0;
  let top = 0;
  let low = 0;
  let lower = 0;
  for (let i = 0; i < out.length; i++) {
    if (next < bursts && i >= starts[next]!) {
      envelope = (next === bursts - 1 ? 1 : 0.8) * near(random, 0.12);
      next++;
    }
    top += bright * (air[i]! - top);
    // Two poles below: a clap has no body.
    low += thin * (top - low);
    const band = top - low;
    lower += thin * (band - lower);
    out[i] = (band - lower) * envelope * level;
    envelope *= i >= last ? long : short;
  }
  return smoothed(out, sampleRate);
}
