/** The figures of what was held out, such that none has chosen itself. */
import type { Part } from '../../music/index.ts';
import type { BitsPerStep, HeldOut } from '../core/generator.ts';
import type { Reached } from './checkpoint.ts';

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
  const before = points[0]!.groups;
  const after = lengths.map((_, group) => pointFor(points, group).groups[group]!);
  const figures = (of: (bits: BitsPerStep) => number) => ({
    before: mean((group) => of(before[group]!)),
    after: mean((group) => of(after[group]!)),
  });
  const part = (name: Part) => figures(({ parts }) => parts[name]);
  return {
    base: mean((group) => base[group]!.total),
    ...figures(({ total }) => total),
    parts: { drums: part('drums'), bass: part('bass'), chords: part('chords'), melody: part('melody') },
    by: lengths.length > 0 ? 'references' : 'nothing',
    turns: lengths.length,
  };
}

/** What can be chosen from: whoever is learned is learned at least a little, if anything was. */
export function afterSteps(points: Reached['points']): Reached['points'] {
  return points.length > 1 ? points.slice(1) : points;
}

function pointFor(points: Reached['points'], group: number): Reached['points'][number] {
  const cost = ({ groups }: Reached['points'][number]) =>
    groups.reduce((sum, { total }, other) => sum + (other === group ? 0 : total), 0);
  const [first] = points;
  if (first!.groups.length < 2) return points.at(-1)!;
  return afterSteps(points).reduce((a, b) => (cost(b) < cost(a) ? b : a));
}
