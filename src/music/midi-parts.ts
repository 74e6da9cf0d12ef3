/** Voices of a MIDI file as the four parts of a score, fitted to its rules. */
import { words } from '../words/index.ts';
import { MAX_GLIDE } from './check.ts';
import { barOf } from './grid.ts';
import type { Cast } from './midi-tracks.ts';
import type { Bend, Voice, VoiceNote } from './midi-voices.ts';
import {
  type BassNote,
  byTickAndDrum,
  byTickAndPitch,
  type Chord,
  type Glide,
  type Hit,
  type Note,
  type Part,
  type Score,
  TICKS_PER_STEP,
} from './score.ts';

/** Notes this close together, in ticks, are one strum: a 32nd. */
const STRUM_TICKS = 60;
/** Bass notes this close together, in ticks, are one layered note. */
const LAYER_TICKS = 30;

export type Parts = Pick<Score, 'drums' | 'bass' | 'chords' | 'melody'>;

/** The parts of a score of `end` ticks, and what had to be left out. */
export function partsOf(cast: readonly Cast[], end: number): { parts: Parts; warnings: string[] } {
  const warnings: string[] = [];
  const playing = (wanted: Part) => cast.filter(({ part }) => part === wanted);
  const basses = playing('bass').map(({ voice }) => withGlides(voice, end));
  const melodies = playing('melody').flatMap(({ voice }) => voice.notes);
  return {
    parts: {
      drums: hits(playing('drums')),
      bass: monophonic(filledIn(basses, 'bass', warnings)),
      chords: chordsOf(filledIn(playing('chords').map(named), 'chords', warnings), end),
      melody: unblocked(melodies, end),
    },
    warnings,
  };
}

function named({ voice }: Cast): NamedNotes<VoiceNote> {
  return { name: voice.name, notes: voice.notes };
}

/** The hits of drum tracks; of two pads of a drum at once the louder. */
function hits(cast: readonly Cast[]): Hit[] {
  const found = new Map<string, Hit>();
  for (const { voice, pads = [] } of cast) {
    const drumOf = new Map(pads.map(({ pitch, drum }) => [pitch, drum]));
    for (const { tick, pitch, velocity } of voice.notes) {
      const drum = drumOf.get(pitch) ?? 'percussion';
      if (drum === 'leave-out') continue;
      const place = `${drum} ${tick}`;
      const before = found.get(place);
      if (!before || velocity > before.velocity) found.set(place, { drum, tick, velocity });
    }
  }
  return [...found.values()].sort(byTickAndDrum);
}

interface NamedNotes<T extends Note> {
  readonly name: string;
  readonly notes: readonly T[];
}

/** The voice with most notes, and from the others the bars in which it rests. */
function filledIn<T extends Note>(voices: readonly NamedNotes<T>[], part: string, warnings: string[]): T[] {
  const [main, ...others] = [...voices].sort((a, b) => b.notes.length - a.notes.length);
  if (!main) return [];
  const notes = [...main.notes];
  const busy = new Set<number>();
  const occupy = (more: readonly T[]) => {
    let next = 0;
    for (const { tick, duration } of more) {
      for (next = Math.max(next, barOf(tick)); next <= barOf(tick + duration - 1); next++) busy.add(next);
    }
  };
  occupy(main.notes);
  const left: string[] = [];
  for (const { name, notes: more } of others) {
    const fitting = more.filter((note) => !busy.has(barOf(note.tick)));
    notes.push(...fitting);
    occupy(fitting);
    if (fitting.length < more.length) left.push(name.slice(0, 40));
  }
  if (left.length > 0) {
    warnings.push(words.notes['midi-left-out']({ part, tracks: left.slice(0, 4) }));
  }
  return notes.sort(byTickAndPitch);
}

/** One note at a time: what is struck together is its lowest note, what overlaps is cut. */
function monophonic(notes: readonly BassNote[]): BassNote[] {
  const line: BassNote[] = [];
  for (const { tick, duration, pitch, velocity, glide } of notes) {
    const note: BassNote = { tick, duration, pitch, velocity, ...(glide && { glide }) };
    const before = line.at(-1);
    if (before && tick < before.tick + before.duration) {
      if (tick - before.tick < LAYER_TICKS) {
        if (pitch >= before.pitch) continue;
        line.pop();
      } else line[line.length - 1] = cutAt(before, tick);
    }
    line.push(note);
  }
  return line;
}

function cutAt(note: BassNote, tick: number): BassNote {
  const duration = tick - note.tick;
  const { glide, ...plain } = note;
  const keeps = glide && glide.offset + glide.duration <= duration;
  return { ...plain, duration, ...(keeps && { glide }) };
}

