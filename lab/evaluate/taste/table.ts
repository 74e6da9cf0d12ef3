/** What votes are worth, as text. */
import type { SubjectTaste, TasteReport } from './evaluate.ts';
import { tasteGoals } from './goals.ts';

const percent = (share: number) => `${Math.round(100 * share)} %`;

export function tasteTable(report: TasteReport): string {
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(36)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  const rows = (one: SubjectTaste) =>
    one.after.map(({ votes, topTenth, best, variety }, i) =>
      line(i === 0 ? one.subject : '', [
        String(votes),
        percent(topTenth),
        best.toFixed(2),
        percent(variety / one.after[0]!.variety),
        ...(i === 0
          ? [
              percent(one.pairs),
              percent(one.truePairs),
              `${percent(one.camps.today)}→${percent(one.camps.taste)}`,
            ]
          : []),
      ]),
    );
  return [
    line(`${report.voters} voters each`, [
      'votes',
      'top tenth',
      'best',
      'variety',
      'pairs',
      'liked',
      'camps',
    ]),
    ...report.subjects.flatMap(rows),
    `Learning a taste from 50 votes: ${report.milliseconds.toFixed(1)} ms.`,
    ...tasteGoals(report).map(
      ({ wanted, measured, reached }) => `${reached ? '✓' : '✗'} ${wanted}: ${measured?.toFixed(2)}`,
    ),
  ].join('\n');
}
