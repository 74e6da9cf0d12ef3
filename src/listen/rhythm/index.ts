/** Tempo, beats, downbeats, swing and pocket of a track that keeps one tempo, as rap's productions do. */
import type { Style } from '../../music/index.ts';
import { DRUM_VOICES, type Expectation, type HeardHit, type Rhythm } from '../types.ts';
import { hypotheses } from './bar.ts';
import type { Lane } from './book.ts';
import { expectationOf } from './expectation.ts';
import { beatsOf, fitGrid, pocketOf, swingOf } from './grid.ts';
import { surenessOf } from './sureness.ts';
import { type Strike, type Strikes, steadiness, tempoCandidates } from './tempo.ts';

export { fluxDrums } from './flux.ts';
export { isInThree } from './meter.ts';
export { rhythmOfNotes } from './notes.ts';
export type { Strike } from './tempo.ts';

export interface RhythmEvidence {
  readonly seconds: number;
  /** Sorted by time. */
  readonly hits: readonly HeardHit[];
  /** Onsets of the bass and changes of harmony, where they are known. */
  readonly bass?: readonly Strike[];
  readonly changes?: readonly Strike[];
}

export interface RhythmOptions {
  /** The style that the artist says it is. */
  readonly style?: Style;
  /** The tempo that a person says it has; what is heard is then looked for within 4 % of it. */
  readonly bpm?: number;
}

/** Drums count as playing this long before and after a kick or snare, in seconds. */
const PLAYING = 2;

/** A tempo must be kept this steadily, and so much more than chance would have it. */
const STEADY = 0.3;
const BEYOND_CHANCE = 1.5;

/** What a person says is sure. */
const TOLD = { bpmConfidence: 1, octaveConfidence: 1 } as const;

/** A rhythm, and what may be expected to be struck when. */
export interface Beat {
  readonly rhythm: Rhythm;
  readonly expected: Expectation;
}

/** The beat of strikes; undefined if they keep no tempo. */
export function beatIn(evidence: RhythmEvidence, options: RhythmOptions = {}): Beat | undefined {
  const { seconds, hits } = evidence;
  const { inPlay, playing } = playingPart(evidence);
  const all = DRUM_VOICES.flatMap((lane) => inPlay[lane]).sort((a, b) => a.time - b.time);
  const tempi = tempoCandidates(all, seconds, options.bpm);
  const ranked = hypotheses(inPlay, playing, tempi, options);
  const [best] = ranked;
  if (best === undefined) return undefined;
  const chance = Math.sqrt(8 / all.length);
  if (steadiness(all, best.bpm) < Math.max(STEADY, Math.min(0.9, BEYOND_CHANCE * chance))) return undefined;
  const grid = fitGrid(hits, best);
  const { beats, downbeats } = beatsOf(grid, seconds);
  const swing = swingOf(hits, grid);
  const rhythm = {
    bpm: Math.round(100 * grid.bpm) / 100,
    ...(options.bpm === undefined ? surenessOf(ranked) : TOLD),
    beats,
    downbeats,
    swing,
    pocketMs: pocketOf(hits, grid),
  };
  return { rhythm, expected: expectationOf(ranked, grid) };
}

/** The strikes while the beat plays, and for how long it does: what is silent by arrangement is no evidence. */
function playingPart({ seconds, hits, bass = [], changes = [] }: RhythmEvidence) {
  const beat = hits.filter(({ voice }) => voice === 'kick' || voice === 'snare').map(({ time }) => time);
  const spans: [number, number][] = [];
  for (const time of beat) {
    const last = spans.at(-1);
    const end = Math.min(seconds, time + PLAYING);
    if (last !== undefined && time - PLAYING <= last[1]) last[1] = end;
    else spans.push([Math.max(0, time - PLAYING), end]);
  }
  if (spans.length === 0) spans.push([0, seconds]);
  const isPlaying = (time: number) => spans.some(([from, to]) => time >= from && time <= to);
  const lanes: Record<Lane, Strike[]> = {
    kick: [],
    snare: [],
    closedHat: [],
    openHat: [],
    percussion: [],
    bass: bass.filter(({ time }) => isPlaying(time)),
    // Harmony tells of bars where no drums play, too.
    change: [...changes],
  };
  // What is doubtful counts less than in proportion, and all together as much as before.
  const total = hits.reduce((sum, { confidence }) => sum + confidence, 0);
  const squares = hits.reduce((sum, { confidence }) => sum + confidence ** 2, 0);
  for (const { time, voice, confidence } of hits) {
    if (isPlaying(time)) lanes[voice].push({ time, weight: (confidence ** 2 * total) / squares });
  }
  const inPlay: Strikes = lanes;
  return { inPlay, playing: spans.reduce((sum, [from, to]) => sum + to - from, 0) };
}
