/**
 * Drums that no kit has: the classic recipes (skins as decaying modes, snares as modes and noise, cymbals as clusters
 * of partials) with settings from far and wide. Ratios of a circular membrane's modes: Fletcher and Rossing, "The
 * Physics of Musical Instruments", 1998.
 */
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import type { Drum, Random } from '../../../src/music/index.ts';
import { peakOf } from './shots.ts';

const MEMBRANE = [1, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501] as const;
const LONGEST = 1.3;

/** Peaks of the drums of a mix, against its kick. */
const PEAKS: Readonly<Record<Drum, number>> = {
  kick: 1,
  snare: 0.8,
  clap: 0.6,
  rim: 0.4,
  closedHat: 0.22,
  openHat: 0.25,
  lowTom: 0.7,
  highTom: 0.6,
  crash: 0.4,
  ride: 0.25,
  percussion: 0.3,
  shaker: 0.18,
};

/** How loud a drum is in some mix. */
export const levelIn = (drum: Drum, random: Random) => PEAKS[drum] * 10 ** ((4 * random.normal()) / 20);

/** One stroke at full force, from its onset on. */
export function wildShot(drum: Drum, random: Random): Float32Array {
  const shot = RECIPES[drum](random);
  const gain = levelIn(drum, random) / Math.max(1e-9, peakOf(shot));
  const attack = between(random, 10, 40);
  for (let i = 0; i < shot.length; i++) {
    shot[i]! *= gain * Math.min(1, (i + 1) / attack, (shot.length - i) / 300);
  }
  return shot;
}

const RECIPES: Readonly<Record<Drum, (random: Random) => Float32Array>> = {
  kick(random) {
    const out = silence(between(random, 0.1, LONGEST));
    const low = spread(random, 38, 95);
    sweep(out, low * spread(random, 1, 14), low, spread(random, 0.004, 0.06), out.length / RATE / 3, 1);
    if (random.next() < 0.6) {
      band(
        out,
        random,
        spread(random, 200, 3_000),
        spread(random, 2_000, 14_000),
        spread(random, 0.001, 0.03),
        {
          level: spread(random, 0.03, 0.6),
        },
      );
    }
    if (random.next() < 0.3) modes(out, random, spread(random, 60, 160), MEMBRANE, 0.08, 0.4);
    return random.next() < 0.5 ? driven(out, spread(random, 0.5, 6)) : out;
  },
  snare(random) {
    const out = silence(between(random, 0.08, 0.9));
    const tone = spread(random, 130, 360);
    const fall = spread(random, 0.02, 0.18);
    if (random.next() < 0.5) modes(out, random, tone, MEMBRANE, fall, between(random, 0.1, 1));
    else sweep(out, tone * between(random, 1, 2), tone, 0.02, fall, between(random, 0.1, 1));
    // Noise that begins higher is a hat's.
    const from = spread(random, 150, 1_500);
    const level = between(random, 0.4, 1.6);
    band(out, random, from, from * spread(random, 2.5, 30), spread(random, 0.025, 0.35), { level });
    if (random.next() < 0.4) band(out, random, 1_500, 14_000, spread(random, 0.002, 0.02), { level });
    if (random.next() < 0.3) band(out, random, 300, 9_000, spread(random, 0.1, 0.5), { level: level * 0.15 });
    return random.next() < 0.4 ? driven(out, spread(random, 0.5, 5)) : out;
  },
  clap(random) {
    const out = silence(between(random, 0.1, 0.7));
    const [from, width] = [spread(random, 400, 1_800), spread(random, 2, 12)];
    const bursts = random.int(5);
    const apart = between(random, 0.006, 0.014);
    for (let k = 0; k < bursts; k++) {
      band(out, random, from, from * width, spread(random, 0.002, 0.006), {
        at: k * apart * between(random, 0.85, 1.15),
      });
    }
    band(out, random, from, from * width, spread(random, 0.02, 0.25), { at: bursts * apart, level: 0.8 });
    return out;
  },
  rim(random) {
    const out = silence(0.12);
    const tone = spread(random, 350, 2_600);
    modes(
      out,
      random,
      tone,
      [1, between(random, 1.3, 1.9), between(random, 2, 3.4)],
      spread(random, 0.004, 0.03),
      1,
    );
    band(out, random, 1_000, 12_000, spread(random, 0.001, 0.006), { level: between(random, 0, 0.8) });
    return out;
  },
  closedHat: (random) =>
    // One in five is dull: off tape, or through a low pass.
    metal(random, spread(random, 0.006, 0.06), spread(random, random.next() < 0.2 ? 1_500 : 2_500, 9_000)),
  openHat: (random) => metal(random, spread(random, 0.1, 0.7), spread(random, 2_500, 8_000)),
  crash(random) {
    const out = metal(random, spread(random, 0.3, 1.2), spread(random, 600, 4_000));
    band(out, random, 500, 15_000, spread(random, 0.02, 0.2), { level: between(random, 0, 0.6) });
    return out;
  },
  ride(random) {
    const out = metal(random, spread(random, 0.2, 1), spread(random, 1_500, 6_000));
    for (let i = 0; i < out.length; i++) out[i]! *= 0.4;
    modes(out, random, spread(random, 500, 5_000), [1, 1.47, 2.09, 2.56], spread(random, 0.05, 0.5), 0.5);
    return out;
  },
  lowTom: (random) => tom(random, spread(random, 55, 150)),
  highTom: (random) => tom(random, spread(random, 110, 320)),
  percussion(random) {
    const kind = random.int(5);
    if (kind === 0) return tom(random, spread(random, 160, 700));
    if (kind === 1) return RECIPES.rim(random);
    const out = silence(between(random, 0.1, 0.9));
    if (kind === 2) {
      // Blips and laser tones.
      const to = spread(random, 150, 3_000);
      sweep(out, to * spread(random, 0.4, 5), to, spread(random, 0.01, 0.1), spread(random, 0.02, 0.15), 1);
      return out;
    }
    // Bells, cowbells, blocks and triangles.
    const ratios = Array.from({ length: 2 + random.int(5) }, (_, i) => 1 + i * between(random, 0.3, 1.1));
    modes(out, random, spread(random, 300, 4_500), ratios, spread(random, 0.015, 0.3), 1);
    if (kind === 3) band(out, random, 1_500, 9_000, spread(random, 0.001, 0.01), { level: 0.5 });
    return random.next() < 0.3 ? driven(out, 2) : out;
  },
  shaker(random) {
    const out = silence(0.3);
    const from = spread(random, 2_000, 7_000);
    band(out, random, from, from * 2.5, spread(random, 0.015, 0.07), { attack: spread(random, 0.003, 0.03) });
    return out;
  },
};

