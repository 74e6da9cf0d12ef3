/** Training the networks that hear drums: examples, batches, the trainer, thresholds, and several joined as one. */
export { type Calibrated, calibrate } from './calibrate.ts';
export { joinDrums, type TrainedDrums } from './ensemble.ts';
export { type DrumExample, type Excerpts, excerptsOf, type TrueStroke } from './example.ts';
export { matchTimes } from './matching.ts';
export {
  type DrumFacts,
  type DrumMember,
  type DrumProgress,
  type TrainDrumsOptions,
  trainDrums,
} from './train.ts';
