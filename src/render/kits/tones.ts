/** Basses that kits share and vary, and equalisers that many parts need. */
import type { Band } from '../dsp/biquad.ts';
import type { AnalogSound, EightOhEight } from '../kit.ts';

/** The 808 of trap: long, warm, heard on a telephone. */
export const EIGHT: EightOhEight = {
  kind: '808',
  level: 0,
  decay: 1.1,
  knock: 0.9,
  knockTime: 0.011,
  drive: 2,
  bias: 0.12,
  tone: 2_600,
  release: 0.06,
  kickChokes: false,
};

/** A saw through a closed filter. */
export const SAW_BASS: AnalogSound = {
  kind: 'analog',
  level: -4,
  wave: 'saw',
  voices: 1,
  detune: 0,
  spread: 0,
  sub: 0.5,
  cutoff: 260,
  resonance: 0.3,
  sweep: 1.6,
  sweepTime: 0.14,
  attack: 0.002,
  decay: 0.5,
  sustain: 0.7,
  release: 0.04,
};

export function highPass(at: number): Band {
  return { kind: 'highPass', at };
}

export function lowPass(at: number): Band {
  return { kind: 'lowPass', at };
}

export function peak(at: number, gain: number, q = 0.7): Band {
  return { kind: 'peak', at, gain, q };
}

export function treble(gain: number, at = 8_000): Band {
  return { kind: 'highShelf', at, gain };
}

export function lows(gain: number, at = 90): Band {
  return { kind: 'lowShelf', at, gain };
}
