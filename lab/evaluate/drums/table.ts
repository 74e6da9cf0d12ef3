/** A drum report as lines for people. */
import { DRUM_VOICES } from '../../../src/listen/index.ts';
import type { DrumReport } from './report.ts';

/** F-measures at 30 ms by listener, condition and voice. */
export function drumTable(report: DrumReport): string {
  const lines = [row('listener', 'condition', [...DRUM_VOICES, 'mean'])];
  for (const [who, conditions] of Object.entries(report)) {
    for (const [condition, { all }] of Object.entries(conditions)) {
      const figures = [...DRUM_VOICES.map((voice) => all[voice].f), all.mean];
      lines.push(
        row(
          who,
          condition,
          figures.map((f) => f.toFixed(3)),
        ),
      );
    }
  }
  return lines.join('\n');
}

function row(who: string, condition: string, cells: readonly string[]): string {
  return [who.padEnd(10), condition.padEnd(15), ...cells.map((cell) => cell.padStart(11))].join(' ');
}
