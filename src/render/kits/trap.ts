import type { Kit } from '../kit.ts';
import { MODERN } from './drums.ts';
import { EIGHT, highPass, peak, treble } from './tones.ts';

/** A tight kick over a tuned 808, a clap with a snare in it, bells over a choir. */
export const trap: Kit = {
  drums: MODERN,
  bass: EIGHT,
  chords: { kind: 'soundFont', level: 8, program: 52, ring: 0.6 },
  melody: { kind: 'soundFont', level: 12, program: 98, ring: 0.9 },
  mix: {
    drums: { level: 0, drive: 0.6, bands: [treble(1.5)] },
    bass: { level: -7.5, width: 0, duck: 5 },
    chords: { level: 4, width: 0.65, voice: 3, duck: 2.5, reverb: -8, bands: [highPass(170)] },
    melody: { level: 4, width: 1.15, voice: 2, duck: 1.5, reverb: -9, delay: -14, bands: [highPass(220)] },
    reverb: { steps: 14, size: 0.8, damping: 5_200, predelay: 0.15 },
    delay: { steps: 3, feedback: 0.38, tone: 4_200 },
    duckHold: 0.2,
    duckRelease: 1,
    drive: 0.8,
    bands: [peak(300, -1)],
  },
};
