/**
 * The originality gate: whether a take copies a reference. It measures part by part what both share, in any
 * key and with any feel, and holds it against what the references share among each other: an artist's
 * habits are their own, more than that is a copy.
 */
import { words } from '../words/index.ts';
import { quantile } from './median.ts';
import { type Line, lineOf } from './originality-lines.ts';
import {
  largerOf,
  NO_OVERLAP,
  type Overlap,
  overlapOf,
  WINDOWS,
  type Window,
} from './originality-overlap.ts';
import { PARTS, type Part, type Score } from './score.ts';

/** What a part may share with a reference at most; see `Overlap`. */
export type OverlapLimits = Omit<Overlap, 'runBars'>;

export interface PartOriginality {
  /** The largest overlap with any one reference, measure by measure. */
  readonly overlap: Overlap;
  /** The index of the reference that has most of it. */
  readonly nearest: number;
}

export interface OriginalityReport {
  readonly isOriginal: boolean;
  /** The parts that the take has and what was found in them. */
  readonly parts: Partial<Readonly<Record<Part, PartOriginality>>>;
  /** Why it is not original, in sentences. */
  readonly reasons: readonly string[];
}

export interface OriginalityGate {
  readonly limits: Readonly<Record<Part, OverlapLimits>>;
  check(take: Score): OriginalityReport;
}

/**
 * What strangers share: about the 99th percentile of the overlap of eight bars with thirty unrelated pieces,
 * the most of lead sheets (OpenEWLD), drummers (Groove MIDI) and songs of one style of the grammar in each
 * of seven styles. Whatever an artist's references share, this much is common property: a bar of anything,
 * a chord progression, a kick figure that repeats.
 */
const STRANGERS: Readonly<Record<Part, OverlapLimits>> = {
  drums: { run: 16, grams: 1, windows: { 1: 1, 2: 1, 4: 0.98 } },
  bass: { run: 8, grams: 0.35, windows: { 1: 1, 2: 1, 4: 0.95 } },
  chords: { run: 12, grams: 1, windows: { 1: 1, 2: 1, 4: 1 } },
  melody: { run: 6, grams: 0.1, windows: { 1: 1, 2: 0.9, 4: 0.7 } },
};
/** The share of what references have in common that is taken for habit. */
const HABIT = 0.95;
/** Likeness from which four bars of melody are the same four bars; strangers stay below 0.8. */
const MELODIC_MATCH = 0.9;
/** Marks in a run of four bars from which it is a melody and not three long notes. */
const MELODIC_RUN = 6;

/**
 * @param references the scores of each reference.
 * @param names what the references are called in reasons; by default they are numbered.
 */
export function originalityGate(
  references: readonly (readonly Score[])[],
  names: readonly string[] = [],
): OriginalityGate {
  const lines = references.map(linesOf);
  const limits = limitsOf(lines);
  const nameOf = (index: number) => names[index] ?? `reference ${index + 1}`;
  return { limits, check: (take) => reportOn(take, lines, limits, nameOf) };
}

type Lines = Readonly<Record<Part, readonly Line[]>>;

function linesOf(scores: readonly Score[]): Lines {
  const lines = (part: Part) =>
    scores.filter((score) => score[part].length > 0).map((score) => lineOf(score, part));
  return { drums: lines('drums'), bass: lines('bass'), chords: lines('chords'), melody: lines('melody') };
}

function reportOn(
  take: Score,
  references: readonly Lines[],
  limits: OriginalityGate['limits'],
  nameOf: (index: number) => string,
): OriginalityReport {
  const parts: Partial<Record<Part, PartOriginality>> = {};
  const reasons: string[] = [];
  for (const part of PARTS) {
    if (take[part].length === 0) continue;
    const line = lineOf(take, part);
    let overlap = NO_OVERLAP;
    let nearest = 0;
    let most = -1;
    for (const [i, reference] of references.entries()) {
      const own = overlapOf(line, reference[part], part !== 'drums');
      overlap = largerOf(overlap, own);
      const amount = excess(own, limits[part]);
      if (amount > most) [nearest, most] = [i, amount];
    }
    parts[part] = { overlap, nearest };
    const reason = reasonAgainst(part, overlap, limits[part], nameOf(nearest));
    if (reason) reasons.push(reason);
  }
  return { isOriginal: reasons.length === 0, parts, reasons };
}

