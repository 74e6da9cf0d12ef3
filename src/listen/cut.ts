/** The drums of a track as sounds of their own: cut where each is heard cleanest, with what else sounds reduced. */
import FFT from 'fft.js';
import { type Drum, median, type Sound } from '../music/index.ts';
import { LISTEN_RATE } from './sound.ts';
import { hann } from './spectrum.ts';
import { DRUM_VOICES, type DrumVoice, type HeardHit } from './types.ts';

/** A drum that was cut out of a track. */
export interface CutDrum {
  readonly heardAs: DrumVoice;
  readonly drum: Drum;
  /** Mono, from its onset to its end. */
  readonly sound: Sound;
  /** 0–1: how sure its strokes were, and how little else sounded. */
  readonly clean: number;
}

/** What is known of a voice. */
interface Facts {
  /** Hz under which it has nothing of its own, and from which it drowns the tails of others. */
  readonly low: number;
  readonly drowns: number;
  /** Seconds that it lasts at most, and that have to be heard of it. */
  readonly most: number;
  readonly least: number;
}
const FACTS: Readonly<Record<DrumVoice, Facts>> = {
  kick: { low: 20, drowns: 0, most: 0.6, least: 0.09 },
  snare: { low: 110, drowns: 80, most: 0.6, least: 0.09 },
  closedHat: { low: 350, drowns: 1_000, most: 0.2, least: 0.04 },
  openHat: { low: 350, drowns: 800, most: 0.8, least: 0.1 },
  percussion: { low: 110, drowns: 80, most: 0.6, least: 0.06 },
};

/** Strokes nearer than this strike together, in seconds. */
const TOGETHER = 0.03;
/** Least confidence of a stroke that is cut. */
const SURE = 0.4;
/** Strokes that are looked at closely and laid over each other at most, and that there have to be. */
const STROKES = { looked: 32, most: 8, least: 2 } as const;
/** Least of `clean` that is given out. */
const CLEAN = 0.45;
/** Samples a frame, and from frame to frame. */
const SIZE = 1_024;
const HOP = 256;
/** Samples of a stroke's surroundings before its onset: a whole number of hops. */
const LEAD = 12 * HOP;
/** Frames of them that hold nothing of the stroke. */
const BEFORE = { from: 2, to: LEAD / HOP - SIZE / HOP / 2 } as const;
/** What sounded before sways: so much more of it than was heard is taken away. */
const MORE = 1.15;
/** Frames by which two strokes are held against each other in loudness. */
const BODY = 12;
/** Frames in which a sound is seen to fall, and the least by which it falls from one to the next: 60 dB in 1.2 s. */
const FALL = 6;
const SLOWEST = 10 ** (-3 / ((1.2 * LISTEN_RATE) / HOP));
/** How far from where it was heard a stroke's onset is looked for, and how far strokes are moved against each other. */
const REFINED = Math.round(0.02 * LISTEN_RATE);
const SHIFTED = Math.round(0.003 * LISTEN_RATE);
/** Samples of a step in which an onset is looked for, and steps on each side of it. */
const STEP = 48;
const SIDE = 4;
/** How far under its peak a sound has ended, and the samples in which that is looked at. */
const ENDED = 0.005;
const ENVELOPE = 882;
/** Seconds in which a sound begins, and falls silent where it is cut off. */
const FADE = { in: 0.0007, out: 0.03 } as const;

interface Stroke {
  /** Its onset in samples. */
  readonly at: number;
  /** Samples until the next stroke of its voice, or until it may be cut. */
  readonly room: number;
  /** Strokes of others that come before that: samples after the onset, and Hz from which they are heard. */
  readonly others: readonly { readonly after: number; readonly from: number }[];
  readonly confidence: number;
  readonly velocity: number;
}

/** A stroke and what is around it, frame by frame. */
interface Frames {
  readonly stroke: Stroke;
  /** Frames × 2 SIZE. */
  readonly spectra: readonly Float64Array[];
  /** Magnitudes of what was not there before. */
  readonly fresh: readonly Float64Array[];
  /** Of each bin the first frame in which another stroke may be heard. */
  readonly ends: Uint16Array;
  /** 0–1. */
  readonly share: number;
}

/**
 * Of each voice the drum that is heard most, if it is found surely enough: its cleanest strokes are laid over each other,
 * what not all of them have and what sounded before is taken away, and the cleanest of them is cut out with what is left.
 * @param mono at `LISTEN_RATE`.
 * @param hits as heard in it.
 */
