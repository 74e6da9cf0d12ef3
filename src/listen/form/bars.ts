/** What each bar of a track sounds like, and how alike two bars are. */
import type { Chroma } from '../key/chroma.ts';
import { DRUM_VOICES, type HeardHit } from '../types.ts';

/** Cells of a bar in which drums and pitch classes are told apart. */
const DRUM_CELLS = 16;
const TONE_CELLS = 4;

/** What a bar has, aspect by aspect. */
export const ASPECTS = ['drums', 'hats', 'bass', 'tones'] as const;
export type Aspect = (typeof ASPECTS)[number];
export type Bar = Readonly<Record<Aspect, Float32Array>>;

export interface BarSpan {
  /** Seconds. */
  readonly start: number;
  readonly seconds: number;
}

/** Every bar from one downbeat to the next, the last as long as the one before it. */
export function spansOf(downbeats: readonly number[], seconds: number): BarSpan[] {
  return downbeats.flatMap((start, i) => {
    const next = downbeats[i + 1] ?? start + (start - (downbeats[i - 1] ?? start));
    return next > start && next <= seconds + 0.25 ? [{ start, seconds: next - start }] : [];
  });
}

export function barsOf(spans: readonly BarSpan[], hits: readonly HeardHit[], chroma: Chroma): Bar[] {
  const bars = spans.map(({ start, seconds }): Bar => {
    const tones = new Float32Array(12 * TONE_CELLS);
    const bass = new Float32Array(12 * TONE_CELLS);
    for (let cell = 0; cell < TONE_CELLS; cell++) {
      const from = Math.round((start + (cell * seconds) / TONE_CELLS) * chroma.rate);
      const to = Math.round((start + ((cell + 1) * seconds) / TONE_CELLS) * chroma.rate);
      for (let frame = Math.max(0, from); frame < Math.min(chroma.frames, to); frame++) {
        for (let pitch = 0; pitch < 12; pitch++) {
          tones[12 * cell + pitch]! += chroma.treble[12 * frame + pitch]! / (to - from);
          bass[12 * cell + pitch]! += chroma.bass[12 * frame + pitch]! / (to - from);
        }
      }
    }
    return { drums: new Float32Array(2 * DRUM_CELLS), hats: new Float32Array(3 * DRUM_CELLS), bass, tones };
  });
  let bar = 0;
  for (const { time, voice, confidence } of hits) {
    while (bar + 1 < spans.length && time >= spans[bar + 1]!.start) bar++;
    const span = spans[bar];
    if (span === undefined || time < span.start || time >= span.start + span.seconds) continue;
    const cell = Math.min(
      DRUM_CELLS - 1,
      Math.floor(((time - span.start) / span.seconds) * DRUM_CELLS + 0.35),
    );
    const lane = DRUM_VOICES.indexOf(voice);
    const [aspect, row] = lane < 2 ? (['drums', lane] as const) : (['hats', lane - 2] as const);
    bars[bar]![aspect][row * DRUM_CELLS + cell]! += confidence;
  }
  return bars;
}

/** Energy of an aspect below this share of the loudest bar's counts as silence. */
const SILENT = 0.1;

export interface Likeness {
  /** 0–1: the mean, over what either bar has, of the cosine similarity. */
  readonly of: (a: number, b: number) => number;
  /** Which aspects a bar has. */
  readonly has: readonly (readonly Aspect[])[];
}

export function likenessOf(bars: readonly Bar[]): Likeness {
  const norms = ASPECTS.map((aspect) => bars.map((bar) => Math.hypot(...bar[aspect])));
  const loudest = norms.map((values) => values.reduce((most, value) => Math.max(most, value), 0));
  const sounds = (aspect: number, bar: number) =>
    loudest[aspect]! > 0 && norms[aspect]![bar]! > SILENT * loudest[aspect]!;
  const known = new Float32Array(bars.length ** 2).fill(-1);
  const compare = (a: number, b: number) => {
    let sum = 0;
    let aspects = 0;
    for (const [i, aspect] of ASPECTS.entries()) {
      const [inA, inB] = [sounds(i, a), sounds(i, b)];
      if (!inA && !inB) continue;
      aspects++;
      if (inA && inB) sum += dot(bars[a]![aspect], bars[b]![aspect]) / (norms[i]![a]! * norms[i]![b]!);
    }
    return aspects === 0 ? 1 : sum / aspects;
  };
  return {
    has: bars.map((_, bar) => ASPECTS.filter((_aspect, i) => sounds(i, bar))),
    of: (a, b) => {
      const place = Math.min(a, b) * bars.length + Math.max(a, b);
      if (known[place]! < 0) known[place] = compare(a, b);
      return known[place]!;
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
