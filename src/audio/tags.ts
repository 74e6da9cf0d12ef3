/** What a sound file says of itself. */
import type { Origin } from '../music/index.ts';

/** A named place in a sound, such as the start of a verse. */
export interface Marker {
  readonly seconds: number;
  readonly label: string;
}

/** What a file says of itself, where players, DAWs and DJ software look for it. */
export interface Tags {
  readonly title?: string;
  readonly artist?: string;
  /** Tempo in quarter notes a minute. */
  readonly bpm?: number;
  /** Tonic and `m` for minor, as DJ software reads it: `Fm`, `C#`, `Bb`. */
  readonly key?: string;
  readonly comment?: string;
  /** Of a take: who wrote it. It is the comment where there is no other, and stands in fields for programs. */
  readonly origin?: Origin;
  /** Written as chapters (MP3) or cue points (WAV), in order of time. */
  readonly markers?: readonly Marker[];
}
