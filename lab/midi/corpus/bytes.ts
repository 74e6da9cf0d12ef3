/**
 * Bytes of MIDI files, put together by hand: this shares nothing with the reader that it tests, nor with our
 * own writer or the library under it.
 */

/** An event: when, and its bytes from the status on. */
export interface Raw {
  readonly tick: number;
  readonly bytes: readonly number[];
  /** Events of a tick come in this order; ends of notes come first. */
  readonly order?: number;
}

export interface Habits {
  readonly ppq: number;
  readonly type: 0 | 1;
  /** Status bytes that repeat are left out. */
  readonly running?: boolean;
  /** Notes end by a strike of velocity 0. */
  readonly offByZero?: boolean;
  /** Ticks from the last event to the end of the track. */
  readonly tail?: number;
}

export interface RawNote {
  readonly tick: number;
  readonly length: number;
  readonly pitch: number;
  readonly velocity: number;
}

export function notesOn(channel: number, notes: readonly RawNote[], { offByZero }: Habits): Raw[] {
  return notes.flatMap(({ tick, length, pitch, velocity }) => [
    { tick, bytes: [0x90 | channel, pitch, velocity], order: 2 },
    {
      tick: tick + Math.max(1, length),
      bytes: offByZero ? [0x90 | channel, pitch, 0] : [0x80 | channel, pitch, 64],
      order: 1,
    },
  ]);
}

export function meta(type: number, content: readonly number[], tick = 0): Raw {
  return { tick, bytes: [0xff, type, ...varint(content.length), ...content] };
}

export function tempoEvent(bpm: number, tick = 0): Raw {
  const us = Math.round(6e7 / bpm);
  return meta(0x51, [(us >> 16) & 255, (us >> 8) & 255, us & 255], tick);
}

export function nameEvent(name: readonly number[], type = 3): Raw {
  return meta(type, name);
}

export function programEvent(channel: number, program: number): Raw {
  return { tick: 0, bytes: [0xc0 | channel, program] };
}

export function file(tracks: readonly (readonly Raw[])[], habits: Habits): Uint8Array {
  const merged = habits.type === 0 ? [tracks.flat()] : tracks;
  const chunks = merged.map((events) => chunk('MTrk', track(events, habits)));
  const header = chunk('MThd', [...u16(habits.type), ...u16(merged.length), ...u16(habits.ppq)]);
  return Uint8Array.from([header, ...chunks].flat());
}

function track(events: readonly Raw[], { running, tail = 0 }: Habits): number[] {
  const bytes: number[] = [];
  let now = 0;
  let status = 0;
  const sorted = [...events].sort((a, b) => a.tick - b.tick || (a.order ?? 0) - (b.order ?? 0));
  for (const event of sorted) {
    for (const byte of varint(event.tick - now)) bytes.push(byte);
    now = event.tick;
    const [first = 0, ...rest] = event.bytes;
    if (!running || first >= 0xf0 || first !== status) bytes.push(first);
    status = first >= 0xf0 ? 0 : first;
    bytes.push(...rest);
  }
  return [...bytes, ...varint(tail), 0xff, 0x2f, 0];
}

export function chunk(name: string, content: readonly number[]): number[] {
  const size = content.length;
  return [
    ...ascii(name),
    (size >>> 24) & 255,
    (size >>> 16) & 255,
    (size >>> 8) & 255,
    size & 255,
    ...content,
  ];
}

export function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0) & 255);
}

export function utf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

/** Cyrillic as Windows has it. */
export function cp1251(text: string): number[] {
  return [...text].map((letter) => {
    const code = letter.codePointAt(0)!;
    if (code === 0x401) return 0xa8;
    if (code === 0x451) return 0xb8;
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code & 127;
  });
}

/** Katakana as Japanese Windows has it. */
export function shiftJis(text: string): number[] {
  return [...text].flatMap((letter) => {
    const code = letter.codePointAt(0)!;
    if (code === 0x30fc) return [0x81, 0x5b];
    if (code < 0x30a1 || code > 0x30f6) return [code & 127];
    const place = code - 0x30a1 + 0x40;
    return [0x83, place >= 0x7f ? place + 1 : place];
  });
}

export function varint(value: number): number[] {
  const bytes = [value & 127];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift((rest & 127) | 128);
  return bytes;
}

function u16(value: number): number[] {
  return [(value >> 8) & 255, value & 255];
}
