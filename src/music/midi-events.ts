/**
 * The events of one MIDI track, read as forgivingly as other programs read them: an event that cannot be
 * used is passed over by the length that it has, and what that loses is counted.
 */

/** What the rest needs of a track. Events that no score has a place for (aftertouch, system exclusive) are not kept. */
export type MidiEvent =
  | {
      readonly type: 'noteOn' | 'noteOff';
      readonly channel: number;
      readonly pitch: number;
      readonly velocity: number;
    }
  | {
      readonly type: 'controller';
      readonly channel: number;
      readonly controller: number;
      readonly value: number;
    }
  | { readonly type: 'programChange'; readonly channel: number; readonly program: number }
  /** −8192 to 8191. */
  | { readonly type: 'pitchBend'; readonly channel: number; readonly value: number }
  | { readonly type: 'setTempo'; readonly microsecondsPerQuarter: number }
  | { readonly type: 'timeSignature'; readonly numerator: number; readonly denominator: number }
  /** Sharps (positive) or flats, −7 to 7. */
  | { readonly type: 'keySignature'; readonly fifths: number; readonly mode: 'major' | 'minor' }
  /** Text in an encoding that the file does not name. */
  | {
      readonly type: 'text' | 'trackName' | 'instrumentName';
      readonly bytes: Uint8Array;
      readonly channel?: number;
    }
  | { readonly type: 'endOfTrack' };

/** An event and when it happens, in the file's own ticks from its start. */
export interface TimedEvent {
  readonly tick: number;
  readonly event: MidiEvent;
}

/** What was lost in reading a track, in events. */
export interface Losses {
  /** Notes and the like whose first number lies outside MIDI; a second one, such as a velocity, is read as 127. */
  outside: number;
  /** Tempi, metres and keys of a length or value that says nothing. */
  unreadable: number;
  /** Bytes that begin no event, and an event that the end of the track cuts off. */
  garbage: number;
}

export interface TrackEvents {
  readonly events: readonly TimedEvent[];
  /** The first byte after what was read. */
  readonly end: number;
  /** Whether the track says itself that it is over. */
  readonly isEnded: boolean;
  readonly losses: Losses;
}

/** The most events kept of a track, one more than a file may have. */
export const MAX_EVENTS = 500_000;

/** Data bytes after a status of 8x to Ex, then of F1 to F6. */
const CHANNEL_BYTES = [2, 2, 2, 2, 1, 1, 2];
const SYSTEM_BYTES = [0, 1, 2, 1, 0, 0, 0];

/**
 * Reads events from `start` on: to the end of the track, or to `limit`, whichever comes first.
 *
 * Running status outlives meta events, as many programs take it to. Real-time bytes (F8 to FE) stand alone.
 */
export function readEvents(data: Uint8Array, start: number, limit: number): TrackEvents {
  const events: TimedEvent[] = [];
  const losses: Losses = { outside: 0, unreadable: 0, garbage: 0 };
  let at = start;
  let tick = 0;
  let running = 0;
  let channel: number | undefined;
  const done = (isEnded: boolean): TrackEvents => ({ events, end: Math.min(at, limit), isEnded, losses });
  const cut = () => {
    losses.garbage++;
    at = limit;
    return done(false);
  };
  while (at < limit && events.length <= MAX_EVENTS) {
    const delta = numberAt(data, at, limit);
    if (delta === undefined || delta.next >= limit) return cut();
    const first = data[delta.next]!;
    if (first < 0x80 && running === 0) {
      losses.garbage++;
      at++;
      continue;
    }
    tick += delta.value;
    at = delta.next;
    const status = first >= 0x80 ? first : running;
    if (first >= 0x80) at++;
    if (status < 0xf0) {
      running = status;
      const count = CHANNEL_BYTES[(status >> 4) - 8]!;
      if (at + count > limit) return cut();
      const event = channelEvent(status, data[at]!, data[at + 1] ?? 0, losses);
      if (event) events.push({ tick, event });
      at += count;
    } else if (status === 0xff) {
      const size = numberAt(data, at + 1, limit);
      if (size === undefined || size.next + size.value > limit) return cut();
      const type = data[at]!;
      at = size.next + size.value;
      const content = data.subarray(size.next, at);
      if (type === 0x20) channel = content.length === 1 && content[0]! < 16 ? content[0] : undefined;
      const event = metaEvent(type, content, channel, losses);
      if (event) events.push({ tick, event });
      if (type === 0x2f) return done(true);
    } else if (status === 0xf0 || status === 0xf7) {
      at = afterExclusive(data, at, limit);
    } else {
      at += SYSTEM_BYTES[status - 0xf0] ?? 0;
    }
  }
  return done(false);
}

/** A number of up to four bytes with seven bits each, and where it ends. */
function numberAt(data: Uint8Array, at: number, limit: number): { value: number; next: number } | undefined {
  let value = 0;
  for (let next = at; next < Math.min(at + 4, limit); ) {
    const byte = data[next++]!;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next };
  }
  return undefined;
}

/** System exclusive bytes have a length; a writer that left it out has them end with F7. */
function afterExclusive(data: Uint8Array, at: number, limit: number): number {
  const size = numberAt(data, at, limit);
  if (size && size.next + size.value <= limit) return size.next + size.value;
  const end = data.subarray(at, limit).indexOf(0xf7);
  return end < 0 ? limit : at + end + 1;
}

function channelEvent(status: number, first: number, second: number, losses: Losses): MidiEvent | undefined {
  const channel = status & 0x0f;
  const kind = status >> 4;
  if (kind === 0xa || kind === 0xd) return undefined;
  if (first > 127) {
    losses.outside++;
    return undefined;
  }
  const value = Math.min(second, 127);
  switch (kind) {
    case 0x8:
      return { type: 'noteOff', channel, pitch: first, velocity: value };
    case 0x9:
      return { type: value === 0 ? 'noteOff' : 'noteOn', channel, pitch: first, velocity: value };
    case 0xb:
      return { type: 'controller', channel, controller: first, value };
    case 0xc:
      return { type: 'programChange', channel, program: first };
    default:
      return { type: 'pitchBend', channel, value: value * 128 + first - 8192 };
  }
}

function metaEvent(
  type: number,
  content: Uint8Array,
  channel: number | undefined,
  losses: Losses,
): MidiEvent | undefined {
  const [a = 0, b = 0, c = 0] = content;
  const lost = () => {
    if (content.length > 0) losses.unreadable++;
    return undefined;
  };
  switch (type) {
    case 0x01:
      return { type: 'text', bytes: content };
    case 0x03:
    case 0x04: {
      const name = type === 0x03 ? 'trackName' : 'instrumentName';
      return { type: name, bytes: content, ...(channel !== undefined && { channel }) };
    }
    case 0x2f:
      return { type: 'endOfTrack' };
    case 0x51: {
      const microsecondsPerQuarter = a * 65_536 + b * 256 + c;
      if (content.length !== 3 || microsecondsPerQuarter === 0) return lost();
      return { type: 'setTempo', microsecondsPerQuarter };
    }
    case 0x58:
      if (content.length < 2 || a === 0 || b > 6) return lost();
      return { type: 'timeSignature', numerator: a, denominator: 2 ** b };
    case 0x59: {
      const fifths = (a << 24) >> 24;
      // A mode that is neither: some programs write 255 for a signature that says no mode.
      if (content.length < 2 || Math.abs(fifths) > 7 || b > 1) return lost();
      return { type: 'keySignature', fifths, mode: b === 1 ? 'minor' : 'major' };
    }
    default:
      return undefined;
  }
}