const between = (random: Random, least: number, most: number) => least + (most - least) * random.next();
/** Between two, as many in each octave. */
const spread = (random: Random, least: number, most: number) => least * (most / least) ** random.next();
const silence = (seconds: number) => new Float32Array(Math.round(seconds * RATE));

/** A sine that falls from one pitch to another. */
function sweep(out: Float32Array, from: number, to: number, time: number, fall: number, level: number): void {
  let phase = 0;
  let [over, loud] = [from - to, level];
  const [toward, softer] = [Math.exp(-1 / (time * RATE)), Math.exp(-1 / (fall * RATE))];
  for (let i = 0; i < out.length; i++) {
    out[i]! += loud * Math.sin(phase);
    phase += (2 * Math.PI * (to + over)) / RATE;
    over *= toward;
    loud *= softer;
  }
}

/** Decaying sines, each a turning pointer; higher ones fall faster. */
function modes(
  out: Float32Array,
  random: Random,
  tone: number,
  ratios: readonly number[],
  fall: number,
  level: number,
): void {
  for (const ratio of ratios) {
    const hertz = tone * ratio * between(random, 0.97, 1.03);
    if (hertz > 18_000) continue;
    const shrink = Math.exp(-(ratio ** 0.7) / (fall * RATE));
    const turn = (2 * Math.PI * hertz) / RATE;
    const [c, s] = [shrink * Math.cos(turn), shrink * Math.sin(turn)];
    let [x, y] = [0, (level * between(random, 0.2, 1)) / ratio ** 0.6];
    for (let i = 0; i < out.length; i++) {
      out[i]! += x;
      [x, y] = [c * x + s * y, c * y - s * x];
    }
  }
}

interface BandOptions {
  readonly level?: number;
  /** Seconds. */
  readonly at?: number;
  readonly attack?: number;
}