/** How near an overlap comes to its limits, at its nearest; above 1 is beyond them. */
function excess(overlap: Overlap, limits: OverlapLimits): number {
  return Math.max(
    overlap.run / limits.run,
    overlap.grams / limits.grams,
    ...WINDOWS.map((size) => overlap.windows[size] / limits.windows[size]),
  );
}

/** What is wrong with a part, as a sentence; undefined if nothing is. */
function reasonAgainst(
  part: Part,
  { run, runBars, grams, windows }: Overlap,
  limits: OverlapLimits,
  reference: string,
): string | undefined {
  const isMatch = windows[4] >= MELODIC_MATCH || (runBars >= 4 && run >= MELODIC_RUN);
  if (part === 'melody' && isMatch) return words.notes['copy-melody']({ reference });
  if (run > limits.run) {
    return words.notes['copy-run']({ part, run, most: Math.floor(limits.run), reference });
  }
  if (grams > limits.grams) {
    return words.notes['copy-phrases']({ part, share: grams, most: limits.grams, reference });
  }
  const bars = WINDOWS.find((window) => windows[window] > limits.windows[window]);
  if (bars === undefined) return undefined;
  const [share, most] = [windows[bars], limits.windows[bars]];
  return words.notes['copy-bars']({ part, bars, share, most, reference });
}

/** The 95th percentile of what each reference shares with the others, but never less than strangers share. */
function limitsOf(references: readonly Lines[]): Record<Part, OverlapLimits> {
  const shared = references.map((own, i) =>
    references.map((other, j) => (i === j ? undefined : sharedBy(own, other))),
  );
  const distinct = [...references.keys()].filter(
    (i) => !references.slice(0, i).some((_, j) => isSamePiece(shared[i]![j]!)),
  );
  const limitsFor = (part: Part): OverlapLimits => {
    const overlaps = distinct.flatMap((i) =>
      references[i]![part].map((_, line) =>
        distinct
          .filter((j) => j !== i)
          .reduce((most, j) => largerOf(most, shared[i]![j]![part][line]!), NO_OVERLAP),
      ),
    );
    const common = STRANGERS[part];
    const habit = (measure: (overlap: Overlap) => number) => quantile(overlaps.map(measure), HABIT) ?? 0;
    const window = (size: Window) =>
      Math.max(
        common.windows[size],
        habit(({ windows }) => windows[size]),
      );
    return {
      run: Math.max(
        common.run,
        habit(({ run }) => run),
      ),
      grams: Math.max(
        common.grams,
        habit(({ grams }) => grams),
      ),
      windows: { 1: window(1), 2: window(2), 4: window(4) },
    };
  };
  return {
    drums: limitsFor('drums'),
    bass: limitsFor('bass'),
    chords: limitsFor('chords'),
    melody: limitsFor('melody'),
  };
}

/** The overlap of each line of a reference with the lines of another; none where the other lacks the part. */
type Shared = Readonly<Record<Part, readonly Overlap[]>>;

function sharedBy(own: Lines, other: Lines): Shared {
  const overlaps = (part: Part) => own[part].map((line) => overlapOf(line, other[part], part !== 'drums'));
  return {
    drums: overlaps('drums'),
    bass: overlaps('bass'),
    chords: overlaps('chords'),
    melody: overlaps('melody'),
  };
}

/**
 * Whether two references are versions of one piece: in every part that the one has, the other has most of
 * the phrases of a score. What versions have in common says nothing of an artist's habits.
 */
function isSamePiece(shared: Shared): boolean {
  const parts = PARTS.filter((part) => shared[part].length > 0);
  const isSame = ({ grams, windows }: Overlap) => grams >= 0.5 || windows[4] >= MELODIC_MATCH;
  return parts.length > 0 && parts.every((part) => shared[part].some(isSame));
}
