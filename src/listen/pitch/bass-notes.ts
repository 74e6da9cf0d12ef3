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

/** What the thresholds are; their unit is frames of 20 ms unless it is a likelihood. */
export interface BassChoice {
  /** An onset is a peak above this. */
  readonly onset: number;
  /** A pitch sounds above this. */
  readonly sounding: number;
  /** A note goes on over gaps up to this. */
  readonly gap: number;
  /** What sounds for so long without an onset is a note. */
  readonly soft: number;
  /** Frames from its onset by which the pitch of a note is judged. */
  readonly judged: number;
  /** Notes shorter than this are none. */
  readonly shortest: number;
}

/** The best of those tried on songs and kits that train nothing. */
const CHOICE: BassChoice = { onset: 0.45, sounding: 0.35, gap: 3, soft: 30, judged: 14, shortest: 2 };
/** Onsets nearer than this are one. */
const APART = 3;
/** Frames after the onset in which a note is loudest. */
const SWELL = 6;
/** For how many frames a pitch must sound to have been slid from or to. */
const SETTLED = 3;
/** Farthest slide, in semitones. */
const FARTHEST_SLIDE = 24;
/** Amplitude to velocity, as the loudness of a note grows with the force of its stroke. */
const FORCE = 1 / 1.2;

interface Onset {
  readonly frame: number;
  /** Where between frames the peak lies. */
  readonly at: number;
  readonly likely: number;
}

/** The bass line, sorted by time: one note at a time. */
export function bassNotes(posteriors: BassPosteriors, choice: BassChoice = CHOICE): HeardNote[] {
  const { frames, rate, sounding, loudness } = posteriors;
  const onsets = onsetsOf(posteriors, choice);
  const strokes = [...onsets, ...softOnsets(posteriors, onsets, choice)].sort((a, b) => a.frame - b.frame);
  let most = 1e-9;
  for (const value of loudness) if (value > most) most = value;
  return strokes.flatMap((onset, i): HeardNote[] => {
    const next = strokes[i + 1];
    const course = follow(sounding, onset.frame, next?.frame ?? frames, choice);
    if (course.length < choice.shortest) return [];
    const end = onset.frame + course.length;
    const pitch = pitchOf(posteriors, onset.frame, Math.min(end, onset.frame + choice.judged));
    let sum = 0;
    for (const [k, now] of course.entries()) sum += sounding[(onset.frame + k) * BASS_PITCHES + now]!;
    const swell = Math.max(...loudness.subarray(onset.frame, Math.min(end, onset.frame + SWELL)));
    const until = next ? Math.min(end, next.at) : end;
    const slide = slideOf(course, pitch);
    return [
      {
        part: 'bass',
        time: Math.max(0, onset.at / rate),
        duration: Math.max(1, until - onset.at) / rate,
        pitch: pitch + LOWEST_BASS,
        velocity: Math.min(127, Math.max(1, Math.round(127 * (swell / most) ** FORCE))),
        confidence: (onset.likely + sum / course.length) / 2,
        ...(slide && {
          glide: {
            pitch: slide.pitch + LOWEST_BASS,
            time: (onset.frame + slide.from) / rate,
            duration: (slide.to - slide.from) / rate,
          },
        }),
      },
    ];
  });
}

/** The pitch that begins in a frame: what is heard to begin there, and what then sounds. */
function pitchOf({ sounding, onsets }: BassPosteriors, from: number, to: number): number {
  const likely = new Float32Array(BASS_PITCHES);
  for (let pitch = 0; pitch < BASS_PITCHES; pitch++) {
    likely[pitch] = (to - from) * onsets[from * BASS_PITCHES + pitch]!;
    for (let frame = from; frame < to; frame++) likely[pitch]! += sounding[frame * BASS_PITCHES + pitch]!;
  }
  return likely.indexOf(Math.max(...likely));
}

/** Peaks over time of that anything begins. */
function onsetsOf({ frames, onsets }: BassPosteriors, choice: BassChoice): Onset[] {
  // That any pitch begins: two neighbours may share what is one onset.
  const line = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const row = onsets.subarray(frame * BASS_PITCHES, (frame + 1) * BASS_PITCHES);
    let silent = 1;
    for (const value of row) silent *= 1 - value;
    line[frame] = 1 - silent;
  }
  const found: Onset[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const likely = line[frame]!;
    const [before, after] = [line[frame - 1] ?? 0, line[frame + 1] ?? 0];
    if (likely < choice.onset || before > likely || after >= likely) continue;
    // The vertex of the parabola through the three.
    const at = frame + (after - before) / (2 * (2 * likely - before - after));
    const last = found.at(-1);
    if (last && frame - last.frame < APART) {
      if (last.likely >= likely) continue;
      found.pop();
    }
    found.push({ frame, at, likely });
  }
  return found;
}

/** Where something begins to sound, and goes on, that no onset explains. */
function softOnsets(
  { frames, sounding }: BassPosteriors,
  onsets: readonly Onset[],
  choice: BassChoice,
): Onset[] {
  const known = new Uint8Array(frames);
  for (const [i, { frame }] of onsets.entries()) {
    const course = follow(sounding, frame, onsets[i + 1]?.frame ?? frames, choice);
    known.fill(1, Math.max(0, frame - APART), frame + course.length);
  }
  const found: Onset[] = [];
  let frame = 0;
  while (frame < frames) {
    const pitch = loudest(sounding, frame);
    const sounds = (at: number) => !known[at] && sounding[at * BASS_PITCHES + pitch]! >= choice.sounding;
    let to = frame;
    while (to < frames && sounds(to)) to++;
    if (to - frame >= choice.soft) found.push({ frame, at: frame, likely: 0 });
    frame = Math.max(to, frame + 1);
  }
  return found;
}

/** The pitch of each frame of a note, from its onset until it falls silent or the next begins. */
function follow(sounding: Float32Array, from: number, limit: number, choice: BassChoice): number[] {
  const course: number[] = [];
  let quiet = 0;
  for (let frame = from; frame < limit && quiet <= choice.gap; frame++) {
    const now = loudest(sounding, frame);
    const isHeard = sounding[frame * BASS_PITCHES + now]! >= choice.sounding;
    quiet = isHeard ? 0 : quiet + 1;
    course.push(isHeard ? now : (course.at(-1) ?? now));
  }
  return course.slice(0, course.length - quiet);
}

/** Where a note slides to, if it does: the pitch that it ends on, and when the slide begins and is over. */
function slideOf(
  course: readonly number[],
  start: number,
): { pitch: number; from: number; to: number } | undefined {
  const end = course.at(-1);
  if (end === undefined || end === start || Math.abs(end - start) > FARTHEST_SLIDE) return undefined;
  let to = course.length;
  while (course[to - 1] === end) to--;
  const from = course.lastIndexOf(start, to) + 1;
  const onStart = course.slice(0, from).filter((pitch) => pitch === start).length;
  if (course.length - to < SETTLED || onStart < SETTLED) return undefined;
  return { pitch: end, from, to: Math.max(from + 1, to) };
}

function loudest(sounding: Float32Array, frame: number): number {
  let pitch = 0;
  const row = frame * BASS_PITCHES;
  for (let p = 1; p < BASS_PITCHES; p++) if (sounding[row + p]! > sounding[row + pitch]!) pitch = p;
  return pitch;
}
