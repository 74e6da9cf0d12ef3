import type { Kit } from '../kit.ts';
import { MODERN, WOOD } from './drums.ts';
import { EIGHT, highPass, peak, SUB, treble } from './tones.ts';

/** A wall of saws over an 808 that clips. */
export const rage: Kit = {
  drums: {
    ...MODERN,
    kick: { ...MODERN.kick, pitch: 52, sweep: 3, sweepTime: 0.016, decay: 0.09, click: 0.8, drive: 3.6 },
    snare: { ...MODERN.snare, pitch: 228, noiseDecay: 0.08, to: 14_000, drive: 2 },
    clap: { ...MODERN.clap, level: -3, to: 11_000 },
    closedHat: { ...MODERN.closedHat, level: -6.5 },
    openHat: { ...MODERN.openHat, level: -6.5 },
  },
  bass: { ...EIGHT, decay: 1, knock: 0.8, drive: 7, bias: 0.25, tone: 5_000, release: 0.03 },
  chords: {
    kind: 'analog',
    level: -14,
    wave: 'saw',
    voices: 5,
    detune: 18,
    spread: 0.9,
    cutoff: 2_400,
    resonance: 0.1,
    sweep: 0.6,
    sweepTime: 0.3,
    attack: 0.01,
    decay: 1,
    sustain: 0.8,
    release: 0.1,
  },
  melody: {
    kind: 'analog',
    level: -12,
    wave: 'saw',
    voices: 7,
    detune: 24,
    spread: 0.9,
    cutoff: 4_800,
    resonance: 0.15,
    sweep: 1.2,
    sweepTime: 0.1,
    attack: 0.002,
    decay: 0.4,
    sustain: 0.6,
    release: 0.09,
  },
  mix: {
    drums: { level: 0, drive: 1.2, bands: [treble(2)] },
    bass: { level: -8, width: 0, duck: 5, drive: 0.8 },
    chords: { level: 4.5, width: 1.3, voice: 3, duck: 4, reverb: -9, bands: [highPass(190)] },
    melody: {
      level: 9,
      width: 1.2,
      voice: 2.5,
      duck: 3,
      reverb: -8,
      delay: -15,
      bands: [highPass(240), peak(3_000, -1.5)],
    },
    reverb: { steps: 14, size: 0.85, damping: 6_500, predelay: 0.12 },
    delay: { steps: 3, feedback: 0.38, tone: 5_500 },
    duckHold: 0.3,
    duckRelease: 1.4,
    drive: 1.4,
  },
};

/** A piano that hammers, a bass that runs, drums that stop for the snare. */
export const detroit: Kit = {
  drums: {
    ...MODERN,
    kick: { ...MODERN.kick, pitch: 60, sweep: 2.2, sweepTime: 0.016, decay: 0.08, click: 0.65, drive: 1.6 },
    snare: { ...MODERN.snare, level: -5, decay: 0.05, noiseDecay: 0.07 },
    clap: { ...MODERN.clap, level: -2, decay: 0.07, to: 10_000 },
    closedHat: { ...MODERN.closedHat, level: -8 },
    percussion: { ...WOOD, modes: [[2_500, 0.016, 0.8]], level: -12 },
  },
  bass: { ...SUB, decay: 0.45, knock: 0.5, knockTime: 0.008, drive: 2, tone: 2_800, release: 0.025 },
  chords: { kind: 'soundFont', level: 8, program: 48, ring: 0.3 },
  melody: { kind: 'soundFont', level: 12, program: 1, ring: 0.25 },
  mix: {
    drums: { level: 0, drive: 0.8, bands: [treble(1.5)] },
    bass: { level: -7, width: 0, duck: 4 },
    chords: { level: 12.5, width: 0.65, voice: 3, duck: 2, reverb: -10, bands: [highPass(200)] },
    melody: { level: 6.5, width: 1.2, voice: 2, duck: 1.5, reverb: -11, delay: -20, bands: [highPass(240)] },
    reverb: { steps: 12, size: 0.65, damping: 5_500, predelay: 0.12 },
    delay: { steps: 4, feedback: 0.25, tone: 4_000 },
    duckHold: 0.3,
    duckRelease: 1,
    drive: 0.9,
  },
};
