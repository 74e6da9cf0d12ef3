/** What a score is like in figures: density, swing, feel, syncopation, drum pattern, pitch classes. */
import { millisecondsOf, stepInBar, stepOf } from './grid.ts';
import {
  DRUMS,
  type Drum,
  type Hit,
  PARTS,
  type Part,
  type Score,
  STEPS_PER_BAR,
  TICKS_PER_STEP,
} from './score.ts';

export interface ScoreStats {
  /** Events a bar: hits, notes, chords. */
  readonly density: Readonly<Record<Part, number>>;
  /** Where the off 16th falls within its 8th, in percent; see `swingOf`. */
  readonly swing: number | undefined;
  /** Mean lateness of the hits at each 16th of the bar, in milliseconds; undefined where none falls. */
  readonly offsets: readonly (number | undefined)[];
  /** Syncopation a bar; see `syncopationOf`. Of the drums kick, snare, clap and rim are heard. */
  readonly syncopation: Readonly<Record<Part, number>>;
  /** Hits a bar at each 16th of the bar. */
  readonly drumPattern: Readonly<Record<Drum, readonly number[]>>;
  /** Share of the notes of bass, chords and melody on each pitch class, C first; all 0 without notes. */
  readonly pitchClasses: readonly number[];
}

/** The figures of a score. */
export function scoreStats(score: Score): ScoreStats {
  const backbone = score.drums.filter(({ drum }) => ['kick', 'snare', 'clap', 'rim'].includes(drum));
  const syncopation = (onsets: readonly number[]) => syncopationOf(onsets, score.bars);
  return {
    density: byPart((part) => score[part].length / score.bars),
    swing: swingOf(score),
    offsets: offsetsOf(score),
    syncopation: byPart((part) =>
      syncopation(part === 'drums' ? backbone.map(({ tick }) => tick) : onsetsOf(score, part)),
    ),
    drumPattern: drumPatternOf(score),
    pitchClasses: shares(pitchClassCounts(score)),
  };
}

/** The ticks at which the events of a part begin, ascending. */
export function onsetsOf(score: Score, part: Part): number[] {
  return score[part].map(({ tick }) => tick);
}

/** The pitch of every note of bass, chords and melody. */
export function pitchesOf(score: Pick<Score, 'bass' | 'chords' | 'melody'>): number[] {
  return [
    ...score.bass.map(({ pitch }) => pitch),
    ...score.chords.flatMap(({ pitches }) => pitches),
    ...score.melody.map(({ pitch }) => pitch),
  ];
}

/** How many notes of bass, chords and melody are on each pitch class, C first. */
export function pitchClassCounts(score: Pick<Score, 'bass' | 'chords' | 'melody'>): number[] {
  const counts = new Array<number>(12).fill(0);
  for (const pitch of pitchesOf(score)) counts[pitch % 12]!++;
  return counts;
}

/** Counts as shares of their sum; all 0 if the sum is. */
export function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total > 0 ? count / total : 0));
}

/**
 * Swing in percent, as drum machines count it since Roger Linn's: where the second 16th of an 8th falls
 * within it; 50 is straight, 66.7 a triplet. It is the mean over all drums, against the mean lateness of
 * the first 16ths, so that a kit that is late as a whole does not swing. Rolls, a drum struck again within
 * a 16th, are not counted. Undefined if no drum is struck on a second 16th.
 */
export function swingOf(score: Pick<Score, 'drums'>): number | undefined {
  const first: number[] = [];
  const second: number[] = [];
  for (const { tick } of withoutRolls(score.drums)) {
    const { step, offset } = stepOf(tick);
    (step % 2 === 0 ? first : second).push(offset);
  }
  if (second.length === 0) return undefined;
  const late = mean(second) - (first.length > 0 ? mean(first) : 0);
  return (100 * (TICKS_PER_STEP + late)) / (2 * TICKS_PER_STEP);
}

/** The hits of which the same drum has no other less than three quarters of a 16th away. */
function withoutRolls(hits: readonly Hit[]): Hit[] {
  const near = (a: Hit | undefined, b: Hit) =>
    a !== undefined && Math.abs(a.tick - b.tick) < TICKS_PER_STEP * 0.75;
  return DRUMS.flatMap((drum) => {
    const own = hits.filter((hit) => hit.drum === drum);
    return own.filter((hit, i) => !near(own[i - 1], hit) && !near(own[i + 1], hit));
  });
}

/** Mean lateness of the hits at each 16th of the bar, in milliseconds; of one drum or of all of them. */
export function offsetsOf(score: Pick<Score, 'bpm' | 'drums'>, drum?: Drum): (number | undefined)[] {
  const offsets: number[][] = Array.from({ length: STEPS_PER_BAR }, () => []);
  for (const hit of withoutRolls(score.drums)) {
    if (drum !== undefined && hit.drum !== drum) continue;
    const { step, offset } = stepOf(hit.tick);
    offsets[stepInBar(step)]!.push(offset);
  }
  return offsets.map((ticks) => (ticks.length > 0 ? millisecondsOf(mean(ticks), score.bpm) : undefined));
}

/** Hits a bar at each 16th of the bar, for every drum; an early hit for the next downbeat counts there. */
export function drumPatternOf(score: Pick<Score, 'bars' | 'drums'>): Record<Drum, number[]> {
  const pattern = Object.fromEntries(DRUMS.map((drum) => [drum, new Array<number>(STEPS_PER_BAR).fill(0)]));
  for (const { drum, tick } of score.drums) pattern[drum]![stepInBar(stepOf(tick).step)]! += 1 / score.bars;
  return pattern as Record<Drum, number[]>;
}

/** Metrical weights of the 16ths of a bar of 4/4: 0 is the downbeat, −4 an off 16th. */
const WEIGHTS = [0, -4, -3, -4, -2, -4, -3, -4, -1, -4, -3, -4, -2, -4, -3, -4];

/**
 * Syncopation a bar after Longuet-Higgins and Lee, "The Rhythmic Interpretation of Monophonic Music", Music
 * Perception 1(4), 1984, as Fitch and Rosenfeld (2007) count it: an onset that is followed by silence on a
 * heavier 16th, before the next onset, adds how much heavier that is. The rhythm is a loop.
 *
 * @param onsets ticks from the start, in any order.
 */
export function syncopationOf(onsets: readonly number[], bars: number): number {
  const length = bars * STEPS_PER_BAR;
  const struck = [...new Set(onsets.map((tick) => stepOf(tick).step % length))].sort((a, b) => a - b);
  let sum = 0;
  for (const [i, step] of struck.entries()) {
    const next = struck[i + 1] ?? struck[0]! + length;
    let heaviest = Number.NEGATIVE_INFINITY;
    for (let rest = step + 1; rest < next; rest++) heaviest = Math.max(heaviest, WEIGHTS[stepInBar(rest)]!);
    sum += Math.max(0, heaviest - WEIGHTS[stepInBar(step)]!);
  }
  return sum / bars;
}

function byPart(value: (part: Part) => number): Record<Part, number> {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as Record<Part, number>;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
