/** Scores made from scores. */
import { BeatwrightError } from '../words/index.ts';
import {
  type BassNote,
  byTickAndPitch,
  type Chord,
  type Note,
  type Score,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from './score.ts';

/**
 * The score moved by semitones, its key with it; drums stay as they are.
 *
 * @throws BeatwrightError `score-range` if a pitch would leave 0–127.
 */
export function transpose(score: Score, semitones: number): Score {
  if (!Number.isInteger(semitones)) throw new RangeError(`${semitones} is no whole number of semitones`);
  const move = (pitch: number) => {
    const moved = pitch + semitones;
    if (moved < 0 || moved > 127) {
      throw new BeatwrightError('score-range', { semitones, pitch });
    }
    return moved;
  };
  return {
    ...score,
    key: { ...score.key, tonic: (((score.key.tonic + semitones) % 12) + 12) % 12 },
    bass: score.bass.map((note) => ({
      ...note,
      pitch: move(note.pitch),
      ...(note.glide && { glide: { ...note.glide, pitch: move(note.glide.pitch) } }),
    })),
    chords: score.chords.map((chord) => ({ ...chord, pitches: chord.pitches.map(move) })),
    melody: score.melody.map((note) => ({ ...note, pitch: move(note.pitch) })),
  };
}

/**
 * Some bars of a score as a score of its own. What still sounds at the end is cut there; what sounds on
 * from before for more than a 16th is struck again at the start, so that a pad held over eight bars is
 * heard in the last four as well.
 *
 * @param fromBar the first bar wanted, from 0.
 * @param bars how many.
 */
export function slice(score: Score, fromBar: number, bars: number): Score {
  if (
    !Number.isInteger(fromBar) ||
    !Number.isInteger(bars) ||
    fromBar < 0 ||
    bars < 1 ||
    fromBar + bars > score.bars
  ) {
    throw new RangeError(
      `bars ${fromBar} to ${fromBar + bars} are not within the ${score.bars} of the score`,
    );
  }
  const start = fromBar * TICKS_PER_BAR;
  const end = start + bars * TICKS_PER_BAR;
  const cut = <T extends Chord | Note>(events: readonly T[]): T[] => {
    const kept: T[] = [];
    for (const event of events) {
      const tick = Math.max(event.tick, start);
      const duration = Math.min(event.tick + event.duration, end) - tick;
      const heldOver = event.tick < start;
      if (tick >= end || duration <= (heldOver ? TICKS_PER_STEP : 0)) continue;
      kept.push({ ...event, tick: tick - start, duration });
    }
    return kept;
  };
  return {
    ...score,
    bars,
    drums: score.drums
      .filter((hit) => hit.tick >= start && hit.tick < end)
      .map((hit) => ({ ...hit, tick: hit.tick - start })),
    bass: cut(score.bass.map((note) => glideWithin(note, start, end))),
    chords: cut(score.chords),
    melody: cut(score.melody).sort(byTickAndPitch),
  };
}

/** The note with what a window of ticks leaves of its glide: begun before it, the note has its new pitch. */
function glideWithin(note: BassNote, start: number, end: number): BassNote {
  if (!note.glide) return note;
  const { glide, ...plain } = note;
  const from = note.tick + glide.offset;
  if (from < start) return { ...plain, pitch: glide.pitch };
  if (from + glide.duration > end) return plain;
  return { ...note, glide: { ...glide, offset: from - Math.max(note.tick, start) } };
}
