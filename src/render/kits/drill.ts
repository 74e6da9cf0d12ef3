import type { Kit } from '../kit.ts';
import { MODERN, WOOD } from './drums.ts';
import { EIGHT, highPass, peak, treble } from './tones.ts';

/** 808s that slide and stop for the kick, a dry snare, wood, piano over slow strings. */
export const ukDrill: Kit = {
  drums: {
    ...MODERN,
    kick: { ...MODERN.kick, pitch: 48, sweep: 2.7, sweepTime: 0.018, decay: 0.1, click: 0.7, drive: 2.2 },
    snare: {
      ...MODERN.snare,
      level: -3,
      pitch: 222,
      decay: 0.045,
      noise: 0.55,
      noiseDecay: 0.06,
      from: 1_100,
      to: 12_000,
      send: -14,
    },
    clap: { ...MODERN.clap, decay: 0.055, send: -12 },
    closedHat: { ...MODERN.closedHat, decay: 0.02, tune: 1.5 },
    percussion: {
      ...WOOD,
      level: -8,
      modes: [
        [980, 0.022, 0.7],
        [1_630, 0.014, 0.5],
      ],
    },
  },
  bass: { ...EIGHT, decay: 1.4, drive: 2.6, knock: 0.7, release: 0.04, kickChokes: true },
  chords: { kind: 'soundFont', level: 8, program: 49, ring: 0.8 },
  melody: { kind: 'soundFont', level: 12, program: 0, ring: 0.7 },
  mix: {
    drums: { level: 0, drive: 0.7, bands: [treble(2)] },
    bass: { level: -8.5, width: 0, duck: 4 },
    chords: { level: 3, width: 0.6, voice: 3, duck: 2, reverb: -7, bands: [highPass(200), peak(3_000, -1)] },
    melody: { level: 6, width: 1, voice: 2, duck: 1.5, reverb: -7, delay: -17, bands: [highPass(260)] },
    reverb: { steps: 18, size: 0.95, damping: 4_800, predelay: 0.18 },
    delay: { steps: 3, feedback: 0.35, tone: 3_800 },
    duckHold: 0.15,
    duckRelease: 0.8,
    drive: 0.9,
  },
};

/** The same streets with doubled claps and a chopped voice over pads. */
export const nyDrill: Kit = {
  ...ukDrill,
  drums: {
    ...ukDrill.drums,
    snare: { ...ukDrill.drums.snare, level: -5 },
    clap: { ...MODERN.clap, level: -2, bursts: 5, decay: 0.09, to: 9_000 },
    openHat: { ...MODERN.openHat, level: -9 },
  },
  bass: { ...EIGHT, decay: 1.2, drive: 3, knock: 0.9, release: 0.04, kickChokes: true },
  chords: { kind: 'soundFont', level: 10, program: 89, ring: 0.8 },
  melody: { kind: 'soundFont', level: 8, program: 53, ring: 0.25 },
  mix: {
    ...ukDrill.mix,
    bass: { ...ukDrill.mix.bass, level: -6.5 },
    chords: { level: 10, chorus: 0.6, width: 1.2, voice: 3, duck: 3, reverb: -9, bands: [highPass(180)] },
    melody: { level: 7.5, chorus: 0.4, voice: 2, duck: 2, reverb: -8, delay: -13, bands: [highPass(280)] },
    reverb: { steps: 14, size: 0.8, damping: 5_500, predelay: 0.15 },
  },
};
