/**
 * A voice that says nothing: pulses of a gliding pitch and breath through moving formants, in syllables. Where a
 * vowel's formants lie: Peterson and Barney, "Control Methods Used in a Study of the Vowels", 1952.
 */
import type { Random } from '../../../src/music/index.ts';

/** First three formants, in Hz. */
const VOWELS = [
  [270, 2290, 3010],
  [530, 1840, 2480],
  [730, 1090, 2440],
  [570, 840, 2410],
  [300, 870, 2240],
] as const;
const BANDWIDTHS = [80, 110, 160];
const STRENGTHS = [1, 0.5, 0.25];

export function syntheticVoice(length: number, sampleRate: number, random: Random): Float32Array {
  const out = new Float32Array(length);
  const pitch = 95 + 120 * random.next();
  const rate = 4 + 4 * random.next();
  let at = Math.floor(random.next() * 0.3 * sampleRate);
  while (at < length) {
    const seconds = (0.6 + 0.8 * random.next()) / rate;
    const count = Math.floor(seconds * sampleRate);
    syllable(out.subarray(at, at + count), pitch * 2 ** (0.25 * random.normal()), sampleRate, random);
    // Now and then a breath.
    at += count + (random.next() < 0.15 ? Math.floor((0.2 + 0.6 * random.next()) * sampleRate) : 0);
  }
  return out;
}

function syllable(out: Float32Array, hertz: number, sampleRate: number, random: Random): void {
  const consonant = Math.floor((random.next() < 0.7 ? 0.02 + 0.06 * random.next() : 0) * sampleRate);
  const hiss = 0.04 + 0.25 * random.next();
  const resonators = random.pick(VOWELS).map((centre, k) => resonator(centre, BANDWIDTHS[k]!, sampleRate));
  let phase = random.next();
  let last = 0;
  const drift = (0.3 * random.normal()) / out.length;
  for (let i = 0; i < out.length; i++) {
    const breath = random.next() - 0.5;
    if (i < consonant) {
      // The difference of noise is bright, as s and t are.
      out[i] = hiss * (breath - last) * Math.min(1, i / 200);
      last = breath;
      continue;
    }
    phase += (hertz * (1 + drift * i)) / sampleRate;
    const pulse = phase >= 1 ? 1 : 0;
    phase -= pulse;
    const along = (i - consonant) / Math.max(1, out.length - consonant);
    const source = (pulse + 0.01 * breath) * Math.sin(Math.PI * along) ** 0.5;
    out[i] = resonators.reduce((sum, ring, k) => sum + STRENGTHS[k]! * ring(source), 0);
  }
}

/** A resonance of two poles. */
function resonator(hertz: number, width: number, sampleRate: number): (x: number) => number {
  const radius = Math.exp((-Math.PI * width) / sampleRate);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [one, two] = [0, 0];
  return (x) => {
    const y = x + turn * one - radius * radius * two;
    [one, two] = [y, one];
    return y;
  };
}
