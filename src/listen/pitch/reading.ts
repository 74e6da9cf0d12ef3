/** What chords and melody play, read from what the networks say: each step is judged by a head of its own. */
import type { NamedTensors } from '../../engine/index.ts';
import type { HeardNote } from '../types.ts';
import { barClock } from './bar-clock.ts';
import { chordNotes } from './chords.ts';
import { evidenceOf } from './evidence.ts';
import { type Grid, halfBars } from './half-bars.ts';
import { type HeardChord, harmonyOf } from './harmony.ts';
import { type Head, headOf } from './head.ts';
import { GENEROUS, melodyNotes } from './melody.ts';
import { noteEvents } from './note-events.ts';
import type { Posteriors } from './posteriors.ts';
import { strikeCandidates, strikesOf } from './strikes.ts';
import { voicingsOf } from './voicing.ts';

/** Which root a half bar has, which keys are its chord's, when chords are struck, and whose a note is. */
export const HEADS = ['root', 'key', 'strike', 'event'] as const;
export type HeadName = (typeof HEADS)[number];
export type Heads = Readonly<Record<HeadName, Head>>;

export function headsOf(file: NamedTensors): Heads {
  return Object.fromEntries(HEADS.map((name) => [name, headOf(file, name)])) as Record<HeadName, Head>;
}

export interface Read {
  readonly chords: readonly HeardNote[];
  readonly melody: readonly HeardNote[];
  readonly harmony: readonly HeardChord[];
}

/** @param bass as it was heard */
export function read(posteriors: Posteriors, grid: Grid, bass: readonly HeardNote[], heads: Heads): Read {
  const clock = barClock(grid);
  const spans = halfBars(grid, posteriors.frames / posteriors.rate);
  const evidence = spans.map((span) => evidenceOf(posteriors, span));
  const harmony = harmonyOf(evidence, bass, spans, heads.root);
  const voicings = voicingsOf(evidence, spans, harmony, bass, heads.key);
  const strikes = strikesOf(strikeCandidates(posteriors, spans, voicings, bass, clock), heads.strike);
  const song = { posteriors, clock, spans, voicings, bass };
  return {
    chords: chordNotes(posteriors, spans, voicings, strikes),
    melody: melodyNotes(noteEvents(posteriors, GENEROUS), song, heads.event),
    harmony: harmony.filter((chord) => chord !== undefined),
  };
}
