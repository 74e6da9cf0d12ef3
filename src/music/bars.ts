/** What sounds in the bars of a score, and how alike bars are. */
import { barOf, stepOf } from './grid.ts';
import { DRUMS, PARTS, type Part, type Score, STEPS_PER_BAR } from './score.ts';

/** What sounds in a bar: by part, a set of events, each of them a place and a drum or pitch. */
export type Bar = Readonly<Record<Part, ReadonlySet<number>>>;

/** @param piece a score; here it may be longer than 64 bars. */
export function barsOf(piece: Score): Bar[] {
  const bars = Array.from({ length: piece.bars }, () => ({
    drums: new Set<number>(),
    bass: new Set<number>(),
    chords: new Set<number>(),
    melody: new Set<number>(),
  }));
  // An event is where and what: its step in the bar, which may be the next bar's first, and its pitch.
  const add = (part: Part, tick: number, what: number) => {
    const bar = barOf(tick);
    bars[bar]?.[part].add((stepOf(tick).step - bar * STEPS_PER_BAR) * 128 + what);
  };
  for (const { tick, drum } of piece.drums) add('drums', tick, DRUMS.indexOf(drum));
  for (const { tick, pitch } of piece.bass) add('bass', tick, pitch);
  for (const { tick, pitches } of piece.chords) for (const pitch of pitches) add('chords', tick, pitch);
  for (const { tick, pitch } of piece.melody) add('melody', tick, pitch);
  return bars;
}

export function isSilent(bar: Bar): boolean {
  return PARTS.every((part) => bar[part].size === 0);
}

/** Cosine similarity of two bars, averaged over the parts that either has, 0–1; two silent bars are alike. */
export function similarity(a: Bar, b: Bar): number {
  let sum = 0;
  let parts = 0;
  for (const part of PARTS) {
    if (a[part].size === 0 && b[part].size === 0) continue;
    parts++;
    sum += partSimilarity(a, b, part);
  }
  return parts === 0 ? 1 : sum / parts;
}

/** The same of one part, which may be silent in both. */
export function partSimilarity(a: Bar, b: Bar, part: Part): number {
  const [few, many] = a[part].size < b[part].size ? [a[part], b[part]] : [b[part], a[part]];
  if (many.size === 0) return 1;
  let shared = 0;
  for (const event of few) if (many.has(event)) shared++;
  return shared === 0 ? 0 : shared / Math.sqrt(few.size * many.size);
}
