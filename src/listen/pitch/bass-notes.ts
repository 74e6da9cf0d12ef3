/** Bass notes from what the network says of each frame: onsets first, then what they ring on to. */
import type { HeardNote } from '../types.ts';
import { BASS_PITCHES, LOWEST_BASS } from './bass-network.ts';

/** 0–1 for each frame and pitch: frames × pitches. */
export interface BassPosteriors {
  readonly frames: number;
  /** Frames a second. */
  readonly rate: number;
  readonly sounding: Float32Array;
  readonly onsets: Float32Array;
  /** Amplitude of the low end, frames; velocities are read from it. */
  readonly loudness: Float32Array;
}

/** An onset is a peak above this; the threshold at which most notes of songs never trained on were right. */
const ONSET = 0.4;
/** A pitch sounds above this, and again above that once it was lost. */
const SOUNDING = 0.35;
/** A note goes on over gaps up to this, in frames of 20 ms. */
const GAP = 3;
/** What sounds without an onset for this long is a note, in frames. */
const SOFT = 10;
/** Onsets nearer than this are one, in frames. */
const APART = 3;
/** Frames after the onset in which a note is loudest. */
const SWELL = 6;
/** How many frames another pitch must sound to have been slid to. */
const SETTLED = 3;
/** Farthest slide, in semitones. */
const FARTHEST_SLIDE = 24;
/** Amplitude to velocity, as the loudness of a note grows with the force of its stroke. */
const FORCE = 1 / 1.2;

interface Onset {
  readonly frame: number;
  /** Where between frames the peak lies. */
  readonly at: number;
  readonly pitch: number;
  readonly likely: number;
}

/** The bass line, sorted by time: one note at a time. */
export function bassNotes(posteriors: BassPosteriors): HeardNote[] {
  const { frames, rate, sounding, loudness } = posteriors;
  const onsets = onsetsOf(posteriors);
  const strokes = [...onsets, ...softOnsets(posteriors, onsets)].sort((a, b) => a.frame - b.frame);
  let most = 0;
  for (const value of loudness) if (value > most) most = value;
  return strokes.flatMap((onset, i): HeardNote[] => {
    const limit = strokes[i + 1]?.frame ?? frames;
    const course = follow(sounding, onset, limit);
    if (course.length === 0) return [];
    const end = onset.frame + course.length;
    let sum = 0;
    for (const [k, pitch] of course.entries()) sum += sounding[(onset.frame + k) * BASS_PITCHES + pitch]!;
    const swell = Math.max(...loudness.subarray(onset.frame, Math.min(end, onset.frame + SWELL)));
    const time = Math.max(0, onset.at / rate);
    const until = i + 1 < strokes.length ? Math.min(end, strokes[i + 1]!.at) : end;
    const slide = slideOf(course);
    return [
      {
        part: 'bass',
        time,
        duration: Math.max(1, until - onset.at) / rate,
        pitch: onset.pitch + LOWEST_BASS,
        velocity: Math.min(127, Math.max(1, Math.round(127 * (swell / Math.max(most, 1e-9)) ** FORCE))),
        confidence: (onset.likely + sum / course.length) / 2,
        ...(slide && {
          glide: {
            pitch: slide.pitch + LOWEST_BASS,
            time: (onset.frame + slide.from) / rate,
            duration: Math.max(1, slide.to - slide.from) / rate,
          },
        }),
      },
    ];
  });
}

/** Peaks over time and pitch; of several at once the likeliest. */
function onsetsOf({ frames, onsets }: BassPosteriors): Onset[] {
  const found: Onset[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const row = frame * BASS_PITCHES;
    let pitch = 0;
    for (let p = 1; p < BASS_PITCHES; p++) if (onsets[row + p]! > onsets[row + pitch]!) pitch = p;
    const likely = onsets[row + pitch]!;
    if (likely < ONSET) continue;
    const before = onsets[row - BASS_PITCHES + pitch] ?? 0;
    const after = onsets[row + BASS_PITCHES + pitch] ?? 0;
    if (before > likely || after >= likely) continue;
    // The vertex of the parabola through the three.
    const at = frame + (after - before) / (2 * (2 * likely - before - after));
    const last = found.at(-1);
    if (last && frame - last.frame < APART) {
      if (last.likely >= likely) continue;
      found.pop();
    }
    found.push({ frame, at, pitch, likely });
  }
  return found;
}

/** Where something begins to sound, and goes on, that no onset explains. */
function softOnsets({ frames, sounding }: BassPosteriors, onsets: readonly Onset[]): Onset[] {
  const known = new Uint8Array(frames);
  for (const [i, onset] of onsets.entries()) {
    const course = follow(sounding, onset, onsets[i + 1]?.frame ?? frames);
    known.fill(1, Math.max(0, onset.frame - APART), onset.frame + course.length);
  }
  const found: Onset[] = [];
  let frame = 0;
  while (frame < frames) {
    const pitch = loudest(sounding, frame);
    if (known[frame] || sounding[frame * BASS_PITCHES + pitch]! < SOUNDING) {
      frame++;
      continue;
    }
    let to = frame;
    while (to < frames && !known[to] && sounding[to * BASS_PITCHES + pitch]! >= SOUNDING) to++;
    if (to - frame >= SOFT) found.push({ frame, at: frame, pitch, likely: 0 });
    frame = to;
  }
  return found;
}

/** The pitch of each frame of a note, from its onset until it falls silent or the next begins. */
function follow(sounding: Float32Array, onset: Onset, limit: number): number[] {
  const course: number[] = [];
  let pitch = onset.pitch;
  let quiet = 0;
  for (let frame = onset.frame; frame < limit; frame++) {
    const now = loudest(sounding, frame);
    const likely = sounding[frame * BASS_PITCHES + now]!;
    const isNear = Math.abs(now - onset.pitch) <= FARTHEST_SLIDE;
    if (likely >= SOUNDING && isNear) {
      pitch = now;
      quiet = 0;
    } else {
      quiet++;
    }
    if (quiet > GAP) break;
    course.push(pitch);
  }
  return course.slice(0, course.length - Math.min(quiet, GAP));
}

/** The pitch that a note ends on, if it got there by sliding, and when the slide begins and is over. */
function slideOf(course: readonly number[]): { pitch: number; from: number; to: number } | undefined {
  const [start] = course;
  const end = course.at(-1);
  if (start === undefined || end === undefined || start === end) return undefined;
  let to = course.length;
  while (course[to - 1] === end) to--;
  if (course.length - to < SETTLED) return undefined;
  let from = to;
  // The slide passes what lies between, so that it begins where the first pitch was last heard.
  while (from > 0 && course[from - 1] !== start) from--;
  if (from < SETTLED) return undefined;
  return { pitch: end, from, to: Math.max(from + 1, to) };
}

function loudest(sounding: Float32Array, frame: number): number {
  let pitch = 0;
  const row = frame * BASS_PITCHES;
  for (let p = 1; p < BASS_PITCHES; p++) if (sounding[row + p]! > sounding[row + pitch]!) pitch = p;
  return pitch;
}
