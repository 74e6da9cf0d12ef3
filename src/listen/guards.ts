/** What is not music to learn from, told from what is: silence, noise, a voice alone, a click. */
import { upperMedian } from '../music/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { LISTEN_RATE } from './sound.ts';
import { type Spectrogram, stft } from './spectrum.ts';
import type { HeardHit } from './types.ts';

/** Seconds of a block whose level is taken. */
const BLOCK = 0.02;
/** Shorter sounds have no loop of four bars in them, whatever their tempo; shorter than `BRIEF` is worth a word. */
const SHORTEST = 6;
const BRIEF = 30;
/** Decibels of full scale below which there is nothing to hear. */
const SILENCE = -60;
/** Hiss: levels that hardly move, in dB of deviation, of a spectrum this flat. */
const STEADY = 3;
const FLAT = 0.02;
/** A voice alone: this share of its energy lies where speech does. */
const SPOKEN = 0.9;
const SPEECH: readonly [number, number] = [90, 4000];
/** A click: silence for this share of the time, and intervals that deviate by this share. */
const PAUSES = 0.6;
const REGULAR = 0.04;
const CLICKS = 8;
/** Where hats live; a sound that has nothing there was recorded for telephones. */
const HATS: readonly [number, number] = [6000, 14_000];
const DULL = 1e-5;

/** What a sound is like before anyone listens for music in it. */
export interface Nature {
  readonly seconds: number;
  /** Decibels of full scale, block by block. */
  readonly levels: Float32Array;
  /** 0 for one tone, about 0.56 for white noise: geometric over arithmetic mean of the mean power spectrum. */
  readonly flatness: number;
  /** Share of the energy. */
  readonly spoken: number;
  readonly bright: number;
}

/** @throws BeatwrightError `listen-too-short`, `listen-silence` or `listen-noise` */
export function natureOf(mono: Float32Array): Nature {
  const seconds = mono.length / LISTEN_RATE;
  const levels = levelsOf(mono);
  if (levels.every((level) => level < SILENCE)) {
    throw new BeatwrightError('listen-silence');
  }
  if (seconds < SHORTEST) {
    throw new BeatwrightError('listen-too-short', { seconds, least: SHORTEST });
  }
  const spectra = stft(mono, { size: 2048, hop: Math.max(2048, Math.floor(mono.length / 400)) });
  const flatness = flatnessOf(spectra);
  const loud = levels.filter((level) => level > SILENCE);
  if (loud.length > 0.95 * levels.length && deviation(loud) < STEADY && flatness > FLAT) {
    throw new BeatwrightError('listen-noise');
  }
  return { seconds, levels, flatness, spoken: share(spectra, SPEECH), bright: share(spectra, HATS) };
}

/** Sentences on what a sound's nature makes harder to hear. */
export function warningsOn({ seconds, bright }: Nature): string[] {
  const warnings: string[] = [];
  if (seconds < BRIEF) warnings.push(words.notes['listen-brief']({ seconds }));
  if (isDull(bright)) warnings.push(words.notes['listen-dull']);
  return warnings;
}

export const isDull = (bright: number): boolean => bright < DULL;

/** Decibels below the loudest at which music has begun. */
const BEGUN = 45;

/** When something can first be heard, in seconds. */
export function firstSound({ levels }: Nature): number {
  const peak = levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  return (
    Math.max(
      0,
      levels.findIndex((level) => level > peak - BEGUN),
    ) * BLOCK
  );
}

/** @throws BeatwrightError `listen-metronome` if all there is are clicks at one distance */
export function checkMetronome({ levels }: Nature, hits: readonly HeardHit[]): void {
  const peak = levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  const pauses = levels.filter((level) => level < peak - 40).length / levels.length;
  if (pauses < PAUSES) return;
  const times = onsetsOf(hits);
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  if (gaps.length < CLICKS) return;
  const middle = upperMedian(gaps)!;
  const off = gaps.filter((gap) => Math.abs(gap / middle - 1) > REGULAR).length;
  if (off > 0.05 * gaps.length) return;
  throw new BeatwrightError('listen-metronome', { clicks: Math.round(60 / middle) });
}

/** @throws BeatwrightError `listen-speech` or `listen-no-beat`: what to say of a sound without a pulse */
export function refuseWithoutBeat({ spoken, levels }: Nature): never {
  if (spoken > SPOKEN && deviation(levels.filter((level) => level > SILENCE)) > 5) {
    throw new BeatwrightError('listen-speech');
  }
  throw new BeatwrightError('listen-no-beat');
}

/** Moments at which anything strikes, whatever the voice. */
function onsetsOf(hits: readonly HeardHit[]): number[] {
  const times: number[] = [];
  for (const { time } of hits.toSorted((a, b) => a.time - b.time)) {
    if (time - (times.at(-1) ?? -1) > 0.05) times.push(time);
  }
  return times;
}

function levelsOf(mono: Float32Array): Float32Array {
  const size = Math.round(BLOCK * LISTEN_RATE);
  return Float32Array.from({ length: Math.max(1, Math.floor(mono.length / size)) }, (_, i) => {
    let power = 0;
    for (let k = i * size; k < Math.min(mono.length, (i + 1) * size); k++) power += mono[k]! ** 2;
    return 10 * Math.log10(power / size + 1e-12);
  });
}

function flatnessOf({ frames, bins, data }: Spectrogram): number {
  let logs = 0;
  let total = 0;
  for (let bin = 1; bin < bins; bin++) {
    let power = 0;
    for (let frame = 0; frame < frames; frame++) power += data[frame * bins + bin]! ** 2 / frames;
    logs += Math.log(power + 1e-20) / (bins - 1);
    total += power / (bins - 1);
  }
  return total > 0 ? Math.exp(logs) / total : 0;
}

function share({ bins, data, size }: Spectrogram, [low, high]: readonly [number, number]): number {
  let inside = 0;
  let all = 0;
  for (let i = 0; i < data.length; i++) {
    const hertz = ((i % bins) * LISTEN_RATE) / size;
    const power = data[i]! ** 2;
    all += power;
    if (hertz >= low && hertz <= high) inside += power;
  }
  return all > 0 ? inside / all : 0;
}

function deviation(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
}
