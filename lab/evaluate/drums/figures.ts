/** How well strokes are heard. */
import { DRUM_VOICES, type DrumVoice, type HeardHit } from '../../../src/listen/index.ts';
import { upperMedian } from '../../../src/music/index.ts';
import { matchTimes, type TrueStroke } from '../../pretrain/drums/index.ts';

/** Tolerance of the F-measure, in seconds. */
const TOLERANCE = 0.03;

export interface VoiceFigures {
  readonly f: number;
  readonly precision: number;
  readonly recall: number;
  /** Strokes that are there. */
  readonly strokes: number;
  /** Of the strokes found: median of how late they are heard and of how far off, in ms. */
  readonly lateMs: number;
  readonly offMs: number;
  /** Correlation of their velocities with the true ones. */
  readonly velocity: number;
}

/** All strokes of all sounds pooled, and `mean` over the voices that occur. */
export type DrumFigures = Readonly<Record<DrumVoice, VoiceFigures>> & { readonly mean: number };

export interface HeardSound {
  readonly heard: readonly HeardHit[];
  readonly truth: readonly TrueStroke[];
}

export function drumFigures(sounds: readonly HeardSound[]): DrumFigures {
  const voices = DRUM_VOICES.map((voice) => [voice, figuresOf(voice, sounds)] as const);
  const there = voices.map(([, figures]) => figures).filter(({ strokes }) => strokes > 0);
  return {
    ...(Object.fromEntries(voices) as Record<DrumVoice, VoiceFigures>),
    mean: there.reduce((sum, { f }) => sum + f, 0) / there.length,
  };
}

function figuresOf(voice: DrumVoice, sounds: readonly HeardSound[]): VoiceFigures {
  let [found, there] = [0, 0];
  const gaps: number[] = [];
  const velocities: [number, number][] = [];
  for (const sound of sounds) {
    const heard = sound.heard.filter((hit) => hit.voice === voice);
    const truth = sound.truth.filter((stroke) => stroke.voice === voice);
    found += heard.length;
    there += truth.length;
    const { pairs } = matchTimes(
      heard.map(({ time }) => time),
      truth.map(({ time }) => time),
      TOLERANCE,
    );
    for (const [i, j] of pairs) {
      gaps.push((heard[i]!.time - truth[j]!.time) * 1000);
      velocities.push([heard[i]!.velocity, truth[j]!.velocity]);
    }
  }
  return {
    f: found + there === 0 ? 1 : (2 * gaps.length) / (found + there),
    precision: found === 0 ? 0 : gaps.length / found,
    recall: there === 0 ? 0 : gaps.length / there,
    strokes: there,
    lateMs: upperMedian(gaps) ?? 0,
    offMs: upperMedian(gaps.map(Math.abs)) ?? 0,
    velocity: correlation(velocities),
  };
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [x, y] of pairs) {
    ab += (x - a) * (y - b);
    aa += (x - a) ** 2;
    bb += (y - b) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
