/** A MIDI file as scores. */

import { BeatwrightError, words } from '../words/index.ts';
import { checkScore, MAX_BARS } from './check.ts';
import { slice } from './edit.ts';
import { barOf } from './grid.ts';
import { parseKey } from './key.ts';
import { findLoops } from './loops.ts';
import { keyOf, type Said } from './midi-facts.ts';
import { type MidiFile, readMidiFile } from './midi-file.ts';
import { partsOf } from './midi-parts.ts';
import { textOf } from './midi-text.ts';
import { type Timeline, timelineOf } from './midi-timeline.ts';
import {
  type Cast,
  type CastVoice,
  castOf,
  type TrackCorrections,
  type TrackReading,
  tracksOf,
} from './midi-tracks.ts';
import { timesOver, voicesOf } from './midi-voices.ts';
import { factsOfName, type NameFacts } from './name-facts.ts';
import { type Score, TICKS_PER_BAR, TICKS_PER_STEP } from './score.ts';

export interface MidiReading {
  /** The whole file, or its first 64 bars. */
  readonly score: Score;
  /** The whole file in pieces of up to 64 bars; `score` is the first of them. */
  readonly sections: readonly Score[];
  /** The passages that the file lives on, best first, 4 or 8 bars each; a short file is its own loop. */
  readonly loops: readonly Score[];
  /** What plays in the file and what it was taken for, in the order of the file. */
  readonly tracks: readonly TrackReading[];
  /** Where the tempo is from: `name` is that of the file or of a track, `default` means that nothing says it. */
  readonly tempoFrom: 'file' | 'name' | 'default';
  /** Where the key is from: `notes` means that it was estimated, `nothing` that there are no pitches. */
  readonly keyFrom: 'file' | 'name' | 'notes' | 'nothing';
  /** What was read otherwise than it is written, and what is not sure, in sentences for people. */
  readonly warnings: readonly string[];
  /**
   * Of the warnings, which tempo, which key and what for each track was taken: of no use to whoever knows better, or
   * is shown it.
   */
  readonly warningsOn: Readonly<Record<'tempo' | 'key' | 'tracks', readonly string[]>>;
}

export interface MidiReadOptions {
  /** Files that play this long or longer, in seconds, are refused; 600 unless told. */
  readonly maxSeconds?: number;
  /** What the file is called, which often says tempo, key and part. */
  readonly fileName?: string;
  /** What people said that its tracks and pads are, by `TrackReading.index`. */
  readonly corrections?: TrackCorrections;
}

/**
 * Reads a Standard MIDI File of type 0 or 1, however its tracks are laid out. Microtiming is kept. The same
 * file, name and corrections give the same reading.
 *
 * @throws BeatwrightError `midi-empty`, `midi-not-midi`, `midi-truncated`, `midi-damaged`, `midi-too-big`,
 * `midi-too-dense`, `midi-too-long`, `midi-too-many-bars`, `midi-format` (type 2), `midi-smpte`,
 * `midi-meter`, `midi-tempo`, `midi-no-notes`, `midi-too-many-tracks`, `midi-all-left-out`; each says what to do.
 */
export function readMidi(bytes: Uint8Array, options: MidiReadOptions = {}): MidiReading {
  return readingOf([playersOf(bytes, options)]);
}

/**
 * Reads MIDI files that play together as one piece, such as a file for each part of a loop: each as by `readMidi`, by
 * its own name. Files that end sooner are repeated where they fit in whole.
 * @param files at least one.
 * @throws BeatwrightError as `readMidi`; `stem-unreadable` says which file it is.
 */
export function readMidiTogether(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  { corrections }: Pick<MidiReadOptions, 'corrections'> = {},
): MidiReading {
  const players: Players[] = [];
  for (const { name, bytes } of files) {
    try {
      const first = players.reduce((sum, { voices }) => sum + voices, 0);
      players.push(playersOf(bytes, { fileName: name, corrections }, first));
    } catch (error) {
      if (!(error instanceof BeatwrightError) || files.length === 1) throw error;
      throw new BeatwrightError('stem-unreadable', { name, why: error.message }, { cause: error });
    }
  }
  return readingOf(players);
}

/** A file, and what its tracks play when. */
interface Players {
  readonly file: MidiFile;
  readonly name: NameFacts;
  readonly timeline: Timeline;
  readonly said: Said;
  readonly bars: number;
  /** How many play in it, whoever of them is left out. */
  readonly voices: number;
  readonly tracks: readonly TrackReading[];
  readonly cast: readonly Cast[];
  readonly warnings: readonly string[];
}

/** @param first the index of its first track: of files that play together each counts on from the one before. */
function playersOf(
  bytes: Uint8Array,
  { maxSeconds = 600, fileName, corrections }: MidiReadOptions,
  first = 0,
): Players {
  const file = readMidiFile(bytes);
  const name = factsIn(file, fileName);
  const timeline = timelineOf(file, maxSeconds, name.tempo);
  const voices = voicesOf(file, timeline).map((voice) => ({ ...voice, index: first + voice.index }));
  const said = descriptionIn(file);
  const isOurs = said.bars !== undefined;
  const cast = castOf(voices, { fileName, corrections, isOurs });
  const bars = barsOf(file, timeline, cast, said.bars);
  const read = tracksOf(cast, bars, { corrections, isOurs });
  return { file, name, timeline, said, bars, voices: voices.length, ...read };
}

