/** A score's events in samples. */
import {
  type BassNote,
  type Chord,
  type Note,
  type Score,
  secondsOf,
  TICKS_PER_QUARTER,
  TICKS_PER_STEP,
} from '../music/index.ts';

/** A note in samples from the start of the loop. */
export interface TimedNote {
  readonly start: number;
  /** First sample after the note; at most the loop's length. */
  readonly end: number;
  readonly pitch: number;
  /** MIDI velocity, 1–127. */
  readonly velocity: number;
  /** A slide to another pitch, from and to samples after the start. */
  readonly glide?: { readonly pitch: number; readonly from: number; readonly to: number };
}

/** Where a loop's ticks lie in samples. */
export interface Timing {
  readonly sampleRate: number;
  /** The loop's length in samples. */
  readonly length: number;
  /** Samples in a 16th, not rounded. */
  readonly step: number;
  at(tick: number): number;
}

export function timingOf(score: Score, sampleRate: number): Timing {
  const perTick = (60 * sampleRate) / (score.bpm * TICKS_PER_QUARTER);
  return {
    sampleRate,
    length: Math.round(secondsOf(score) * sampleRate),
    step: perTick * TICKS_PER_STEP,
    at: (tick) => Math.round(tick * perTick),
  };
}

export function timedNote(note: Note | BassNote, timing: Timing): TimedNote {
  const start = timing.at(note.tick);
  const timed = {
    start,
    end: timing.at(note.tick + note.duration),
    pitch: note.pitch,
    velocity: note.velocity,
  };
  if (!('glide' in note) || !note.glide) return timed;
  const from = timing.at(note.tick + note.glide.offset) - start;
  const to = timing.at(note.tick + note.glide.offset + note.glide.duration) - start;
  return { ...timed, glide: { pitch: note.glide.pitch, from, to } };
}

/** A chord's notes, each `strum` samples after the one below. */
export function timedChord(chord: Chord, timing: Timing, strum: number): TimedNote[] {
  const start = timing.at(chord.tick);
  const end = timing.at(chord.tick + chord.duration);
  return chord.pitches.map((pitch, i) => ({
    start: Math.min(end - 1, start + Math.round(i * strum)),
    end,
    pitch,
    velocity: chord.velocity,
  }));
}

/** Hertz of a MIDI pitch, which may lie between two keys. */
export function hertzOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/** A note's pitch `samples` after its start. */
export function pitchAt({ pitch, glide }: TimedNote, samples: number): number {
  if (!glide || samples <= glide.from) return pitch;
  if (samples >= glide.to) return glide.pitch;
  return pitch + ((glide.pitch - pitch) * (samples - glide.from)) / (glide.to - glide.from);
}
