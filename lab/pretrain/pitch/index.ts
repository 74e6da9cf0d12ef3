/** Training what hears pitch: the bass network, and the heads that are shown the bass as that network hears it. */
export { openShowing, type PitchExample, type PitchShowing, type TrueNotes } from './example.ts';
export { type TrainedPitch, trainPitch } from './train.ts';
