/** What is played, read from what the networks say: each step is judged by a head of its own. */
import type { NamedTensors } from '../../engine/index.ts';
import type { HeardNote } from '../types.ts';
import { barClock } from './bar-clock.ts';
import { bassNotes } from './bass-notes.ts';
import type { BassPosteriors } from './bass-strokes.ts';
import { chordNotes } from './chords.ts';
import { GENEROUS } from './events.ts';
import { evidenceOf } from './evidence.ts';
import { type Grid, halfBars } from './half-bars.ts';
import { type HeardChord, harmonyOf } from './harmony.ts';
import { type Head, headOf } from './head.ts';
import { melodyNotes } from './melody.ts';
import { noteEvents } from './note-events.ts';
import type { Posteriors } from './posteriors.ts';
import { strikeCandidates, strikesOf } from './strikes.ts';
import { voicingsOf } from './voicing.ts';

/**
 * When the bass is struck or slides, which root a half bar has, which keys are its chord's, when chords are struck, and
 * whose a note is, at first and at second sight.
 */
export const HEADS = ['stroke', 'root', 'key', 'strike', 'event', 'tune'] as const;
export type HeadName = (typeof HEADS)[number];
export type Heads = Readonly<Record<HeadName, Head>>;

export function headsOf(file: NamedTensors): Heads {
  return Object.fromEntries(HEADS.map((name) => [name, headOf(file, name)])) as Record<HeadName, Head>;
}

/** What the networks say of a sound. */
export interface Shown {
  readonly low: BassPosteriors;
  readonly posteriors: Posteriors;
}

export interface Read {
  readonly bass: readonly HeardNote[];
  readonly chords: readonly HeardNote[];
  readonly melody: readonly HeardNote[];
  readonly harmony: readonly HeardChord[];
}

export function read({ low, posteriors }: Shown, grid: Grid, heads: Heads): Read {
  const clock = barClock(grid);
  const bass = bassNotes(low, clock, heads.stroke);
  const spans = halfBars(grid, posteriors.frames / posteriors.rate);
  const evidence = spans.map((span) => evidenceOf(posteriors, span));
  const harmony = harmonyOf(evidence, bass, spans, heads.root);
  const voicings = voicingsOf(evidence, spans, harmony, bass, heads.key);
  const strikes = strikesOf(strikeCandidates(posteriors, spans, voicings, bass, clock), heads.strike, clock);
  const song = { posteriors, clock, spans, voicings, strikes, bass };
  return {
    bass,
    chords: chordNotes(posteriors, spans, voicings, strikes),
    melody: melodyNotes(noteEvents(posteriors, GENEROUS), song, heads),
    harmony: harmony.filter((chord) => chord !== undefined),
  };
}
