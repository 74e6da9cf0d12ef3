/** The picture of what an artist usually does: a table of the parts, and below it one field for each other habit. */
import { median } from 'd3-array';
import { type Key, noteName } from '../../music/index.ts';
import { words } from '../../words/index.ts';
import type { PartHabit, Share, Summary } from './habits.ts';
import { type Box, COLOURS, fixed, rectangle, textAt } from './panel.ts';

/** Text is at least this high, which is 11 pixels on a phone that is 350 wide. */
const TEXT = 30;
const MARGIN = 28;
const HEADER = 84;
/** Heights of the lines of the table and of the fields, and of a field with its title. */
const ROW = 58;
const LINE = 46;
const FIELD = 58 + 4 * LINE;
const GAP = 26;
/** Where the columns of the table begin; it ends at the margin. */
const COLUMNS = { share: 176, density: 440, register: 590, strip: 760 } as const;
/** The pitches of the strip that shows registers: C1 to C7. */
const PITCHES = [24, 96] as const;
/** Labels of more characters than this take more room. */
const LONG_LABEL = 12;
/** The radius of the mark of a piece. */
const MARK = 10;
/** What a scale of swing begins and ends with, in percent. */
const SWING = [50, 70] as const;

export const HABITS_HEIGHT = HEADER + LINE + 4 * ROW + GAP + 2 * FIELD + GAP + MARGIN;

/** The drawing as elements of an SVG. */
export function habitsOf(summary: Summary, box: Box): string {
  const { habits } = words.pictures;
  const width = (box.width - 2 * MARGIN - 2 * GAP) / 2;
  const left = box.x + MARGIN;
  const right = left + width + 2 * GAP;
  const upper = box.y + HEADER + LINE + 4 * ROW + GAP;
  const lower = upper + FIELD + GAP;
  const field = (x: number, y: number): Box => ({ x, y, width, height: FIELD });
  const { share: percent } = words.pictures;
  const scales = field(right, lower);
  return [
    rectangle(
      { x: box.x + 1.5, y: box.y + 1.5, width: box.width - 3, height: box.height - 3 },
      COLOURS.ground,
      { rx: 18, stroke: COLOURS.edge, 'stroke-width': 3 },
    ),
    textAt(habits.title({ references: summary.pieces }), left, box.y + 56, 40, COLOURS.text, 'start'),
    tableOf(summary, { x: left, y: box.y + HEADER, width: box.width - 2 * MARGIN, height: LINE + 4 * ROW }),
    listOf(habits.tempo, summary.tempi, field(left, upper)),
    listOf(habits.key, summary.keys, field(right, upper)),
    columnsOf(habits.loop, summary.loops, field(left, lower)),
    scaleOf(
      { title: habits.swung, from: habits.straight, to: habits.triplet },
      summary.swing.map((swing) => (swing - SWING[0]) / (SWING[1] - SWING[0])),
      summary.swing.length === 0 ? undefined : percent({ share: median(summary.swing)! / 100 }),
      scales,
    ),
    scaleOf(
      { title: habits.nextBar, from: habits.new, to: habits.same },
      summary.alike,
      summary.alike.length === 0 ? undefined : percent({ share: median(summary.alike)! }),
      { ...scales, y: scales.y + FIELD / 2 + 6 },
    ),
  ].join('');
}

function tableOf({ parts, key }: Summary, box: Box): string {
  const { habits } = words.pictures;
  const head = (text: string, x: number) =>
    textAt(text, box.x + x, box.y + TEXT, TEXT, COLOURS.soft, 'start');
  const rows = parts.map((habit, i) =>
    partRow(habit, key, { ...box, y: box.y + LINE + i * ROW, height: ROW }),
  );
  return [
    head(habits.inReferences, COLUMNS.share),
    head(habits.perBar, COLUMNS.density),
    head(habits.range, COLUMNS.register),
    ...rows,
  ].join('');
}

function partRow(
  { part, share, density, register }: PartHabit,
  key: Key,
  { x, y, width, height }: Box,
): string {
  const { habits, share: percent } = words.pictures;
  const colour = share > 0 ? COLOURS[part] : COLOURS.edge;
  const text = (what: string, at: number, fill: string) =>
    textAt(what, x + at, baseline(y, height), TEXT, fill, 'start');
  const track = { x: x + COLUMNS.share, y: y + height / 2 - 11, width: 150, height: 22 };
  return [
    text(habits.names[part], 0, share > 0 ? COLOURS[part] : COLOURS.soft),
    barOf(share, colour, track),
    text(share > 0 ? percent({ share }) : habits.never, COLUMNS.share + 166, COLOURS.text),
    density === undefined ? '' : text(habits.density({ events: density }), COLUMNS.density, COLOURS.text),
    register === undefined
      ? ''
      : text(
          words.pictures.notes({ low: noteName(register[0], key), high: noteName(register[1], key) }),
          COLUMNS.register,
          COLOURS.text,
        ),
    part === 'drums'
      ? ''
      : registerOf(register, colour, {
          ...track,
          x: x + COLUMNS.strip,
          width: width - COLUMNS.strip,
        }),
  ].join('');
}

