/**
 * Where in a bar a voice may be expected, so that what is doubtful by its sound is decided by its place. That a model of
 * scores makes up for what a sound leaves open is from Ishizuka, Nishikimi and Yoshii, "Global Structure-Aware Drum
 * Transcription Based on Self-Attention Mechanisms", Signals, 2021; here the styles' bars are that model.
 */
import { DRUM_VOICES, type DrumVoice, type Expectation } from '../types.ts';
import { type Hypothesis, smooth } from './bar.ts';
import { BINS } from './book.ts';
import { type Grid, stepSeconds } from './grid.ts';
import { TEMPER } from './sureness.ts';

/** Hypotheses that are this much less likely than the best have no say. */
const LEAST = 1e-3;
/** Nothing is less expected than this, as a share of what is expected of a 16th on the average. */
const FLOOR = 0.05;
/** Hypotheses whose tempi differ by no more than this share, and whose bars by no more than this, are the grid's own. */
const SAME_TEMPO = 0.002;
const SAME_PLACE = 0.01;

/** What styles do at each place, each as likely as it was found to be. */
export function expectationOf(ranked: readonly Hypothesis[], grid: Grid): Expectation {
  const best = ranked[0]!;
  const likely = ranked
    .map((hypothesis) => ({ hypothesis, chance: Math.exp((hypothesis.worth - best.worth) / TEMPER) }))
    .filter(({ chance }) => chance > LEAST);
  const all = likely.reduce((sum, { chance }) => sum + chance, 0);
  const books = likely.map(({ hypothesis, chance }) => ({
    share: chance / all,
    // The grid is the best one's place, found more finely.
    ...(isSame(hypothesis, best) ? grid : hypothesis),
    rates: ratesOf(hypothesis),
  }));
  return (voice, time) => {
    let [here, mean] = [0, 0];
    for (const { share, bpm, start, rates } of books) {
      const { curve, sixteenth } = rates[voice];
      here += share * valueAt(curve, ((time - start) * bpm) / 240);
      mean += share * sixteenth;
    }
    return mean === 0 ? 0 : Math.log((here / mean + FLOOR) / (1 + FLOOR));
  };
}

interface Rates {
  /** Strokes expected at each place of the bar, 1 where there always is one. */
  readonly curve: Float64Array;
  /** What is expected of a 16th on the average. */
  readonly sixteenth: number;
}

function ratesOf({ bpm, bar }: Hypothesis): Record<DrumVoice, Rates> {
  const binSeconds = (16 * stepSeconds({ bpm })) / BINS;
  const [one] = smooth(
    Float64Array.from({ length: BINS }, (_, place) => Number(place === 0)),
    binSeconds,
  );
  return Object.fromEntries(
    DRUM_VOICES.map((voice): [DrumVoice, Rates] => {
      const strikes = bar[voice] ?? new Float64Array(BINS);
      const curve = smooth(strikes, binSeconds).map((rate) => rate / one!);
      return [voice, { curve, sixteenth: strikes.reduce((sum, count) => sum + count, 0) / 16 }];
    }),
  ) as Record<DrumVoice, Rates>;
}

function isSame(one: Hypothesis, other: Hypothesis): boolean {
  const bars = ((one.start - other.start) * one.bpm) / 240;
  return Math.abs(one.bpm / other.bpm - 1) < SAME_TEMPO && Math.abs(bars - Math.round(bars)) < SAME_PLACE;
}

/** The value of a bar's curve at a time in bars. */
function valueAt(curve: Float64Array, bars: number): number {
  const place = (bars - Math.floor(bars)) * BINS;
  const before = Math.floor(place) % BINS;
  const part = place - Math.floor(place);
  return (1 - part) * curve[before]! + part * curve[(before + 1) % BINS]!;
}
