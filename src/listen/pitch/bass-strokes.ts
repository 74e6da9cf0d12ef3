/** When the bass is struck or slides: moments at which it may, and what each is judged by. */
import { type BarClock, PLACES, placeOf } from './bar-clock.ts';
import { BASS_PITCHES } from './bass-network.ts';
import { type Head, logits, softmax } from './head.ts';

/** 0–1 for each frame and pitch: frames × pitches. */
export interface BassPosteriors {
  readonly frames: number;
  /** Frames a second. */
  readonly rate: number;
  readonly sounding: Float32Array;
  readonly onsets: Float32Array;
  /** That a note which began at another pitch has slid to this one. */
  readonly slid: Float32Array;
  /** Amplitude of the low end, frames; velocities are read from it. */
  readonly loudness: Float32Array;
}

/** What a moment may be, in the order of the head's answers. */
export const STROKE_KINDS = ['none', 'struck', 'slid'] as const;

/** A moment in which the bass is struck, or about half way to the pitch that it slides to. */
export interface BassStroke {
  readonly kind: 'struck' | 'slid';
  readonly frame: number;
  /** Where between frames it lies, in frames. */
  readonly at: number;
  /** From the lowest of the network's pitches. */
  readonly pitch: number;
  /** 0–1. */
  readonly likely: number;
}

interface Peak {
  readonly frame: number;
  readonly at: number;
  readonly likely: number;
}

/** A moment is looked at where it is likelier than this that any pitch begins. */
const LEAST = 0.12;
/** Nearer moments are one, in frames. */
const APART = 3;
/** So is a pitch that sounds above this for so many frames where another did or none. */
const SOUNDS = 0.35;
const SETTLED = 4;
/** Frames by which the pitch of a note is judged. */
const JUDGED = 14;
/** Frames before and after a moment that are compared. */
const BEFORE = 6;
const AFTER = 8;
/** A slide is looked for where one is likelier than this. */
const SLIDES = 0.25;
/** Bars away in which the same may be played again, and frames around that place. */
const AGAIN = [1, 2, 4];
const NEAR = 2;

/** Inputs that come before those of other bars. */
const HERE = 30;
export const STROKE_INPUTS = HERE + 2 * AGAIN.length + PLACES;

export interface BassCandidate extends Peak {
  /** From the lowest of the network's pitches: what is struck, if it is, and what is slid to, if it is. */
  readonly pitch: number;
  readonly goal: number;
  readonly row: Float32Array;
}

