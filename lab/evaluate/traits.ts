/** What a style is told by: numbers of a score that no request decides, tempo and key aside. */
import {
  DRUMS,
  featuresOf,
  type Note,
  PARTS,
  polyphony,
  type Score,
  STEPS_PER_BAR,
  scoreStats,
} from '../../src/music/index.ts';

/** Traits of a score, as many for every score. Times are in ms or 16ths, pitch classes counted from the tonic. */
export function traitsOf(score: Score): number[] {
  const stats = scoreStats(score);
  const features = featuresOf(score);
  const { tonic } = score.key;
  const classes = stats.pitchClasses.map((_, above) => stats.pitchClasses[(tonic + above) % 12]!);
  return [
    ...DRUMS.flatMap((drum) => stats.drumPattern[drum]),
    ...PARTS.flatMap((part) => [stats.density[part], stats.syncopation[part]]),
    stats.swing ?? 50,
    ...Array.from({ length: STEPS_PER_BAR }, (_, position) => stats.offsets[position] ?? 0),
    ...classes,
    ...features.noteLengths,
    ...features.pitchRange,
    ...features.meanInterval,
    ...features.meanInterOnset,
    polyphony(score) ?? 0,
    score.bass.filter(({ glide }) => glide !== undefined).length / score.bars,
    ...[score.bass, score.melody].flatMap((line) => [meanPitch(line), meanLength(line)]),
    meanPitch(score.chords.flatMap(({ pitches }) => pitches.map((pitch) => ({ pitch })))),
    meanLength(score.chords),
  ];
}

function meanPitch(notes: readonly Pick<Note, 'pitch'>[]): number {
  return notes.reduce((sum, { pitch }) => sum + pitch, 0) / Math.max(1, notes.length);
}

function meanLength(notes: readonly Pick<Note, 'duration'>[]): number {
  return notes.reduce((sum, { duration }) => sum + duration, 0) / Math.max(1, notes.length);
}
