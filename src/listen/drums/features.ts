/** What the drum network sees of a sound: its spectrum in bands, seen through a long and a short window. */
import { LISTEN_RATE } from '../sound.ts';
import { logCompress, melBank, type Spectrogram, stft } from '../spectrum.ts';

/** Samples from frame to frame: 10 ms. */
export const HOP = 441;
export const FRAME_RATE = LISTEN_RATE / HOP;
/** Bands of each window. */
export const BANDS = 80;
/** The long window tells pitches apart, the short one moments. */
const WINDOWS = [2048, 512] as const;
/** Values a frame: the bands of the long window, then those of the short one. */
export const VALUES = BANDS * WINDOWS.length;

const RANGE = { bands: BANDS, low: 30, high: 16_000 } as const;
/** Brings what is 80 dB below full scale to a third. */
const GAIN = 10_000;
/** RMS that the loud parts of every sound are brought to. */
const LEVEL = 0.1;
/** Frames that are made at a time, so that a long sound takes no more memory than its bands. */
const BLOCK = 3_000;
/** Frames around a block that its windows reach into. */
const MARGIN = 3;

export interface DrumFeatures {
  readonly frames: number;
  /** frames × VALUES. */
  readonly data: Float32Array;
}

/**
 * The features of a mono sound at `LISTEN_RATE`; frame i is centred on sample i × HOP.
 * @param level what the sound is brought to the usual level from: its own, unless it is an excerpt of something louder.
 */
export function featuresOf(mono: Float32Array, level = levelOf(mono)): DrumFeatures {
  const frames = Math.ceil(mono.length / HOP);
  const data = new Float32Array(frames * VALUES);
  if (level === 0) return { frames, data };
  for (let from = 0; from < frames; from += BLOCK) {
    const margin = Math.min(MARGIN, from);
    const count = Math.min(BLOCK, frames - from);
    const first = (from - margin) * HOP;
    const block = mono.slice(first, first + (margin + count + MARGIN) * HOP);
    for (let i = 0; i < block.length; i++) block[i]! *= LEVEL / level;
    for (const [w, size] of WINDOWS.entries()) {
      const bands = logCompress(melBank(stft(block, { size, hop: HOP }), RANGE), GAIN);
      copyRows(bands, margin, data.subarray(from * VALUES + w * BANDS), count);
    }
  }
  return { frames, data };
}

function copyRows({ data, bins }: Spectrogram, first: number, into: Float32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    into.set(data.subarray((first + i) * bins, (first + i + 1) * bins), i * VALUES);
  }
}

/** RMS of the loud parts of a sound: a tenth of its blocks of 50 ms is louder. */
export function levelOf(mono: Float32Array): number {
  const size = LISTEN_RATE / 20;
  const powers: number[] = [];
  for (let from = 0; from < mono.length; from += size) {
    const block = mono.subarray(from, from + size);
    powers.push(block.reduce((sum, x) => sum + x * x, 0) / block.length);
  }
  powers.sort((a, b) => a - b);
  return Math.sqrt(powers[Math.floor(powers.length * 0.9)] ?? 0);
}