/** What files that play together are, as one piece in the tempo and the key of whichever says them best. */
function readingOf(files: readonly Players[]): MidiReading {
  const bars = Math.max(...files.map((one) => one.bars));
  const cast = files.flatMap((one) => repeated(one, bars));
  const { parts, warnings } = partsOf(cast, bars * TICKS_PER_BAR);
  const { timeline } = bestOf(files, TEMPO_SOURCES, (one) => one.timeline.tempoFrom);
  const keys = files.map(({ file, said, name }) => keyOf(file, said, name, { bars, ...parts }));
  const key = bestOf(keys, KEY_SOURCES, ({ from }) => from);
  const piece: Score = { bpm: timeline.bpm, key: key.key, bars, ...parts };
  const sections = sectionsOf(piece).map(checkScore);
  const lengthWarning = sections.length > 1 ? [words.notes['midi-long']({ bars, most: MAX_BARS })] : [];
  // What a file does not say of the tempo is no matter where another says it.
  const timed = files.filter((one) => one.timeline === timeline || one.timeline.tempoFrom !== 'default');
  const told = [
    ...files.flatMap(({ file }) => file.warnings),
    ...timed.flatMap((one) => one.timeline.warnings),
    ...key.warnings,
    ...lengthWarning,
    ...warnings,
    ...files.flatMap((one) => one.warnings),
  ];
  return {
    score: sections[0]!,
    sections,
    loops: findLoops(piece).map(checkScore),
    tracks: files.flatMap(({ tracks }) => tracks),
    tempoFrom: timeline.tempoFrom,
    keyFrom: key.from,
    warnings: [...new Set(told)],
    warningsOn: {
      tempo: timed.flatMap((one) => one.timeline.onTempo),
      key: key.warnings,
      tracks: files.flatMap((one) => one.warnings),
    },
  };
}

/** Where tempo and key may be from, the surest first. */
const TEMPO_SOURCES: readonly MidiReading['tempoFrom'][] = ['file', 'name', 'default'];
const KEY_SOURCES: readonly MidiReading['keyFrom'][] = ['file', 'name', 'notes', 'nothing'];

/** The first whose source is the surest of all. */
function bestOf<T, Source>(all: readonly T[], sources: readonly Source[], sourceOf: (one: T) => Source): T {
  const ranks = all.map((one) => sources.indexOf(sourceOf(one)));
  return all[ranks.indexOf(Math.min(...ranks))]!;
}

/** What plays in a file, as often as it fits into so many bars; once if it does not fit in whole. */
function repeated({ cast, bars: own }: Players, bars: number): readonly Cast[] {
  const times = bars % own === 0 ? bars / own : 1;
  if (times === 1) return cast;
  return cast.map((one) => ({ ...one, voice: timesOver(one.voice, times, own * TICKS_PER_BAR) }));
}

/** What the name of the file says, and where it says nothing, what the names of its tracks say. */
function factsIn({ tracks }: MidiFile, fileName: string | undefined): NameFacts {
  const names = fileName === undefined ? [] : [fileName];
  for (const { event } of tracks.flatMap((track) => track.slice(0, 16))) {
    if (event.type === 'trackName' && event.bytes.length < 200) names.push(textOf(event.bytes));
    if (names.length > 4) break;
  }
  const facts = names.map(factsOfName);
  const tempi = facts.flatMap(({ tempo }) => (tempo ? [tempo] : []));
  const tempo = tempi.find(({ isSaid }) => isSaid) ?? (fileName === undefined ? undefined : facts[0]?.tempo);
  const key = facts.find((one) => one.key)?.key;
  return { tempo, key };
}

function sectionsOf(piece: Score): Score[] {
  if (piece.bars <= MAX_BARS) return [piece];
  const sections: Score[] = [];
  for (let bar = 0; bar < piece.bars; bar += MAX_BARS) {
    sections.push(slice(piece, bar, Math.min(MAX_BARS, piece.bars - bar)));
  }
  return sections;
}

/** What a text event says of the key, and one of ours of the length as well. */
function descriptionIn({ tracks }: MidiFile): Said {
  for (const { event } of tracks.flat()) {
    if (event.type !== 'text' || event.bytes.length > 200) continue;
    const text = textOf(event.bytes);
    const name = /\bKey: ([^.;,]+)/i.exec(text)?.[1];
    const key = name === undefined ? undefined : keyOrNothing(name);
    if (!key) continue;
    const bars = /^Made with Beatwright\..* Bars: (\d+)\./.exec(text)?.[1];
    return bars === undefined ? { key } : { key, bars: Number(bars) };
  }
  return {};
}

function keyOrNothing(name: string): Said['key'] {
  try {
    return parseKey(name);
  } catch (error) {
    if (error instanceof BeatwrightError) return undefined;
    throw error;
  }
}

/**
 * The length in bars: to the last note, or to the end of the tracks where that is a bar line that the file
 * itself names as its length, or that fills up four bars.
 */
function barsOf({ tracks }: MidiFile, timeline: Timeline, cast: readonly CastVoice[], saidBars = 0): number {
  let bars = 1;
  for (const { voice, part } of cast) {
    if (part === 'leave-out') continue;
    for (const { tick, duration } of voice.notes) {
      bars = Math.max(bars, barOf(tick) + 1);
      // A release a little over the bar line adds no bar, nor does the length of a drum hit.
      if (part === 'drums') continue;
      bars = Math.max(bars, Math.ceil((tick + duration - TICKS_PER_STEP) / TICKS_PER_BAR));
    }
  }
  const fileEnd = tracks.reduce((last, track) => Math.max(last, track.at(-1)?.tick ?? 0), 0);
  const end = timeline.tickOf(fileEnd) / TICKS_PER_BAR;
  const isWanted = end === saidBars || end <= Math.ceil(bars / 4) * 4;
  return Number.isInteger(end) && end > bars && isWanted ? end : bars;
}
