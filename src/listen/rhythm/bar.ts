/**
 * Which tempo, which downbeat, which style: strikes as a Poisson process whose rate depends on the place in the bar.
 *
 * Every hypothesis (tempo, phase, and a style or what a drummer may play) says how often each lane strikes at each
 * instant, so that all explain the same seconds and compare fairly, whatever their tempo: a half-time snare on 3 at 140
 * and a backbeat at 70 strike at the same instants, and what kick, hats and the usual tempi say decides between them.
 */
import type { Style } from '../../music/index.ts';
import {
  type Bar,
  BINS,
  DRUMMER_BEATS,
  DRUMMER_TIMES,
  LANES,
  type Lane,
  STYLE_RHYTHMS,
  TIME_LANES,
  tempoPrior,
} from './book.ts';
import { nameability, styleShare } from './naming.ts';
import { repetition } from './repeats.ts';
import { TEMPER } from './sureness.ts';
import type { Strikes } from './tempo.ts';

export interface Hypothesis {
  readonly bpm: number;
  /** Where some bar begins, in seconds, within the first bar's length. */
  readonly start: number;
  /** What is played in it. */
  readonly bar: Bar;
  /** Logarithm of the posterior, up to a constant. */
  readonly worth: number;
}

export interface BarOptions {
  /** The style that the artist says it is; others stay possible. */
  readonly style?: Style;
}

/** Spread of strikes about their place, in seconds: that of most, and that of the rest. */
const TIGHT = 0.009;
const LOOSE = 0.03;
const LOOSE_SHARE = 0.25;
/** Strikes a second of any lane that belong to no place. */
const STRAY = 0.25;
/** Share of the other lanes' strikes that is mistaken for a lane's own. */
const CROSSTALK = 0.04;
/** How much each lane's evidence counts. */
const TRUST: Readonly<Record<Lane, number>> = {
  kick: 1,
  snare: 1,
  closedHat: 0.5,
  openHat: 0.3,
  percussion: 0.15,
  bass: 0.5,
  change: 2,
};
/** Loops repeat, and a repeat is no new evidence: more seconds than these count no more. */
const INDEPENDENT = 20;
/** What it is worth if every kick and snare comes again bars later. */
const REPEATING = 15;
/** How much likelier a style is when it was named. */
const NAMED = 8;

const BEAT_LANES = LANES.filter((lane) => !TIME_LANES.includes(lane));
/** What drummers may play: each beat under each way of keeping time. */
const DRUMMERS = DRUMMER_BEATS.flatMap((beat, b) =>
  DRUMMER_TIMES.map((time, t) => ({ beat, b, time, t, bar: { ...beat.bar, ...time.bar } })),
);

/** The best phase for each tempo and all that may be played, best first. */
export function hypotheses(
  strikes: Strikes,
  seconds: number,
  tempi: readonly number[],
  { style }: BarOptions = {},
): Hypothesis[] {
  const weight = Math.min(1, INDEPENDENT / seconds);
  return tempi
    .flatMap((bpm) => {
      const again = REPEATING * repetition(strikes, bpm);
      const folded = fold(strikes, bpm);
      const fitsOf = (bar: Bar, lanes: readonly Lane[]) => fits(folded, bar, lanes, bpm, seconds);
      // Custom is no evidence of many parts that depend on each other, so it counts in full.
      const hypothesis = (bar: Bar, { bin, fit }: Phase, prior: number, custom: number): Hypothesis => ({
        bpm,
        start: (bin * 240) / bpm / BINS,
        bar,
        worth: weight * fit + again + Math.log(prior) + TEMPER * Math.log(custom * nameability(bpm)),
      });
      const styles = STYLE_RHYTHMS.map((rhythm) => {
        const custom = styleShare(rhythm.name) * (rhythm.name === style ? NAMED : 1);
        const prior = rhythm.share * tempoPrior(rhythm, bpm);
        return hypothesis(rhythm.bar, bestPhase(fitsOf(rhythm.bar, LANES)), prior, custom);
      });
      const [beats, times] = [
        DRUMMER_BEATS.map((beat) => fitsOf(beat.bar, BEAT_LANES)),
        DRUMMER_TIMES.map((time) => fitsOf(time.bar, TIME_LANES)),
      ];
      const drummers = DRUMMERS.map(({ beat, b, time, t, bar }) => {
        const prior = beat.share * time.share * tempoPrior(beat, bpm) * tempoPrior(time, bpm);
        return hypothesis(bar, bestPhase(beats[b]!, times[t]!), prior, 1);
      });
      return [...styles, ...drummers];
    })
    .sort((a, b) => b.worth - a.worth);
}

