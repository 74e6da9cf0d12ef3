/** Hats and cymbals. */
import { metalTable } from '../dsp/noise.ts';
import { decayOf, onePoleOf } from '../dsp/shape.ts';
import type { MetalSound } from '../kit.ts';
import { excerpt, lengthOf, loudnessOf, near, noise, type Stroke, smoothed } from './stroke.ts';

/** Brings a hard stroke, most of which the filters take away, to full scale. */
const FULL = 3.6;
/** Longest cymbal, in seconds; the tables are longer. */
const LONGEST = 3;

export function metal(sound: MetalSound, { force, random, sampleRate }: Stroke): Float32Array {
  const decayTime = sound.decay * (0.75 + 0.25 * force) * near(random, 0.08);
  const out = new Float32Array(Math.ceil(Math.min(LONGEST, lengthOf(decayTime)) * sampleRate));
  const squares = excerpt(metalTable(sound.tune, sound.from, sampleRate), out.length, random);
  const air = noise(out.length, random, sampleRate);
  const decay = decayOf(decayTime, sampleRate);
  // A tip on the edge: bright and short at first, then the bow of the cymbal.
  const tipDecay = decayOf(Math.min(0.012, decayTime / 3), sampleRate);
  const bright = onePoleOf(5_000 + 14_000 * force, sampleRate);
  const thin = onePoleOf(sound.from, sampleRate);
  const rise = sound.attack ? 1 - decayOf(sound.attack, sampleRate) : 1;
  const noisy = sound.noise;
  const level = FULL * loudnessOf(force);
  let open = 0;
  let body = 0.62;
  let tip = 0.38 * (0.4 + 0.6 * force);
  let top = 0;
  let low = 0;
  let lower = 0;
  for (let i = 0; i < out.length; i++) {
    open += rise * (1 - open);
    const hiss = air[i]!;
    low += thin * (hiss - low);
    const thinned = hiss - low;
    lower += thin * (thinned - lower);
    const x = squares[i]! * (1 - noisy) + (thinned - lower) * noisy;
    top += bright * (x - top);
    out[i] = top * (body + tip) * open * level;
    body *= decay;
    tip *= tipDecay;
  }
  return smoothed(out, sampleRate);
}
