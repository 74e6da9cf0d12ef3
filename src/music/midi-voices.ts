/** The events of a MIDI file as voices: what one channel plays in one track. */
import { BeatwrightError } from '../words/index.ts';
import type { MidiEvent, TimedEvent } from './midi-events.ts';
import type { MidiFile } from './midi-file.ts';
import { textOf } from './midi-text.ts';
import type { Timeline } from './midi-timeline.ts';
import { byTickAndPitch, type Note } from './score.ts';

/** A note with the places of its on and its off among the events of its track. */
export interface VoiceNote extends Note {
  readonly on: number;
  readonly off: number;
}

/** A pitch bend, in semitones, with its place among the events of its track. */
export interface Bend {
  readonly at: number;
  readonly tick: number;
  readonly semitones: number;
}

export interface Voice {
  /** Its place among all voices of the file that have notes, from 0. */
  readonly index: number;
  /** The channel, from 0. */
  readonly channel: number;
  /** What it is called, for people: the names of its track if the track has no other voice, else ''. */
  readonly name: string;
  /** The names of its track and its instrument. */
  readonly names: readonly string[];
  /** Names of a track that has other voices besides, which may be of any of them or the title of it all. */
  readonly shared: readonly string[];
  /** The General MIDI program, from 0; undefined if the file sets none. */
  readonly program: number | undefined;
  /** Sorted by tick, then pitch; ends are not yet fitted to the score. */
  readonly notes: readonly VoiceNote[];
  readonly bends: readonly Bend[];
}

/** A voice that plays the same so many times, each time so many ticks later; what would last longer ends there. */
export function timesOver(voice: Voice, times: number, ticks: number): Voice {
  const { notes, bends } = voice;
  const events = 1 + notes.reduce((last, { off }) => Math.max(last, off), bends.at(-1)?.at ?? 0);
  const again = Array.from({ length: times }, (_, i) => i);
  return {
    ...voice,
    notes: again.flatMap((i) =>
      notes.map(({ tick, duration, on, off, ...note }) => ({
        ...note,
        tick: tick + i * ticks,
        duration: Math.min(duration, ticks - tick),
        on: on + i * events,
        off: off + i * events,
      })),
    ),
    bends: again.flatMap((i) =>
      bends.map(({ at, tick, semitones }) => ({ at: at + i * events, tick: tick + i * ticks, semitones })),
    ),
  };
}

/** The most voices of a file. Projects have up to some hundred. */
const MAX_VOICES = 500;
/** Names of a track that are looked at, and how much of each. */
const MAX_NAMES = 16;
const MAX_NAME_BYTES = 200;

/**
 * The voices that have notes within the timeline's stretch, in the order of their tracks and channels.
 *
 * @throws BeatwrightError `midi-too-many-tracks`.
 */
export function voicesOf(file: MidiFile, timeline: Timeline): Voice[] {
  const programs = programsOf(file);
  let index = 0;
  const voices = file.tracks.flatMap((track) => {
    const channels = new Set<number>();
    for (const { event } of track) if (event.type === 'noteOn') channels.add(event.channel);
    return [...channels]
      .sort((a, b) => a - b)
      .flatMap((channel) => {
        const { notes, bends } = playedBy(track, channel, timeline);
        const own = track.find(
          ({ event }) => event.type === 'programChange' && event.channel === channel,
        )?.event;
        const program = own?.type === 'programChange' ? own.program : programs.get(channel);
        const named = namesOf(track, channel, channels.size === 1);
        const voice: Voice = { index: index++, channel, ...named, program, notes, bends };
        return notes.length > 0 ? [voice] : [];
      });
  });
  if (index <= MAX_VOICES) return voices;
  throw new BeatwrightError('midi-too-many-tracks', { tracks: index, most: MAX_VOICES });
}

function programsOf({ tracks }: MidiFile): Map<number, number> {
  const programs = new Map<number, number>();
  for (const { event } of tracks.flat()) {
    if (event.type === 'programChange' && !programs.has(event.channel))
      programs.set(event.channel, event.program);
  }
  return programs;
}

function namesOf(
  track: readonly TimedEvent[],
  channel: number,
  isAlone: boolean,
): Pick<Voice, 'name' | 'names' | 'shared'> {
  const names = new Set<string>();
  const shared = new Set<string>();
  for (const { event } of track) {
    if (event.type !== 'trackName' && event.type !== 'instrumentName') continue;
    if (names.size + shared.size >= MAX_NAMES) break;
    const isOwn = event.channel === undefined ? isAlone : event.channel === channel;
    const text = textOf(event.bytes.subarray(0, MAX_NAME_BYTES));
    if (text !== '' && (isOwn || event.channel === undefined)) (isOwn ? names : shared).add(text);
  }
  return { name: [...names].join(' / '), names: [...names], shared: [...shared] };
}

