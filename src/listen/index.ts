/**
 * Sound to score: what is played when, in which tempo and key, and which passages a track lives on. Everything here
 * takes one channel at `LISTEN_RATE` and says how sure it is.
 */
export { type CutDrum, cutDrums } from './cut.ts';
export { FRAME_RATE, featuresOf, levelOf, VALUES } from './drums/features.ts';
export { type Calibration, strokesOf } from './drums/hits.ts';
export { openDrums } from './drums/listener.ts';
export { voiceOf } from './drums/voices.ts';
export { type Ears, nameEars, openEars } from './ears.ts';
export { type Corrections, type HearingWithHarmony, type HearOptions, hear, type Named } from './hear.ts';
export { chromaOf, type KeyFeatures, keyFeatures } from './key/index.ts';
export { openPitch, type PitchListener } from './pitch/index.ts';
export { fluxDrums } from './rhythm/index.ts';
export { LISTEN_RATE, monoOf, readyToHear } from './sound.ts';
export { logCompress, melBank, stft } from './spectrum.ts';
export { type HeardStem, hearStems, mixOf } from './stems.ts';
export * from './types.ts';
