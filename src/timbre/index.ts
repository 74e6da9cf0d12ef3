/**
 * Sound to timbre: what an artist's tracks sound like, measured, and put into the terms of our own kits and mixes. It is
 * numbers, and nothing of a recording is kept in them. It computes: call it on a worker thread.
 */
export { fitDrum } from './fit.ts';
export { aimOf, measureMix } from './mix.ts';
export { isStroke } from './struck.ts';
export { timbreFrom } from './timbre.ts';
export { type TrackTimbre, timbreOfTrack } from './track.ts';
