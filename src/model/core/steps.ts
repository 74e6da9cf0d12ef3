/**
 * A score as steps: for every 16th the events that begin in it, all quantities as bins and all pitches
 * counted from the tonic. What every model learns from and writes.
 */
import {
  type BassNote,
  byTickAndDrum,
  byTickAndPitch,
  type Chord,
  DRUMS,
  type Hit,
  type Key,
  type Note,
  PARTS,
  type Part,
  type Score,
  STEPS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from '../../music/index.ts';
import {
  glideLengthBin,
  glideLengthOf,
  glideStartBin,
  glideStartOf,
  lengthBin,
  lengthOf,
  OFFSET_BINS,
  offsetOf,
  stepBinOf,
  velocityBin,
  velocityOf,
} from './bins.ts';
import {
  BASS_RANGE,
  CHORD_RANGE,
  MELODY_RANGE,
  MOST_EVENTS,
  MOST_PITCHES,
  NO_GLIDE,
  WIDEST_INTERVAL,
} from './fields.ts';

export interface HitEvent {
  /** Index into `DRUMS`. */
  drum: number;
  velocity: number;
  offset: number;
}
export interface MelodyEvent {
  /** Semitones above the bottom of the part's range, counted from the tonic. */
  pitch: number;
  length: number;
  velocity: number;
  offset: number;
}
export interface BassEvent extends MelodyEvent {
  /** Semitones + 24; 24 is no glide, and the two that follow mean nothing then. */
  glide: number;
  glideStart: number;
  glideLength: number;
}
export interface ChordEvent {
  /** The lowest pitch, above the bottom of the range, counted from the tonic. */
  low: number;
  /** Semitones between neighbouring pitches, upwards. */
  intervals: number[];
  length: number;
  velocity: number;
  offset: number;
}
export interface Step {
  drums: HitEvent[];
  chords: ChordEvent[];
  bass: BassEvent[];
  melody: MelodyEvent[];
}
/** The events of a score, `16 × bars` steps, and the parts that play at all. */
export interface Steps {
  readonly bars: number;
  readonly parts: readonly Part[];
  readonly steps: readonly Step[];
}

export const emptyStep = (): Step => ({ drums: [], chords: [], bass: [], melody: [] });

/** Semitones by which a key lies above (or, from G upwards, below) C: −5 to 6. */
export function shiftOf(key: Key): number {
  return key.tonic > 6 ? key.tonic - 12 : key.tonic;
}

/** Brings a pitch into `[low, low + size)` by octaves, counted from `low`. */
function fold(pitch: number, range: { low: number; size: number }): number {
  let folded = pitch - range.low;
  while (folded < 0) folded += 12;
  while (folded >= range.size) folded -= 12;
  return folded;
}

/** Reads a score as steps. Events too dense to be told apart (5 ticks, see `MOST_EVENTS`) are thinned. */
export function stepsOf(score: Score): Steps {
  const count = score.bars * STEPS_PER_BAR;
  const steps = Array.from({ length: count }, emptyStep);
  const shift = shiftOf(score.key);
  for (const hit of score.drums) {
    // A hit just before the end of a loop anticipates its start.
    const { step, offset } = stepBinOf(hit.tick);
    const event = { drum: DRUMS.indexOf(hit.drum), velocity: velocityBin(hit.velocity), offset };
    steps[step % count]!.drums.push(event);
  }
  for (const step of steps) step.drums = thinHits(step.drums);
  for (const note of score.bass) {
    const { step, offset } = pitchedStep(note.tick, count);
    const pitch = fold(note.pitch - shift, BASS_RANGE);
    place(steps[step]!.bass, MOST_EVENTS.bass, { pitch, ...boundsOf(note), offset, ...glideOf(note) });
  }
  for (const chord of score.chords) {
    const { step, offset } = pitchedStep(chord.tick, count);
    const event = { ...voicingOf(chord.pitches, shift), ...boundsOf(chord), offset };
    place(steps[step]!.chords, MOST_EVENTS.chords, event);
  }
  for (const note of score.melody) {
    const { step, offset } = pitchedStep(note.tick, count);
    const pitch = fold(note.pitch - shift, MELODY_RANGE);
    steps[step]!.melody.push({ pitch, ...boundsOf(note), offset });
  }
  for (const step of steps) step.melody = thinMelody(step.melody);
  return { bars: score.bars, parts: PARTS.filter((part) => score[part].length > 0), steps };
}

/** A note cannot begin before the loop does: what would anticipate it stays in the last step. */
function pitchedStep(tick: number, count: number): { step: number; offset: number } {
  const place = stepBinOf(tick);
  return place.step < count ? place : { step: count - 1, offset: OFFSET_BINS - 1 };
}

function boundsOf(note: { duration: number; velocity: number }) {
  return { length: lengthBin(note.duration), velocity: velocityBin(note.velocity) };
}

function glideOf(note: BassNote) {
  const reach = note.glide ? note.glide.pitch - note.pitch : 0;
  if (!note.glide || reach === 0 || Math.abs(reach) > WIDEST_INTERVAL) {
    return { glide: NO_GLIDE, glideStart: 0, glideLength: 0 };
  }
  const { offset, duration } = note.glide;
  return { glide: reach + 24, glideStart: glideStartBin(offset), glideLength: glideLengthBin(duration) };
}

function voicingOf(pitches: readonly number[], shift: number) {
  const low = fold(pitches[0]! - shift, CHORD_RANGE);
  const intervals: number[] = [];
  for (let i = 1; i < Math.min(pitches.length, MOST_PITCHES); i++) {
    let interval = pitches[i]! - pitches[i - 1]!;
    while (interval > WIDEST_INTERVAL) interval -= 12;
    intervals.push(interval);
  }
  return { low, intervals };
}

/** Appends an event if it is later than the last and there is room. */
function place<T extends { offset: number }>(events: T[], most: number, event: T): void {
  const last = events.at(-1);
  if (events.length < most && (!last || event.offset > last.offset)) events.push(event);
}

function thinHits(hits: HitEvent[]): HitEvent[] {
  hits.sort((a, b) => a.drum - b.drum || a.offset - b.offset || b.velocity - a.velocity);
  const kept: HitEvent[] = [];
  let same = 0;
  for (const hit of hits) {
    const last = kept.at(-1);
    same = last?.drum === hit.drum ? same + 1 : 0;
    if (same < MOST_EVENTS.sameDrum && !(same > 0 && last?.offset === hit.offset)) kept.push(hit);
  }
  return kept;
}

/** Notes of one step, ascending, none twice, no more than fit. */
export function thinMelody(notes: MelodyEvent[]): MelodyEvent[] {
  notes.sort((a, b) => a.pitch - b.pitch || a.offset - b.offset);
  const apart = notes.filter((note, i) => {
    const before = notes[i - 1];
    return !(before && before.pitch === note.pitch && before.offset === note.offset);
  });
  // Of too many notes the highest are kept: they carry the tune.
  return apart.slice(-MOST_EVENTS.melody);
}

/** Writes steps as a score in a key and tempo. The result satisfies every rule of `Score`. */
export function scoreOf(steps: Steps, frame: { readonly bpm: number; readonly key: Key }): Score {
  const length = ticksOf(steps);
  const shift = shiftOf(frame.key);
  const drums: Hit[] = [];
  const bass: BassNote[] = [];
  const chords: Chord[] = [];
  const melody: Note[] = [];
  steps.steps.forEach((step, index) => {
    const line = index * TICKS_PER_STEP;
    for (const { drum, velocity, offset } of step.drums) {
      const tick = (line + offsetOf(offset) + length) % length;
      drums.push({ drum: DRUMS[drum]!, tick, velocity: velocityOf(velocity) });
    }
    for (const event of step.bass) bass.push(bassNote(event, line, shift, length));
    for (const event of step.chords) {
      const low = CHORD_RANGE.low + event.low + shift;
      const pitches = [low];
      for (const interval of event.intervals) pitches.push(pitches.at(-1)! + interval);
      chords.push({ ...span(event, line, length), pitches: pitches.filter((pitch) => pitch <= 127) });
    }
    for (const event of step.melody) {
      melody.push({ ...span(event, line, length), pitch: MELODY_RANGE.low + event.pitch + shift });
    }
  });
  return tidied({ bpm: frame.bpm, key: frame.key, bars: steps.bars, drums, bass, chords, melody });
}

/** Puts events in order and ends what would overlap, so that every rule of `Score` is kept. */
export function tidied(score: Score): Score {
  const hits = new Map(score.drums.map((hit) => [`${hit.drum}@${hit.tick}`, hit]));
  return {
    ...score,
    drums: [...hits.values()].sort(byTickAndDrum),
    bass: oneAtATime(score.bass).map(holdGlide),
    chords: oneAtATime(score.chords),
    melody: [...Map.groupBy(score.melody, (note) => note.pitch).values()]
      .flatMap((notes) => oneAtATime(notes))
      .sort(byTickAndPitch),
  };
}

function span(event: { length: number; velocity: number; offset: number }, line: number, length: number) {
  const tick = Math.max(0, line + offsetOf(event.offset));
  const duration = Math.min(lengthOf(event.length), length - tick);
  return { tick, duration, velocity: velocityOf(event.velocity) };
}

function bassNote(event: BassEvent, line: number, shift: number, length: number): BassNote {
  const note = { ...span(event, line, length), pitch: BASS_RANGE.low + event.pitch + shift };
  if (event.glide === NO_GLIDE) return note;
  const glide = {
    pitch: note.pitch + event.glide - NO_GLIDE,
    offset: glideStartOf(event.glideStart),
    duration: glideLengthOf(event.glideLength),
  };
  return { ...note, glide };
}

/** Ends every note where the next begins; of two that begin together the later written stays. */
export function oneAtATime<T extends { tick: number; duration: number }>(notes: readonly T[]): T[] {
  const sorted = notes.toSorted((a, b) => a.tick - b.tick);
  return sorted.flatMap((note, i) => {
    const room = (sorted[i + 1]?.tick ?? Number.POSITIVE_INFINITY) - note.tick;
    if (room <= 0) return [];
    return [note.duration > room ? { ...note, duration: room } : note];
  });
}

/** A glide is over before its note is: one that is cut short sets in earlier, and is dropped if it cannot. */
function holdGlide(note: BassNote): BassNote {
  if (!note.glide) return note;
  const { pitch, tick, duration, velocity } = note;
  const takes = Math.min(note.glide.duration, duration - 1);
  const bare = { pitch, tick, duration, velocity };
  if (takes < 1 || note.glide.pitch < 0 || note.glide.pitch > 127) return bare;
  const offset = Math.min(note.glide.offset, duration - 1 - takes);
  return { ...bare, glide: { pitch: note.glide.pitch, offset, duration: takes } };
}
