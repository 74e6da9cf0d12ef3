/** A recorded 808: one note at a time, each read at the pitch that it glides through. */
import { readAt } from '../dsp/resample.ts';
import type { SampledBass } from '../kit.ts';
import { pitchAt, type TimedNote, type Timing } from '../timing.ts';
import { CHOKE, fade, monoLine } from './mono.ts';

/** Samples for which the pitch stands still. */
const BLOCK = 16;

/** The loop's bass line, mono. @param kicks, level as in `eightLine` */
export function sampledLine(
  sound: SampledBass,
  notes: readonly TimedNote[],
  kicks: readonly number[],
  level: number,
  timing: Timing,
): Float32Array {
  const choking = sound.kickChokes ? kicks : [];
  return monoLine(notes, choking, level, timing, (note, most) => tone(sound, note, most, timing.sampleRate));
}

function tone(
  { sound, pitch, release: seconds }: SampledBass,
  note: TimedNote,
  most: number,
  sampleRate: number,
): Float32Array {
  const source = sound.channels[0]!;
  const held = note.end - note.start;
  const release = Math.round(seconds * sampleRate);
  const choke = Math.round(CHOKE * sampleRate);
  const out = new Float32Array(Math.min(held + release, most + choke));
  const level = (note.velocity / 127) ** 1.2;
  let place = 0;
  for (let from = 0; from < out.length && place < source.length; from += BLOCK) {
    const semitones = pitchAt(note, from + BLOCK / 2) - pitch;
    const step = (2 ** (semitones / 12) * sound.sampleRate) / sampleRate;
    const to = Math.min(out.length, from + BLOCK);
    for (let i = from; i < to; i++) {
      out[i] = readAt(source, place, step) * level;
      place += step;
    }
  }
  fade(out, held, release);
  fade(out, most, choke);
  return out;
}
