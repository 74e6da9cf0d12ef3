/** The rules of a score, checked: the comments in `score.ts` say what they are, this file holds to them. */
import { BeatwrightError } from '../words/index.ts';
import {
  type BassNote,
  type Chord,
  DRUMS,
  type Hit,
  MODES,
  type Note,
  type Part,
  type Score,
  TICKS_PER_BAR,
  ticksOf,
} from './score.ts';

/** The longest score, in bars. */
export const MAX_BARS = 64;
/** Slowest and fastest tempo of a score, in quarter notes a minute. */
export const BPM_RANGE: readonly [number, number] = [40, 240];
/** How far a bass note may glide, in semitones. */
export const MAX_GLIDE = 24;

/**
 * The score itself if it keeps every rule of the `Score` type.
 *
 * @throws BeatwrightError for the first rule that is broken: `score-tempo`, `score-key`, `score-bars`, and of an
 * event, naming where it is, `score-drum`, `score-outside`, `score-order`, `score-overlap`, `score-pitch`,
 * `score-velocity`, `score-glide`, `score-chord-order` or `score-empty-chord`.
 */
export function checkScore(score: Score): Score {
  const { bpm, key, bars } = score;
  const [least, most] = BPM_RANGE;
  if (!(bpm >= least && bpm <= most) || Math.round(bpm * 100) / 100 !== bpm) {
    throw new BeatwrightError('score-tempo', { bpm, least, most });
  }
  if (!isWithin(key.tonic, 0, 11) || !MODES.includes(key.mode)) {
    throw new BeatwrightError('score-key', { ...key, modes: MODES });
  }
  if (!isWithin(bars, 1, MAX_BARS)) throw new BeatwrightError('score-bars', { bars, most: MAX_BARS });
  const end = ticksOf(score);
  checkHits(score.drums, end);
  checkBass(score.bass, end);
  checkChords(score.chords, end);
  checkMelody(score.melody, end);
  return score;
}

function checkHits(hits: readonly Hit[], end: number): void {
  let before: Hit | undefined;
  for (const [i, hit] of hits.entries()) {
    const order = DRUMS.indexOf(hit.drum);
    const place = placeOf('drums', i, hit);
    if (order < 0) throw new BeatwrightError('score-drum', { ...place, drum: hit.drum, drums: DRUMS });
    if (!isWithin(hit.tick, 0, end - 1)) throw new BeatwrightError('score-outside', place);
    if (!isWithin(hit.velocity, 1, 127)) throw new BeatwrightError('score-velocity', place);
    if (
      before &&
      (hit.tick < before.tick || (hit.tick === before.tick && order <= DRUMS.indexOf(before.drum)))
    ) {
      throw new BeatwrightError('score-order', place);
    }
    before = hit;
  }
}

function checkBass(notes: readonly BassNote[], end: number): void {
  let free = 0;
  for (const [i, note] of notes.entries()) {
    const place = placeOf('bass', i, note);
    checkNote(note, end, place);
    if (note.tick < free) throw new BeatwrightError('score-overlap', place);
    free = note.tick + note.duration;
    const { glide } = note;
    if (!glide) continue;
    if (!isWithin(glide.pitch, 0, 127)) throw new BeatwrightError('score-pitch', place);
    const isPossible =
      isWithin(Math.abs(glide.pitch - note.pitch), 1, MAX_GLIDE) &&
      isWithin(glide.offset, 0, note.duration - 1) &&
      isWithin(glide.duration, 1, note.duration - glide.offset);
    if (!isPossible) throw new BeatwrightError('score-glide', { ...place, most: MAX_GLIDE });
  }
}

function checkChords(chords: readonly Chord[], end: number): void {
  let free = 0;
  for (const [i, chord] of chords.entries()) {
    const place = placeOf('chords', i, chord);
    if (chord.pitches.length === 0) throw new BeatwrightError('score-empty-chord', place);
    let before = -1;
    for (const pitch of chord.pitches) {
      checkNote({ ...chord, pitch }, end, place);
      if (pitch <= before) throw new BeatwrightError('score-chord-order', place);
      before = pitch;
    }
    if (chord.tick < free) throw new BeatwrightError('score-overlap', place);
    free = chord.tick + chord.duration;
  }
}

function checkMelody(notes: readonly Note[], end: number): void {
  const free = new Map<number, number>();
  let before: Note | undefined;
  for (const [i, note] of notes.entries()) {
    const place = placeOf('melody', i, note);
    checkNote(note, end, place);
    if (before && (note.tick < before.tick || (note.tick === before.tick && note.pitch < before.pitch))) {
      throw new BeatwrightError('score-order', place);
    }
    if (note.tick < (free.get(note.pitch) ?? 0)) throw new BeatwrightError('score-overlap', place);
    free.set(note.pitch, note.tick + note.duration);
    before = note;
  }
}

/** Where an event stands, as errors name it: its number and bar count from 1. */
interface Place {
  readonly part: Part;
  readonly number: number;
  readonly bar: number;
  readonly tick: number;
}

function placeOf(part: Part, index: number, { tick }: { readonly tick: number }): Place {
  return { part, number: index + 1, bar: Math.floor(tick / TICKS_PER_BAR) + 1, tick };
}

function checkNote(note: Note, end: number, place: Place): void {
  const isInside = isWithin(note.tick, 0, end - 1) && isWithin(note.duration, 1, end - note.tick);
  if (!isInside) throw new BeatwrightError('score-outside', place);
  if (!isWithin(note.pitch, 0, 127)) throw new BeatwrightError('score-pitch', place);
  if (!isWithin(note.velocity, 1, 127)) throw new BeatwrightError('score-velocity', place);
}

function isWithin(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}
