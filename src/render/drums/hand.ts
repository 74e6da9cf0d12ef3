/** What hands and sticks do beside the drums: rim, snap, wood, bells, shakers; and recordings. */
import { readAt } from '../dsp/resample.ts';
import { decayOf, onePoleOf, sine } from '../dsp/shape.ts';
import type { CowbellSound, OneShotSound, ShakerSound, StruckSound } from '../kit.ts';
import { lengthOf, loudnessOf, near, noise, type Stroke, smoothed } from './stroke.ts';

export function struck(sound: StruckSound, { force, random, sampleRate }: Stroke): Float32Array {
  const longest = Math.max(sound.noiseDecay, ...sound.modes.map(([, decay]) => decay));
  const out = new Float32Array(Math.ceil(Math.min(1.5, lengthOf(longest)) * sampleRate));
  const level = loudnessOf(force);
  const lowest = Math.min(...sound.modes.map(([hertz]) => hertz));
  for (const [hertz, seconds, strength] of sound.modes) {
    const step = (hertz * near(random, 0.01)) / sampleRate;
    const decay = decayOf(seconds * near(random, 0.08), sampleRate);
    // A soft stroke hardly wakes the modes above the lowest.
    let envelope = strength * level * (hertz === lowest ? 1 : 0.3 + 0.7 * force);
    let phase = 0.05;
    for (let i = 0; i < out.length && envelope > 1e-5; i++) {
      out[i]! += sine(phase) * envelope;
      phase += step;
      envelope *= decay;
    }
  }
  const air = noise(out.length, random, sampleRate);
  const decay = decayOf(sound.noiseDecay, sampleRate);
  const tone = onePoleOf(2_500 + 9_000 * force, sampleRate);
  let envelope = sound.noise * level;
  let dull = 0;
  for (let i = 0; i < out.length && envelope > 1e-5; i++) {
    dull += tone * (air[i]! - dull);
    out[i]! += dull * envelope;
    envelope *= decay;
  }
  return smoothed(out, sampleRate);
}

export function cowbell(sound: CowbellSound, { force, random, sampleRate }: Stroke): Float32Array {
  const out = new Float32Array(Math.ceil(Math.min(1.5, lengthOf(sound.decay)) * sampleRate));
  const step = (sound.pitch * near(random, 0.003)) / sampleRate;
  const decay = decayOf(sound.decay, sampleRate);
  const tipDecay = decayOf(0.012, sampleRate);
  const bright = onePoleOf(2_000 + 5_000 * force, sampleRate);
  const thin = onePoleOf(sound.pitch * 0.8, sampleRate);
  const level = 0.45 * loudnessOf(force);
  let body = 0.5;
  let tip = 0.5;
  let a = 0;
  let b = 0;
  let top = 0;
  let low = 0;
  for (let i = 0; i < out.length; i++) {
    const squares = (a < 0.5 ? 1 : -1) + (b < 0.5 ? 1 : -1);
    top += bright * (squares - top);
    low += thin * (top - low);
    out[i] = (top - low) * (body + tip) * level;
    a += step;
    if (a >= 1) a -= 1;
    b += step * 1.481;
    if (b >= 1) b -= 1;
    body *= decay;
    tip *= tipDecay;
  }
  return smoothed(out, sampleRate);
}

export function shaker(sound: ShakerSound, { force, random, sampleRate }: Stroke): Float32Array {
  const out = new Float32Array(Math.ceil((sound.attack + lengthOf(sound.decay)) * sampleRate));
  const air = noise(out.length, random, sampleRate);
  const attack = Math.max(1, Math.round(sound.attack * near(random, 0.15) * sampleRate));
  const decay = decayOf(sound.decay * near(random, 0.1), sampleRate);
  const bright = onePoleOf(sound.to * (0.5 + 0.5 * force), sampleRate);
  const thin = onePoleOf(sound.from, sampleRate);
  const level = 1.5 * loudnessOf(force);
  let envelope = 0;
  let top = 0;
  let low = 0;
  for (let i = 0; i < out.length; i++) {
    envelope = i < attack ? (i / attack) ** 2 : envelope * decay;
    top += bright * (air[i]! - top);
    low += thin * (top - low);
    out[i] = (top - low) * envelope * level;
  }
  return smoothed(out, sampleRate);
}

/** The recording, a little faster or slower each time and duller when soft. */
export function oneShot({ sound }: OneShotSound, { force, random, sampleRate }: Stroke): Float32Array {
  const source = sound.channels[0]!;
  const step = (sound.sampleRate / sampleRate) * near(random, 0.004);
  const out = new Float32Array(Math.max(1, Math.floor((source.length - 1) / step)));
  const bright = onePoleOf(3_000 + 17_000 * force, sampleRate);
  const level = loudnessOf(force);
  let dull = 0;
  for (let i = 0; i < out.length; i++) {
    dull += bright * (readAt(source, i * step, step) - dull);
    out[i] = dull * level;
  }
  return smoothed(out, sampleRate);
}
