/**
 * The bytes of a MIDI file as timed events, or a sentence that says why not. What other programs open is
 * opened here: lengths that are wrong, bytes between and after the tracks, events that mean nothing. What
 * that loses is said in the warnings.
 */
import { BeatwrightError, words } from '../words/index.ts';
import { type Losses, MAX_EVENTS, readEvents, type TimedEvent, type TrackEvents } from './midi-events.ts';

/** The largest file read, in bytes. Songs have tens of kilobytes. */
const MAX_BYTES = 2 * 1024 * 1024;
/** The most notes read. */
const MAX_NOTES = 50_000;
/** A file that loses more than this share of its events, and more than a few, is damaged. */
const MAX_LOST = 0.1;
const FEW_LOST = 8;

export interface MidiFile {
  /** Ticks in a quarter note. */
  readonly ticksPerQuarter: number;
  readonly tracks: readonly (readonly TimedEvent[])[];
  readonly warnings: readonly string[];
}

/** Whether these are the first bytes of a MIDI file, plain or in a RIFF envelope (RMID). Twelve are enough. */
export function isMidi(bytes: Uint8Array): boolean {
  return isAt(bytes, 0, 'MThd') || (isAt(bytes, 0, 'RIFF') && isAt(bytes, 8, 'RMID'));
}

/**
 * Reads a Standard MIDI File of type 0 or 1, plain or in a RIFF envelope.
 *
 * @throws BeatwrightError `midi-empty`, `midi-not-midi`, `midi-too-big`, `midi-truncated`, `midi-damaged`,
 * `midi-format`, `midi-smpte`, `midi-too-dense`.
 */
export function readMidiFile(bytes: Uint8Array): MidiFile {
  if (bytes.length === 0) throw new BeatwrightError('midi-empty');
  const data = unwrapped(bytes);
  if (data.length > MAX_BYTES) {
    throw new BeatwrightError('midi-too-big', { bytes: data.length, most: MAX_BYTES });
  }
  const { ticksPerQuarter, trackCount, start } = header(data);
  const { tracks, warnings } = readTracks(data, start, trackCount);
  return { ticksPerQuarter, tracks, warnings };
}

/** RIFF files of the kind RMID wrap a MIDI file. */
function unwrapped(bytes: Uint8Array): Uint8Array {
  if (!isAt(bytes, 0, 'RIFF') || !isAt(bytes, 8, 'RMID')) return bytes;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = new DataView(bytes.buffer, bytes.byteOffset + at + 4, 4).getUint32(0, true);
    if (isAt(bytes, at, 'data')) return bytes.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  return bytes;
}

function header(data: Uint8Array) {
  if (!isAt(data, 0, 'MThd')) {
    // A file cut off within its first bytes still shows what it was.
    const isCutOff = data.length < 4 && 'MThd'.startsWith(String.fromCharCode(...data));
    if (isCutOff) throw new BeatwrightError('midi-truncated');
    throw new BeatwrightError('midi-not-midi');
  }
  if (data.length < 14) throw new BeatwrightError('midi-truncated');
  const view = viewOf(data);
  const size = view.getUint32(4);
  if (size < 6) throw damaged('header', `a header of ${size} bytes`);
  const format = view.getUint16(8);
  const division = view.getUint16(12);
  if (format === 2) throw new BeatwrightError('midi-format');
  if (format > 2) throw damaged('header', `type ${format}`);
  if (division & 0x8000) throw new BeatwrightError('midi-smpte');
  if (division === 0) throw damaged('header', 'no ticks in a quarter note');
  return { ticksPerQuarter: division, trackCount: view.getUint16(10), start: 8 + size };
}

/** What was found that is not as the standard has it. */
interface Oddities {
  /** Bytes that belong to no chunk, between chunks and after the last. */
  stray: number;
  /** Tracks whose length is not the one they say. */
  lengths: number;
  lost: Losses;
}

