/**
 * Which chord each half bar is. Every root is judged alike, with what is heard turned so that the root comes first;
 * so what is learned in one key is known in all.
 */
import { CHORD_QUALITIES, type ChordQuality, chordPitchClasses } from '../../music/index.ts';
import type { HeardNote } from '../types.ts';
import { chromaOf, type Evidence, toMost } from './evidence.ts';
import type { Span } from './half-bars.ts';
import { type Head, logits, softmax } from './head.ts';

export interface HeardChord {
  /** Onset in seconds. */
  readonly time: number;
  /** Seconds. */
  readonly duration: number;
  /** Pitch class. */
  readonly root: number;
  readonly quality: ChordQuality;
  /** 0–1: how likely the root is right. */
  readonly confidence: number;
}

/** Pitch classes of the span, of its bass, of its neighbours, of the whole and of four bars away, from a root on. */
export const ROOT_INPUTS = 60;
/** Half bars after which harmony is most often heard again. */
const AGAIN = 8;

/** What the root of each span is judged by: 12 rows, one for each root, of `ROOT_INPUTS`. */
export function rootInputs(
  evidence: readonly Evidence[],
  bass: readonly HeardNote[],
  spans: readonly Span[],
): Float32Array[][] {
  const chromas = evidence.map(chromaOf);
  const whole = new Float32Array(12);
  for (const chroma of chromas) for (let pc = 0; pc < 12; pc++) whole[pc]! += chroma[pc]!;
  const song = toMost(whole);
  return spans.map((span, i) => {
    const own = chromas[i]!;
    const low = bassChroma(bass, span);
    const next = meanOf([chromas[i - 1], chromas[i + 1]]);
    const again = meanOf([chromas[i - AGAIN], chromas[i + AGAIN]]);
    return Array.from({ length: 12 }, (_, root) => {
      const row = new Float32Array(ROOT_INPUTS);
      for (let step = 0; step < 12; step++) {
        const pc = (root + step) % 12;
        row[step] = own[pc]!;
        row[12 + step] = low[pc]!;
        row[24 + step] = next[pc]!;
        row[36 + step] = song[pc]!;
        row[48 + step] = again[pc]!;
      }
      return row;
    });
  });
}

/** The mean of the chromas that are there. */
function meanOf(chromas: readonly (Float32Array | undefined)[]): Float32Array {
  const there = chromas.filter((chroma) => chroma !== undefined);
  return Float32Array.from(
    { length: 12 },
    (_, pc) => there.reduce((sum, chroma) => sum + chroma[pc]!, 0) / Math.max(1, there.length),
  );
}

/** Share of a span that each pitch class is the bass's. */
function bassChroma(bass: readonly HeardNote[], { from, to }: Span): Float32Array {
  const chroma = new Float32Array(12);
  for (const { time, duration, pitch, glide } of bass) {
    const turn = glide ? Math.min(time + duration, glide.time) : time + duration;
    chroma[pitch % 12]! += overlap(time, turn, from, to) / (to - from);
    if (glide) chroma[glide.pitch % 12]! += overlap(turn, time + duration, from, to) / (to - from);
  }
  return chroma;
}

export function overlap(from: number, to: number, first: number, last: number): number {
  return Math.max(0, Math.min(to, last) - Math.max(from, first));
}

/** Below this a key is not heard: the network is never quite sure of silence. */
const AUDIBLE = 0.25;

/** The chord of each span, as long as anything sounds in it. */
export function harmonyOf(
  evidence: readonly Evidence[],
  bass: readonly HeardNote[],
  spans: readonly Span[],
  head: Head,
): (HeardChord | undefined)[] {
  const inputs = rootInputs(evidence, bass, spans);
  return spans.map(({ from, to }, i) => {
    const rows = inputs[i]!;
    const hasBass = rows[0]!.subarray(12, 24).some((value) => value > 0);
    if (!hasBass && evidence[i]!.most.every((value) => value < AUDIBLE)) return undefined;
    const likely = softmax(rows.map((row) => logits(head, row)[0]!));
    const root = likely.indexOf(Math.max(...likely));
    const quality = qualityOf(rows[root]!.subarray(0, 12));
    return { time: from, duration: to - from, root, quality, confidence: likely[root]! };
  });
}

/** What a chord's own pitch classes count for against those that are not its. */
const FOREIGN = 0.6;
/** Keeps small chords from being taken for the large ones that contain them. */
const SIZE_COST = 0.25;

/** The quality that a root's chroma fits best. */
function qualityOf(chroma: Float32Array): ChordQuality {
  let best: ChordQuality = '';
  let highest = Number.NEGATIVE_INFINITY;
  for (const quality of Object.keys(CHORD_QUALITIES) as ChordQuality[]) {
    const own = new Set(chordPitchClasses(0, quality));
    let fit = -SIZE_COST * own.size;
    for (let pc = 1; pc < 12; pc++) fit += own.has(pc) ? chroma[pc]! : -FOREIGN * chroma[pc]!;
    if (fit > highest) {
      highest = fit;
      best = quality;
    }
  }
  return best;
}
