/**
 * The key of a track that has no more than a bass. Its overtones sound like other pitch classes (the third is a fifth
 * above it, the fifth a major third), so what is read of it says more than all that sounds.
 */
import type { HeardKey, HeardNote } from '../types.ts';
import { FAMILIES, keyFrom, sharesOf } from './families.ts';

/** Temperley's profiles (Music Perception 17(1), 1999), the minor one with its natural seventh, as rap has it. */
const PROFILES = {
  minor: unit([5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 3.5, 2]),
  major: unit([5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4]),
};
/**
 * What a fit is worth, in nats: how long each pitch class sounds, under the profile; the tonic where a loop begins, and on
 * other downbeats; minor before all that. By songs of the grammar and basses by other hands, four in five of which this
 * names right (without where loops and bars begin, one in two).
 */
const WORTH = { whole: 0.8, beginning: 0.08, downbeat: 0.32, minor: 1.6 };
/** Seconds around a downbeat that count as it. */
const NEAR = 0.08;

/** What is heard besides a bass that has nothing beside it: a doubtful chord or two, as a share of all that is sure. */
const STRAY = 0.1;

export interface Bars {
  readonly downbeats: readonly number[];
  /** Where loops begin, in seconds. */
  readonly starts: readonly number[];
}

/** @returns undefined if there is no bass, or more than it. */
export function keyOfBass(notes: readonly HeardNote[], { downbeats, starts }: Bars): HeardKey | undefined {
  const bass = notes.filter(({ part }) => part === 'bass');
  if (bass.length === 0 || surely(bass) < (1 - STRAY) * surely(notes)) return undefined;
  const near = (times: readonly number[]) => (note: HeardNote) =>
    times.some((time) => Math.abs(note.time - time) < NEAR);
  const whole = shares(bass, ({ duration }) => duration);
  const beginning = shares(bass.filter(near(starts)));
  const downbeat = shares(bass.filter(near(downbeats)));
  const fits = FAMILIES.flatMap((family) =>
    Array.from({ length: 12 }, (_, tonic) => {
      const profile = PROFILES[family].reduce((sum, w, degree) => sum + w * whole[(tonic + degree) % 12]!, 0);
      const home = WORTH.beginning * beginning[tonic]! + WORTH.downbeat * downbeat[tonic]!;
      return { tonic, family, fit: WORTH.whole * profile + home + (family === 'minor' ? WORTH.minor : 0) };
    }),
  );
  return keyFrom(fits, whole);
}

/** Seconds that sound, as far as it is sure that they do. */
function surely(notes: readonly HeardNote[]): number {
  return notes.reduce((sum, { duration, confidence }) => sum + duration * confidence, 0);
}

function shares(notes: readonly HeardNote[], weight: (note: HeardNote) => number = () => 1): number[] {
  const sums = new Array<number>(12).fill(0);
  for (const note of notes) sums[note.pitch % 12]! += weight(note);
  return sharesOf(sums);
}

function unit(profile: readonly number[]): number[] {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
  const length = Math.hypot(...profile.map((value) => value - mean));
  return profile.map((value) => (value - mean) / length);
}
