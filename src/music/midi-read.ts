/** A MIDI file as scores. */

import { BeatwrightError, words } from '../words/index.ts';
import { checkScore, MAX_BARS } from './check.ts';
import { slice } from './edit.ts';
import { barOf } from './grid.ts';
import { keyOfSignature, parseKey } from './key.ts';
import { estimateKey } from './key-estimate.ts';
import { findLoops } from './loops.ts';
import { type MidiFile, readMidiFile } from './midi-file.ts';
import { type Parts, partsOf } from './midi-parts.ts';
import { type Timeline, timelineOf } from './midi-timeline.ts';
import { textOf, type Voice, voicesOf } from './midi-voices.ts';
import { type Key, type Score, TICKS_PER_BAR, TICKS_PER_STEP } from './score.ts';

export interface MidiReading {
  /** The whole file, or its first 64 bars. */
  readonly score: Score;
  /** The whole file in pieces of up to 64 bars; `score` is the first of them. */
  readonly sections: readonly Score[];
  /** The passages that the file lives on, best first, 4 or 8 bars each; a short file is its own loop. */
  readonly loops: readonly Score[];
  /** Where the key is from: `notes` means that it was estimated, `nothing` that there are no pitches. */
  readonly keyFrom: 'file' | 'notes' | 'nothing';
  /** What was read otherwise than it is written, in sentences for people. */
  readonly warnings: readonly string[];
}

export interface MidiReadOptions {
  /** Files that play this long or longer, in seconds, are refused; 600 unless told. */
  readonly maxSeconds?: number;
}

/**
 * Reads a Standard MIDI File of type 0 or 1, however its tracks are laid out. Microtiming is kept.
 *
 * @throws BeatwrightError `midi-empty`, `midi-not-midi`, `midi-truncated`, `midi-damaged`, `midi-too-big`,
 * `midi-too-dense`, `midi-too-long`, `midi-too-many-bars`, `midi-format` (type 2), `midi-smpte`,
 * `midi-meter`, `midi-tempo`, `midi-no-notes`; each says what to do.
 */
export function readMidi(bytes: Uint8Array, { maxSeconds = 600 }: MidiReadOptions = {}): MidiReading {
  const file = readMidiFile(bytes);
  const timeline = timelineOf(file, maxSeconds);
  const voices = voicesOf(file, timeline);
  const said = descriptionIn(file);
  const bars = barsOf(file, timeline, voices, said.bars);
  const { parts, warnings } = partsOf(voices, bars * TICKS_PER_BAR);
  const { key, from } = keyOf(file, said.key, { bars, ...parts });
  const piece: Score = { bpm: timeline.bpm, key, bars, ...parts };
  const sections = sectionsOf(piece).map(checkScore);
  const lengthWarning = sections.length > 1 ? [words.notes['midi-long']({ bars, most: MAX_BARS })] : [];
  return {
    score: sections[0]!,
    sections,
    loops: findLoops(piece).map(checkScore),
    keyFrom: from,
    warnings: [...file.warnings, ...timeline.warnings, ...lengthWarning, ...warnings],
  };
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
function descriptionIn({ tracks }: MidiFile): { key?: Key; bars?: number } {
  for (const { event } of tracks.flat()) {
    if (event.type !== 'text' || event.text.length > 200) continue;
    const text = textOf(event.text);
    const name = /\bKey: ([^.;,]+)/i.exec(text)?.[1];
    const key = name === undefined ? undefined : keyOrNothing(name);
    if (!key) continue;
    const bars = /^Made with Beatwright\..* Bars: (\d+)\./.exec(text)?.[1];
    return bars === undefined ? { key } : { key, bars: Number(bars) };
  }
  return {};
}

function keyOrNothing(name: string): Key | undefined {
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
function barsOf({ tracks }: MidiFile, timeline: Timeline, voices: readonly Voice[], saidBars = 0): number {
  let bars = 1;
  for (const { notes } of voices) {
    for (const { tick, duration } of notes) {
      // A release a little over the bar line, and the length of a drum hit, add no bar.
      bars = Math.max(bars, barOf(tick) + 1, Math.ceil((tick + duration - TICKS_PER_STEP) / TICKS_PER_BAR));
    }
  }
  const fileEnd = tracks.reduce((last, track) => Math.max(last, track.at(-1)?.tick ?? 0), 0);
  const end = timeline.tickOf(fileEnd) / TICKS_PER_BAR;
  const isWanted = end === saidBars || end <= Math.ceil(bars / 4) * 4;
  return Number.isInteger(end) && end > bars && isWanted ? end : bars;
}

/** A signature of C major is what DAWs write that were told nothing, so notes overrule it. */
function keyOf(
  file: MidiFile,
  said: Key | undefined,
  piece: Parts & Pick<Score, 'bars'>,
): { key: Key; from: MidiReading['keyFrom'] } {
  if (said) return { key: said, from: 'file' };
  const signature = file.tracks.flat().find(({ event }) => event.type === 'keySignature')?.event;
  const signed =
    signature?.type === 'keySignature' && Math.abs(signature.key) <= 7
      ? keyOfSignature(signature.key, signature.scale === 1 ? 'minor' : 'major')
      : undefined;
  if (signed && (signed.tonic !== 0 || signed.mode !== 'major')) return { key: signed, from: 'file' };
  const heard = estimateKey(piece);
  return heard ? { key: heard, from: 'notes' } : { key: { tonic: 0, mode: 'minor' }, from: 'nothing' };
}
