/** What a track can be taken for, and how evidence counts. */
import { DRUMS, type Drum, type Part } from './score.ts';

/** What a track of a MIDI file can be taken for. */
export const TRACK_PARTS = ['drums', 'bass', 'chords', 'melody', 'leave-out'] as const;
export type TrackPart = Part | 'leave-out';

/** What a pad can be taken for. */
export const PAD_DRUMS = [...DRUMS, 'leave-out'] as const;
export type PadDrum = Drum | 'leave-out';

/** Points for parts, as logarithms of odds. */
export type Points = Readonly<Partial<Record<TrackPart, number>>>;