/** The notes of a bass voice with its pitch bends read as glides: from where the pitch leaves to where it stays. */
function withGlides({ name, notes, bends }: Voice, end: number): NamedNotes<BassNote> {
  const fitted = notes.map((note) => ({ ...note, duration: Math.min(note.duration, end - note.tick) }));
  if (bends.length === 0) return { name, notes: fitted };
  const read: BassNote[] = fitted.map((note, i) => {
    // Where notes overlap, the later one has the bends.
    const off = Math.min(note.off, fitted[i + 1]?.on ?? note.off);
    const first = firstAfter(bends, note.on);
    const last = firstAfter(bends, off);
    const { on: _on, off: _off, ...plain } = note;
    return glideOf(plain, bends[first - 1], bends.slice(first, last));
  });
  return { name, notes: read };
}

function glideOf(note: Note, before: Bend | undefined, during: readonly Bend[]): BassNote {
  const rest = before?.semitones ?? 0;
  const pitch = clampPitch(note.pitch + Math.round(rest));
  const final = during.at(-1)?.semitones ?? rest;
  const distance = Math.round(final - rest);
  const target = clampPitch(pitch + Math.max(-MAX_GLIDE, Math.min(MAX_GLIDE, distance)));
  if (target === pitch) return { ...note, pitch };
  const leaving = during.findIndex(({ semitones }) => semitones !== rest);
  let arriving = during.length - 1;
  while (arriving > leaving && during[arriving - 1]!.semitones === final) arriving--;
  const from = leaving > 0 ? during[leaving - 1]! : before;
  // A file that does not mark the start leaves it to be guessed from how far its bends are apart.
  const spacing = during[leaving + 1] ? during[leaving + 1]!.tick - during[leaving]!.tick : 1;
  const start =
    from && from.tick >= note.tick ? from.tick : Math.max(note.tick, during[leaving]!.tick - spacing);
  const offset = Math.min(start - note.tick, note.duration - 1);
  const duration = Math.max(1, Math.min(during[arriving]!.tick - start, note.duration - offset));
  const glide: Glide = { pitch: target, offset, duration };
  return { ...note, pitch, glide };
}

function firstAfter(bends: readonly Bend[], at: number): number {
  let low = 0;
  let high = bends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bends[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clampPitch(pitch: number): number {
  return Math.max(0, Math.min(127, pitch));
}

interface Strum {
  readonly tick: number;
  end: number;
  readonly struck: Map<number, { end: number; velocity: number }>;
}

/** Chords one after another: strums are gathered, and what is held under a new chord belongs to it as well. */
function chordsOf(notes: readonly Note[], end: number): Chord[] {
  const strums = strumsOf(notes);
  // When each pitch that is held ends.
  const held = new Float64Array(128);
  return strums.map(({ tick, struck }, i) => {
    const next = strums[i + 1]?.tick ?? end;
    const pitches = new Set(struck.keys());
    for (let pitch = 0; pitch < held.length; pitch++) {
      if (held[pitch]! >= tick + TICKS_PER_STEP) pitches.add(pitch);
    }
    let last = 0;
    let loudness = 0;
    for (const [pitch, note] of struck) {
      last = Math.max(last, note.end);
      loudness += note.velocity;
      held[pitch] = note.end;
    }
    return {
      tick,
      duration: Math.min(last, next, end) - tick,
      pitches: [...pitches].sort((a, b) => a - b),
      velocity: Math.round(loudness / struck.size),
    };
  });
}

function strumsOf(notes: readonly Note[]): Strum[] {
  const strums: Strum[] = [];
  for (const { tick, duration, pitch, velocity } of notes) {
    let strum = strums.at(-1);
    if (!strum || tick - strum.tick > STRUM_TICKS || tick >= strum.end) {
      strum = { tick, end: Number.POSITIVE_INFINITY, struck: new Map() };
      strums.push(strum);
    }
    strum.end = Math.min(strum.end, tick + duration);
    const before = strum.struck.get(pitch);
    strum.struck.set(pitch, {
      end: Math.max(tick + duration, before?.end ?? 0),
      velocity: Math.max(velocity, before?.velocity ?? 0),
    });
  }
  return strums;
}

/** Notes of which none sounds on into another of its pitch. */
function unblocked(notes: readonly Note[], end: number): Note[] {
  const sorted = [...notes].sort((a, b) => a.tick - b.tick || a.pitch - b.pitch || b.duration - a.duration);
  const latest = new Map<number, number>();
  const line: Note[] = [];
  for (const { tick, duration, pitch, velocity } of sorted) {
    const index = latest.get(pitch);
    const before = index === undefined ? undefined : line[index]!;
    if (before?.tick === tick) continue;
    if (before && index !== undefined && before.tick + before.duration > tick) {
      line[index] = { ...before, duration: tick - before.tick };
    }
    latest.set(pitch, line.length);
    line.push({ tick, duration: Math.min(duration, end - tick), pitch, velocity });
  }
  return line;
}