interface Open {
  readonly on: number;
  readonly tick: number;
  readonly pitch: number;
  readonly velocity: number;
}

function playedBy(track: readonly TimedEvent[], channel: number, timeline: Timeline) {
  const open = new Map<number, { readonly notes: Open[]; closed: number }>();
  const played: VoiceNote[] = [];
  const bends: Bend[] = [];
  const pedal: [down: number, up: number][] = [];
  const range = bendRangeReader();
  const close = ({ on, tick, pitch, velocity }: Open, off: number, offTick: number) => {
    if (tick < timeline.start || tick >= timeline.end) return;
    const onset = timeline.tickOf(tick);
    const duration = Math.max(1, timeline.tickOf(Math.min(offTick, timeline.end)) - onset);
    played.push({ tick: onset, duration, pitch, velocity, on, off });
  };
  let lastTick = 0;
  for (const [index, { tick, event }] of track.entries()) {
    lastTick = tick;
    if (!('channel' in event) || event.channel !== channel) continue;
    if (event.type === 'noteOn') {
      const { pitch, velocity } = event;
      const queue = open.get(pitch) ?? { notes: [], closed: 0 };
      queue.notes.push({ on: index, tick, pitch, velocity });
      open.set(pitch, queue);
    } else if (event.type === 'noteOff') {
      const queue = open.get(event.pitch);
      const note = queue?.notes[queue.closed];
      if (queue && note) {
        queue.closed++;
        close(note, index, tick);
      }
    } else if (event.type === 'pitchBend') {
      bends.push({
        at: index,
        tick: timeline.tickOf(tick),
        semitones: (event.value * range.semitones()) / 8192,
      });
    } else if (event.type === 'controller') {
      range.read(event);
      if (event.controller === 64) notePedal(pedal, timeline.tickOf(tick), event.value >= 64);
    }
  }
  for (const { notes, closed } of open.values()) {
    for (const note of notes.slice(closed)) close(note, track.length, Math.max(lastTick, note.tick + 1));
  }
  const notes = sustained(played, pedal).sort(byTickAndPitch);
  return { notes, bends };
}

/** Follows the range of pitch bends: two semitones until registered parameter 0 sets another (MIDI 1.0). */
function bendRangeReader() {
  let selected: [high: number, low: number] = [127, 127];
  let semitones = 2;
  let cents = 0;
  return {
    semitones: () => semitones + cents / 100,
    read({ controller, value }: Extract<MidiEvent, { type: 'controller' }>) {
      if (controller === 101) selected = [value, selected[1]];
      if (controller === 100) selected = [selected[0], value];
      if (selected[0] !== 0 || selected[1] !== 0) return;
      if (controller === 6) semitones = value;
      if (controller === 38) cents = value;
    },
  };
}

function notePedal(pedal: [number, number][], tick: number, isDown: boolean): void {
  const last = pedal.at(-1);
  const wasDown = last?.[1] === Number.POSITIVE_INFINITY;
  if (isDown && !wasDown) pedal.push([tick, Number.POSITIVE_INFINITY]);
  else if (!isDown && wasDown) last[1] = tick;
}

/** Notes let go while the sustain pedal is down sound until it goes up or their pitch is struck again. */
function sustained(notes: readonly VoiceNote[], pedal: readonly [number, number][]): VoiceNote[] {
  if (pedal.length === 0) return [...notes];
  const next = new Map<number, number>();
  const latestFirst = [...notes].sort((a, b) => b.tick - a.tick);
  return latestFirst.map((note) => {
    const end = note.tick + note.duration;
    const [, up] = pedal[lastAtOrBefore(pedal, end)] ?? [0, 0];
    const again = next.get(note.pitch) ?? Number.POSITIVE_INFINITY;
    next.set(note.pitch, note.tick);
    const held = Math.min(up, again);
    // A pedal that never goes up says nothing about where notes end.
    return held > end && Number.isFinite(up) ? { ...note, duration: held - note.tick } : note;
  });
}

function lastAtOrBefore(pedal: readonly [number, number][], tick: number): number {
  let low = 0;
  let high = pedal.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pedal[middle]![0] <= tick) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