/** Decaying noise between two pitches. */
function band(
  out: Float32Array,
  random: Random,
  from: number,
  to: number,
  fall: number,
  { level = 1, at = 0, attack = 0 }: BandOptions = {},
): void {
  const noise = noiseOf(random);
  const high = 1 - Math.exp((-2 * Math.PI * Math.min(18_000, to)) / RATE);
  const low = 1 - Math.exp((-2 * Math.PI * from) / RATE);
  const softer = Math.exp(-1 / (fall * RATE));
  const begin = Math.round(at * RATE);
  const rise = attack * RATE;
  let [loud, a, b, c] = [level, 0, 0, 0];
  for (let i = begin; i < out.length; i++) {
    a += high * (noise() - a);
    b += low * (a - b);
    c += low * (a - b - c);
    const risen = i - begin < rise ? (i - begin) / rise : 1;
    out[i]! += loud * risen * (a - b - c);
    if (risen === 1) loud *= softer;
  }
}

/** A cluster of partials and hiss above a pitch. */
function metal(random: Random, fall: number, from: number): Float32Array {
  const out = silence(Math.min(LONGEST, fall * 6));
  const hiss = random.next();
  if (random.next() < 0.7) {
    const count = 4 + random.int(14);
    for (let k = 0; k < count; k++) {
      modes(
        out,
        random,
        from * spread(random, 0.5, 3),
        [1],
        fall * between(random, 0.4, 1.2),
        1.2 / Math.sqrt(count),
      );
    }
  }
  band(out, random, from, 18_000, fall * between(random, 0.4, 1), { level: 0.2 + hiss });
  if (random.next() < 0.4) band(out, random, from, 18_000, 0.004, { level: hiss });
  if (random.next() < 0.4) swell(out, random);
  if (random.next() < 0.4) chatter(out, random);
  return out;
}

/** Hats and cymbals struck on skin or stand, or near other drums, have a short low noise in them, in place. */
export function thud(out: Float32Array, random: Random): void {
  const low = silence(Math.min(out.length / RATE, 0.3));
  const from = spread(random, 80, 500);
  band(low, random, from, from * spread(random, 2, 8), spread(random, 0.004, 0.05));
  const gain = (peakOf(out) / Math.max(1e-9, peakOf(low))) * spread(random, 0.05, 0.7);
  for (let i = 0; i < low.length; i++) out[i]! += gain * low[i]!;
}

/** Cymbals that touch rattle on: their tails leap by some decibels and fall back, in place. */
export function chatter(out: Float32Array, random: Random): void {
  let at = Math.round(spread(random, 0.06, 0.4) * RATE);
  let [leap, loud] = [0, 0];
  const fall = Math.exp(-1 / (spread(random, 0.006, 0.05) * RATE));
  for (let i = 0; i < out.length; i++) {
    if (i === at) {
      leap = 10 ** (between(random, 1, 11) / 20) - 1;
      at += Math.round(spread(random, 0.03, 0.4) * RATE);
    }
    leap *= fall;
    // Rises within some milliseconds.
    loud += 0.01 * (leap - loud);
    out[i]! *= 1 + loud;
  }
}

/** Tails of cymbals beat: they rise and fall as if struck again, and are not. */
function swell(out: Float32Array, random: Random): void {
  const waves = Array.from({ length: 1 + random.int(3) }, () => ({
    depth: between(random, 0.1, 0.5),
    turn: (2 * Math.PI * spread(random, 1.5, 14)) / RATE,
    // All begin at their height, so that no stroke speaks late.
    sharp: random.int(3) + 1,
  }));
  for (let i = 0; i < out.length; i++) {
    let gain = 1;
    for (const { depth, turn, sharp } of waves)
      gain *= 1 - (depth * (1 - Math.cos(turn * i)) ** sharp) / 2 ** sharp;
    out[i]! *= gain;
  }
}

function tom(random: Random, tone: number): Float32Array {
  const out = silence(between(random, 0.15, 0.9));
  const fall = spread(random, 0.04, 0.3);
  if (random.next() < 0.6) modes(out, random, tone, MEMBRANE, fall, 1);
  else sweep(out, tone * between(random, 1, 2.2), tone, spread(random, 0.01, 0.08), fall, 1);
  band(out, random, 200, 6_000, spread(random, 0.002, 0.05), { level: between(random, 0, 0.6) });
  return out;
}

function driven(samples: Float32Array, gain: number): Float32Array {
  return samples.map((x) => Math.tanh(x * gain));
}

/** White noise of −1 to 1 that costs little: a linear congruential generator (Numerical Recipes, 1992). */
export function noiseOf(random: Random): () => number {
  let state = random.int(0x7fffffff);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 0x80000000;
  };
}
