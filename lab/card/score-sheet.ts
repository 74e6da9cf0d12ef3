/** Many scores on one sheet, a row for each style: small piano rolls to look over at a glance. */
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { DRUMS, type Score, ticksOf } from '../../src/music/index.ts';

export interface SheetRow {
  readonly label: string;
  readonly scores: readonly Score[];
}

const CELL = { width: 150, height: 84, gap: 4 } as const;
const LABEL_HEIGHT = 22;
/** Where pitches end and drums begin, from the top of a cell. */
const PITCHES = 56;
const [LOWEST, HIGHEST] = [24, 92];
const COLOURS = { bass: '#E69F00', chords: '#56B4E9', melody: '#F0E442', drums: '#E8E8EE' } as const;
const FONT = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/barlow/600SemiBold/Barlow_600SemiBold.ttf'),
);

/** @returns a PNG. */
export function scoreSheet(rows: readonly SheetRow[]): Uint8Array {
  const most = Math.max(...rows.map(({ scores }) => scores.length));
  const width = most * (CELL.width + CELL.gap) + CELL.gap;
  const rowHeight = LABEL_HEIGHT + CELL.height + CELL.gap;
  const height = rows.length * rowHeight + CELL.gap;
  const body = rows.flatMap(({ label, scores }, r) => {
    const top = r * rowHeight;
    return [
      `<text x="${CELL.gap}" y="${top + 17}" fill="#C9CEDA" font-size="16">${label}</text>`,
      ...scores.map((score, i) => cellOf(score, CELL.gap + i * (CELL.width + CELL.gap), top + LABEL_HEIGHT)),
    ];
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Barlow" font-weight="600"><rect width="${width}" height="${height}" fill="#0C0D11"/>${body.join('')}</svg>`;
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Barlow' };
  return new Resvg(svg, { font }).render().asPng();
}

function cellOf(score: Score, left: number, top: number): string {
  const x = (tick: number) => left + (tick / ticksOf(score)) * CELL.width;
  const y = (pitch: number) => top + ((HIGHEST - pitch) / (HIGHEST - LOWEST)) * PITCHES;
  const bar = (from: number, to: number, at: number, colour: string, thick = 1) =>
    `<rect x="${x(from).toFixed(1)}" y="${at.toFixed(1)}" width="${Math.max(0.7, x(to) - x(from) - 0.3).toFixed(1)}" height="${thick}" fill="${colour}"/>`;
  const lines = Array.from({ length: score.bars }, (_, i) => {
    const at = left + (i / score.bars) * CELL.width;
    return `<rect x="${at.toFixed(1)}" y="${top}" width="0.5" height="${CELL.height}" fill="#3A4050"/>`;
  });
  const drumStep = (CELL.height - PITCHES) / DRUMS.length;
  return [
    `<rect x="${left}" y="${top}" width="${CELL.width}" height="${CELL.height}" fill="#15171E"/>`,
    ...lines,
    ...score.chords.flatMap(({ tick, duration, pitches }) =>
      pitches.map((pitch) => bar(tick, tick + duration, y(pitch), COLOURS.chords)),
    ),
    ...score.bass.map(({ tick, duration, pitch }) => bar(tick, tick + duration, y(pitch), COLOURS.bass, 1.4)),
    ...score.melody.map(({ tick, duration, pitch }) =>
      bar(tick, tick + duration, y(pitch), COLOURS.melody, 1.4),
    ),
    ...score.drums.map(({ drum, tick, velocity }) => {
      const at = top + CELL.height - (DRUMS.indexOf(drum) + 1) * drumStep;
      return `<rect x="${x(tick).toFixed(1)}" y="${at.toFixed(1)}" width="0.9" height="${(drumStep * (0.4 + (0.6 * velocity) / 127)).toFixed(1)}" fill="${COLOURS.drums}"/>`;
    }),
  ].join('');
}
