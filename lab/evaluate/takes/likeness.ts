/** How alike scores are, aspect by aspect: of takes and references, beside references and each other. */
import { max, mean } from 'd3-array';
import type { Score } from '../../../src/music/index.ts';
import { degrees, grid, VOICES } from './judge.ts';

export const ASPECTS = ['drums', 'bass', 'bass degrees', 'chords', 'chord qualities'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Cosines, 0–1. */
export interface AspectLikeness {
  /** Of each take to the nearest reference, on the mean. */
  readonly takes: number;
  /** Of each reference to the nearest other one. */
  readonly references: number;
}

/** The aspects that all references have: drums and when bass and chords begin by the 16ths of a bar, degrees, and chords. */
export function likenesses(
  takes: readonly Score[],
  references: readonly Score[],
): Partial<Record<Aspect, AspectLikeness>> {
  const found: Partial<Record<Aspect, AspectLikeness>> = {};
  for (const aspect of ASPECTS) {
    const own = references.map(PICTURES[aspect]);
    if (own.some((picture) => length(picture) === 0)) continue;
    const nearest = (picture: readonly number[], others: readonly (readonly number[])[]) =>
      max(others, (other) => cosine(picture, other)) ?? 0;
    found[aspect] = {
      takes: mean(takes, (take) => nearest(PICTURES[aspect](take), own)) ?? 0,
      references:
        mean(own, (picture) =>
          nearest(
            picture,
            own.filter((other) => other !== picture),
          ),
        ) ?? 0,
    };
  }
  return found;
}

const PICTURES: Readonly<Record<Aspect, (score: Score) => number[]>> = {
  drums: ({ drums, bars }) =>
    VOICES.flatMap((voice) =>
      grid(
        drums.filter(({ drum }) => voice.includes(drum)),
        bars,
      ),
    ),
  bass: ({ bass, bars }) => grid(bass, bars),
  'bass degrees': (score) => degrees(score.bass, score),
  chords: ({ chords, bars }) => grid(chords, bars),
  'chord qualities': ({ chords }) => qualities(chords),
};

/** How often each interval stands above the lowest note of a chord. */
function qualities(chords: Score['chords']): number[] {
  const counts = new Array<number>(12).fill(0);
  for (const { pitches } of chords) {
    for (const pitch of pitches.slice(1)) counts[(pitch - pitches[0]!) % 12]! += 1 / chords.length;
  }
  return counts;
}

const length = (picture: readonly number[]) => Math.hypot(...picture);

/** 0 where one of both is empty. */
function cosine(a: readonly number[], b: readonly number[]): number {
  const lengths = length(a) * length(b);
  return lengths > 0 ? a.reduce((sum, x, i) => sum + x * b[i]!, 0) / lengths : 0;
}
