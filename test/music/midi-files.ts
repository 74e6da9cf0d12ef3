/** MIDI files as other programs write them, for tests of reading. */
import { type MidiEvent, writeMidi } from 'midi-file';

/** An event at a tick. */
export type At = readonly [tick: number, event: MidiEvent];

export interface FileLayout {
  readonly format?: 0 | 1 | 2;
  readonly ppq?: number;
}

/** A file of these tracks; each track's events are put in order and closed. */
export function midiFile(
  tracks: readonly (readonly At[])[],
  { format = 1, ppq = 480 }: FileLayout = {},
): Uint8Array {
  const header = { format, numTracks: tracks.length, ticksPerBeat: ppq };
  const closed = tracks.map((track) => {
    let now = 0;
    const events: MidiEvent[] = track
      .map((at, index) => ({ at, index }))
      .sort((a, b) => a.at[0] - b.at[0] || a.index - b.index)
      .map(({ at: [tick, event] }) => {
        const deltaTime = tick - now;
        now = tick;
        return { ...event, deltaTime };
      });
    return [...events, { deltaTime: 0, meta: true, type: 'endOfTrack' } as const];
  });
  return Uint8Array.from(writeMidi({ header, tracks: closed }, { running: true }));
}

/** A note on and off. */
export function note(
  channel: number,
  tick: number,
  duration: number,
  noteNumber: number,
  velocity = 100,
): At[] {
  return [
    [tick, { deltaTime: 0, channel, type: 'noteOn', noteNumber, velocity }],
    [tick + duration, { deltaTime: 0, channel, type: 'noteOff', noteNumber, velocity: 0, byte9: true }],
  ];
}

/** One-step notes at these steps of a bar, in every one of some bars. */
export function pattern(
  channel: number,
  pitch: number,
  steps: readonly number[],
  { bars = 4, ppq = 480, velocity = 100 }: { bars?: number; ppq?: number; velocity?: number } = {},
): At[] {
  const step = ppq / 4;
  return Array.from({ length: bars }, (_, bar) =>
    steps.flatMap((at) => note(channel, (bar * 16 + at) * step, step / 2, pitch, velocity)),
  ).flat();
}

export function tempo(bpm: number, tick = 0): At {
  return [tick, { deltaTime: 0, meta: true, type: 'setTempo', microsecondsPerBeat: Math.round(6e7 / bpm) }];
}

export function metre(numerator: number, denominator: number, tick = 0): At {
  return [
    tick,
    {
      deltaTime: 0,
      meta: true,
      type: 'timeSignature',
      numerator,
      denominator,
      metronome: 24,
      thirtyseconds: 8,
    },
  ];
}

export function signature(key: number, scale: 0 | 1): At {
  return [0, { deltaTime: 0, meta: true, type: 'keySignature', key, scale }];
}

export function named(text: string): At {
  return [0, { deltaTime: 0, meta: true, type: 'trackName', text }];
}

export function program(channel: number, programNumber: number): At {
  return [0, { deltaTime: 0, channel, type: 'programChange', programNumber }];
}

export function control(channel: number, tick: number, controllerType: number, value: number): At {
  return [tick, { deltaTime: 0, channel, type: 'controller', controllerType, value }];
}

export function bend(channel: number, tick: number, value: number): At {
  return [tick, { deltaTime: 0, channel, type: 'pitchBend', value }];
}