/** All moments in which the bass may be struck or slide, by time. */
export function bassCandidates(posteriors: BassPosteriors, clock: BarClock): BassCandidate[] {
  const { frames, rate, sounding, onsets, slid, loudness } = posteriors;
  const line = anyOnset(posteriors);
  const course = courseOf(posteriors);
  const slides = withSlides(peaksOf(line), posteriors, line);
  const peaks = withChanges(slides, course, line);
  const pitches = peaks.map(({ frame }, i) =>
    pitchOf(posteriors, frame, Math.min(peaks[i + 1]?.frame ?? frames, frame + JUDGED)),
  );
  const strongest = peaks.map(({ likely }) => likely).sort((a, b) => b - a);
  const typical = strongest[strongest.length >> 2] ?? 1;
  const played = new Float32Array(BASS_PITCHES);
  for (const [i, { likely }] of peaks.entries()) played[pitches[i]!]! += likely;
  const total = Math.max(
    1e-6,
    played.reduce((sum, value) => sum + value, 0),
  );
  const loudest = Math.max(1e-6, ...peaks.map(({ frame }) => highest(loudness, frame, frame + AFTER)));
  return peaks.map((peak, i) => {
    const { frame, at, likely } = peak;
    const pitch = pitches[i]!;
    const [last, next] = [peaks[i - 1], peaks[i + 1]];
    const soundsAt = (values: Float32Array, key: number, from: number, to: number) =>
      key < 0 || key >= BASS_PITCHES ? 0 : meanAt(values, key, from, to);
    const bar = clock.barAt(at / rate);
    const { kind, late } = placeOf(bar);
    const row = new Float32Array(STROKE_INPUTS);
    const before = meanAt(sounding, pitch, frame - BEFORE, frame - 1);
    const after = meanAt(sounding, pitch, frame, frame + AFTER);
    const goal = goalAt(slid, frame, Math.min(frame + AFTER, next?.frame ?? frames));
    row.set([
      likely,
      likely / typical,
      onsets[frame * BASS_PITCHES + pitch]!,
      before,
      after,
      after - before,
      soundsAt(sounding, pitch - 12, frame, frame + AFTER),
      soundsAt(sounding, pitch + 12, frame, frame + AFTER),
      last && pitches[i - 1] === pitch ? 1 : 0,
      last ? Math.max(-1, Math.min(1, (pitch - pitches[i - 1]!) / 12)) : 0,
      Math.log2(Math.min(100, last ? frame - last.frame : 100)) / 6,
      last?.likely ?? 0,
      Math.log2(Math.min(100, next ? next.frame - frame : 100)) / 6,
      next?.likely ?? 0,
      highest(loudness, frame - BEFORE, frame - 1) / loudest,
      lowest(loudness, frame - 3, frame + 2) / loudest,
      highest(loudness, frame, frame + AFTER) / loudest,
      played[pitch]! / total,
      Math.abs(late),
      late,
      (pitch - 12) / 12,
      ...leadOf(course, frame, pitch),
      lowest(loudness, last ? Math.max(last.frame, frame - 12) : frame - 12, frame + 1) / loudest,
      goal.likely,
      meanAt(slid, goal.pitch, frame - BEFORE, frame - 2),
      goal.pitch === pitch ? 1 : 0,
      slid[frame * BASS_PITCHES + goal.pitch]!,
      ...AGAIN.flatMap((bars) => {
        const places = [bar - bars, bar + bars].map((other) => Math.round(clock.timeAt(other) * rate));
        const there = places.filter((place) => place >= NEAR && place + NEAR < frames);
        if (there.length === 0) return [0, 0];
        const any = there.map((place) => highest(line, place - NEAR, place + NEAR + 1));
        const same = there.map((place) => {
          let most = 0;
          for (let k = place - NEAR; k <= place + NEAR; k++) {
            most = Math.max(most, onsets[k * BASS_PITCHES + pitch]!);
          }
          return most;
        });
        return [any, same].map((values) => values.reduce((sum, value) => sum + value, 0) / there.length);
      }),
    ]);
    row[HERE + 2 * AGAIN.length + kind] = 1;
    return { ...peak, pitch, goal: goal.pitch, row };
  });
}

/** A moment counts above this: a doubtful note costs less than a missing one. */
const SURE = 0.4;

export function strokesOf(candidates: readonly BassCandidate[], head: Head): BassStroke[] {
  return candidates.flatMap(({ frame, at, pitch, goal, row }): BassStroke[] => {
    const [, struck, slid] = softmax(logits(head, row)) as [number, number, number];
    if (struck >= SURE && struck >= slid) return [{ kind: 'struck', frame, at, pitch, likely: struck }];
    return slid >= SURE ? [{ kind: 'slid', frame, at, pitch: goal, likely: slid }] : [];
  });
}

/** The pitch that each frame sounds, −1 for none. */
export function courseOf({ frames, sounding }: BassPosteriors): Int8Array {
  return Int8Array.from({ length: frames }, (_, frame) => {
    let pitch = 0;
    const row = frame * BASS_PITCHES;
    for (let p = 1; p < BASS_PITCHES; p++) if (sounding[row + p]! > sounding[row + pitch]!) pitch = p;
    return sounding[row + pitch]! >= SOUNDS ? pitch : -1;
  });
}

/** Where a slide is most likely to have led by the frames from one on. */
function goalAt(slid: Float32Array, from: number, to: number): { pitch: number; likely: number } {
  let [pitch, likely] = [0, 0];
  for (let p = 0; p < BASS_PITCHES; p++) {
    const mean = meanAt(slid, p, from, Math.max(from + 1, to));
    if (mean > likely) [pitch, likely] = [p, mean];
  }
  return { pitch, likely };
}

