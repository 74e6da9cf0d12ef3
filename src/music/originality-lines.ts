/**
 * A part as it is compared for copying: without key, feel and sound. Onsets are on the 16th grid; pitches
 * count only by what they are to each other.
 */
import { stepOf } from './grid.ts';
import { DRUMS, type Hit, type Part, type Score, STEPS_PER_BAR } from './score.ts';

/** What happens at one step. */
interface Moment {
  readonly step: number;
  /** Pitches, or places of drums among `DRUMS`, ascending, none twice. */
  readonly pitches: readonly number[];
}

export interface Line {
  readonly bars: number;
  /** The 16th of each event that counts. */
  readonly steps: readonly number[];
  /** A number for each event after the first: what it is to the one before, and how many 16ths after it. */
  readonly marks: readonly number[];
  /** Every run of eight marks that is more than a pulse or a trill. */
  readonly grams: readonly string[];
  /** What sounds in each bar: the pitches on each of its 16ths. */
  readonly cells: readonly Cell[];
}

export type Cell = readonly (readonly number[])[];

/** Marks in a gram. */
const GRAM = 8;
/** A gram or run with fewer different marks is a pulse or a trill, which is no one's. */
export const VARIETY = 3;

/**
 * The line of a part. In the marks of the melody only the highest note of a step counts, and a chord is
 * its shape above its lowest note. In those of the drums the hats and the backbeat are left out, since
 * everyone has them; the cells hold the whole kit.
 */
export function lineOf(score: Score, part: Part): Line {
  const moments = momentsOf(score, part);
  const marked =
    part === 'drums' ? momentsOf({ ...score, drums: score.drums.filter(isTelling) }, part) : moments;
  const cells = Array.from({ length: score.bars }, (): number[][] =>
    Array.from({ length: STEPS_PER_BAR }, () => []),
  );
  for (const { step, pitches } of moments) {
    cells[Math.floor(step / STEPS_PER_BAR)]![step % STEPS_PER_BAR]!.push(...pitches);
  }
  const marks = marked.slice(1).map((moment, i) => markOf(part, marked[i]!, moment));
  return { bars: score.bars, steps: marked.map(({ step }) => step), marks, grams: gramsOf(marks), cells };
}

function gramsOf(marks: readonly number[]): string[] {
  const grams: string[] = [];
  for (let i = 0; i + GRAM <= marks.length; i++) {
    const gram = marks.slice(i, i + GRAM);
    if (new Set(gram).size >= VARIETY) grams.push(gram.join(' '));
  }
  return grams;
}

function momentsOf(score: Score, part: Part): Moment[] {
  const found = new Map<number, Set<number>>();
  const add = (tick: number, pitch: number) => {
    // What is early for the loop's end is heard at its start.
    const step = stepOf(tick).step % (score.bars * STEPS_PER_BAR);
    const pitches = found.get(step) ?? new Set();
    found.set(step, pitches.add(pitch));
  };
  if (part === 'drums') for (const { tick, drum } of score.drums) add(tick, DRUMS.indexOf(drum));
  else if (part === 'chords') {
    for (const { tick, pitches } of score.chords) for (const pitch of pitches) add(tick, pitch);
  } else for (const { tick, pitch } of score[part]) add(tick, pitch);
  return [...found]
    .map(([step, pitches]) => ({ step, pitches: [...pitches].sort((a, b) => a - b) }))
    .sort((a, b) => a.step - b.step);
}

function isTelling({ drum, tick }: Hit): boolean {
  if (drum === 'closedHat' || drum === 'openHat' || drum === 'shaker' || drum === 'ride') return false;
  const isBackbeat = drum === 'snare' || drum === 'clap' || drum === 'rim';
  return !isBackbeat || ![4, 8, 12].includes(stepOf(tick).step % STEPS_PER_BAR);
}

/** Sets of drums and shapes of chords have twelve bits, motions of roots and intervals fewer. */
function markOf(part: Part, before: Moment, moment: Moment): number {
  const wait = moment.step - before.step;
  if (part === 'drums') return wait * 2 ** 12 + maskOf(moment.pitches);
  if (part === 'chords') {
    const root = moment.pitches[0]!;
    const motion = (root - before.pitches[0]! + 120) % 12;
    return (wait * 12 + motion) * 2 ** 12 + maskOf(moment.pitches.map((pitch) => (pitch - root) % 12));
  }
  return wait * 2 ** 8 + moment.pitches.at(-1)! - before.pitches.at(-1)! + 128;
}

function maskOf(places: readonly number[]): number {
  return places.reduce((mask, place) => mask | (1 << place), 0);
}
