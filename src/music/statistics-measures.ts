/**
 * Measures of symbolic music as the field publishes them, so that figures can be set beside others'. The
 * definitions are those of MusPy (Dong, Chen, McAuley, Berg-Kirkpatrick, "MusPy: A Toolkit for Symbolic
 * Music Generation", ISMIR 2020) and MusDr (Wu and Yang, "The Jazz Transformer on the Front Line", ISMIR
 * 2020), on the grid of 16ths. Each is undefined where it has no meaning, such as entropy without notes.
 */
import { stepInBar, stepOf } from './grid.ts';
import { isInKey } from './key.ts';
import { type Key, PARTS, type Part, type Score, STEPS_PER_BAR, TICKS_PER_BAR } from './score.ts';
import { onsetsOf, pitchClassCounts, pitchesOf, shares } from './statistics.ts';

/**
 * Groove consistency, 0–1: one less the mean share of 16ths at which the onsets of neighbouring bars differ
 * (MusPy; MusDr's grooving pattern similarity, there over all pairs of bars). Undefined in a single bar.
 *
 * @param parts whose onsets count together; all four unless told.
 */
export function grooveConsistency(score: Score, parts: readonly Part[] = PARTS): number | undefined {
  if (score.bars < 2) return undefined;
  const bars = onsetGrid(score, parts);
  let differences = 0;
  for (let bar = 1; bar < bars.length; bar++) {
    for (let step = 0; step < STEPS_PER_BAR; step++)
      if (bars[bar]![step] !== bars[bar - 1]![step]) differences++;
  }
  return 1 - differences / (STEPS_PER_BAR * (score.bars - 1));
}

/** Whether something begins at each 16th of each bar; what is early for the loop's end is at its start. */
function onsetGrid(score: Score, parts: readonly Part[]): boolean[][] {
  const bars = Array.from({ length: score.bars }, () => new Array<boolean>(STEPS_PER_BAR).fill(false));
  for (const tick of parts.flatMap((part) => onsetsOf(score, part))) {
    const { step } = stepOf(tick);
    bars[Math.floor(step / STEPS_PER_BAR) % score.bars]![stepInBar(step)] = true;
  }
  return bars;
}

/** Entropy of the pitch classes of all notes in bits, 0 to log2 12 = 3.58 (MusPy). */
export function pitchClassEntropy(score: Pick<Score, 'bass' | 'chords' | 'melody'>): number | undefined {
  const counts = pitchClassCounts(score);
  if (counts.every((count) => count === 0)) return undefined;
  return shares(counts).reduce((bits, share) => (share > 0 ? bits - share * Math.log2(share) : bits), 0);
}

/** Scale consistency, 0–1: the share of notes in the major or natural minor scale that has most (MusPy). */
export function scaleConsistency(score: Pick<Score, 'bass' | 'chords' | 'melody'>): number | undefined {
  const pitches = pitchesOf(score);
  if (pitches.length === 0) return undefined;
  // Every natural minor scale has the notes of a major one.
  const tonics = Array.from({ length: 12 }, (_, tonic) => tonic);
  return Math.max(...tonics.map((tonic) => shareInKey(pitches, { tonic, mode: 'major' })));
}

/** The share of notes in the scale of the score's own key, 0–1 (MusPy's pitch-in-scale rate). */
export function pitchInScaleRate(
  score: Pick<Score, 'key' | 'bass' | 'chords' | 'melody'>,
): number | undefined {
  const pitches = pitchesOf(score);
  return pitches.length === 0 ? undefined : shareInKey(pitches, score.key);
}

function shareInKey(pitches: readonly number[], key: Key): number {
  return pitches.filter((pitch) => isInKey(pitch, key)).length / pitches.length;
}

/** The share of 16ths on which at least one drum is struck, 0–1. */
export function drumPatternDensity(score: Score): number {
  return onsetGrid(score, ['drums']).flat().filter(Boolean).length / (score.bars * STEPS_PER_BAR);
}

/**
 * The share of bars in which nothing sounds, 0–1 (MusPy's empty-measure rate).
 *
 * @param parts which to listen to; all four unless told.
 */
export function emptyBarRate(score: Score, parts: readonly Part[] = PARTS): number {
  const sounding = new Set<number>();
  for (const part of parts) {
    for (const event of score[part]) {
      const last = 'duration' in event ? event.tick + event.duration - 1 : event.tick;
      for (let bar = Math.floor(event.tick / TICKS_PER_BAR); bar * TICKS_PER_BAR <= last; bar++)
        sounding.add(bar);
    }
  }
  return 1 - sounding.size / score.bars;
}

/** How many different pitches sound at once, averaged over the time in which any does (MusPy). */
export function polyphony(score: Pick<Score, 'bass' | 'chords' | 'melody'>): number | undefined {
  const edges: [tick: number, pitch: number, change: 1 | -1][] = [];
  const add = (pitch: number, { tick, duration }: { tick: number; duration: number }) =>
    edges.push([tick, pitch, 1], [tick + duration, pitch, -1]);
  for (const note of [...score.bass, ...score.melody]) add(note.pitch, note);
  for (const chord of score.chords) for (const pitch of chord.pitches) add(pitch, chord);
  edges.sort((a, b) => a[0] - b[0]);
  const voices = new Map<number, number>();
  let pitchTime = 0;
  let time = 0;
  for (const [i, [tick, pitch, change]] of edges.entries()) {
    const count = (voices.get(pitch) ?? 0) + change;
    if (count > 0) voices.set(pitch, count);
    else voices.delete(pitch);
    const span = (edges[i + 1]?.[0] ?? tick) - tick;
    pitchTime += span * voices.size;
    if (voices.size > 0) time += span;
  }
  return time > 0 ? pitchTime / time : undefined;
}
