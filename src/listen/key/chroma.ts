/** Which pitch classes sound when: spectral peaks of what lasts, tuned to the track itself. */
import { LISTEN_RATE } from '../sound.ts';
import { type Spectrogram, stft } from '../spectrum.ts';

const SIZE = 8192;
const HOP = 2048;
/** Hz: chords and melodies are heard above, the bass below, and what is in between counts for both. */
const BASS: readonly [number, number] = [32, 140];
const TREBLE: readonly [number, number] = [120, 2200];
/** Frames that a partial must outlast: strokes of drums are shorter. */
const LASTING = 7;
/** Frames that are looked at in one go, so that a long track takes no more memory, and those around them. */
const BLOCK = 1200;
const MARGIN = 8;
/** Peaks below this share of a frame's highest are dropped. */
const FLOOR = 0.03;
/** Distance of a peak from the middle of its pitch, in semitones, at which it counts e^-½ as much. */
const WIDTH = 0.25;

export interface Chroma {
  /** Frames a second. */
  readonly rate: number;
  readonly frames: number;
  /** frames × 12 each, pitch class C first: square roots of peaks' magnitudes, summed. */
  readonly treble: Float32Array;
  readonly bass: Float32Array;
  /** A frame each, 0–1: the share of the treble's energy that lasts; drums alone have little. */
  readonly tonality: Float32Array;
  /** How far the track is tuned from A4 = 440 Hz, −0.5 to 0.5 semitones. */
  readonly tuning: number;
}

export function chromaOf(mono: Float32Array): Chroma {
  const peaks: Partial[][] = [];
  const tonality: number[] = [];
  const frames = Math.ceil(mono.length / HOP);
  for (let from = 0; from < frames; from += BLOCK) {
    const margin = Math.min(MARGIN, from);
    const count = Math.min(BLOCK, frames - from);
    const first = (from - margin) * HOP;
    const block = mono.subarray(first, first + (margin + count + MARGIN) * HOP);
    const { spectrogram, shares } = lasting(stft(block, { size: SIZE, hop: HOP }));
    for (let i = margin; i < margin + count; i++) {
      peaks.push(peaksIn(spectrogram, i));
      tonality.push(shares[i]!);
    }
  }
  const tuning = tuningOf(peaks);
  const treble = new Float32Array(12 * peaks.length);
  const bass = new Float32Array(12 * peaks.length);
  for (const [frame, found] of peaks.entries()) {
    for (const { hertz, height } of found) {
      const pitch = pitchOf(hertz) - tuning;
      const nearest = Math.round(pitch);
      const weight = Math.sqrt(height) * Math.exp(-0.5 * ((pitch - nearest) / WIDTH) ** 2);
      const place = 12 * frame + (((nearest % 12) + 12) % 12);
      if (hertz >= TREBLE[0]) treble[place]! += weight;
      if (hertz <= BASS[1]) bass[place]! += weight;
    }
  }
  return {
    rate: LISTEN_RATE / HOP,
    frames: peaks.length,
    treble,
    bass,
    tonality: Float32Array.from(tonality),
    tuning,
  };
}

/**
 * The spectrogram up to the highest treble, each bin the median of its neighbours in time, and the share of each
 * frame's treble that this leaves. The few neighbours are sorted where they lie, as there are millions of bins in a
 * track.
 */
function lasting({ frames, bins, data, hop, size }: Spectrogram): {
  spectrogram: Spectrogram;
  shares: Float32Array;
} {
  const kept = Math.ceil((TREBLE[1] * SIZE) / LISTEN_RATE) + 2;
  const out = new Float32Array(frames * kept);
  const window = new Float32Array(LASTING);
  const half = LASTING >> 1;
  const shares = new Float32Array(frames);
  const treble = Math.round((TREBLE[0] * SIZE) / LISTEN_RATE);
  for (let frame = 0; frame < frames; frame++) {
    let [lasts, all] = [0, 0];
    for (let bin = 0; bin < kept; bin++) {
      let power = 0;
      for (let i = 0; i < LASTING; i++) {
        const at = Math.max(0, Math.min(frames - 1, frame + i - half));
        const value = data[at * bins + bin]!;
        window[i] = value;
        power += value * value;
      }
      const middle = window.sort()[half]!;
      out[frame * kept + bin] = middle;
      if (bin < treble) continue;
      lasts += middle * middle;
      all += power / LASTING;
    }
    shares[frame] = all > 0 ? Math.min(1, lasts / all) : 0;
  }
  return { spectrogram: { frames, bins: kept, data: out, hop, size }, shares };
}

interface Partial {
  readonly hertz: number;
  readonly height: number;
}

function peaksIn({ bins, data }: Spectrogram, frame: number): Partial[] {
  const row = data.subarray(frame * bins, (frame + 1) * bins);
  let highest = 0;
  for (const value of row) highest = Math.max(highest, value);
  const least = Math.max(1e-5, FLOOR * highest);
  const partials: Partial[] = [];
  const first = Math.floor((BASS[0] * SIZE) / LISTEN_RATE);
  for (let bin = Math.max(1, first); bin < bins - 1; bin++) {
    const here = row[bin]!;
    if (here < least || here < row[bin - 1]! || here <= row[bin + 1]!) continue;
    // A parabola through the logarithms finds a windowed sine to a few hundredths of a bin.
    const [a, b, c] = [Math.log(row[bin - 1]! + 1e-9), Math.log(here), Math.log(row[bin + 1]! + 1e-9)];
    const shift = (0.5 * (a - c)) / (a - 2 * b + c);
    partials.push({ hertz: ((bin + shift) * LISTEN_RATE) / SIZE, height: here });
  }
  return partials;
}

const pitchOf = (hertz: number) => 69 + 12 * Math.log2(hertz / 440);

/** The mean direction of peaks' distances from equal temperament. */
function tuningOf(peaks: readonly (readonly Partial[])[]): number {
  let re = 0;
  let im = 0;
  for (const found of peaks) {
    for (const { hertz, height } of found) {
      if (hertz < 200) continue;
      const turn = 2 * Math.PI * pitchOf(hertz);
      re += height * Math.cos(turn);
      im += height * Math.sin(turn);
    }
  }
  return re === 0 && im === 0 ? 0 : Math.atan2(im, re) / (2 * Math.PI);
}
