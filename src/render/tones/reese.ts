/**
 * The bass that K. Saunderson made as Reese and that rap took from jungle and grime: saws or squares so little
 * apart that they beat, under notches that wander. Its fundamental is a sine of its own, which neither beats nor
 * leaves the middle.
 */
import { equalise } from '../dsp/biquad.ts';
import { giveBack } from '../dsp/buffers.ts';
import { runNotch } from '../dsp/notch.ts';
import { add, type Stereo, widened } from '../dsp/stereo.ts';
import type { AnalogSound, ReeseSound } from '../kit.ts';
import type { TimedNote, Timing } from '../timing.ts';
import { analogLine } from './analog.ts';

/** Where the sine ends and the beating begins, in Hz. */
const CROSSOVER = 120;
const VOICES = 3;
/** The second notch lies above the first and is half a cycle behind it. */
const ABOVE = 2.6;

/** @param level factor on the line's amplitude */
export function reeseLine(
  sound: ReeseSound,
  notes: readonly TimedNote[],
  level: number,
  timing: Timing,
): Stereo {
  const { cutoff, detune, spread, wave } = sound;
  const line = widened(
    analogLine(
      { ...shapeOf(sound), wave, voices: VOICES, detune, spread, cutoff },
      notes,
      true,
      level,
      timing,
    ),
  );
  const { sampleRate, length, step } = timing;
  const highPass = { kind: 'highPass', at: CROSSOVER } as const;
  equalise(line, [highPass, highPass], sampleRate);
  const cycles = Math.max(1, Math.round(length / (sound.sway * step)));
  const { notch: at, octaves } = sound;
  runNotch(line, { at, octaves, cycles, phase: 0 }, sampleRate);
  runNotch(line, { at: at * ABOVE, octaves, cycles, phase: 0.5 }, sampleRate);
  const sine = { ...shapeOf(sound), wave: 'sine', voices: 1, detune: 0, spread: 0, cutoff: 1_000 } as const;
  const sub = analogLine(sine, notes, true, level * sound.sub, timing);
  add(line, sub);
  giveBack(sub.left);
  return line;
}

/** What sine and saws have in common, so that they are one note. */
function shapeOf({ level, attack, release, portamento }: ReeseSound) {
  const shape = { kind: 'analog', level, attack, release, decay: 1, sustain: 0.85 } as const;
  const filter = { resonance: 0.1, sweep: 0.3, sweepTime: 0.2 } as const;
  return {
    ...shape,
    ...filter,
    portamento,
  } satisfies Partial<AnalogSound>;
}
