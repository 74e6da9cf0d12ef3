/** What a producer could name of a score: the words in which votes are understood. */
import { deviation, mean } from 'd3-array';
import {
  type BassNote,
  type Hit,
  identifyChord,
  median,
  offsetsOf,
  type Part,
  playingOf,
  type Score,
  scoreStats,
  TICKS_PER_STEP,
  ticksOf,
} from '../music/index.ts';

/** The features, in the order of a take's traits. A name is kept for good: traits are stored by their places. */
export const TASTE_FEATURES = [
  'kicks',
  'snares',
  'hats',
  'percussion',
  'rolls',
  'openHats',
  'claps',
  'swing',
  'lateness',
  'accents',
  'drumSyncopation',
  'bassNotes',
  'bassLength',
  'bassRegister',
  'bassSyncopation',
  'glides',
  'chords',
  'chordRegister',
  'richness',
  'darkness',
  'harmonies',
  'melodyNotes',
  'melodyShare',
  'melodyRegister',
  'melodyRange',
  'melodySyncopation',
  'change',
  'surprise',
] as const;
export type TasteFeature = (typeof TASTE_FEATURES)[number];

/** Rises when a feature comes to mean something else: traits of another version teach nothing. */
export const TRAITS_VERSION = 1;

/**
 * Of each feature what is usual, and by how much takes of one beat differ in it (their standard deviation): counted on
 * the candidates of `lab evaluate taste`.
 */
const USUAL: Readonly<Record<TasteFeature, readonly [middle: number, spread: number]>> = {
  kicks: [2, 0.21],
  snares: [1.8, 0.38],
  hats: [3.4, 0.22],
  percussion: [0.7, 0.69],
  rolls: [0.09, 0.05],
  openHats: [0.07, 0.1],
  claps: [0.3, 0.24],
  swing: [55, 1.3],
  lateness: [0, 1.3],
  accents: [14, 2.4],
  drumSyncopation: [2.3, 0.91],
  bassNotes: [2.1, 0.25],
  bassLength: [1.5, 0.33],
  bassRegister: [37, 3.1],
  bassSyncopation: [3.1, 1.1],
  glides: [0.08, 0.05],
  chords: [1.6, 0.45],
  chordRegister: [61, 3.5],
  richness: [3.4, 0.59],
  darkness: [0, 0.44],
  harmonies: [1.9, 0.99],
  melodyNotes: [2.1, 0.5],
  melodyShare: [0.87, 0.33],
  melodyRegister: [75, 5.1],
  melodyRange: [5, 2],
  melodySyncopation: [2.6, 1.2],
  change: [0.6, 0.1],
  surprise: [5, 0.74],
};

/** No trait counts for more than this: a freak take must not teach too much. Beats lie far apart, takes of one do not. */
const MOST = 12;

/**
 * The traits of a score, in the order of `TASTE_FEATURES`: by how many deviations each feature lies above what is usual,
 * −12 to 12. What a score without the part cannot have is 0.
 *
 * @param bits what the network needed for a step of it; usual, if it is not known.
 */
export function traitsOf(score: Score, bits?: number): number[] {
  const measured = measuredOf(score, bits);
  return TASTE_FEATURES.map((feature) => {
    const value = measured[feature];
    const [middle, spread] = USUAL[feature];
    if (value === undefined || !Number.isFinite(value)) return 0;
    return Math.round(1000 * Math.max(-MOST, Math.min(MOST, (value - middle) / spread))) / 1000;
  });
}

/** The features as they are counted; undefined where nothing tells. Counts are doublings of events a bar. */
export function measuredOf(score: Score, bits?: number): Record<TasteFeature, number | undefined> {
  const { bars, drums, bass, chords, melody } = score;
  const stats = scoreStats(score);
  const { alike } = playingOf([score]);
  const hits = (...names: readonly Hit['drum'][]) => drums.filter(({ drum }) => names.includes(drum));
  const hats = hits('closedHat', 'openHat', 'ride', 'shaker');
  const backbeat = hits('snare', 'clap', 'rim');
  const percussion = hits('percussion', 'lowTom', 'highTom', 'crash', 'shaker', 'rim');
  const density = (events: number) => Math.log2(1 + events / bars);
  const own = <T>(part: Part, value: T) => (score[part].length > 0 ? value : undefined);
  return {
    kicks: own('drums', density(hits('kick').length)),
    snares: own('drums', density(backbeat.length)),
    hats: own('drums', density(hats.length)),
    percussion: own('drums', density(percussion.length)),
    rolls: own('drums', shareOf(rolled(drums), drums)),
    openHats: shareOf(hits('openHat'), hits('openHat', 'closedHat')),
    claps: shareOf(hits('clap', 'rim'), backbeat),
    swing: stats.swing,
    lateness: median(offsetsOf(score).flatMap((late) => late ?? [])),
    accents: deviation(hats.map(({ velocity }) => velocity)),
    drumSyncopation: own('drums', stats.syncopation.drums),
    bassNotes: own('bass', density(bass.length)),
    bassLength: mean(bass.map(({ duration }) => Math.log2(duration / TICKS_PER_STEP))),
    bassRegister: mean(bass.map(({ pitch }) => pitch)),
    bassSyncopation: own('bass', stats.syncopation.bass),
    glides: shareOf(bass.filter(slides), bass),
    chords: own('chords', density(chords.length)),
    chordRegister: mean(chords.flatMap(({ pitches }) => pitches)),
    richness: mean(chords.map(({ pitches }) => new Set(pitches.map((pitch) => pitch % 12)).size)),
    darkness: mean(chords.map(({ pitches }) => darknessOf(pitches))),
    harmonies: own('chords', new Set(chords.map(({ pitches }) => pitches.join())).size / Math.sqrt(bars)),
    melodyNotes: own('melody', density(melody.length)),
    melodyShare: own('melody', melody.reduce((sum, { duration }) => sum + duration, 0) / ticksOf(score)),
    melodyRegister: mean(melody.map(({ pitch }) => pitch)),
    melodyRange: deviation(melody.map(({ pitch }) => pitch)),
    melodySyncopation: own('melody', stats.syncopation.melody),
    change: alike === undefined ? undefined : 1 - alike,
    surprise: bits,
  };
}

const slides = ({ glide }: BassNote) => glide !== undefined;

/** The hits that have another of the same drum less than three quarters of a 16th before. */
function rolled(drums: readonly Hit[]): Hit[] {
  const last = new Map<Hit['drum'], number>();
  return drums.filter(({ drum, tick }) => {
    const before = last.get(drum);
    last.set(drum, tick);
    return before !== undefined && tick - before < TICKS_PER_STEP * 0.75;
  });
}

/** How dark a chord is: a minor third, and what is diminished more so; 0 is neither. */
function darknessOf(pitches: readonly number[]): number {
  const chord = identifyChord(pitches);
  if (chord === undefined) return 0;
  const above = new Set(pitches.map((pitch) => (((pitch - chord.root) % 12) + 12) % 12));
  const third = above.has(3) ? 1 : above.has(4) ? -1 : 0;
  return third + (above.has(6) && !above.has(7) ? 0.5 : 0) + (above.has(1) ? 0.5 : 0);
}

function shareOf(some: readonly unknown[], all: readonly unknown[]): number | undefined {
  return all.length === 0 ? undefined : some.length / all.length;
}
