/** The 808 bass: one sine at a time. */
import { biquadOf, filterLoop } from '../dsp/biquad.ts';
import { decayOf, onePoleOf, sine, softClip } from '../dsp/shape.ts';
import type { EightOhEight } from '../kit.ts';
import { hertzOf, pitchAt, type TimedNote, type Timing } from '../timing.ts';
import { CHOKE, fade, monoLine } from './mono.ts';

/** Samples for which the pitch stands still. */
const BLOCK = 16;
const ATTACK = 0.0008;
/** Below what can be heard, in Hz. */
const LOWEST = 18;

/**
 * The loop's bass line, mono.
 * @param kicks onsets, ascending, which cut a long note if the sound lets them
 * @param level factor on the line's amplitude
 */
export function eightLine(
  sound: EightOhEight,
  notes: readonly TimedNote[],
  kicks: readonly number[],
  level: number,
  timing: Timing,
): Float32Array {
  const choking = sound.kickChokes ? kicks : [];
  const line = monoLine(notes, choking, level, timing, (note, most) =>
    tone(sound, note, most, timing.sampleRate),
  );
  // Lopsided clipping leaves direct current.
  filterLoop(line, biquadOf({ kind: 'highPass', at: LOWEST }, timing.sampleRate));
  return line;
}

/** One note from its onset to silence. @param most samples until something else takes over */
function tone(sound: EightOhEight, note: TimedNote, most: number, sampleRate: number): Float32Array {
  const held = note.end - note.start;
  const release = Math.round(sound.release * sampleRate);
  const choke = Math.round(CHOKE * sampleRate);
  const length = Math.min(held + release, most + choke);
  const out = new Float32Array(length);
  const force = note.velocity / 127;
  const decay = decayOf(sound.decay, sampleRate);
  const knockDecay = decayOf(sound.knockTime, sampleRate) ** BLOCK;
  const rise = 1 - decayOf(ATTACK, sampleRate);
  const drive = 0.2 + sound.drive * (0.4 + 0.6 * force);
  const offset = softClip(sound.bias * drive);
  const level = force ** 1.2 / Math.max(0.2, softClip(drive));
  const soft = onePoleOf(sound.tone, sampleRate);
  let knock = sound.knock * force;
  let phase = 0;
  let body = 1;
  let open = 0;
  let low = 0;
  let lower = 0;
  for (let from = 0; from < length; from += BLOCK) {
    const to = Math.min(length, from + BLOCK);
    const hertz = hertzOf(pitchAt(note, from + BLOCK / 2) + 12 * knock);
    const step = hertz / sampleRate;
    for (let i = from; i < to; i++) {
      open += rise * (1 - open);
      const x = softClip((sine(phase) * body + sound.bias) * drive) - offset;
      low += soft * (x - low);
      lower += soft * (low - lower);
      out[i] = lower * open * level;
      phase += step;
      body *= decay;
    }
    knock *= knockDecay;
  }
  fade(out, held, release);
  fade(out, most, choke);
  return out;
}
