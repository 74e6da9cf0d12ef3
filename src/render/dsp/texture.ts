/** What a record or a tape adds: hiss, and crackle at places of chance. */
import type { Random } from '../../music/index.ts';
import type { Texture } from '../kit.ts';
import { biquadOf, filterLoop } from './biquad.ts';
import { noiseTable } from './noise.ts';
import { addWrapped, gainOf, type Stereo, stereo } from './stereo.ts';

/** Crackles in a second, and the longest in samples. */
const CRACKLES = 14;
const LONGEST_CRACKLE = 60;
const HISS_LEVEL = 0.05;

export function textureOf(texture: Texture, length: number, random: Random, sampleRate: number): Stereo {
  const out = stereo(length);
  const noise = noiseTable(sampleRate);
  for (const channel of [out.left, out.right]) {
    // White noise has no seam: a sample is as unlike its neighbour there as anywhere.
    let at = random.int(noise.length);
    const level = HISS_LEVEL * texture.hiss;
    for (let i = 0; i < length; i++) {
      channel[i] = noise[at]! * level;
      if (++at === noise.length) at = 0;
    }
  }
  const count = Math.round((CRACKLES * length) / sampleRate);
  for (let k = 0; k < count; k++) {
    const size = 4 + random.int(LONGEST_CRACKLE);
    const strength = texture.crackle * 0.6 * random.next() ** 4;
    const tick = Float32Array.from({ length: size }, (_, i) => (2 * random.next() - 1) * (1 - i / size) ** 2);
    const at = random.int(length);
    const side = random.next();
    addWrapped(out.left, tick, at, strength * (1 - side));
    addWrapped(out.right, tick, at, strength * side);
  }
  const gain = gainOf(texture.level);
  for (const channel of [out.left, out.right]) {
    filterLoop(channel, biquadOf({ kind: 'highPass', at: 400 }, sampleRate));
    filterLoop(channel, biquadOf({ kind: 'lowPass', at: 9_000 }, sampleRate));
    for (let i = 0; i < length; i++) channel[i]! *= gain;
  }
  return out;
}
