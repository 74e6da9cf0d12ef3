/**
 * A score as a Standard MIDI File of type 1.
 *
 * Written with `midi-file`, the reader and writer underneath `@tonejs/midi`. That one's own writer ends
 * each track at its last note, so that a DAW would see too few bars; it sorts controllers by number, which
 * puts a pitch-bend range before the RPN that it is for, and bends after the notes that they should
 * precede; and it writes a wrong byte for every key signature.
 */
import { type MidiEvent, writeMidi as writeMidiFile } from 'midi-file';
import { MAX_GLIDE } from './check.ts';
import { keyName, keySignature } from './key.ts';
import { PAD_OF_DRUM, PART_VOICES } from './midi-general.ts';
import { type Origin, provenanceOf } from './provenance.ts';
import {
  type BassNote,
  type Chord,
  type Hit,
  type Note,
  PARTS,
  type Part,
  type Score,
  TICKS_PER_QUARTER,
  ticksOf,
} from './score.ts';

export interface MidiOptions {
  /** The name of the sequence, which most DAWs show; 'Beatwright' unless told. */
  readonly title?: string;
  /** Of a take: who wrote it, in text events. */
  readonly origin?: Origin;
  /** Named places, such as the start of a verse, which DAWs show on their ruler. */
  readonly markers?: readonly { readonly seconds: number; readonly label: string }[];
}

/** An event and when it happens, in ticks from the start. */
interface Timed {
  readonly tick: number;
  readonly event: MidiEvent;
}

/** How long a drum hit is held where nothing cuts it short, in ticks: a 32nd. */
const HIT_TICKS = 60;
/** A glide is written in bends of an eighth of a semitone, at least this many ticks apart. */
const BEND_TICKS = 2;
const BENDS_PER_SEMITONE = 8;
/** The full travel of a pitch bend in one direction. */
const BEND_MAX = 8192;

/**
 * A score as the bytes of a MIDI file: a track with tempo, metre and key, then one named track for each
 * part that is there, each exactly as long as the score. The same score and title give the same bytes.
 *
 * The bass glides by pitch bend over a range of 24 semitones (RPN 0). Key signatures know major and minor
 * only; the other modes stand in a text event, from which `readMidi` takes them.
 */
export function writeMidi(score: Score, options: MidiOptions = {}): Uint8Array {
  const end = ticksOf(score);
  const tracks = [
    [...conductor(score, options.title ?? 'Beatwright'), ...originOf(options), ...markersOf(score, options)],
  ];
  for (const part of PARTS) {
    const events = eventsOf(score, part, end);
    if (events.length > 0) tracks.push([...opening(part), ...events]);
  }
  const header = { format: 1, numTracks: tracks.length, ticksPerBeat: TICKS_PER_QUARTER } as const;
  return Uint8Array.from(
    writeMidiFile({ header, tracks: tracks.map((track) => withDeltas(track, end)) }, { running: true }),
  );
}

function conductor(score: Score, title: string): Timed[] {
  const isMajor = ['major', 'lydian', 'mixolydian'].includes(score.key.mode);
  const parallel = { tonic: score.key.tonic, mode: isMajor ? 'major' : 'minor' } as const;
  const events: MidiEvent[] = [
    { deltaTime: 0, meta: true, type: 'trackName', text: asBytes(title.slice(0, 200)) },
    { deltaTime: 0, meta: true, type: 'text', text: asBytes(describe(score)) },
    { deltaTime: 0, meta: true, type: 'setTempo', microsecondsPerBeat: Math.round(60_000_000 / score.bpm) },
    {
      deltaTime: 0,
      meta: true,
      type: 'timeSignature',
      numerator: 4,
      denominator: 4,
      metronome: 24,
      thirtyseconds: 8,
    },
    { deltaTime: 0, meta: true, type: 'keySignature', key: keySignature(parallel), scale: isMajor ? 0 : 1 },
  ];
  return events.map((event) => ({ tick: 0, event }));
}

/** A sentence for people, and JSON for programs. */
function originOf({ origin }: MidiOptions): Timed[] {
  if (origin === undefined) return [];
  const { sentence, fields } = provenanceOf(origin);
  return [sentence, JSON.stringify(fields)].map((text) => ({
    tick: 0,
    event: { deltaTime: 0, meta: true, type: 'text', text: asBytes(text) },
  }));
}

function markersOf({ bpm }: Score, { markers = [] }: MidiOptions): Timed[] {
  return markers.map(({ seconds, label }) => ({
    tick: Math.round((seconds * bpm * TICKS_PER_QUARTER) / 60),
    event: { deltaTime: 0, meta: true, type: 'marker', text: asBytes(label) },
  }));
}

/** What a MIDI file has no event for, as text that people and `readMidi` can read. */
function describe(score: Pick<Score, 'key' | 'bars'>): string {
  return `Made with Beatwright. Key: ${keyName(score.key)}. Bars: ${score.bars}.`;
}

