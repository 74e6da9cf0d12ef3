/**
 * The loops in a long piece: passages of four or eight bars that it lives on. A loop is what comes back, is
 * full of what the piece has, and is unlike the loops already found; forty repeats of a bar are one loop.
 */
import { type Bar, barsOf, isSilent, similarity } from './bars.ts';
import { slice } from './edit.ts';
import { PARTS, type Score } from './score.ts';

/** The most loops taken from one piece. */
const MAX_LOOPS = 8;
/** Passages more alike than this are the same loop. */
const SAME = 0.85;

/**
 * The best loops, best first, each a valid score of four or eight bars; a piece of up to four bars, or of
 * eight, is its own loop. None if nothing sounds.
 *
 * @param piece a score; here it may be longer than 64 bars.
 */
export function findLoops(piece: Score): Score[] {
  const bars = barsOf(piece);
  if (bars.every(isSilent)) return [];
  if (piece.bars <= 4 || piece.bars === 8) return [piece];
  const likeness = likenessOf(bars);
  const chosen: Passage[] = [];
  for (const passage of passages(bars, likeness)) {
    const isNew = chosen.every((one) => !overlap(one, passage) && resemblance(one, passage, likeness) < SAME);
    if (isNew) chosen.push(passage);
    if (chosen.length === MAX_LOOPS) break;
  }
  return chosen.map(({ start, length }) => slice(piece, start, length));
}

interface Passage {
  readonly start: number;
  readonly length: number;
  readonly worth: number;
}

type Likeness = (a: number, b: number) => number;

function likenessOf(bars: readonly Bar[]): Likeness {
  const known = new Float32Array(bars.length ** 2).fill(-1);
  return (a, b) => {
    const place = Math.min(a, b) * bars.length + Math.max(a, b);
    if (known[place]! < 0) known[place] = similarity(bars[a]!, bars[b]!);
    return known[place]!;
  };
}

/** The passages of four or eight bars that begin with a phrase, the most worth having first. */
function passages(bars: readonly Bar[], likeness: Likeness): Passage[] {
  const sizes = bars.map((bar) => PARTS.reduce((sum, part) => sum + bar[part].size, 0));
  const busiest = Math.max(...sizes);
  const present = PARTS.filter((part) => bars.some((bar) => bar[part].size > 0));
  // Phrases have four bars and begin with the first full one: a count-in before it is none.
  const first = sizes.findIndex((size) => size >= busiest / 3);
  const earliest = first + 4 <= bars.length ? first % 4 : 0;
  const found: Passage[] = [];
  for (let start = earliest; start + 4 <= bars.length; start += 4) {
    const isEight = start + 8 <= bars.length && mean(4, (i) => likeness(start + i, start + 4 + i)) < SAME;
    const length = isEight ? 8 : 4;
    const within = bars.slice(start, start + length);
    const density = mean(length, (i) => sizes[start + i]! / busiest);
    const coverage =
      present.filter((part) => within.some((bar) => bar[part].size > 0)).length / present.length;
    const silence = within.filter(isSilent).length / length;
    const worth =
      0.4 * returns(start, length, bars.length, likeness) + 0.35 * coverage + 0.25 * density - 0.5 * silence;
    if (silence < 1) found.push({ start, length, worth });
  }
  return found.sort((a, b) => b.worth - a.worth || a.start - b.start);
}

/** How closely a passage comes back at its best, whole lengths before or after. */
function returns(start: number, length: number, bars: number, likeness: Likeness): number {
  let best = 0;
  for (let other = start % length; other + length <= bars; other += length) {
    if (other === start) continue;
    best = Math.max(
      best,
      mean(length, (i) => likeness(start + i, other + i)),
    );
  }
  return best;
}

function overlap(a: Passage, b: Passage): boolean {
  return a.start < b.start + b.length && b.start < a.start + a.length;
}

/** How alike two passages are, the shorter one laid over the longer one where it fits best. */
function resemblance(a: Passage, b: Passage, likeness: Likeness): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let best = 0;
  for (let shift = 0; shift + short.length <= long.length; shift += 4) {
    best = Math.max(
      best,
      mean(short.length, (i) => likeness(short.start + i, long.start + shift + i)),
    );
  }
  return best;
}

function mean(count: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += value(i);
  return sum / count;
}
