/** What a sound is like before anyone listens for music in it: how loud, how bright, how steady. */
import { LISTEN_RATE } from './sound.ts';
import { type Spectrogram, stft } from './spectrum.ts';

/** Seconds of a block whose level is taken. */
const BLOCK = 0.02;
/** Decibels below the loudest block under which a block is a pause. */
const PAUSE = 60;
const SPEECH: readonly [number, number] = [90, 4000];
/** Where hats live; a sound that has nothing there was recorded for telephones. */
const HATS: readonly [number, number] = [6000, 14_000];
/** Edges of the bands, in Hz, in each of which hiss is steady. */
const BANDS = [60, 250, 1000, 3000, 6000, 14_000] as const;

export interface Nature {
  readonly seconds: number;
  /** Decibels of full scale, block by block. */
  readonly levels: Float32Array;
  /** 0 for one tone, about 0.56 for white noise: geometric over arithmetic mean of the mean power spectrum. */
  readonly flatness: number;
  /** Decibels by which the level moves in the band where it moves most, as a deviation. */
  readonly liveliness: number;
  /** Share of the energy. */
  readonly spoken: number;
  readonly bright: number;
}

export function natureOf(mono: Float32Array): Nature {
  const spectra = stft(mono, { size: 2048, hop: Math.max(2048, Math.floor(mono.length / 400)) });
  return {
    seconds: mono.length / LISTEN_RATE,
    levels: levelsOf(mono),
    flatness: flatnessOf(spectra),
    liveliness: livelinessOf(spectra),
    spoken: share(spectra, SPEECH),
    bright: share(spectra, HATS),
  };
}

export const loudest = ({ levels }: Pick<Nature, 'levels'>): number =>
  levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);

/** Levels while something sounds. */
export function sounding({ levels }: Pick<Nature, 'levels'>): Float32Array {
  const least = loudest({ levels }) - PAUSE;
  return levels.filter((level) => level > least);
}

/** Decibels below the loudest at which music has begun. */
const BEGUN = 45;

/** When something can first be heard, in seconds. */
export function firstSound({ levels }: Nature): number {
  const peak = loudest({ levels });
  return (
    Math.max(
      0,
      levels.findIndex((level) => level > peak - BEGUN),
    ) * BLOCK
  );
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

function livelinessOf({ frames, bins, data, size }: Spectrogram): number {
  const moves = BANDS.slice(1).map((high, band) => {
    const [first, last] = [BANDS[band]!, high].map((hertz) => Math.round((hertz * size) / LISTEN_RATE));
    const levels = Float32Array.from({ length: frames }, (_, frame) => {
      let power = 1e-12;
      for (let bin = first!; bin < last!; bin++) power += data[frame * bins + bin]! ** 2;
      return 10 * Math.log10(power);
    });
    return deviation(levels);
  });
  return Math.max(...moves);
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

export function deviation(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
}