function opening(part: Part): Timed[] {
  const { name, channel, program } = PART_VOICES[part];
  const events: MidiEvent[] = [
    { deltaTime: 0, meta: true, type: 'trackName', text: name },
    { deltaTime: 0, channel, type: 'programChange', programNumber: program },
  ];
  return events.map((event) => ({ tick: 0, event }));
}

function eventsOf(score: Score, part: Part, end: number): Timed[] {
  if (part === 'drums') return drumEvents(score.drums, end);
  if (part === 'bass') return bassEvents(score.bass, end);
  if (part === 'melody') return noteEvents(part, score.melody);
  return noteEvents(part, score.chords.flatMap(notesOf));
}

function notesOf({ pitches, ...chord }: Chord): Note[] {
  return pitches.map((pitch) => ({ ...chord, pitch }));
}

function drumEvents(hits: readonly Hit[], end: number): Timed[] {
  const next = new Map<string, number>();
  const notes: Note[] = [];
  for (const { drum, tick, velocity } of hits.toReversed()) {
    const duration = Math.min(HIT_TICKS, (next.get(drum) ?? end) - tick);
    next.set(drum, tick);
    notes.push({ tick, duration, pitch: PAD_OF_DRUM[drum], velocity });
  }
  return noteEvents('drums', notes);
}

/** Notes on and off; at one tick those off come first, so that a pitch can be struck again. */
function noteEvents(part: Part, notes: readonly Note[]): Timed[] {
  const { channel } = PART_VOICES[part];
  const events: (Timed & { readonly order: number })[] = [];
  for (const note of notes) {
    events.push({ tick: note.tick, order: 128 + note.pitch, event: noteOn(channel, note) });
    events.push({ tick: note.tick + note.duration, order: note.pitch, event: noteOff(channel, note) });
  }
  return events.sort((a, b) => a.tick - b.tick || a.order - b.order);
}

function bassEvents(notes: readonly BassNote[], end: number): Timed[] {
  if (!notes.some((note) => note.glide)) return noteEvents('bass', notes);
  const { channel } = PART_VOICES.bass;
  const bend = (tick: number, value: number): Timed => ({
    tick,
    event: { deltaTime: 0, channel, type: 'pitchBend', value },
  });
  const events: Timed[] = [...bendRange(channel), bend(0, 0)];
  let isBent = false;
  for (const note of notes) {
    if (isBent) events.push(bend(note.tick, 0));
    const { glide } = note;
    // A bend of nothing marks where the glide starts.
    if (glide?.offset === 0 && !isBent) events.push(bend(note.tick, 0));
    isBent = glide !== undefined;
    events.push({ tick: note.tick, event: noteOn(channel, note) });
    if (glide) {
      const start = note.tick + glide.offset;
      if (glide.offset > 0) events.push(bend(start, 0));
      for (const [offset, value] of curve(glide.pitch - note.pitch, glide.duration)) {
        events.push(bend(start + offset, value));
      }
    }
    events.push({ tick: note.tick + note.duration, event: noteOff(channel, note) });
  }
  if (isBent) events.push(bend(end, 0));
  return events;
}

/** A straight line in pitch as [ticks after its start, bend]: the target is reached at its end, not before. */
function* curve(semitones: number, duration: number): Generator<[number, number]> {
  const target = Math.min(Math.round((semitones * BEND_MAX) / MAX_GLIDE), BEND_MAX - 1);
  const spacing = Math.max(BEND_TICKS, Math.floor(duration / (Math.abs(semitones) * BENDS_PER_SEMITONE)));
  let last = 0;
  for (let offset = spacing; offset < duration; offset += spacing) {
    const value = Math.round((target * offset) / duration);
    if (value === last || value === target) continue;
    yield [offset, value];
    last = value;
  }
  yield [duration, target];
}

/** Sets the range of pitch bends by registered parameter 0, then lets go of the parameter (MIDI 1.0). */
function bendRange(channel: number): Timed[] {
  const controls: [number, number][] = [
    [101, 0],
    [100, 0],
    [6, MAX_GLIDE],
    [38, 0],
    [101, 127],
    [100, 127],
  ];
  return controls.map(([controllerType, value]) => ({
    tick: 0,
    event: { deltaTime: 0, channel, type: 'controller', controllerType, value },
  }));
}

function noteOn(channel: number, { pitch, velocity }: Note): MidiEvent {
  return { deltaTime: 0, channel, type: 'noteOn', noteNumber: pitch, velocity };
}

function noteOff(channel: number, { pitch }: Note): MidiEvent {
  return { deltaTime: 0, channel, type: 'noteOff', noteNumber: pitch, velocity: 64 };
}

function withDeltas(track: readonly Timed[], end: number): MidiEvent[] {
  let now = 0;
  const events = track.map(({ tick, event }) => {
    const timed = { ...event, deltaTime: tick - now };
    now = tick;
    return timed;
  });
  return [...events, { deltaTime: end - now, meta: true, type: 'endOfTrack' }];
}

/** UTF-8 as one character a byte, which is what the writer takes. */
function asBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
