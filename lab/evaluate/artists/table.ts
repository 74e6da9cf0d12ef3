/** A report on artists' generators as a table for a terminal. */

import type { Paired } from '../paired.ts';
import { type ArtistFigures, type ArtistsReport, EARLY } from './report.ts';

const COLUMNS = ['base', 'wrong', 'own', 'plain', 'shuffled', 'uniform', 'ia3'] as const;

export function tableOfArtists(report: ArtistsReport): string {
  const { artists, drummers, bits, against, early, recognised, copying, retention, training } = report;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const row = (name: string, figures: ArtistFigures['bits'], gain: number) =>
    [
      name.padEnd(28),
      ...COLUMNS.map((kind) => (Number.isFinite(figures[kind]) ? figures[kind].toFixed(3) : '–').padStart(9)),
      `${gain.toFixed(1)} %`.padStart(9),
    ].join('');
  const rows = (some: readonly ArtistFigures[]) => some.map((one) => row(one.name, one.bits, one.gain));
  const mean = 100 * (1 - bits.own / bits.base);
  return [
    `Base ${report.base}, ${report.seeds} seeds. Bits a step of held-out songs:`,
    ['artist'.padEnd(28), ...COLUMNS.map((kind) => kind.padStart(9)), 'gain'.padStart(9)].join(''),
    ...rows(artists),
    row('mean', bits, mean),
    ...(drummers.length > 0 ? ['drummers of Groove', ...rows(drummers)] : []),
    '',
    'Own adapter against (bits a step, paired over seeds):',
    ...tests(against),
    `The same of references held out in training, after ${EARLY} steps (own ${early.bits.own.toFixed(3)}):`,
    ...tests(early.against),
    ...(recognised
      ? [
          `Recognised: held-out songs ${percent(recognised.heldOut)}, takes ${percent(recognised.takes)}, takes of the base ${percent(recognised.base)} (chance ${percent(recognised.chance)})`,
        ]
      : []),
    `Copying: ${copying.rejected} of ${copying.written} takes stopped by the gate, ${copying.over} of ${copying.delivered} delivered over it`,
    `Retention: ${retention.asBase.toFixed(2)} % more bits on the base's songs, ${retention.asArtist.toFixed(2)} % as the artist`,
    `Training: ${training.seconds.mean.toFixed(1)} s (most ${training.seconds.most.toFixed(1)} s), ${training.peakRssMb} MB at the peak`,
    ...report.goals.map(
      ({ wanted, measured, reached }) =>
        `${reached ? '✓' : '✗'} ${wanted}${measured === null ? '' : `: ${Number(measured.toFixed(4))}`}`,
    ),
  ].join('\n');
}

function tests(some: Readonly<Record<string, Paired>>): string[] {
  return Object.entries(some).map(
    ([kind, { difference, p, pairs }]) =>
      `  ${kind.padEnd(10)}${difference.toFixed(4).padStart(9)}   p ${Number.isFinite(p) ? p.toFixed(4) : '–'} (${pairs} pairs)`,
  );
}
