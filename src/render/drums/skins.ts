/** Drums with a skin: kick, snare, tom. */
import { decayOf, onePoleOf, sine, softClip } from '../dsp/shape.ts';
import type { KickSound, SnareSound, TomSound } from '../kit.ts';
import { lengthOf, loudnessOf, near, noise, type Stroke, smoothed } from './stroke.ts';

/** Phase in turns at which a sine starts, so that a hit speaks at once. */
const START = 0.03;
/** Samples for which the pitch stands still. */
const BLOCK = 8;

export function kick(sound: KickSound, { force, random, sampleRate }: Stroke): Float32Array {
  const out = new Float32Array(Math.ceil(Math.min(1.5, lengthOf(sound.decay)) * sampleRate));
  const pitch = (sound.pitch * near(random, 0.002)) / sampleRate;
  const sweepDecay = decayOf(sound.sweepTime * near(random, 0.06), sampleRate) ** BLOCK;
  const decay = decayOf(sound.decay * near(random, 0.03), sampleRate);
  const drive = 0.3 + sound.drive * (0.5 + 0.5 * force);
  const level = loudnessOf(force) / softClip(drive);
  const clickDecay = decayOf(0.0025, sampleRate);
  const clickTone = onePoleOf(1_500 + 6_000 * force, sampleRate);
  const grains = noise(out.length, random, sampleRate);
  let octaves = sound.sweep * (0.75 + 0.25 * force) * near(random, 0.04);
  let step = 0;
  let phase = START;
  let body = 1;
  let click = sound.click * force;
  let dull = 0;
  for (let i = 0; i < out.length; i++) {
    let x = sine(phase) * body;
    if (click > 1e-4) {
      dull += clickTone * (grains[i]! - dull);
      x += dull * click;
      click *= clickDecay;
    }
    out[i] = softClip(x * drive) * level;
    if (i % BLOCK === 0) {
      step = pitch * 2 ** octaves;
      octaves *= sweepDecay;
    }
    phase += step;
    body *= decay;
  }
  return smoothed(out, sampleRate);
}

export function snare(sound: SnareSound, { force, random, sampleRate }: Stroke): Float32Array {
  const seconds = lengthOf(Math.max(sound.decay, sound.noiseDecay));
  const out = new Float32Array(Math.ceil(Math.min(1.2, seconds) * sampleRate));
  const wires = noise(out.length, random, sampleRate);
  const low = (sound.pitch * near(random, 0.008)) / sampleRate;
  const high = low * 1.78;
  const bodyDecay = decayOf(sound.decay * near(random, 0.06), sampleRate);
  // A soft stroke hardly moves the wires, and they ring dull and short.
  const wireDecay = decayOf(sound.noiseDecay * (0.6 + 0.4 * force) * near(random, 0.06), sampleRate);
  const bright = onePoleOf(sound.to * (0.35 + 0.65 * force), sampleRate);
  const thin = onePoleOf(sound.from, sampleRate);
  const sweepDecay = decayOf(0.012, sampleRate);
  const drive = 0.3 + sound.drive;
  const level = loudnessOf(force) / softClip(drive);
  const skin = (1 - sound.noise) * near(random, 0.08);
  let wire = 2.2 * sound.noise * (0.55 + 0.45 * force);
  let body = skin;
  let sweep = 0.6 * force;
  let phase = START;
  let phase2 = START;
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < out.length; i++) {
    top += bright * (wires[i]! - top);
    bottom += thin * (top - bottom);
    const x = body * (sine(phase) + 0.5 * sine(phase2)) + wire * (top - bottom);
    out[i] = softClip(x * drive) * level;
    phase += low * (1 + sweep);
    phase2 += high * (1 + sweep);
    sweep *= sweepDecay;
    body *= bodyDecay;
    wire *= wireDecay;
  }
  return smoothed(out, sampleRate);
}

export function tom(sound: TomSound, { force, random, sampleRate }: Stroke): Float32Array {
  const out = new Float32Array(Math.ceil(Math.min(1.5, lengthOf(sound.decay)) * sampleRate));
  const grains = noise(out.length, random, sampleRate);
  const pitch = (sound.pitch * near(random, 0.006)) / sampleRate;
  const decay = decayOf(sound.decay * near(random, 0.05), sampleRate);
  const sweepDecay = decayOf(0.045, sampleRate) ** BLOCK;
  const grainDecay = decayOf(0.02, sampleRate);
  const tone = onePoleOf(1_000 + 4_000 * force, sampleRate);
  const level = loudnessOf(force);
  let octaves = sound.sweep * (0.6 + 0.4 * force);
  let step = 0;
  let phase = START;
  let body = 1;
  let grain = sound.noise * force;
  let dull = 0;
  for (let i = 0; i < out.length; i++) {
    dull += tone * (grains[i]! - dull);
    out[i] = softClip(1.2 * (sine(phase) * body + dull * grain)) * level;
    if (i % BLOCK === 0) {
      step = pitch * 2 ** octaves;
      octaves *= sweepDecay;
    }
    phase += step;
    body *= decay;
    grain *= grainDecay;
  }
  return smoothed(out, sampleRate);
}
