import { type Mode, scalePitchClasses } from '../../music/index.ts';
import { BASS_RANGE, CHORD_RANGE, MELODY_RANGE, NO_GLIDE, WIDEST_INTERVAL } from './fields.ts';
import type { BassEvent, ChordEvent, Steps } from './steps.ts';
import { thinMelody } from './steps.ts';

/**
 * Says in another mode what steps say in theirs: each degree of the scale becomes the same degree of the other
 * scale on the same tonic; what lies between degrees goes to the nearest note of the new scale.
 */
export function remode(steps: Steps, from: Mode, to: Mode): Steps {
  if (from === to) return steps;
  const moves = movesOf(from, to);
  const move = (pitch: number, low: number) => pitch + moves[(pitch + low) % 12]!;
  return {
    ...steps,
    steps: steps.steps.map((step) => ({
      drums: step.drums,
      bass: step.bass.map((note) => moveBass(note, move)),
      chords: step.chords.map((chord) => moveChord(chord, move)),
      melody: thinMelody(
        step.melody.map((note) => ({
          ...note,
          pitch: within(move(note.pitch, MELODY_RANGE.low), MELODY_RANGE),
        })),
      ),
    })),
  };
}

type Move = (pitch: number, low: number) => number;

function moveBass(note: BassEvent, move: Move): BassEvent {
  const pitch = within(move(note.pitch, BASS_RANGE.low), BASS_RANGE);
  if (note.glide === NO_GLIDE) return { ...note, pitch };
  const target = note.pitch + note.glide - NO_GLIDE;
  // A glide may reach below the range that notes begin in: an octave more keeps the remainder positive.
  const reach = move(target + 24, BASS_RANGE.low) - 24 - pitch;
  return { ...note, pitch, glide: Math.abs(reach) > WIDEST_INTERVAL ? NO_GLIDE : reach + NO_GLIDE };
}

function moveChord(chord: ChordEvent, move: Move): ChordEvent {
  const pitches = [chord.low];
  for (const interval of chord.intervals) pitches.push(pitches.at(-1)! + interval);
  const moved = [...new Set(pitches.map((pitch) => move(pitch, CHORD_RANGE.low)))].sort((a, b) => a - b);
  const intervals = moved.slice(1).map((pitch, i) => pitch - moved[i]!);
  return { ...chord, low: within(moved[0]!, CHORD_RANGE), intervals };
}

function within(pitch: number, range: { readonly size: number }): number {
  return pitch < 0 ? pitch + 12 : pitch >= range.size ? pitch - 12 : pitch;
}

/** For each pitch class above the tonic, by how many semitones it moves. */
function movesOf(from: Mode, to: Mode): number[] {
  const source = scalePitchClasses({ tonic: 0, mode: from });
  const target = scalePitchClasses({ tonic: 0, mode: to });
  const near = [0, -1, 1, -2, 2];
  return Array.from({ length: 12 }, (_, pitchClass) => {
    const degree = source.indexOf(pitchClass);
    if (degree >= 0) return target[degree]! - pitchClass;
    return near.find((move) => target.includes((pitchClass + move + 12) % 12)) ?? 0;
  });
}