export function cutDrums(mono: Float32Array, hits: readonly HeardHit[]): CutDrum[] {
  return DRUM_VOICES.flatMap((voice) => {
    const drum = mostHeard(hits.filter((hit) => hit.voice === voice));
    if (drum === undefined) return [];
    const frames = strokesOf(mono, hits, voice, drum)
      .sort((a, b) => promise(b) - promise(a))
      .slice(0, STROKES.looked)
      .map((stroke) => framesOf(mono, stroke, voice))
      .sort((a, b) => b.share * promise(b.stroke) - a.share * promise(a.stroke))
      .slice(0, STROKES.most);
    if (frames.length < STROKES.least) return [];
    const clean = median(frames.map(({ share, stroke }) => share * stroke.confidence)) ?? 0;
    if (clean < CLEAN) return [];
    const samples = trimmed(laidOver(mono, frames, voice));
    if (samples.length < FACTS[voice].least * LISTEN_RATE) return [];
    return [{ heardAs: voice, drum, sound: { sampleRate: LISTEN_RATE, channels: [samples] }, clean }];
  });
}

function mostHeard(hits: readonly HeardHit[]): Drum | undefined {
  const sure = new Map<Drum, number>();
  for (const { drum, voice, confidence } of hits) {
    const name = drum ?? voice;
    sure.set(name, (sure.get(name) ?? 0) + confidence);
  }
  return [...sure].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Those of a drum that strike alone and have room, or else all that have. */
function strokesOf(mono: Float32Array, hits: readonly HeardHit[], voice: DrumVoice, drum: Drum): Stroke[] {
  const { most, least } = FACTS[voice];
  const sorted = hits.toSorted((a, b) => a.time - b.time);
  const found = sorted.flatMap((hit, i) => {
    if (hit.voice !== voice || (hit.drum ?? voice) !== drum || hit.confidence < SURE) return [];
    const isNear = (other: HeardHit | undefined) =>
      other !== undefined && Math.abs(other.time - hit.time) < TOGETHER;
    const isAlone = !isNear(sorted[i - 1]) && !isNear(sorted[i + 1]);
    const at = onsetNear(mono, hit.time * LISTEN_RATE, voice);
    const later = sorted
      .slice(i + 1)
      .filter(({ time }) => time - hit.time >= TOGETHER)
      .map((next) => ({ voice: next.voice, after: Math.floor(next.time * LISTEN_RATE - REFINED / 4 - at) }));
    const again = later.find((next) => next.voice === voice)?.after ?? Number.POSITIVE_INFINITY;
    const room = Math.min(again, mono.length - at, Math.round(most * LISTEN_RATE));
    const others = later
      .filter(({ after }) => after < room)
      .map(({ after, voice: other }) => ({ after, from: FACTS[other].drowns }));
    if (Math.min(room, others[0]?.after ?? room) < least * LISTEN_RATE) return [];
    const { confidence, velocity } = hit;
    return [{ at, room, others, confidence, velocity, isAlone }];
  });
  const alone = found.filter(({ isAlone }) => isAlone);
  return alone.length >= STROKES.least ? alone : found;
}

/** How well a stroke may be cut, clean or not: sure, loud, with room. */
function promise({ room, others, confidence, velocity }: Stroke): number {
  return confidence * velocity * Math.sqrt(Math.min(room, others[0]?.after ?? room));
}

/** Where the sound rises most near a place, in samples. */
function onsetNear(mono: Float32Array, place: number, voice: DrumVoice): number {
  const from = Math.round(place) - REFINED - SIDE * STEP;
  const steps = Math.ceil((2 * REFINED) / STEP) + 2 * SIDE;
  const power = Array.from({ length: steps }, (_, step) => {
    let sum = 0;
    for (let i = from + step * STEP; i < from + (step + 1) * STEP; i++) sum += colour(mono, i, voice) ** 2;
    return sum;
  });
  const floor = 0.01 * Math.max(...power) + 1e-12;
  const sumOf = (first: number) => power.slice(first, first + SIDE).reduce((a, b) => a + b, floor);
  let [best, most] = [SIDE, Number.NEGATIVE_INFINITY];
  for (let step = SIDE; step + SIDE <= steps; step++) {
    const rise = Math.log(sumOf(step) / sumOf(step - SIDE));
    if (rise > most) [best, most] = [step, rise];
  }
  return Math.max(0, from + best * STEP);
}

/** A sample as it counts for where a stroke begins: all but a kick is brighter than what it stands in. */
function colour(mono: Float32Array, i: number, voice: DrumVoice): number {
  const x = mono[i] ?? 0;
  return voice === 'kick' ? x : x - (mono[i - 1] ?? 0);
}

function framesOf(mono: Float32Array, stroke: Stroke, voice: DrumVoice): Frames {
  const first = Math.ceil((FACTS[voice].low * SIZE) / LISTEN_RATE);
  const spectra = spectraOf(mono, stroke.at - LEAD, Math.ceil((LEAD + stroke.room) / HOP));
  const magnitudes = spectra.map(magnitudesOf);
  const before = new Float64Array(SIZE / 2 + 1);
  for (const frame of magnitudes.slice(BEFORE.from, BEFORE.to)) {
    for (let k = 0; k < before.length; k++) before[k] = Math.max(before[k]!, MORE * frame[k]!);
  }
  const fresh = magnitudes.map((frame) =>
    frame.map((x, k) => (k < first ? 0 : Math.sqrt(Math.max(0, x * x - before[k]! ** 2)))),
  );
  const sumIn = (rows: readonly Float64Array[]) =>
    rows.slice(LEAD / HOP, LEAD / HOP + BODY).reduce((sum, row) => sum + sumFrom(row, first), 0);
  return { stroke, spectra, fresh, ends: endsOf(stroke), share: sumIn(fresh) / (sumIn(magnitudes) + 1e-9) };
}

/** A spectrum’s magnitudes, summed so that the many high bins do not outweigh the low ones. */
function sumFrom(row: Float64Array, first: number): number {
  let sum = 0;
  for (let k = Math.max(1, first); k < row.length; k++) sum += row[k]! / Math.sqrt(k);
  return sum;
}

/** Frame i is centred on sample from + i × HOP. */
function spectraOf(mono: Float32Array, from: number, frames: number): Float64Array[] {
  const fft = new FFT(SIZE);
  const window = hann(SIZE);
  const input = new Float64Array(SIZE);
  return Array.from({ length: frames }, (_, frame) => {
    const start = from + frame * HOP - SIZE / 2;
    for (let i = 0; i < SIZE; i++) input[i] = (mono[start + i] ?? 0) * window[i]!;
    const spectrum = new Float64Array(2 * SIZE);
    fft.realTransform(spectrum, input);
    return spectrum;
  });
}

function magnitudesOf(spectrum: Float64Array): Float64Array {
  return Float64Array.from({ length: SIZE / 2 + 1 }, (_, k) =>
    Math.sqrt(spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2),
  );
}

function endsOf({ room, others }: Stroke): Uint16Array {
  const frameOf = (after: number) => Math.max(0, Math.floor((LEAD + after - SIZE / 4) / HOP));
  return Uint16Array.from({ length: SIZE / 2 + 1 }, (_, k) =>
    frameOf(others.find(({ from }) => (k * LISTEN_RATE) / SIZE >= from)?.after ?? room),
  );
}

/** The best stroke with what all of them have, from its onset. */
function laidOver(mono: Float32Array, all: readonly Frames[], voice: DrumVoice): Float32Array {
  const [best, ...others] = all as [Frames, ...Frames[]];
  const rows = [best, ...others.map((other) => aligned(mono, best, other, voice))].map((row) => ({
    ...row,
    gain: gainTo(best.fresh, row.fresh),
  }));
  const wanted = best.fresh.map((_, f) =>
    Float64Array.from({ length: SIZE / 2 + 1 }, (__, k) => {
      const heard = rows.flatMap(({ gain, fresh, ends }) => (f < ends[k]! ? [gain * fresh[f]![k]!] : []));
      return median(heard) ?? Number.NaN;
    }),
  );
  dieAway(wanted);
  const masked = best.spectra.map((spectrum, f) => maskedBy(spectrum, best.fresh[f]!, wanted[f]!));
  return resynthesised(masked).subarray(LEAD, LEAD + best.stroke.room);
}

/** Where no stroke is heard alone any more, its bins fall on as they fell last. */
function dieAway(wanted: readonly Float64Array[]): void {
  for (let k = 0; k <= SIZE / 2; k++) {
    const end = wanted.findIndex((row) => Number.isNaN(row[k]!));
    if (end < 0) continue;
    // A bin alone is too rough to fall along.
    const level = (from: number) => {
      let sum = 1e-9;
      for (let f = Math.max(0, from); f < from + FALL; f++) {
        for (let near = Math.max(0, k - 3); near <= Math.min(SIZE / 2, k + 3); near++) {
          sum += wanted[f]?.[near] || 0;
        }
      }
      return sum / (7 * FALL);
    };
    const last = level(end - FALL);
    const fall = Math.min(SLOWEST, (last / level(end - 2 * FALL)) ** (1 / FALL));
    for (let f = end; f < wanted.length; f++) wanted[f]![k] = last * fall ** (f - end + FALL / 2);
  }
}

/** A stroke's frames, moved to where its wave lies best over another's. */
function aligned(mono: Float32Array, best: Frames, other: Frames, voice: DrumVoice): Frames {
  let [shift, most] = [0, Number.NEGATIVE_INFINITY];
  const length = BODY * HOP;
  for (let by = -SHIFTED; by <= SHIFTED; by++) {
    let sum = 0;
    for (let i = 0; i < length; i++) {
      sum += colour(mono, best.stroke.at + i, voice) * colour(mono, other.stroke.at + by + i, voice);
    }
    if (sum > most) [shift, most] = [by, sum];
  }
  return framesOf(mono, { ...other.stroke, at: Math.max(0, other.stroke.at + shift) }, voice);
}

/** By what a stroke is multiplied to be as loud as another. */
function gainTo(wanted: readonly Float64Array[], own: readonly Float64Array[]): number {
  let [product, square] = [0, 1e-12];
  for (let f = LEAD / HOP; f < Math.min(LEAD / HOP + BODY, wanted.length, own.length); f++) {
    for (let k = 0; k < own[f]!.length; k++) {
      product += wanted[f]![k]! * own[f]![k]!;
      square += own[f]![k]! ** 2;
    }
  }
  return product / square;
}

/** A spectrum with the magnitudes that are wanted, where they are lower than those that are fresh in it. */
function maskedBy(spectrum: Float64Array, fresh: Float64Array, wanted: Float64Array): Float64Array {
  const masked = new Float64Array(2 * SIZE);
  for (let k = 0; k <= SIZE / 2; k++) {
    const magnitude = Math.sqrt(spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2);
    const mask = magnitude === 0 || fresh[k] === 0 ? 0 : Math.min(fresh[k]!, wanted[k]!) / magnitude;
    masked[2 * k] = mask * spectrum[2 * k]!;
    masked[2 * k + 1] = mask * spectrum[2 * k + 1]!;
  }
  return masked;
}

/** Frames laid over each other under a second window; its first sample is where the first frame is centred. */
function resynthesised(spectra: readonly Float64Array[]): Float32Array {
  const fft = new FFT(SIZE);
  const window = hann(SIZE);
  const out = new Float32Array(spectra.length * HOP + SIZE);
  const weight = new Float32Array(out.length);
  const samples = new Float64Array(2 * SIZE);
  for (const [f, spectrum] of spectra.entries()) {
    fft.completeSpectrum(spectrum);
    fft.inverseTransform(samples, spectrum);
    for (let i = 0; i < SIZE; i++) {
      out[f * HOP + i]! += samples[2 * i]! * window[i]!;
      weight[f * HOP + i]! += window[i]! ** 2;
    }
  }
  return out.map((x, i) => x / Math.max(weight[i]!, 0.1)).subarray(SIZE / 2);
}

/** Without what comes after its end, and faded there. */
function trimmed(samples: Float32Array): Float32Array {
  const peakIn = (from: number) =>
    samples.subarray(from, from + ENVELOPE).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const peaks = Array.from({ length: Math.ceil(samples.length / ENVELOPE) }, (_, i) => peakIn(i * ENVELOPE));
  const peak = Math.max(0, ...peaks);
  const gone = peaks.findIndex((x, i) => x < ENDED * peak && i > peaks.indexOf(peak));
  const end = gone < 0 ? samples.length : gone * ENVELOPE;
  const cut = samples.slice(0, end);
  const rise = Math.round(FADE.in * LISTEN_RATE);
  for (let i = 0; i < Math.min(rise, cut.length); i++) cut[i]! *= i / rise;
  const fall = Math.min(Math.round(FADE.out * LISTEN_RATE), Math.floor(cut.length / 3));
  for (let i = 0; i < fall; i++) cut[cut.length - 1 - i]! *= i / fall;
  return cut;
}
