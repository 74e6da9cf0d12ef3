import type { Kit } from '../kit.ts';
import { DUSTY_CLOSED_HAT, DUSTY_OPEN_HAT, MODERN } from './drums.ts';
import { highPass, lowPass, lows, peak } from './tones.ts';

/** Drums through a sampler of 12 bits, an upright bass, a Rhodes and vibes, all off a record. */
export const boomBap: Kit = {
  drums: {
    ...MODERN,
    kick: { ...MODERN.kick, pitch: 58, sweep: 1.7, sweepTime: 0.018, decay: 0.12, click: 0.75, drive: 2 },
    snare: {
      ...MODERN.snare,
      level: -2,
      pitch: 208,
      decay: 0.075,
      noise: 0.55,
      noiseDecay: 0.1,
      from: 600,
      to: 7_500,
      drive: 1.8,
    },
    clap: { ...MODERN.clap, level: -7, to: 6_500 },
    closedHat: DUSTY_CLOSED_HAT,
    openHat: DUSTY_OPEN_HAT,
    shaker: { ...MODERN.shaker, to: 9_000 },
  },
  bass: { kind: 'soundFont', level: 8, program: 32, ring: 0.2 },
  chords: { kind: 'soundFont', level: 8, program: 4, ring: 0.4, strum: 0.004 },
  melody: { kind: 'soundFont', level: 10, program: 11, ring: 0.5 },
  mix: {
    drums: {
      level: 0,
      drive: 1.2,
      width: 0.8,
      dust: { rate: 26_040, bits: 12 },
      // The sampler's way out: what it holds has images above half its rate.
      bands: [peak(180, 1.5), lowPass(13_000), lowPass(13_000)],
    },
    bass: { level: 2, width: 0, duck: 2, drive: 0.6, bands: [lows(3, 80), lowPass(1_800)] },
    chords: {
      level: 3,
      chorus: 0.35,
      voice: 2,
      duck: 1.5,
      reverb: -14,
      dust: { rate: 26_040, bits: 12, wow: 4 },
      bands: [highPass(190), lowPass(7_500)],
    },
    melody: {
      level: 7,
      chorus: 0.3,
      voice: 1.5,
      duck: 1,
      reverb: -12,
      delay: -20,
      dust: { bits: 12, wow: 4 },
      bands: [highPass(240), lowPass(8_500)],
    },
    reverb: { steps: 6, size: 0.45, damping: 4_200, predelay: 0.06 },
    delay: { steps: 3, feedback: 0.25, tone: 2_600 },
    duckHold: 0.2,
    duckRelease: 0.8,
    texture: { level: -14, crackle: 1, hiss: 0.6 },
    drive: 1,
  },
};