/** Adds where a note may have slid to a pitch, unless something is known near there. */
function withSlides(peaks: readonly Peak[], { frames, slid }: BassPosteriors, line: Float32Array): Peak[] {
  const all = [...peaks];
  const known = knownNear(peaks, frames);
  for (let pitch = 0; pitch < BASS_PITCHES; pitch++) {
    for (let frame = 1; frame < frames; frame++) {
      const [before, now] = [slid[(frame - 1) * BASS_PITCHES + pitch]!, slid[frame * BASS_PITCHES + pitch]!];
      if (before >= SLIDES || now < SLIDES || known[frame]) continue;
      all.push({ frame, at: frame, likely: line[frame]! });
      known.fill(1, Math.max(0, frame - APART), frame + APART + 2);
    }
  }
  return all.sort((a, b) => a.frame - b.frame);
}

/** Frames in which a moment is one with a peak. */
function knownNear(peaks: readonly Peak[], frames: number): Uint8Array {
  const known = new Uint8Array(frames);
  for (const { frame } of peaks) known.fill(1, Math.max(0, frame - APART), frame + APART + 2);
  return known;
}

/** Adds where the pitch changes and stays, or begins after silence, unless something is known near there. */
function withChanges(peaks: readonly Peak[], course: Int8Array, line: Float32Array): Peak[] {
  const all = [...peaks];
  const known = knownNear(peaks, course.length);
  let last = -1;
  for (let frame = 0; frame < course.length; ) {
    const pitch = course[frame]!;
    let to = frame;
    while (to < course.length && course[to] === pitch) to++;
    if (pitch >= 0 && to - frame >= SETTLED) {
      if (pitch !== last && !known[frame]) all.push({ frame, at: frame, likely: line[frame]! });
      last = pitch;
    } else if (pitch < 0 && to - frame >= SETTLED) last = -1;
    frame = to;
  }
  return all.sort((a, b) => a.frame - b.frame);
}

/** What sounded before a moment: whether another pitch did, how far off it was, how long ago, and for how long. */
function leadOf(course: Int8Array, frame: number, pitch: number): number[] {
  let at = frame - 1;
  while (at >= 0 && frame - at < 25 && (course[at]! < 0 || course[at] === pitch)) at--;
  const other = course[at] ?? -1;
  if (other < 0 || other === pitch || frame - at >= 25) return [0, 0, 0, 0];
  let from = at;
  while (from > 0 && at - from < 25 && course[from - 1] === other) from--;
  return [1, Math.max(-1, Math.min(1, (pitch - other) / 12)), (frame - at) / 25, (at - from) / 25];
}

/** The pitch that begins in a frame: what is heard to begin there, and what then sounds. */
export function pitchOf({ sounding, onsets }: BassPosteriors, from: number, to: number): number {
  const likely = new Float32Array(BASS_PITCHES);
  for (let pitch = 0; pitch < BASS_PITCHES; pitch++) {
    likely[pitch] = (to - from) * onsets[from * BASS_PITCHES + pitch]!;
    for (let frame = from; frame < to; frame++) likely[pitch]! += sounding[frame * BASS_PITCHES + pitch]!;
  }
  return likely.indexOf(Math.max(...likely));
}

/** That any pitch begins: two neighbours may share what is one onset. */
function anyOnset({ frames, onsets }: BassPosteriors): Float32Array {
  const line = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let silent = 1;
    for (let pitch = 0; pitch < BASS_PITCHES; pitch++) silent *= 1 - onsets[frame * BASS_PITCHES + pitch]!;
    line[frame] = 1 - silent;
  }
  return line;
}

function peaksOf(line: Float32Array): Peak[] {
  const found: Peak[] = [];
  for (let frame = 0; frame < line.length; frame++) {
    const likely = line[frame]!;
    const [before, after] = [line[frame - 1] ?? 0, line[frame + 1] ?? 0];
    if (likely < LEAST || before > likely || after >= likely) continue;
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

function meanAt(values: Float32Array, pitch: number, from: number, to: number): number {
  let sum = 0;
  const first = Math.max(0, from);
  const last = Math.min(values.length / BASS_PITCHES, to);
  for (let frame = first; frame < last; frame++) sum += values[frame * BASS_PITCHES + pitch]!;
  return last > first ? sum / (last - first) : 0;
}

function highest(values: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) most = Math.max(most, values[i]!);
  return most;
}

function lowest(values: Float32Array, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) least = Math.min(least, values[i]!);
  return Number.isFinite(least) ? least : 0;
}
