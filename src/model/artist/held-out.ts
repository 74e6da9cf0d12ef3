/** The figures of what was held out, such that none has chosen itself. */
import type { Part } from '../../music/index.ts';
import type { BitsPerStep, HeldOut } from '../core/generator.ts';
import type { Point, Reached } from './checkpoint.ts';

/**
 * What the groups that are held out cost: each judged at the step that the others found best. One group alone has
 * chosen the step and is judged at the last one, which it did not choose.
 *
 * @param lengths of the groups, in steps: longer ones count for more.
 */
export function heldOutFigures(
  { base, points }: Pick<Reached, 'base' | 'points'>,
  lengths: readonly number[],
): HeldOut {
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const mean = (of: (group: number) => number) =>
    lengths.reduce((sum, length, group) => sum + of(group) * (length / all), 0);
  const { groups: before, first: firstBefore } = points[0]!;
  const chosen = lengths.map((_, group) => pointFor(points, group));
  const figures = (of: (bits: BitsPerStep) => number) => ({
    before: mean((group) => of(before[group]!)),
    after: mean((group) => of(chosen[group]!.groups[group]!)),
  });
  const part = (name: Part) => figures(({ parts }) => parts[name]);
  return {
    base: mean((group) => base[group]!.total),
    ...figures(({ total }) => total),
    first: {
      before: mean((group) => firstBefore[group]!.total),
      after: mean((group) => chosen[group]!.first[group]!.total),
    },
    parts: { drums: part('drums'), bass: part('bass'), chords: part('chords'), melody: part('melody') },
    by: lengths.length > 0 ? 'references' : 'nothing',
    turns: lengths.length,
  };
}

/** What can be chosen from: whoever is learned is learned at least a little, if anything was. */
export function afterSteps(points: Reached['points']): Reached['points'] {
  return points.length > 1 ? points.slice(1) : points;
}

/**
 * What decides when to stop: first bars count besides all bars, since what is heard of a beat is decided where there is
 * nothing to copy.
 * @param without a group that is left out.
 */
export function costOf({ groups, first }: Point, without?: number): number {
  const sum = (of: readonly BitsPerStep[]) =>
    of.reduce((all, { total }, group) => all + (group === without ? 0 : total), 0);
  return sum(groups) + sum(first);
}

function pointFor(points: Reached['points'], group: number): Point {
  const cost = (point: Point) => costOf(point, group);
  const [first] = points;
  if (first!.groups.length < 2) return points.at(-1)!;
  return afterSteps(points).reduce((a, b) => (cost(b) < cost(a) ? b : a));
}
