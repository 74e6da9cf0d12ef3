/** How much of one line is found in another. */
import { type Cell, type Line, VARIETY } from './originality-lines.ts';
import { STEPS_PER_BAR } from './score.ts';

/** How many bars the windows have that are compared. */
export const WINDOWS = [1, 2, 4] as const;
export type Window = (typeof WINDOWS)[number];

/** Windows with fewer events are too plain to be anyone's. */
const PLAIN: Readonly<Record<Window, number>> = { 1: 4, 2: 6, 4: 6 };

export interface Overlap {
  /** Marks in the longest run that both have, a run that repeats itself counted once. */
  readonly run: number;
  /** Bars that the longest run spans, repeats included. */
  readonly runBars: number;
  /** Share of the line's runs of eight marks that the others have, 0–1. */
  readonly grams: number;
  /** The best likeness of one, two and four whole bars, 0–1 (Dice), at the transposition that fits best. */
  readonly windows: Readonly<Record<Window, number>>;
}

export const NO_OVERLAP: Overlap = { run: 0, runBars: 0, grams: 0, windows: { 1: 0, 2: 0, 4: 0 } };

/**
 * The overlap of a line with the lines of one reference.
 *
 * @param hasPitch whether transpositions of each other are alike; drums have none.
 */
export function overlapOf(line: Line, others: readonly Line[], hasPitch: boolean): Overlap {
  const runs = others.map((other) => longestRun(line, other));
  const windows = others.map((other) => bestWindows(line, other, hasPitch));
  const best = (size: Window) => Math.max(0, ...windows.map((one) => one[size]));
  return {
    run: Math.max(0, ...runs.map(({ run }) => run)),
    runBars: Math.max(0, ...runs.map(({ runBars }) => runBars)),
    grams: sharedGrams(line, others),
    windows: { 1: best(1), 2: best(2), 4: best(4) },
  };
}

/** The larger of two overlaps, measure by measure. */
export function largerOf(a: Overlap, b: Overlap): Overlap {
  return {
    run: Math.max(a.run, b.run),
    runBars: Math.max(a.runBars, b.runBars),
    grams: Math.max(a.grams, b.grams),
    windows: {
      1: Math.max(a.windows[1], b.windows[1]),
      2: Math.max(a.windows[2], b.windows[2]),
      4: Math.max(a.windows[4], b.windows[4]),
    },
  };
}

function longestRun(line: Line, other: Line): Pick<Overlap, 'run' | 'runBars'> {
  let run = 0;
  let runBars = 0;
  // The lengths of the common runs that end at each mark of the other line, row by row.
  let row = new Uint32Array(other.marks.length + 1);
  for (let i = 0; i < line.marks.length; i++) {
    const next = new Uint32Array(other.marks.length + 1);
    for (let j = 0; j < other.marks.length; j++) {
      if (line.marks[i] !== other.marks[j]) continue;
      const length = row[j]! + 1;
      next[j + 1] = length;
      const goesOn = i + 1 < line.marks.length && line.marks[i + 1] === other.marks[j + 1];
      if (goesOn || length < VARIETY) continue;
      const marks = line.marks.slice(i + 1 - length, i + 1);
      if (new Set(marks).size < VARIETY) continue;
      run = Math.max(run, period(marks));
      // The run begins with the event before its first mark.
      runBars = Math.max(runBars, (line.steps[i + 1]! - line.steps[i + 1 - length]!) / STEPS_PER_BAR);
    }
    row = next;
  }
  return { run, runBars };
}

/** The length of the shortest start that, repeated, makes the run (Knuth, Morris and Pratt's failure function). */
function period(marks: readonly number[]): number {
  const border = new Uint32Array(marks.length);
  for (let i = 1, length = 0; i < marks.length; i++) {
    while (length > 0 && marks[i] !== marks[length]) length = border[length - 1]!;
    if (marks[i] === marks[length]) length++;
    border[i] = length;
  }
  return marks.length - (border.at(-1) ?? 0);
}

function sharedGrams(line: Line, others: readonly Line[]): number {
  if (line.grams.length === 0) return 0;
  const known = new Set(others.flatMap(({ grams }) => grams));
  return line.grams.filter((gram) => known.has(gram)).length / line.grams.length;
}

/**
 * The best likeness of windows of some bars, each beginning with a bar: twice the events that both have over
 * the events of both (Dice), at the transposition at which they share most.
 */
function bestWindows(line: Line, other: Line, hasPitch: boolean): Record<Window, number> {
  const best: Record<Window, number> = { 1: 0, 2: 0, 4: 0 };
  const tally = new Uint16Array(256);
  // Windows that start so many bars apart meet the same pairs of bars.
  for (let lag = 1 - line.bars; lag < other.bars; lag++) {
    const first = Math.max(0, -lag);
    const last = Math.min(line.bars, other.bars - lag);
    const pairs: BarPair[] = [];
    for (let bar = first; bar < last; bar++)
      pairs.push(pairOf(line.cells[bar]!, other.cells[bar + lag]!, hasPitch));
    for (const size of WINDOWS) {
      for (let start = 0; start + size <= pairs.length; start++) {
        best[size] = Math.max(best[size], likeness(pairs, start, size, best[size], tally));
      }
    }
  }
  return best;
}

/** Two bars laid over each other. */
interface BarPair {
  /** Events in the one and in the other. */
  readonly own: number;
  readonly theirs: number;
  /** For each two events on the same 16th the semitones between them, plus 128. */
  readonly shifts: readonly number[];
}

function pairOf(own: Cell, theirs: Cell, hasPitch: boolean): BarPair {
  const shifts: number[] = [];
  for (const [step, pitches] of own.entries()) {
    for (const pitch of pitches) {
      for (const other of theirs[step]!) if (hasPitch || other === pitch) shifts.push(other - pitch + 128);
    }
  }
  return { own: sizeOf(own), theirs: sizeOf(theirs), shifts };
}

function sizeOf(cell: Cell): number {
  return cell.reduce((sum, pitches) => sum + pitches.length, 0);
}

/** The likeness of a window of pairs if it is above a bound, else 0. The tally is scratch paper, all 0. */
function likeness(
  pairs: readonly BarPair[],
  start: number,
  size: Window,
  bound: number,
  tally: Uint16Array,
): number {
  let own = 0;
  let theirs = 0;
  let meeting = 0;
  for (let i = start; i < start + size; i++) {
    own += pairs[i]!.own;
    theirs += pairs[i]!.theirs;
    meeting += pairs[i]!.shifts.length;
  }
  if (own < PLAIN[size] || theirs < PLAIN[size]) return 0;
  if (2 * Math.min(own, theirs, meeting) <= bound * (own + theirs)) return 0;
  let shared = 0;
  for (let i = start; i < start + size; i++)
    for (const shift of pairs[i]!.shifts) shared = Math.max(shared, ++tally[shift]!);
  for (let i = start; i < start + size; i++) for (const shift of pairs[i]!.shifts) tally[shift] = 0;
  return (2 * shared) / (own + theirs);
}
