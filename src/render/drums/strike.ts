/** A hit of a drum as samples, mono, from its onset to silence. */
import { biquadOf, filterSound } from '../dsp/biquad.ts';
import type { DrumSound } from '../kit.ts';
import { clap } from './clap.ts';
import { cowbell, oneShot, shaker, struck } from './hand.ts';
import { metal } from './metal.ts';
import { kick, snare, tom } from './skins.ts';
import type { Stroke } from './stroke.ts';

export function strike(sound: DrumSound, stroke: Stroke): Float32Array {
  const samples = struckBy(sound, stroke);
  for (const band of sound.bands ?? []) filterSound(samples, biquadOf(band, stroke.sampleRate));
  return samples;
}

function struckBy(sound: DrumSound, stroke: Stroke): Float32Array {
  switch (sound.kind) {
    case 'kick':
      return kick(sound, stroke);
    case 'snare':
      return snare(sound, stroke);
    case 'tom':
      return tom(sound, stroke);
    case 'clap':
      return clap(sound, stroke);
    case 'metal':
      return metal(sound, stroke);
    case 'struck':
      return struck(sound, stroke);
    case 'cowbell':
      return cowbell(sound, stroke);
    case 'shaker':
      return shaker(sound, stroke);
    case 'oneShot':
      return oneShot(sound, stroke);
  }
}
