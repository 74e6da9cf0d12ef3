/** What is wanted of taste, and whether it is reached. */
import { mean } from 'd3-array';
import type { Goal } from '../report.ts';
import type { SubjectTaste, TasteReport } from './evaluate.ts';

const at = ({ after }: SubjectTaste, votes: number) => after.find((figures) => figures.votes === votes)!;

export function tasteGoals({ subjects }: TasteReport): Goal[] {
  const least = (id: string, wanted: string, measured: number, bound: number): Goal => ({
    id,
    wanted,
    measured,
    reached: measured >= bound,
  });
  return [
    least(
      'pairs',
      'at least 70 % of pairs told after 20 votes',
      100 * mean(subjects, ({ pairs }) => pairs)!,
      70,
    ),
    least(
      'best',
      'the best of four liked 0.5 deviations more after 20 votes',
      mean(subjects, (one) => at(one, 20).best - at(one, 0).best)!,
      0.5,
    ),
    least(
      'variety',
      'at least 90 % of the variety without votes, for every subject',
      100 * Math.min(...subjects.map((one) => at(one, 20).variety / at(one, 0).variety)),
      90,
    ),
    least(
      'camps',
      'two camps both find one, in at least 80 % of beats',
      100 * mean(subjects, ({ camps }) => camps.taste)!,
      80,
    ),
  ];
}
