/** Bass notes: what is struck, what it rings on to, and where it slides. */
import type { HeardNote } from '../types.ts';
import type { BarClock } from './bar-clock.ts';
import { LOWEST_BASS } from './bass-network.ts';
import {
  type BassPosteriors,
  type BassStroke,
  bassCandidates,
  courseOf,
  pitchOf,
  strokesOf,
} from './bass-strokes.ts';
import type { Head } from './head.ts';

/** A note goes on over gaps of up to so many frames. */
const GAP = 3;
/** Frames from its onset by which the pitch of a note is judged. */
const JUDGED = 14;
/** Notes of fewer frames are none. */
const SHORTEST = 2;
/** Frames after the onset in which a note is loudest. */
const SWELL = 6;
/** Farthest slide, in semitones. */
const FARTHEST_SLIDE = 24;
/** Amplitude to velocity, as the loudness of a note grows with the force of its stroke. */
const FORCE = 1 / 1.2;

/** The bass line, sorted by time: one note at a time. */
export function bassNotes(posteriors: BassPosteriors, clock: BarClock, head: Head): HeardNote[] {
  const { frames, rate, loudness } = posteriors;
  const moments = strokesOf(bassCandidates(posteriors, clock), head);
  const strokes = moments.filter(({ kind }) => kind === 'struck');
  const course = courseOf(posteriors);
  let most = 1e-9;
  for (const value of loudness) if (value > most) most = value;
  return strokes.flatMap((stroke, i): HeardNote[] => {
    const next = strokes[i + 1];
    const limit = next?.frame ?? frames;
    const slide = slideIn(moments, stroke, limit);
    const turn = slide?.frame ?? limit;
    const held = endOf(course, stroke.frame, turn);
    const end = slide ? endOf(course, slide.frame, limit) : held;
    if (end - stroke.frame < SHORTEST) return [];
    const swell = Math.max(...loudness.subarray(stroke.frame, Math.min(end, stroke.frame + SWELL)));
    const pitch = pitchOf(posteriors, stroke.frame, Math.min(held, stroke.frame + JUDGED, turn));
    const until = next ? Math.min(end, next.at) : end;
    const glide = slide && glideOf(slide, { pitch, frame: stroke.frame, limit }, course);
    return [
      {
        part: 'bass',
        time: Math.max(0, stroke.at / rate),
        duration: Math.max(1, until - stroke.at) / rate,
        pitch: pitch + LOWEST_BASS,
        velocity: Math.min(127, Math.max(1, Math.round(127 * (swell / most) ** FORCE))),
        confidence: stroke.likely,
        ...(glide && {
          glide: {
            pitch: glide.pitch + LOWEST_BASS,
            time: glide.from / rate,
            duration: (glide.to - glide.from) / rate,
          },
        }),
      },
    ];
  });
}

/** From when to when a note slides, by the pitches that are heard before and after; undefined if it cannot be. */
function glideOf(
  slide: BassStroke,
  { pitch, frame, limit }: { readonly pitch: number; readonly frame: number; readonly limit: number },
  course: Int8Array,
): { pitch: number; from: number; to: number } | undefined {
  if (slide.pitch === pitch || Math.abs(slide.pitch - pitch) > FARTHEST_SLIDE) return undefined;
  const turn = slide.frame;
  const from = Math.max(frame + 1, Math.min(course.lastIndexOf(pitch, turn - 1) + 1, turn - 1));
  const there = course.indexOf(slide.pitch, from + 1);
  return { pitch: slide.pitch, from, to: there >= 0 && there < limit ? there : turn + 1 };
}

/** The first slide of a note. */
function slideIn(moments: readonly BassStroke[], { frame }: BassStroke, limit: number) {
  return moments.find((one) => one.kind === 'slid' && one.frame > frame + 1 && one.frame < limit);
}

/** The frame in which a note falls silent. */
function endOf(course: Int8Array, from: number, limit: number): number {
  let end = from;
  for (let frame = from; frame < limit && frame - end <= GAP; frame++)
    if (course[frame]! >= 0) end = frame + 1;
  return end;
}
