/** What sound artists' takes came to, as text. */
import { mean } from 'd3-array';
import type { SoundFigures, SoundReport } from './evaluate.ts';
import { WAYS, type Way } from './learned.ts';

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** The share of drums that lie nearer to what they really are than the style's own. */
export function nearer(artists: readonly SoundFigures[], way: Way): number {
  const drums = artists.flatMap(({ ways }) =>
    Object.entries(ways[way].drums).map(([drum, distance]) => distance < ways.stock.drums[drum as 'kick']!),
  );
  return mean(drums, Number) ?? 0;
}

/** A table of Markdown. */
export function soundTable({ artists, references }: SoundReport): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const others = WAYS.filter((way) => way !== 'stock');
  const heads = [
    ...['artist', ...WAYS.map((way) => `recognised: ${way}`)],
    ...[...WAYS.map((way) => `spectrum: ${way}`), 'references', 'seconds'],
  ];
  const figures = (name: string, some: readonly SoundFigures[]) =>
    row([
      name,
      ...WAYS.map((way) => percent(mean(some, ({ ways }) => ways[way].recognised)!)),
      ...WAYS.map((way) => mean(some, ({ ways }) => ways[way].spectrum)!.toFixed(1)),
      mean(some, ({ spectrumOfReferences }) => spectrumOfReferences)!.toFixed(1),
      mean(some, ({ seconds }) => seconds)!.toFixed(0),
    ]);
  const drums = artists.flatMap(({ artist, ways }) =>
    Object.keys(ways.stock.drums).map((drum) => ({
      of: artist,
      drum,
      cells: WAYS.map((way) => ways[way].drums[drum as 'kick']!),
    })),
  );
  return [
    row(heads),
    row(heads.map(() => '---')),
    ...artists.map((one) => figures(one.artist, [one])),
    figures('**mean**', artists),
    '',
    `Of the references themselves, ${percent(references)} are recognised by the others.`,
    ...others.map((way) => `Drums nearer than the stock ones, ${way}: ${percent(nearer(artists, way))}.`),
    '',
    row(['artist', 'drum', ...WAYS]),
    row(['---', '---', ...WAYS.map(() => '---')]),
    ...drums.map(({ of, drum, cells }) => row([of, drum, ...cells.map((x) => x.toFixed(1))])),
  ].join('\n');
}
