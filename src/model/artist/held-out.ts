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

/**
 * The step that costs least, of those after the first: whoever is learned is learned at least a little, if anything was.
 * First bars count besides all bars, since what is heard of a beat is decided where there is nothing to copy.
 * @param without a group that has no say.
 */
export function bestPoint(points: readonly Point[], without?: number): Point {
  const sum = (of: readonly BitsPerStep[]) =>
    of.reduce((all, { total }, group) => all + (group === without ? 0 : total), 0);
  const cost = ({ groups, first }: Point) => sum(groups) + sum(first);
  const learned = points.length > 1 ? points.slice(1) : points;
  return learned.reduce((a, b) => (cost(b) < cost(a) ? b : a));
}

function pointFor(points: readonly Point[], group: number): Point {
  return points[0]!.groups.length < 2 ? points.at(-1)! : bestPoint(points, group);
}
