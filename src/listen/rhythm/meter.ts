/** Whether beats come in threes: in a waltz each is like the third after it and unlike the second and the fourth. */
import type { DrumVoice, HeardHit, Rhythm } from '../types.ts';

/** The voices that a bar is known by; hats go on whatever the meter. */
const VOICES: readonly DrumVoice[] = ['kick', 'snare', 'openHat'];
/** Places that a beat is cut into. */
const PLACES = 4;
/** How alike beats must be that are a waltz's bar apart, and how much more so than others. */
const ALIKE = 0.8;
const BEYOND = 0.3;
const FEWEST_BEATS = 16;

/** By the tempo that was heard, or by half of it. */
export function isInThree(hits: readonly HeardHit[], { beats, bpm }: Rhythm): boolean {
  const [first] = beats;
  if (first === undefined || beats.length < FEWEST_BEATS) return false;
  const played = beats.map(() => new Float64Array(VOICES.length * PLACES));
  for (const { time, voice, confidence } of hits) {
    const lane = VOICES.indexOf(voice);
    if (lane < 0) continue;
    const place = Math.round(((time - first) * bpm * PLACES) / 60);
    const beat = played[Math.floor(place / PLACES)];
    if (beat !== undefined) beat[lane * PLACES + (place % PLACES)]! += confidence;
  }
  const alike = (lag: number) => likeness(played, lag);
  const isSo = (three: number, others: readonly number[]) =>
    alike(three) > ALIKE && alike(three) > Math.max(...others.map(alike)) + BEYOND;
  return isSo(3, [1, 2, 4]) || isSo(6, [2, 4, 8]);
}

/** The mean cosine of beats and those so many later, of those in which anything is played. */
function likeness(beats: readonly Float64Array[], lag: number): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i + lag < beats.length; i++) {
    const [one, other] = [beats[i]!, beats[i + lag]!];
    const lengths = Math.hypot(...one) * Math.hypot(...other);
    if (Math.hypot(...one) + Math.hypot(...other) === 0) continue;
    count += 1;
    sum += lengths === 0 ? 0 : one.reduce((dot, x, k) => dot + x * other[k]!, 0) / lengths;
  }
  return count === 0 ? 0 : sum / count;
}
