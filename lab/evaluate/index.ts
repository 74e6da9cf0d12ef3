/**
 * How good a generator is, measured on music that it has not learned from: what held-out songs cost it, how what
 * it writes differs from real music, and whether it does as it is told. Every model of a run is held against the
 * same music, and every figure has beside it what real music or a plain baseline comes to.
 */

export { artistsCard } from './artists/card.ts';
export {
  ARTIST_SIZES,
  type ArtistSizes,
  type EvaluateArtistsOptions,
  evaluateArtists,
  QUICK_ARTIST_SIZES,
} from './artists/evaluate.ts';
export type { ArtistFigures, ArtistsReport, Copying, Recognition } from './artists/report.ts';
export { tableOfArtists } from './artists/table.ts';
export { openWork } from './artists/work.ts';
export { type EvaluateOptions, evaluateBase } from './base.ts';
export type { Candidate, Contestant, Wishes } from './candidate.ts';
export {
  type DrumReport,
  drumCard,
  drumTable,
  evaluateDrums,
  KITS_FOLDER,
  type PretrainDrumsProgress,
  pretrainDrums,
} from './drums/index.ts';
export { openSound } from './heard.ts';
export * from './listening/index.ts';
export type { Measure, MeasureValues } from './measures.ts';
export { baseCandidates } from './models.ts';
export { type OverlapArea, overlapArea } from './overlap.ts';
export { type Paired, pairedTest } from './paired.ts';
export { evaluatePitch, pitchCard, pitchTable, pretrainPitch } from './pitch/index.ts';
export { type Recogniser, trainRecogniser } from './recogniser.ts';
export type { BaseReport, Goal, ModelReport, RealFigures, Source, StyleFigures } from './report.ts';
export { FULL_SIZES, QUICK_SIZES, type Sizes } from './sizes.ts';
export { evaluateSound, type SoundReport } from './sound/evaluate.ts';
export { soundTable } from './sound/table.ts';
export { tableOf } from './table.ts';
export { type ArtistTakes, evaluateTakes } from './takes/evaluate.ts';
export { FAMILIES, type Family } from './takes/families.ts';
export { takesTable } from './takes/table.ts';
export { evaluateDrift } from './taste/drift.ts';
export { evaluateTaste } from './taste/evaluate.ts';
export { tasteGoals } from './taste/goals.ts';
export { tasteTable } from './taste/table.ts';
export { shuffledTiming, type TimingError, timingError } from './timing.ts';
export { type PartShares, Windows } from './verbatim.ts';
