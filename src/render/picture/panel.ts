/** A take as a drawing: its parts over time, the wave under them, its facts above. */
import {
  type Drum,
  keyName,
  type Score,
  type Sound,
  STYLE_FACTS,
  type Style,
  TICKS_PER_BAR,
  ticksOf,
} from '../../music/index.ts';
import { words } from '../../words/index.ts';

/** What a drawing shows. */
export interface PictureRequest {
  readonly score: Score;
  readonly style: Style;
  /** The master, whose wave is drawn. */
  readonly sound: Sound;
  /** A to D. */
  readonly take: string;
}

/** Where a drawing goes, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Colours that people with any colour vision tell apart (M. Okabe and K. Ito, "Color Universal Design"), on a
 * ground of its own, so that the picture is the same on Discord's dark and light themes.
 */
export const COLOURS = {
  ground: '#1b1d23',
  edge: '#4a4e5a',
  line: '#343842',
  bar: '#4a4e5a',
  text: '#f4f5f7',
  soft: '#b9bec9',
  drums: '#e69f00',
  bass: '#56b4e9',
  chords: '#cc79a7',
  melody: '#00c896',
  wave: '#8d93a1',
} as const;

/** Rows of the drum lane, from the lowest up. */
const DRUM_ROWS: readonly (readonly Drum[])[] = [
  ['kick'],
  ['snare', 'clap'],
  ['rim', 'lowTom', 'highTom', 'percussion'],
  ['closedHat', 'openHat', 'shaker', 'ride', 'crash'],
];

const HEADER = 74;
const MARGIN = 22;
/** How a panel's height is shared out between notes, bass, drums and wave. */
const SHARES = { notes: 0.42, bass: 0.17, drums: 0.2, wave: 0.21 } as const;
const GAP = 10;

/**
 * The drawing as elements of an SVG.
 * @param facts what stands above it, beside the take's letter
 */
export function panelOf(request: Omit<PictureRequest, 'style'>, facts: string, box: Box): string {
  const { score, sound } = request;
  const inner = {
    x: box.x + MARGIN,
    y: box.y + HEADER,
    width: box.width - 2 * MARGIN,
    height: box.height - HEADER - MARGIN,
  };
  const lanes = lanesOf(inner);
  return [
    rectangle(
      { ...box, x: box.x + 1.5, y: box.y + 1.5, width: box.width - 3, height: box.height - 3 },
      COLOURS.ground,
      {
        rx: 18,
        stroke: COLOURS.edge,
        'stroke-width': 3,
      },
    ),
    headerOf(request.take, facts, box),
    gridOf(score, inner),
    notesOf(score, lanes.notes),
    bassOf(score, lanes.bass),
    drumsOf(score, lanes.drums),
    waveOf(sound, lanes.wave),
  ].join('');
}

function lanesOf({ x, y, width, height }: Box): Record<keyof typeof SHARES, Box> {
  const free = height - 3 * GAP;
  let top = y;
  const next = (share: number): Box => {
    const lane = { x, y: top, width, height: free * share };
    top += free * share + GAP;
    return lane;
  };
  return {
    notes: next(SHARES.notes),
    bass: next(SHARES.bass),
    drums: next(SHARES.drums),
    wave: next(SHARES.wave),
  };
}

/** The facts of a score in a line. */
export function factsOf({ score, style }: Pick<PictureRequest, 'score' | 'style'>): string {
  return `${STYLE_FACTS[style].label} · ${loopFacts(score)}`;
}

export function loopFacts({ bpm, key, bars }: Pick<Score, 'bpm' | 'key' | 'bars'>): string {
  return words.pictures.facts({ bpm, key: keyName(key), bars });
}

function headerOf(take: string, facts: string, { x, y, width }: Box): string {
  return (
    textAt(take, x + MARGIN, y + 58, 54, COLOURS.text, 'start') +
    textAt(facts, x + width - MARGIN, y + 52, 30, COLOURS.soft, 'end')
  );
}