/** Strikes by their place in a bar that begins at 0. */
function fold(strikes: Strikes, bpm: number): Record<Lane, Float64Array> {
  return perLane((lane) => {
    const bins = new Float64Array(BINS);
    for (const { time, weight } of strikes[lane]) {
      const place = (((time * bpm) / 240) % 1) * BINS;
      bins[Math.floor(place) % BINS]! += weight * TRUST[lane];
    }
    return bins;
  });
}

/** How well a bar explains the strikes in some lanes, for each place that it may begin at. */
function fits(
  folded: Readonly<Record<Lane, Float64Array>>,
  bar: Bar,
  lanes: readonly Lane[],
  bpm: number,
  seconds: number,
): Float64Array {
  const rates = ratesOf(bar, lanes, bpm);
  let expected = 0;
  const worth = new Float64Array(BINS);
  for (const [i, lane] of lanes.entries()) {
    const rate = rates[i]!;
    const strikes = folded[lane];
    if (strikes.every((count) => count === 0)) continue;
    let mean = 0;
    for (const value of rate) mean += value / BINS;
    expected += TRUST[lane] * mean * seconds;
    // Twice in a row, so that no place of a later bar has to be brought back into the first.
    const logs = new Float64Array(2 * BINS);
    for (let place = 0; place < BINS; place++) logs[place] = logs[place + BINS] = Math.log(rate[place]!);
    for (let place = 0; place < BINS; place++) {
      const count = strikes[place]!;
      if (count === 0) continue;
      for (let bin = 0; bin < BINS; bin++) worth[bin]! += count * logs[place - bin + BINS]!;
    }
  }
  return worth.map((value) => value - expected);
}

interface Phase {
  readonly bin: number;
  readonly fit: number;
}

/** Where the bar begins, by one or two layers together. */
function bestPhase(one: Float64Array, other?: Float64Array): Phase {
  let [bin, fit] = [0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < BINS; i++) {
    const here = one[i]! + (other?.[i] ?? 0);
    if (here > fit) [bin, fit] = [i, here];
  }
  return { bin, fit };
}

/** Strikes a second at every place, at a tempo: lane by lane. */
function ratesOf(bar: Bar, lanes: readonly Lane[], bpm: number): Float64Array[] {
  const binSeconds = 240 / bpm / BINS;
  const smoothed = lanes.map((lane) => smooth(bar[lane] ?? new Float64Array(BINS), binSeconds));
  const all = new Float64Array(BINS);
  for (const rate of smoothed) for (let place = 0; place < BINS; place++) all[place]! += rate[place]!;
  return smoothed.map((rate) =>
    rate.map((own, place) => STRAY + (own + CROSSTALK * (all[place]! - own)) / binSeconds),
  );
}

/** Strikes a bar at each place, spread as far as strikes are from where they belong. */
export function smooth(counts: Float64Array, binSeconds: number): Float64Array {
  const reach = Math.min(BINS / 2 - 1, Math.ceil((2.5 * LOOSE) / binSeconds));
  const kernel = new Float64Array(2 * reach + 1);
  for (const [spread, share] of [
    [TIGHT, 1 - LOOSE_SHARE],
    [LOOSE, LOOSE_SHARE],
  ] as const) {
    const bell = Float64Array.from(kernel, (_, i) =>
      Math.exp(-0.5 * (((i - reach) * binSeconds) / spread) ** 2),
    );
    const sum = bell.reduce((total, value) => total + value, 0);
    for (let i = 0; i < kernel.length; i++) kernel[i]! += (share * bell[i]!) / sum;
  }
  const out = new Float64Array(BINS);
  for (let place = 0; place < BINS; place++) {
    const count = counts[place]!;
    if (count === 0) continue;
    for (let i = 0; i < kernel.length; i++) out[(place + i - reach + BINS) % BINS]! += count * kernel[i]!;
  }
  return out;
}

function perLane(value: (lane: Lane) => Float64Array): Record<Lane, Float64Array> {
  return Object.fromEntries(LANES.map((lane) => [lane, value(lane)])) as Record<Lane, Float64Array>;
}
