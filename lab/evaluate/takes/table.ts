/** What artists' takes came to, as text. */
import { mean } from 'd3-array';
import { STYLES } from '../../../src/music/index.ts';
import type { ArtistTakes } from './evaluate.ts';
import { ASPECTS } from './likeness.ts';
import { WISHES } from './wishes.ts';

const COLUMNS = [
  'base',
  'drums like',
  'references',
  'least alike',
  'stopped',
  'bits',
  'first bars',
  'learned of',
  'seconds',
  'style',
];

export function takesTable(artists: readonly ArtistTakes[]): string {
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(38)}${cells.map((cell) => cell.padStart(18)).join('')}`;
  const right = artists.filter(({ isStyleRight }) => isStyleRight).length;
  const near = artists.filter(({ isStyleNear }) => isStyleNear).length;
  const means = [
    ...WISHES.map((wish) => percent(mean(artists, ({ recognised }) => recognised[wish])!)),
    percent(mean(artists, ({ base }) => base)!),
  ];
  return [
    line('recognised, with a wish for', [...WISHES, ...COLUMNS]),
    ...artists.map((one) =>
      line(one.artist, [
        ...WISHES.map((wish) => percent(one.recognised[wish])),
        percent(one.base),
        ...[one.likeness.drums?.takes, one.likeness.drums?.references].map(
          (value) => value?.toFixed(2) ?? '–',
        ),
        leastAlike(one),
        percent(one.stopped),
        one.bits.map((bits) => bits?.toFixed(1) ?? '–').join('→'),
        one.first ? `${one.first.before.toFixed(1)}→${one.first.after.toFixed(1)}` : '–',
        String(one.useful),
        one.seconds.toFixed(0),
        one.style,
      ]),
    ),
    line('mean', means),
    `Style: ${right} of ${artists.length} right, ${near} within the first two (of ${STYLES.length} styles).`,
  ].join('\n');
}

/** The aspect in which takes fall farthest behind what references are to each other, and how much they have of it. */
function leastAlike({ likeness }: ArtistTakes): string {
  const shares = ASPECTS.flatMap((aspect) => {
    const both = likeness[aspect];
    return both === undefined ? [] : [{ aspect, share: both.takes / both.references }];
  });
  const [least] = shares.sort((a, b) => a.share - b.share);
  return least === undefined ? '–' : `${least.share.toFixed(2)} ${least.aspect}`;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