export function textAt(
  text: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  anchor: 'start' | 'middle' | 'end',
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

function gridOf({ bars }: Score, { x, y, width, height }: Box): string {
  // In a long score only every fourth bar has a line.
  const every = bars > 16 ? 4 : 1;
  const lines: string[] = [];
  for (let bar = 0; bar <= bars; bar += every) {
    const at = fixed(x + (width * bar) / bars);
    lines.push(`M${at} ${fixed(y)}V${fixed(y + height)}`);
  }
  return `<path d="${lines.join('')}" stroke="${COLOURS.bar}" stroke-width="1.5" fill="none"/>`;
}

/** Chords and melody on one scale of pitches. */
function notesOf(score: Score, lane: Box): string {
  const chords = score.chords.flatMap(({ tick, duration, pitches }) =>
    pitches.map((pitch) => ({ tick, duration, pitch })),
  );
  const all = [...chords, ...score.melody].map(({ pitch }) => pitch);
  if (all.length === 0) return '';
  const low = Math.min(...all);
  const rows = Math.max(12, Math.max(...all) - low + 1);
  const height = lane.height / rows;
  const place = ({ tick, duration, pitch }: { tick: number; duration: number; pitch: number }): Box => ({
    x: xOf(score, tick, lane),
    y: lane.y + lane.height - (pitch - low + 1) * height,
    width: Math.max(3, (lane.width * duration) / ticksOf(score) - 1),
    height: Math.max(3, height - 0.5),
  });
  return pathOf(chords.map(place), COLOURS.chords, 0.85) + pathOf(score.melody.map(place), COLOURS.melody, 1);
}

/** Bass notes, and their glides as slopes. */
function bassOf(score: Score, lane: Box): string {
  const all = score.bass.flatMap(({ pitch, glide }) => (glide ? [pitch, glide.pitch] : [pitch]));
  if (all.length === 0) return '';
  const low = Math.min(...all);
  const rows = Math.max(7, Math.max(...all) - low + 1);
  const height = lane.height / rows;
  const yOf = (pitch: number) => lane.y + lane.height - (pitch - low + 0.5) * height;
  const paths = score.bass.map(({ tick, duration, pitch, glide }) => {
    const start = `M${fixed(xOf(score, tick, lane))} ${fixed(yOf(pitch))}`;
    const end = fixed(Math.max(xOf(score, tick, lane) + 3, xOf(score, tick + duration, lane) - 2));
    if (!glide) return `${start}H${end}`;
    const from = fixed(xOf(score, tick + glide.offset, lane));
    const to = fixed(xOf(score, tick + glide.offset + glide.duration, lane));
    return `${start}H${from}L${to} ${fixed(yOf(glide.pitch))}H${end}`;
  });
  const thickness = fixed(Math.max(4, Math.min(9, height)));
  return `<path d="${paths.join('')}" stroke="${COLOURS.bass}" stroke-width="${thickness}" fill="none" stroke-linejoin="round"/>`;
}

/** Hits as strokes, the harder the taller. */
function drumsOf(score: Score, lane: Box): string {
  const height = lane.height / DRUM_ROWS.length;
  const stroke = Math.max(3, Math.min(7, lane.width / score.bars / 24));
  const boxes = score.drums.map(({ drum, tick, velocity }): Box => {
    const row = DRUM_ROWS.findIndex((drums) => drums.includes(drum));
    const tall = (height - 2) * (0.35 + 0.65 * (velocity / 127));
    return {
      x: xOf(score, tick, lane),
      y: lane.y + lane.height - row * height - tall,
      width: stroke,
      height: tall,
    };
  });
  return pathOf(boxes, COLOURS.drums, 1);
}

/** The louder channel's reach in every column of pixels. */
function waveOf({ channels }: Sound, lane: Box): string {
  const length = channels[0]?.length ?? 0;
  const columns = Math.max(1, Math.floor(lane.width / 2));
  const middle = lane.y + lane.height / 2;
  const reach: number[] = [];
  for (let column = 0; column < columns; column++) {
    const end = Math.floor(((column + 1) * length) / columns);
    let most = 0;
    for (const channel of channels) {
      for (let i = Math.floor((column * length) / columns); i < end; i++)
        most = Math.max(most, Math.abs(channel[i]!));
    }
    reach.push(Math.max(1, (Math.min(1, most) * lane.height) / 2));
  }
  const point = (column: number, y: number) =>
    `${fixed(lane.x + (lane.width * column) / columns)} ${fixed(y)}`;
  const top = reach.map((y, column) => point(column, middle - y));
  const bottom = reach.map((y, column) => point(column, middle + y)).reverse();
  return `<path d="M${[...top, ...bottom].join('L')}Z" fill="${COLOURS.wave}"/>`;
}

function xOf(score: Score, tick: number, { x, width }: Box): number {
  return x + (width * tick) / (score.bars * TICKS_PER_BAR);
}

/** Many rectangles as one path, which is drawn far sooner. */
function pathOf(boxes: readonly Box[], fill: string, opacity: number): string {
  const d = boxes
    .map(
      ({ x, y, width, height }) =>
        `M${fixed(x)} ${fixed(y)}h${fixed(width)}v${fixed(height)}h${fixed(-width)}z`,
    )
    .join('');
  return d === '' ? '' : `<path d="${d}" fill="${fill}" fill-opacity="${opacity}"/>`;
}

export function rectangle(
  { x, y, width, height }: Box,
  fill: string,
  more: Record<string, number | string>,
): string {
  const attributes = Object.entries(more).map(([name, value]) => ` ${name}="${value}"`);
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"${attributes.join('')}/>`;
}

export function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
