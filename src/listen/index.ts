/**
 * Sound to score: what is played when, in which tempo and key, and which passages a track lives on. Everything here
 * takes one channel at `LISTEN_RATE` and says how sure it is.
 */
export type { DrumExample, TrueStroke } from './drums/example.ts';
export { FRAME_RATE, featuresOf, levelOf, VALUES } from './drums/features.ts';
export { voiceOf } from './drums/voices.ts';
export { LISTEN_RATE, monoOf } from './sound.ts';
export * from './types.ts';
