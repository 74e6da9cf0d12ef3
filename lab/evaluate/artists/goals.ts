/** What is wanted of artists' generators, and whether it is reached. */
import type { ArtistsReport } from './report.ts';

/** Shares in percent. */
export function artistGoals(report: Omit<ArtistsReport, 'goals'>): ArtistsReport['goals'] {
  const { artists, against, recognised, copying, retention } = report;
  const worst = Math.min(...artists.map(({ gain }) => gain));
  const nearest = Math.min(...artists.map(({ bits }) => 100 * (1 - bits.own / bits.wrong)));
  const { difference, p } = against.shuffled;
  const least = (id: string, wanted: string, measured: number | null, bound: number) => ({
    id,
    wanted,
    measured,
    reached: measured !== null && measured >= bound,
  });
  return [
    least('below-base', 'at least 8 % fewer bits than the base, for every artist', worst, 8),
    {
      id: 'below-wrong',
      wanted: 'fewer bits than the mean wrong adapter, for every artist',
      measured: nearest,
      reached: nearest > 0,
    },
    {
      id: 'mask',
      wanted: 'fewer bits than with a shuffled mask, p below 0.05',
      measured: Number.isFinite(p) ? p : null,
      reached: difference < 0 && p < 0.05,
    },
    least('recognised', 'at least 70 % of takes', recognised && 100 * recognised.takes, 70),
    least(
      'recognised-as-real',
      'at least 85 % of real songs',
      recognised && (100 * recognised.takes) / recognised.heldOut,
      85,
    ),
    {
      id: 'retention',
      wanted: 'at most 1 % more bits on the base’s songs',
      measured: retention.asBase,
      reached: retention.asBase <= 1,
    },
    {
      id: 'originality',
      wanted: '0 delivered takes over the gate',
      measured: copying.over,
      reached: copying.over === 0,
    },
  ];
}
