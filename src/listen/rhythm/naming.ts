/**
 * How producers name a tempo. A beat of 70 with a snare on 2 and 4 and one of 140 with a snare on 3 can be the same
 * sound; which of them it is called is custom: hardly anybody calls a rap beat faster than 170 or slower than 65.
 */
import type { Style } from '../../music/index.ts';

/** Shares of rap's beats by the tempo they go by, in quarter notes a minute; between them it is read off a line. */
const CUSTOM: readonly (readonly [number, number])[] = [
  [50, 0.05],
  [62, 0.2],
  [70, 0.5],
  [78, 0.75],
  [86, 1],
  [95, 1],
  [105, 0.9],
  [118, 0.9],
  [130, 1.1],
  [142, 1.5],
  [152, 1.2],
  [165, 0.5],
  [180, 0.2],
  [225, 0.08],
];

/**
 * Styles that are seldom called by the tempo that their bars are counted at, beside 1 for the others: cloud is written
 * at 120–150 and felt at 60–75, and what sounds like it there is mostly something else, such as lo-fi.
 */
const SELDOM: Readonly<Partial<Record<Style, number>>> = { cloud: 0.25 };

export const styleShare = (style: Style): number => SELDOM[style] ?? 1;

/** How readily a tempo is named, 1 for one that is about as common as any. */
export function nameability(bpm: number): number {
  const above = CUSTOM.findIndex(([tempo]) => tempo >= bpm);
  if (above === 0) return CUSTOM[0]![1];
  const [high, last] = [CUSTOM[above], CUSTOM.at(-1)!];
  if (high === undefined) return last[1];
  const low = CUSTOM[above - 1]!;
  const part = (bpm - low[0]) / (high[0] - low[0]);
  return low[1] + part * (high[1] - low[1]);
}
