/**
 * Which tempo, which downbeat, which style: strikes as a Poisson process whose rate depends on the place in the bar.
 *
 * Every hypothesis (tempo, phase, style) says how often each lane strikes at each instant, so that all explain the
 * same seconds and compare fairly, whatever their tempo: a half-time snare on 3 at 140 and a backbeat at 70 strike
 * at the same instants, and what kick, hats and the styles' usual tempi say decides between them.
 */
import type { Style } from '../../music/index.ts';
import { BINS, LANES, type Lane, STYLE_RHYTHMS, type StyleRhythm, tempoPrior } from './book.ts';
import type { Strike } from './tempo.ts';

export type Strikes = Readonly<Record<Lane, readonly Strike[]>>;

export interface Hypothesis {
  readonly bpm: number;
  /** Where some bar begins, in seconds, within the first bar's length. */
  readonly start: number;
  readonly rhythm: StyleRhythm;
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
/** How much likelier a style is when it was named. */
const NAMED = 8;

/** The best phase for each tempo and style, best first. */
export function hypotheses(
  strikes: Strikes,
  seconds: number,
  tempi: readonly number[],
  { style }: BarOptions = {},
): Hypothesis[] {
  const weight = Math.min(1, INDEPENDENT / seconds);
  return tempi
    .flatMap((bpm) => {
      const folded = fold(strikes, bpm);
      return STYLE_RHYTHMS.map((rhythm): Hypothesis => {
        const { bin, fit } = bestPhase(folded, rhythm, bpm, seconds);
        const prior =
          Math.log(rhythm.share * tempoPrior(rhythm, bpm)) + (rhythm.name === style ? Math.log(NAMED) : 0);
        return { bpm, start: (bin * 240) / bpm / BINS, rhythm, worth: weight * fit + prior };
      });
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

function bestPhase(
  folded: Readonly<Record<Lane, Float64Array>>,
  rhythm: StyleRhythm,
  bpm: number,
  seconds: number,
): { bin: number; fit: number } {
  const rates = ratesOf(rhythm, bpm);
  let expected = 0;
  const fits = new Float64Array(BINS);
  for (const lane of LANES) {
    const rate = rates[lane];
    let mean = 0;
    for (const value of rate) mean += value / BINS;
    const strikes = folded[lane];
    if (strikes.every((count) => count === 0)) continue;
    expected += TRUST[lane] * mean * seconds;
    const logs = rate.map(Math.log);
    for (let place = 0; place < BINS; place++) {
      const count = strikes[place]!;
      if (count === 0) continue;
      for (let bin = 0; bin < BINS; bin++) fits[bin]! += count * logs[(place - bin + BINS) % BINS]!;
    }
  }
  let best = 0;
  for (let bin = 1; bin < BINS; bin++) if (fits[bin]! > fits[best]!) best = bin;
  return { bin: best, fit: fits[best]! - expected };
}

/** Strikes a second of every lane at every place, at a tempo. */
function ratesOf(rhythm: StyleRhythm, bpm: number): Record<Lane, Float64Array> {
  const binSeconds = 240 / bpm / BINS;
  const smoothed = perLane((lane) => smooth(rhythm.lanes[lane], binSeconds));
  return perLane((lane) =>
    smoothed[lane].map((own, place) => {
      let others = 0;
      for (const other of LANES) if (other !== lane) others += smoothed[other][place]!;
      return STRAY + (own + CROSSTALK * others) / binSeconds;
    }),
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