function readTracks(data: Uint8Array, start: number, announced: number) {
  if (start > data.length) throw new BeatwrightError('midi-truncated');
  const tracks: (readonly TimedEvent[])[] = [];
  const odd: Oddities = { stray: 0, lengths: 0, lost: { outside: 0, unreadable: 0, garbage: 0 } };
  const counts = { notes: 0, events: 0 };
  for (let at = start; at < data.length; ) {
    if (isAt(data, at, 'MTrk')) {
      const { events, next } = readTrack(data, at, odd);
      tracks.push(events);
      count(events, counts);
      at = next;
    } else if (isChunk(data, at)) {
      at += 8 + viewOf(data).getUint32(at + 4);
    } else {
      const next = nextTrack(data, at);
      const stray = data.subarray(at, next);
      if (next === data.length && isBeginOfTrack(stray)) throw new BeatwrightError('midi-truncated');
      if (next < data.length || !isPadding(stray)) odd.stray += stray.length;
      at = next;
    }
  }
  if (tracks.length === 0) throw new BeatwrightError('midi-truncated');
  const { outside, garbage } = odd.lost;
  const lost = outside + garbage;
  if (lost > 0 && (counts.notes === 0 || lost > Math.max(FEW_LOST, counts.events * MAX_LOST))) {
    throw damaged('tracks', `${lost} events that mean nothing`);
  }
  return { tracks, warnings: warningsOf(odd, announced, tracks.length) };
}

/** The events of the track at a place and where the next chunk begins, whatever length the track says it has. */
function readTrack(data: Uint8Array, at: number, odd: Oddities) {
  if (at + 8 > data.length) throw new BeatwrightError('midi-truncated');
  const start = at + 8;
  const said = start + viewOf(data).getUint32(at + 4);
  let read = readEvents(data, start, Math.min(said, data.length));
  let next = said;
  if (said > data.length) {
    if (!read.isEnded) throw new BeatwrightError('midi-truncated');
    next = read.end;
    odd.lengths++;
  } else if (said < data.length && !isChunk(data, said)) {
    // The length is wrong or strays follow: the track's own end says which.
    const longer = read.isEnded ? read : readEvents(data, start, nextTrack(data, said));
    if (longer.isEnded) {
      if (longer.end !== said) odd.lengths++;
      read = longer;
      next = longer.end;
    }
  }
  addLosses(odd.lost, read);
  return { events: read.events, next };
}

function addLosses(sum: Losses, { losses }: TrackEvents): void {
  sum.outside += losses.outside;
  sum.unreadable += losses.unreadable;
  sum.garbage += losses.garbage;
}

function count(events: readonly TimedEvent[], counts: { notes: number; events: number }): void {
  counts.events += events.length;
  for (const { event } of events) if (event.type === 'noteOn') counts.notes++;
  if (counts.notes > MAX_NOTES || counts.events > MAX_EVENTS) {
    throw new BeatwrightError('midi-too-dense', { most: MAX_NOTES });
  }
}

function warningsOf({ stray, lengths, lost }: Oddities, announced: number, found: number): string[] {
  const warnings: string[] = [];
  if (found !== announced) warnings.push(words.notes['midi-track-count']({ announced, found }));
  if (lengths > 0) warnings.push(words.notes['midi-lengths']({ tracks: lengths }));
  if (stray > 0) warnings.push(words.notes['midi-stray']({ bytes: stray }));
  if (lost.outside > 0) warnings.push(words.notes['midi-outside']({ events: lost.outside }));
  if (lost.unreadable > 0) warnings.push(words.notes['midi-unreadable']({ events: lost.unreadable }));
  if (lost.garbage > 0) warnings.push(words.notes['midi-garbage']({ pieces: lost.garbage }));
  return warnings;
}

/** Whether a chunk begins here, a track or one of another kind, which fits into the file. */
function isChunk(data: Uint8Array, at: number): boolean {
  if (isAt(data, at, 'MTrk')) return true;
  if (at + 8 > data.length) return false;
  const isNamed = data.subarray(at, at + 4).every((byte) => byte >= 0x20 && byte <= 0x7e);
  return isNamed && at + 8 + viewOf(data).getUint32(at + 4) <= data.length;
}

function nextTrack(data: Uint8Array, from: number): number {
  for (let at = from; at + 4 <= data.length; at++) if (isAt(data, at, 'MTrk')) return at;
  return data.length;
}

/** Whether a file ends within the name of a track's chunk. */
function isBeginOfTrack(stray: Uint8Array): boolean {
  return stray.length < 4 && 'MTrk'.startsWith(String.fromCharCode(...stray));
}

/** Zeros, line ends and the end-of-file mark of DOS, with which some writers end. */
function isPadding(stray: Uint8Array): boolean {
  return stray.every((byte) => [0x00, 0x0a, 0x0d, 0x1a, 0x20].includes(byte));
}

function isAt(bytes: Uint8Array, at: number, name: string): boolean {
  return at + 4 <= bytes.length && [...name].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.length);
}

function damaged(part: 'header' | 'tracks', cause: string): BeatwrightError {
  return new BeatwrightError('midi-damaged', { part }, { cause });
}
