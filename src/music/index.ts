/**
 * Music as data: the score, its grid and harmony, MIDI in and out, statistics. Everything here is pure: no
 * input or output, no clock, and no randomness but the `Random` that is handed in.
 */
export * from './check.ts';
export * from './chord.ts';
export * from './edit.ts';
export * from './file-name.ts';
export * from './grid.ts';
export * from './key.ts';
export { estimateKey } from './key-estimate.ts';
export type { KeyReading } from './key-words.ts';
export { median, upperMedian } from './median.ts';
export { isMidi } from './midi-file.ts';
export { drumOfPad } from './midi-general.ts';
export { isByMap, type Pad } from './midi-pads.ts';
export { type MidiReading, type MidiReadOptions, readMidi, readMidiTogether } from './midi-read.ts';
export { LEAST_SURE, type TrackCorrections, type TrackReading } from './midi-tracks.ts';
export { type MidiOptions, writeMidi } from './midi-write.ts';
export { factsOfName, type NameFacts } from './name-facts.ts';
export * from './originality.ts';
export { PAD_DRUMS, type PadDrum, TRACK_PARTS, type TrackPart } from './part-points.ts';
export * from './playing.ts';
export { type Origin, type Provenance, provenanceOf } from './provenance.ts';
export * from './random.ts';
export * from './score.ts';
export { partOfName, type Song, type Stem, songsOf } from './songs.ts';
export * from './sound.ts';
export { offsetsOf, type ScoreStats, scoreStats, swingOf } from './statistics.ts';
export * from './statistics-features.ts';
export * from './statistics-measures.ts';
export * from './statistics-overlap.ts';
export * from './style.ts';
export { pickSounds, VOICES, type Voice, voiceOfPath } from './voices.ts';
