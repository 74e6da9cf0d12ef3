/** What a MIDI file plays, to be drawn as a piano roll. */
import { DRUMS, readMidi, secondsOf, ticksOf } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { Roll } from './protocol.ts';

/** How long a stroke is drawn, in seconds. */
const STROKE = 0.06;

/** Undefined if it cannot be read. */
export function rollOf(bytes: Uint8Array, fileName: string): Roll | undefined {
  try {
    const { score } = readMidi(bytes, { fileName });
    const tick = secondsOf(score) / ticksOf(score);
    const span = (note: { readonly tick: number; readonly duration: number }) =>
      [note.tick * tick, (note.tick + note.duration) * tick] as const;
    return {
      seconds: secondsOf(score),
      bars: score.bars,
      notes: [
        ...score.drums.map(
          (hit) => [hit.tick * tick, hit.tick * tick + STROKE, DRUMS.indexOf(hit.drum), 'drums'] as const,
        ),
        ...score.bass.map((each) => [...span(each), each.pitch, 'bass'] as const),
        ...score.chords.flatMap((chord) =>
          chord.pitches.map((pitch) => [...span(chord), pitch, 'chords'] as const),
        ),
        ...score.melody.map((each) => [...span(each), each.pitch, 'melody'] as const),
      ],
    };
  } catch (error) {
    if (error instanceof BeatwrightError) return undefined;
    throw error;
  }
}
