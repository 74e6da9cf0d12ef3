/** Basses that kits share and vary, and equalisers that many parts need. */
import type { Band } from '../dsp/biquad.ts';
import type { AnalogSound, EightOhEight, ReeseSound } from '../kit.ts';

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

/** A sub: the 808's sine without its knock and hardly driven, as long as its note. */
export const SUB: EightOhEight = {
  ...EIGHT,
  decay: 2,
  knock: 0.15,
  knockTime: 0.015,
  drive: 0.7,
  bias: 0.05,
  tone: 1_400,
  release: 0.07,
};

/** A Reese that growls on the beat's own time. */
export const REESE: ReeseSound = {
  kind: 'reese',
  level: -4,
  wave: 'saw',
  detune: 14,
  spread: 0.5,
  sub: 0.8,
  cutoff: 1_400,
  notch: 420,
  octaves: 1,
  sway: 16,
  attack: 0.004,
  release: 0.05,
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
