import type { Kit } from '../kit.ts';
import { MODERN } from './drums.ts';
import { highPass, SUB } from './tones.ts';

/** Of no style: plain drums, a piano under an electric one, a sub as long as its notes, a small room and no colour. */
export const NEUTRAL: Kit = {
  drums: MODERN,
  bass: { ...SUB, decay: 1.6, knock: 0.3 },
  chords: { kind: 'soundFont', level: 8, program: 4, ring: 0.4 },
  melody: { kind: 'soundFont', level: 9, program: 0, ring: 0.4 },
  mix: {
    drums: { level: 0, drive: 0.4 },
    bass: { level: -8, width: 0, duck: 2 },
    chords: { level: 1, voice: 2, duck: 1.5, reverb: -12, bands: [highPass(170)] },
    melody: { level: 2, voice: 1.5, duck: 1, reverb: -11, bands: [highPass(220)] },
    reverb: { steps: 8, size: 0.6, damping: 5_000, predelay: 0.08 },
    delay: { steps: 3, feedback: 0.25, tone: 3_500 },
    duckHold: 0.2,
    duckRelease: 0.9,
    drive: 0.4,
  },
};
