/**
 * The bytes of a MIDI file as timed events, or a sentence that says why not. `midi-file` reads the events;
 * it trusts what it is given, so everything that a broken or hostile file could do with that trust is
 * ruled out here.
 */
import { type MidiEvent, parseMidi } from 'midi-file';
import { BeatwrightError, words } from '../words/index.ts';

/** The largest file read, in bytes. Songs have tens of kilobytes. */
const MAX_BYTES = 2 * 1024 * 1024;
/** The most notes read. */
const MAX_NOTES = 100_000;

/** An event and when it happens, in the file's own ticks from its start. */
export interface TimedEvent {
  readonly tick: number;
  readonly event: MidiEvent;
}

export interface MidiFile {
  /** Ticks in a quarter note. */
  readonly ticksPerQuarter: number;
  readonly tracks: readonly (readonly TimedEvent[])[];
  readonly warnings: readonly string[];
}

/**
 * Reads a Standard MIDI File of type 0 or 1.
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
  const { chunk, ticksPerQuarter, trackCount, start } = header(data);
  const chunks = trackChunks(data, start);
  const warnings = [];
  if (chunks.length !== trackCount) {
    warnings.push(words.notes['midi-track-count']({ announced: trackCount, found: chunks.length }));
  }
  return { ticksPerQuarter, tracks: events(chunk, chunks), warnings };
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
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const size = view.getUint32(4);
  if (size < 6) throw damaged(undefined, `a header of ${size} bytes`);
  const format = view.getUint16(8);
  const division = view.getUint16(12);
  if (format === 2) throw new BeatwrightError('midi-format');
  if (format > 2) throw damaged(undefined, `type ${format}`);
  if (division & 0x8000) throw new BeatwrightError('midi-smpte');
  if (division === 0) throw damaged(undefined, 'no ticks in a quarter note');
  const chunk = Uint8Array.from([...data.subarray(0, 4), 0, 0, 0, 6, ...data.subarray(8, 14)]);
  return { chunk, ticksPerQuarter: division, trackCount: view.getUint16(10), start: 8 + size };
}

/** The tracks' bytes; chunks of other kinds are passed over, as the standard asks. */
function trackChunks(data: Uint8Array, start: number): Uint8Array[] {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const chunks: Uint8Array[] = [];
  let at = start;
  if (at > data.length) throw new BeatwrightError('midi-truncated');
  while (at < data.length) {
    // Some writers pad the end of the file.
    if (data.subarray(at).every((byte) => byte === 0)) break;
    if (at + 8 > data.length) throw new BeatwrightError('midi-truncated');
    const size = view.getUint32(at + 4);
    const isTrack = isAt(data, at, 'MTrk');
    if (!isTrack && !/^[\x20-\x7e]{4}$/.test(String.fromCharCode(...data.subarray(at, at + 4)))) {
      throw damaged(chunks.length + 1, 'a chunk whose name is not text');
    }
    if (at + 8 + size > data.length) throw new BeatwrightError('midi-truncated');
    if (isTrack) chunks.push(data.subarray(at, at + 8 + size));
    at += 8 + size;
  }
  if (chunks.length === 0) throw new BeatwrightError('midi-truncated');
  return chunks;
}

function events(headerChunk: Uint8Array, chunks: readonly Uint8Array[]): TimedEvent[][] {
  let notes = 0;
  return chunks.map((chunk, index) => {
    let parsed: MidiEvent[];
    try {
      parsed = parseMidi(joined(headerChunk, chunk)).tracks[0] ?? [];
    } catch (cause) {
      // The parser throws strings.
      throw damaged(index + 1, cause);
    }
    let tick = 0;
    const timed: TimedEvent[] = [];
    for (const event of parsed) {
      tick += event.deltaTime;
      if (!isSound(event)) throw damaged(index + 1, `a ${event.type} with numbers that are none`);
      if (event.type === 'noteOn' && ++notes > MAX_NOTES) {
        throw new BeatwrightError('midi-too-dense', { most: MAX_NOTES });
      }
      timed.push({ tick, event });
      if (event.type === 'endOfTrack') break;
    }
    return timed;
  });
}

function joined(headerChunk: Uint8Array, chunk: Uint8Array): Uint8Array {
  const file = new Uint8Array(headerChunk.length + chunk.length);
  file.set(headerChunk);
  file.set(chunk, headerChunk.length);
  return file;
}

/** Whether every number of an event is one: past the end of a track the parser reads undefined. */
function isSound(event: MidiEvent): boolean {
  if (!(event.deltaTime >= 0)) return false;
  switch (event.type) {
    case 'noteOn':
    case 'noteOff':
      return isData(event.noteNumber) && isData(event.velocity);
    case 'controller':
      return isData(event.controllerType) && isData(event.value);
    case 'programChange':
      return isData(event.programNumber);
    case 'pitchBend':
      return event.value >= -8192 && event.value <= 8191;
    case 'setTempo':
      return Number.isInteger(event.microsecondsPerBeat);
    case 'timeSignature':
      return Number.isInteger(event.numerator) && Number.isInteger(event.denominator);
    case 'keySignature':
      return Number.isInteger(event.key) && Number.isInteger(event.scale);
    default:
      return true;
  }
}

function isData(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 127;
}

function isAt(bytes: Uint8Array, at: number, name: string): boolean {
  return at + 4 <= bytes.length && [...name].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

/** @param track from 1; undefined for the header. */
function damaged(track: number | undefined, cause: unknown): BeatwrightError {
  return new BeatwrightError('midi-damaged', { track }, { cause });
}
