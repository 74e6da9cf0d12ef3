/** A pitch report as lines for people. */
import { type Counts, fOf, PITCH_COUNTS } from './figures.ts';
import type { PitchFigures, PitchReport } from './report.ts';

/** F-measures by condition and by what played the tracks, and how far confidences can be trusted. */
export function pitchTable(report: PitchReport): string {
  const { tracks: _, ...groups } = report;
  const named = Object.entries(groups).filter(
    (entry): entry is [string, PitchFigures] => entry[1] !== undefined,
  );
  return [
    row('F-measure', [...PITCH_COUNTS, 'root']),
    ...named.map(([name, { counts, root }]) =>
      row(name, [...PITCH_COUNTS.map((count) => number(fOf(counts[count]))), number(root)]),
    ),
    ...named.slice(0, 1).flatMap(([, { counts }]) => [
      row(
        '  precision',
        PITCH_COUNTS.map((count) => share(counts[count], 'heard')),
      ),
      row(
        '  recall',
        PITCH_COUNTS.map((count) => share(counts[count], 'there')),
      ),
    ]),
    '',
    row('basic-pitch alone', ['bass', 'notes']),
    ...named.map(([name, { alone }]) => row(name, [number(fOf(alone.bass)), number(fOf(alone.notes))])),
    '',
    row('surely heard', ['bass', 'F', 'others', 'chords', 'F', 'others', 'melody', 'F', 'others']),
    ...named.map(([name, { sure }]) =>
      row(
        name,
        (['bass', 'chords', 'melody'] as const).flatMap((part) => {
          const { tracks, f, others } = sure[part];
          return [String(tracks), number(f), number(others)];
        }),
      ),
    ),
  ].join('\n');
}

const share = (counts: Counts, of: 'heard' | 'there') =>
  number(counts[of] === 0 ? undefined : counts.right / counts[of]);

const number = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3));

const row = (name: string, cells: readonly string[]) =>
  [name.padEnd(18), ...cells.map((cell) => cell.padStart(8))].join(' ');
