/** Where in its bar a moment lies, and when the same place of another bar is: music repeats by the bar. */
import type { Grid } from './half-bars.ts';

export interface BarClock {
  /** Bars from the first downbeat to a time in seconds, with their fraction. */
  barAt(time: number): number;
  /** The inverse. */
  timeAt(bar: number): number;
}

/** Seconds of a bar where nothing tells. */
const UNKNOWN = 2;

/** Between downbeats time runs evenly, and beyond them as in the bar next to them. */
export function barClock({ beats, downbeats }: Grid): BarClock {
  const first = downbeats[0] ?? beats[0] ?? 0;
  const beat = beats.length > 1 ? (beats.at(-1)! - beats[0]!) / (beats.length - 1) : UNKNOWN / 4;
  const edges = downbeats.length > 1 ? downbeats : [first, first + 4 * beat];
  const last = edges.length - 2;
  return {
    barAt(time) {
      let [low, high] = [0, last];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (edges[middle]! <= time) low = middle;
        else high = middle - 1;
      }
      return low + (time - edges[low]!) / (edges[low + 1]! - edges[low]!);
    },
    timeAt(bar) {
      const i = Math.min(last, Math.max(0, Math.floor(bar)));
      return edges[i]! + (bar - i) * (edges[i + 1]! - edges[i]!);
    },
  };
}

/** Kinds of place in a bar: its start, its middle, other beats, other 8ths, other 16ths. */
export const PLACES = 5;

export interface Place {
  /** 0 to `PLACES` − 1. */
  readonly kind: number;
  /** The nearest 16th, 0–15. */
  readonly step: number;
  /** How late the moment is for it, in 16ths: −0.5 to 0.5. */
  readonly late: number;
}

export function placeOf(bar: number): Place {
  const steps = 16 * bar;
  const nearest = Math.round(steps);
  const step = ((nearest % 16) + 16) % 16;
  const kind = step === 0 ? 0 : step === 8 ? 1 : step % 4 === 0 ? 2 : step % 2 === 0 ? 3 : 4;
  return { kind, step, late: steps - nearest };
}

/** Moments agree on how late they are if their mean direction on the circle of an 8th is longer than this. */
const AGREED = 0.5;
/** Seconds: less is feel and not a sound that is slow to rise; more is not lateness. */
const LEAST_LATE = 0.02;
const MOST_LATE = 0.1;

/**
 * How late, in seconds, most of what is played begins against the 8ths: soft sounds are heard to begin after they are
 * played. 0 if moments do not agree or are about in time.
 * @param moments in seconds, with how likely they are
 */
export function latenessOf(
  moments: readonly { readonly time: number; readonly likely: number }[],
  clock: BarClock,
): number {
  let [x, y, all] = [0, 0, 0];
  for (const { time, likely } of moments) {
    const angle = 2 * Math.PI * 8 * clock.barAt(time);
    x += likely * Math.cos(angle);
    y += likely * Math.sin(angle);
    all += likely;
  }
  if (all === 0 || Math.hypot(x, y) < AGREED * all) return 0;
  const late = ((clock.timeAt(1) - clock.timeAt(0)) / 8) * (Math.atan2(y, x) / (2 * Math.PI));
  return late >= LEAST_LATE && late <= MOST_LATE ? late : 0;
}
