/**
 * Drums by spectral flux alone: what grows in a band is a strike. No learning, little discrimination: the plain
 * listener that a network is measured against, and that serves where there is none.
 */
import { LISTEN_RATE } from '../sound.ts';
import { logCompress, melBank, type Spectrogram, stft } from '../spectrum.ts';
import type { Activations, DrumListener, DrumVoice, HeardHit } from '../types.ts';
import { DRUM_VOICES } from '../types.ts';
import { peaksOf } from './peaks.ts';

const RATE = 100;
const BANDS = 48;
/** Frames back that a frame is compared with, so that a slow attack counts whole (Böck and Widmer, DAFx 2013). */
const LAG = 2;
/**
 * Bands, in Hz, in which each voice is looked for. Open hats and percussion have none that others do not fill.
 */
const RANGES: Readonly<Partial<Record<DrumVoice, readonly [number, number]>>> = {
  kick: [30, 120],
  snare: [250, 4000],
  closedHat: [7000, 16_000],
};
/** An activation below this is no strike. */
const LEAST = 0.2;
/** Strikes of a voice are no closer, in seconds. */
const APART = 0.04;
/** Seconds by which the flux of a window peaks before the strike is in its middle. */
const EARLY = 0.006;

/** A listener that needs no network. */
export const fluxDrums: DrumListener = {
  activations: async (mono) => fluxActivations(mono),
  hitsOf(_mono, { rate, voices }) {
    const hits = DRUM_VOICES.flatMap((voice) =>
      peaksOf(voices[voice], rate, { least: LEAST, apart: APART }).map(({ time, height }): HeardHit => {
        const velocity = Math.max(1, Math.min(127, Math.round(30 + 97 * height)));
        return { time: time + EARLY, voice, velocity, confidence: height };
      }),
    );
    return hits.filter(({ time }) => time >= 0).sort((a, b) => a.time - b.time);
  },
};

/** Half-wave rectified growth of log bands, each voice against its own strongest strikes. */
function fluxActivations(mono: Float32Array): Activations {
  const size = 1024;
  const low = melBank(stft(mono, { size: 2048, hop: LISTEN_RATE / RATE }), {
    bands: BANDS,
    low: 27.5,
    high: 16_000,
  });
  const high = melBank(stft(mono, { size, hop: LISTEN_RATE / RATE }), {
    bands: BANDS,
    low: 27.5,
    high: 16_000,
  });
  const bands = { low: logCompress(low, 300), high: logCompress(high, 300) };
  const voices = Object.fromEntries(
    DRUM_VOICES.map((voice) => {
      const range = RANGES[voice];
      if (range === undefined) return [voice, new Float32Array(low.frames)];
      return [voice, flux(voice === 'kick' ? bands.low : bands.high, range)];
    }),
  ) as Record<DrumVoice, Float32Array>;
  return { rate: RATE, voices };
}

function flux({ frames, bins, data }: Spectrogram, [from, to]: readonly [number, number]): Float32Array {
  const first = bandOf(from);
  const last = bandOf(to);
  const growth = new Float32Array(frames);
  for (let frame = LAG; frame < frames; frame++) {
    let sum = 0;
    for (let band = first; band <= last; band++) {
      sum += Math.max(0, data[frame * bins + band]! - data[(frame - LAG) * bins + band]!);
    }
    growth[frame] = sum;
  }
  const sorted = growth.filter((value) => value > 0).sort();
  const strong = sorted[Math.floor(0.98 * sorted.length)] ?? 0;
  return strong > 1e-3 ? growth.map((value) => Math.min(1, value / strong)) : growth.fill(0);
}

function bandOf(hertz: number): number {
  const mel = (f: number) => Math.log10(1 + f / 700);
  const place = ((mel(hertz) - mel(27.5)) / (mel(16_000) - mel(27.5))) * (BANDS + 1) - 1;
  return Math.max(0, Math.min(BANDS - 1, Math.round(place)));
}
