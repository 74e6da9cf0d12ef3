/** The rules of a score, checked: the comments in `score.ts` say what they are, this file holds to them. */
import { BeatwrightError } from '../words/index.ts';
import {
  type BassNote,
  type Chord,
  DRUMS,
  type Hit,
  MODES,
  type Note,
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
 * @throws BeatwrightError `score-tempo`, `score-key`, `score-bars`, `score-drums`, `score-bass`,
 * `score-chords` or `score-melody`, naming the first rule that is broken and where.
 */
export function checkScore(score: Score): Score {
  const { bpm, key, bars } = score;
  const [slowest, fastest] = BPM_RANGE;
  if (!(bpm >= slowest && bpm <= fastest)) {
    fail('tempo', `The tempo is ${bpm} bpm; it must lie between ${slowest} and ${fastest}.`);
  }
  if (Math.round(bpm * 100) / 100 !== bpm) {
    fail('tempo', `The tempo is ${bpm} bpm; round it to two decimals.`);
  }
  if (!isWithin(key.tonic, 0, 11)) fail('key', `The tonic ${key.tonic} is no pitch class from 0 to 11.`);
  if (!MODES.includes(key.mode)) fail('key', `The mode '${key.mode}' is not one of ${MODES.join(', ')}.`);
  if (!isWithin(bars, 1, MAX_BARS))
    fail('bars', `The score has ${bars} bars; it must have 1 to ${MAX_BARS}.`);
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
    const say = (rule: string) => fail('drums', `Hit ${i + 1} (${hit.drum}, ${place(hit.tick)}) ${rule}.`);
    if (order < 0) say(`is not one of ${DRUMS.join(', ')}`);
    if (!isWithin(hit.tick, 0, end - 1)) say('lies outside the score');
    if (!isWithin(hit.velocity, 1, 127)) say(`has the velocity ${hit.velocity} instead of 1 to 127`);
    if (
      before &&
      (hit.tick < before.tick || (hit.tick === before.tick && order <= DRUMS.indexOf(before.drum)))
    ) {
      say(hit.tick === before.tick && hit.drum === before.drum ? 'is there twice' : 'is out of order');
    }
    before = hit;
  }
}

function checkBass(notes: readonly BassNote[], end: number): void {
  let free = 0;
  for (const [i, note] of notes.entries()) {
    const say = (rule: string) => fail('bass', `Bass note ${i + 1} (${place(note.tick)}) ${rule}.`);
    checkNote(note, end, say);
    if (note.tick < free) say('begins before the note before it has ended');
    free = note.tick + note.duration;
    const { glide } = note;
    if (!glide) continue;
    if (!isWithin(glide.pitch, 0, 127))
      say(`glides to the pitch ${glide.pitch} instead of one from 0 to 127`);
    const distance = Math.abs(glide.pitch - note.pitch);
    if (distance === 0) say('glides to its own pitch');
    if (distance > MAX_GLIDE) say(`glides ${distance} semitones, more than ${MAX_GLIDE}`);
    if (!isWithin(glide.offset, 0, note.duration - 1)) say('starts its glide outside itself');
    if (!isWithin(glide.duration, 1, note.duration - glide.offset)) say('ends its glide after it has ended');
  }
}

function checkChords(chords: readonly Chord[], end: number): void {
  let free = 0;
  for (const [i, chord] of chords.entries()) {
    const say = (rule: string) => fail('chords', `Chord ${i + 1} (${place(chord.tick)}) ${rule}.`);
    if (chord.pitches.length === 0) say('has no pitches');
    let before = -1;
    for (const pitch of chord.pitches) {
      checkNote({ ...chord, pitch }, end, say);
      if (pitch <= before)
        say(pitch === before ? `has the pitch ${pitch} twice` : 'has pitches out of order');
      before = pitch;
    }
    if (chord.tick < free) say('begins before the chord before it has ended');
    free = chord.tick + chord.duration;
  }
}

function checkMelody(notes: readonly Note[], end: number): void {
  const free = new Map<number, number>();
  let before: Note | undefined;
  for (const [i, note] of notes.entries()) {
    const say = (rule: string) => fail('melody', `Melody note ${i + 1} (${place(note.tick)}) ${rule}.`);
    checkNote(note, end, say);
    if (before && (note.tick < before.tick || (note.tick === before.tick && note.pitch < before.pitch))) {
      say('is out of order');
    }
    if (note.tick < (free.get(note.pitch) ?? 0)) say(`begins while its pitch ${note.pitch} still sounds`);
    free.set(note.pitch, note.tick + note.duration);
    before = note;
  }
}

function checkNote(note: Note, end: number, say: (rule: string) => never): void {
  if (!isWithin(note.tick, 0, end - 1)) say('begins outside the score');
  if (!isWithin(note.duration, 1, end - note.tick)) say('does not end within the score');
  if (!isWithin(note.pitch, 0, 127)) say(`has the pitch ${note.pitch} instead of one from 0 to 127`);
  if (!isWithin(note.velocity, 1, 127)) say(`has the velocity ${note.velocity} instead of 1 to 127`);
}

function isWithin(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

function place(tick: number): string {
  return `bar ${Math.floor(tick / TICKS_PER_BAR) + 1}, tick ${tick}`;
}

function fail(part: string, message: string): never {
  throw new BeatwrightError(`score-${part}`, message);
}