/** All pitches as a strip, those between which a part plays in its colour. */
function registerOf(register: PartHabit['register'], colour: string, strip: Box): string {
  const [lowest, highest] = PITCHES;
  const xOf = (pitch: number) =>
    strip.x + (strip.width * (Math.min(highest, Math.max(lowest, pitch)) - lowest)) / (highest - lowest);
  const ground = rectangle(strip, COLOURS.line, { rx: 6 });
  if (register === undefined) return ground;
  const [from, to] = register.map(xOf) as [number, number];
  return ground + rectangle({ ...strip, x: from, width: Math.max(8, to - from) }, colour, { rx: 6 });
}

function titleOf(title: string, { x, y }: Box): string {
  return textAt(title, x, y + TEXT, TEXT, COLOURS.soft, 'start');
}

/** Values with their shares as bars, one below the other. */
function listOf(title: string, shares: readonly Share[], box: Box): string {
  const label = shares.some(({ label }) => label.length > LONG_LABEL) ? 270 : 196;
  const rows = shares.map(({ label: name, share }, i) => {
    const y = box.y + 50 + i * LINE;
    const track = { x: box.x + label, y: y + LINE / 2 - 10, width: box.width - label - 96, height: 20 };
    return [
      textAt(name, box.x, baseline(y, LINE), TEXT, COLOURS.text, 'start'),
      barOf(share, COLOURS.wave, track),
      textAt(
        words.pictures.share({ share }),
        box.x + box.width,
        baseline(y, LINE),
        TEXT,
        COLOURS.text,
        'end',
      ),
    ].join('');
  });
  return [titleOf(title, box), ...rows].join('');
}

/** Values in their order, with their shares as columns. */
function columnsOf(title: string, shares: readonly Share[], box: Box): string {
  const bottom = box.y + box.height - TEXT - 12;
  const room = bottom - (box.y + 50 + TEXT + 8);
  const step = box.width / shares.length;
  const columns = shares.map(({ label, share }, i) => {
    const middle = box.x + (i + 0.5) * step;
    const height = Math.max(4, room * share);
    const column = { x: middle - 26, y: bottom - height, width: 52, height };
    const colour = share > 0 ? COLOURS.wave : COLOURS.line;
    return [
      rectangle(column, colour, { rx: 4 }),
      textAt(label, middle, bottom + TEXT + 4, TEXT, share > 0 ? COLOURS.text : COLOURS.soft, 'middle'),
      share > 0
        ? textAt(words.pictures.share({ share }), middle, column.y - 9, TEXT, COLOURS.text, 'middle')
        : '',
    ].join('');
  });
  return [titleOf(title, box), ...columns].join('');
}

/** A line between two extremes with a mark for each piece. */
function scaleOf(
  { title, from, to }: { title: string; from: string; to: string },
  values: readonly number[],
  middle: string | undefined,
  box: Box,
): string {
  const y = box.y + 56;
  const marks = values.map((value) => {
    const x = box.x + MARK + (box.width - 2 * MARK) * Math.min(1, Math.max(0, value));
    return `<circle cx="${fixed(x)}" cy="${y}" r="${MARK}" fill="${COLOURS.text}" fill-opacity="0.5"/>`;
  });
  return [
    titleOf(title, box),
    textAt(
      middle ?? words.pictures.habits.untold,
      box.x + box.width,
      box.y + TEXT,
      TEXT,
      COLOURS.text,
      'end',
    ),
    rectangle({ x: box.x, y: y - 2, width: box.width, height: 4 }, COLOURS.edge, { rx: 2 }),
    ...marks,
    textAt(from, box.x, y + 14 + TEXT, TEXT, COLOURS.soft, 'start'),
    textAt(to, box.x + box.width, y + 14 + TEXT, TEXT, COLOURS.soft, 'end'),
  ].join('');
}

function barOf(share: number, colour: string, track: Box): string {
  const { width } = track;
  return [
    rectangle(track, COLOURS.line, { rx: 6 }),
    share > 0 ? rectangle({ ...track, width: Math.max(8, width * share) }, colour, { rx: 6 }) : '',
  ].join('');
}

/** Where text stands that is in the middle of a row. */
function baseline(y: number, height: number): number {
  return y + height / 2 + TEXT / 3;
}
