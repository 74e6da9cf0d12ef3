import type { Part } from '../../music/index.ts';
import type { Step } from './steps.ts';

/** A number for what begins in a step, without velocities and offsets: what a listener would call the same. */
export function shapeOf(step: Step, part: Part): number {
  switch (part) {
    case 'drums':
      return hash(step.drums.map((hit) => hit.drum));
    case 'chords':
      return hash(step.chords.flatMap((chord) => [chord.low, ...chord.intervals]));
    case 'bass':
      return hash(step.bass.flatMap((note) => [note.pitch, note.glide]));
    case 'melody':
      return hash(step.melody.map((note) => note.pitch));
  }
}

/** A number for a list of numbers (FNV-1a over them). */
export function hash(numbers: readonly number[]): number {
  let h = numbers.length + 0x811c9dc5;
  for (const number of numbers) h = Math.imul(h ^ number, 0x01000193);
  return (h ^ (h >>> 15)) | 0;
}
