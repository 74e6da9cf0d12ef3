/** A recording of one stroke, made ready to be played: from its onset to its end, at full level, its root found. */
import { PitchDetector } from 'pitchy';
import { median, type Sound, type Voice } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';

export interface OneShot {
  /** Mono. */
  readonly sound: Sound;
  /** Of an 808, the MIDI pitch that it sounds at, between two keys as a rule. */
  readonly pitch?: number;
}

/** How far under its peak a recording is not yet heard, and not any more. */
const UNHEARD = 0.003;
const GONE = 0.001;
/** Quieter than this all through, a recording is silence. */
const SILENT = 0.001;
/** Level of the highest sample: −1 dBFS. */
const LEVEL = 0.89;
/** Seconds in which what is cut off at the end falls silent. */
const END = 0.01;

/** Lowest and highest root in Hz, and how sure the detector has to be of a frame. */
const ROOTS = { least: 24, most: 300, clarity: 0.9 } as const;
/** Samples of a frame at 44.1 kHz: three periods of the lowest 808s. */
const FRAME = 4_096;
/** Seconds from the onset in which the root is looked for: after the knock, before it is too soft. */
const TONE = { from: 0.06, to: 1.2 } as const;
/** Frames that have to agree within so many semitones, and their share. */
const AGREE = { least: 3, within: 0.6, share: 0.6 } as const;

/**
 * @param name of the file, for errors
 * @throws BeatwrightError `one-shot-silent`; `one-shot-pitch` of an 808 without a note
 */
export function oneShotOf({ sampleRate, channels }: Sound, voice: Voice, name: string): OneShot {
  const samples = heard(channels[0] ?? new Float32Array());
  if (samples === undefined) throw new BeatwrightError('one-shot-silent', { name });
  const peak = peakOf(samples);
  const last = samples.findLastIndex((x) => Math.abs(x) > GONE * peak);
  const own = samples.slice(0, last + 1).map((x) => (x * LEVEL) / peak);
  const fade = Math.min(own.length, Math.round(END * sampleRate));
  for (let i = 0; i < fade; i++) own[own.length - 1 - i]! *= i / fade;
  const sound = { sampleRate, channels: [own] };
  if (voice !== '808') return { sound };
  const pitch = rootOf(own, sampleRate);
  if (pitch === undefined) throw new BeatwrightError('one-shot-pitch', { name });
  return { sound, pitch };
}

/** A recording from where it is first heard, since silence before it would play it late; nothing if it is never. */
export function heard(samples: Float32Array): Float32Array | undefined {
  const peak = peakOf(samples);
  return peak < SILENT ? undefined : samples.slice(samples.findIndex((x) => Math.abs(x) > UNHEARD * peak));
}

function peakOf(samples: Float32Array): number {
  return samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

/** The MIDI pitch that a sound rests at, by McLeod's method; none if its frames do not agree. */
function rootOf(samples: Float32Array, sampleRate: number): number | undefined {
  const detector = PitchDetector.forFloat32Array(FRAME);
  const pitches: number[] = [];
  const end = Math.min(samples.length, TONE.to * sampleRate) - FRAME;
  for (let from = Math.round(TONE.from * sampleRate); from <= end; from += FRAME / 4) {
    const [hertz, clarity] = detector.findPitch(samples.subarray(from, from + FRAME), sampleRate);
    if (clarity < ROOTS.clarity || hertz < ROOTS.least || hertz > ROOTS.most) continue;
    pitches.push(69 + 12 * Math.log2(hertz / 440));
  }
  if (pitches.length < AGREE.least) return undefined;
  const middle = median(pitches)!;
  const alike = pitches.filter((pitch) => Math.abs(pitch - middle) <= AGREE.within);
  return alike.length >= AGREE.share * pitches.length ? middle : undefined;
}
