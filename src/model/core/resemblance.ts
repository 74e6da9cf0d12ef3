/** How much a score takes after an artist's references, by features that a producer would name. */
import { DRUMS, PARTS, type Part, type Score, STEPS_PER_BAR } from '../../music/index.ts';
import { LENGTH_BINS, OFFSET_BINS, VELOCITY_BINS } from './bins.ts';
import { BASS_RANGE, CHORD_RANGE, MELODY_RANGE, WIDEST_INTERVAL } from './fields.ts';
import { type MelodyEvent, type Steps, stepsOf } from './steps.ts';

/** Histograms by part and name. Those of onsets count per bar, all others are shares. */
export type StyleFeatures = Readonly<Record<Part, ReadonlyMap<string, Float64Array>>>;

/**
 * How alike a score and an artist's references are, 0 to 1: per part the mean over its features of the weighted
 * Jaccard index (the sum of the smaller over the sum of the larger values) between the score and the mean of
 * the references, then the mean over the parts that either has. Tempo and key do not count: they are asked for.
 *
 * @returns NaN if there are no references, or nothing plays.
 */
export function resemblance(score: Score, references: readonly Score[]): number {
  return resemblanceOf(styleFeatures([score]), styleFeatures(references));
}

/** `resemblance` of features that are known, for scores that are compared more than once. */
export function resemblanceOf(own: StyleFeatures, theirs: StyleFeatures): number {
  const parts = PARTS.filter((part) => own[part].size > 0 || theirs[part].size > 0);
  return mean(parts.map((part) => partResemblance(own[part], theirs[part])));
}

function partResemblance(a: ReadonlyMap<string, Float64Array>, b: ReadonlyMap<string, Float64Array>): number {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return mean(names.map((name) => jaccard(a.get(name), b.get(name))));
}

function jaccard(a: Float64Array | undefined, b: Float64Array | undefined): number {
  if (!a || !b) return 0;
  let smaller = 0;
  let larger = 0;
  for (let i = 0; i < a.length; i++) {
    smaller += Math.min(a[i]!, b[i]!);
    larger += Math.max(a[i]!, b[i]!);
  }
  return larger === 0 ? 1 : smaller / larger;
}

/** The mean features of some scores; a part that none of them has is empty. */
export function styleFeatures(scores: readonly Score[]): StyleFeatures {
  const tally = new Tally();
  for (const score of scores) addScore(tally, stepsOf(score));
  return tally.features();
}

class Tally {
  private readonly sums = new Map<string, Float64Array>();
  private readonly bars = new Map<Part, number>();

  play(part: Part, bars: number): void {
    this.bars.set(part, (this.bars.get(part) ?? 0) + bars);
  }

  add(part: Part, name: string, size: number, value: number): void {
    const key = `${part} ${name}`;
    const sums = this.sums.get(key) ?? new Float64Array(size);
    this.sums.set(key, sums);
    sums[value]! += 1;
  }

  features(): StyleFeatures {
    const of = (part: Part) =>
      new Map(
        [...this.sums].flatMap(([key, sums]): [string, Float64Array][] => {
          if (!key.startsWith(`${part} `)) return [];
          const total = key.includes('onsets') ? this.bars.get(part)! : sums.reduce((a, b) => a + b, 0);
          return [[key.slice(part.length + 1), sums.map((sum) => sum / total)]];
        }),
      );
    return { drums: of('drums'), bass: of('bass'), chords: of('chords'), melody: of('melody') };
  }
}

function addScore(tally: Tally, score: Steps): void {
  for (const part of score.parts) tally.play(part, score.bars);
  let root = -1;
  let bass = -1;
  let tune = -1;
  score.steps.forEach((step, index) => {
    const at = index % STEPS_PER_BAR;
    for (const hit of step.drums) {
      tally.add('drums', 'onsets', DRUMS.length * STEPS_PER_BAR, hit.drum * STEPS_PER_BAR + at);
      tally.add('drums', `velocity ${DRUMS[hit.drum]}`, VELOCITY_BINS, hit.velocity);
      tally.add('drums', `offset ${DRUMS[hit.drum]} ${at % 2}`, OFFSET_BINS, hit.offset);
    }
    for (const chord of step.chords) {
      const low = (chord.low + CHORD_RANGE.low) % 12;
      addNote(tally, 'chords', at, chord);
      tally.add('chords', 'degree', 12, low);
      if (root >= 0) tally.add('chords', 'move', 12, (low - root + 12) % 12);
      const heights = [0];
      for (const interval of chord.intervals) heights.push(heights.at(-1)! + interval);
      for (const height of heights) tally.add('chords', 'voicing', 48, Math.min(47, height));
      root = low;
    }
    for (const note of step.bass) {
      const pitch = note.pitch + BASS_RANGE.low;
      addNote(tally, 'bass', at, note);
      if (root >= 0) tally.add('bass', 'degree', 12, (pitch - root + 120) % 12);
      tally.add('bass', 'register', 12, Math.floor(note.pitch / 4));
      tally.add('bass', 'glide', 2 * WIDEST_INTERVAL + 1, note.glide);
      tally.add('bass', 'with kick', 2, step.drums.some((hit) => DRUMS[hit.drum] === 'kick') ? 1 : 0);
      if (bass >= 0) tally.add('bass', 'interval', 25, clampInterval(note.pitch - bass));
      bass = note.pitch;
    }
    for (const note of step.melody) {
      addNote(tally, 'melody', at, note);
      tally.add('melody', 'degree', 12, (note.pitch + MELODY_RANGE.low) % 12);
      tally.add('melody', 'register', 12, Math.floor(note.pitch / 6));
      if (tune >= 0) tally.add('melody', 'interval', 25, clampInterval(note.pitch - tune));
      tune = note.pitch;
    }
  });
}

function addNote(tally: Tally, part: Part, at: number, note: Omit<MelodyEvent, 'pitch'>): void {
  tally.add(part, 'onsets', STEPS_PER_BAR, at);
  tally.add(part, 'length', LENGTH_BINS, note.length);
  tally.add(part, 'velocity', VELOCITY_BINS, note.velocity);
  tally.add(part, 'offset', OFFSET_BINS, note.offset);
}

function clampInterval(interval: number): number {
  return Math.max(0, Math.min(24, interval + 12));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
