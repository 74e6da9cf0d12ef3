import type { Kit } from '../kit.ts';
import { MODERN, WOOD } from './drums.ts';
import { EIGHT, highPass, lowPass, SUB, treble } from './tones.ts';

/** Round 808s, few drums, a flute over a glass pad. */
export const plugg: Kit = {
  drums: {
    ...MODERN,
    kick: { ...MODERN.kick, pitch: 50, sweep: 1.9, sweepTime: 0.02, decay: 0.1, click: 0.3, drive: 1 },
    snare: { ...MODERN.snare, level: -6, noiseDecay: 0.07 },
    clap: { ...MODERN.clap, level: -5, decay: 0.07, send: -7 },
    closedHat: { ...MODERN.closedHat, level: -9.5 },
    percussion: {
      ...WOOD,
      modes: [
        [2_480, 0.03, 0.6],
        [3_710, 0.02, 0.3],
      ],
      level: -12,
    },
  },
  bass: { ...EIGHT, decay: 1, knock: 0.5, drive: 1.1, bias: 0.05, tone: 1_600, release: 0.08 },
  chords: { kind: 'soundFont', level: 8, program: 88, ring: 1 },
  melody: { kind: 'soundFont', level: 7, program: 73, ring: 0.4 },
  mix: {
    drums: { level: 0, drive: 0.4, bands: [treble(2)] },
    bass: { level: -8, width: 0, duck: 3 },
    chords: { level: 0, width: 1.4, voice: 2.5, duck: 2, reverb: -6, bands: [highPass(180), treble(1.5)] },
    melody: { level: 1, chorus: 0.35, voice: 1.5, duck: 1, reverb: -5, delay: -12, bands: [highPass(260)] },
    reverb: { steps: 20, size: 1, damping: 6_500, predelay: 0.2 },
    delay: { steps: 3, feedback: 0.42, tone: 5_200 },
    duckHold: 0.2,
    duckRelease: 1.2,
    drive: 0.5,
  },
};

/** Everything far away but the voice that is to come. */
export const cloud: Kit = {
  drums: {
    ...plugg.drums,
    kick: { ...MODERN.kick, pitch: 49, sweep: 1.7, decay: 0.12, click: 0.2, drive: 1 },
    snare: { ...MODERN.snare, level: -4.5, noiseDecay: 0.11, to: 7_000, send: -4 },
    clap: { ...MODERN.clap, level: -6, decay: 0.1, to: 6_500, send: -2 },
    closedHat: { ...MODERN.closedHat, level: -9 },
  },
  bass: { ...SUB, decay: 2.2, tone: 1_200, release: 0.12 },
  chords: { kind: 'soundFont', level: 9, program: 94, ring: 1.4 },
  melody: { kind: 'soundFont', level: 11, bank: 8, program: 5, ring: 0.8 },
  mix: {
    drums: { level: 0, drive: 0.4, bands: [lowPass(14_000)] },
    bass: { level: -11.5, width: 0, duck: 3 },
    chords: {
      level: -3,
      width: 1.3,
      chorus: 0.2,
      voice: 3,
      duck: 2,
      reverb: -3,
      dust: { wow: 5 },
      bands: [highPass(170), lowPass(7_000)],
    },
    melody: {
      level: 2.5,
      chorus: 0.5,
      width: 1.2,
      voice: 1.5,
      duck: 1,
      reverb: -3,
      delay: -11,
      dust: { wow: 6 },
      bands: [highPass(250), lowPass(8_500)],
    },
    reverb: { steps: 28, size: 1.05, damping: 4_200, predelay: 0.25 },
    delay: { steps: 6, feedback: 0.45, tone: 3_200 },
    duckHold: 0.2,
    duckRelease: 1.4,
    drive: 0.5,
  },
};
