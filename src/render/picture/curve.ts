/** How a training went: the loss over its steps, as a drawing and in words. */
import { words } from '../../words/index.ts';
import { type Box, COLOURS, fixed, rectangle, textAt } from './panel.ts';

/** The loss at a step of a training, in bits a 16th. */
export interface LossPoint {
  readonly step: number;
  /** Of the batch that was trained on. */
  readonly loss: number;
  /** Of what is held out, where it was measured. */
  readonly heldOut?: number;
}

interface Place {
  readonly step: number;
  readonly bits: number;
}

/** What the lines are drawn in; their ends carry their names, so that no colour has to be told apart. */
const LINES = {
  trained: { colour: COLOURS.drums, name: words.pictures['loss-trained'] },
  heldOut: { colour: COLOURS.bass, name: words.pictures['loss-held-out'] },
} as const;

/** Text is this high, which is 11 pixels on a phone that is 350 wide. */
const TEXT = 30;
const MARGINS = { left: 104, right: 236, top: 96, bottom: 68 } as const;
/** Batches differ: the line is a mean over so great a share of the steps, each batch a thin line behind it. */
const SMOOTHING = 0.1;
/** Room for the loss of a training that stood still, in bits. */
const LEAST_RANGE = 0.1;

/** The drawing as elements of an SVG. */
export function curveOf(points: readonly LossPoint[], box: Box): string {
  const { trained, heldOut } = seriesOf(points);
  const smooth = smoothed(trained);
  const last = Math.max(1, ...points.map(({ step }) => step));
  const ticks = ticksOf([...trained, ...heldOut].map(({ bits }) => bits));
  const low = ticks[0]!;
  const high = ticks.at(-1)!;
  const inner = {
    x: box.x + MARGINS.left,
    y: box.y + MARGINS.top,
    width: box.width - MARGINS.left - MARGINS.right,
    height: box.height - MARGINS.top - MARGINS.bottom,
  };
  const xOf = (step: number) => inner.x + (inner.width * step) / last;
  const yOf = (bits: number) => inner.y + (inner.height * (high - bits)) / (high - low);
  const right = inner.x + inner.width;
  const bottom = inner.y + inner.height;
  const decimals = ticks[1]! - low < 0.1 ? 2 : 1;
  const grid = ticks.flatMap((bits) => [
    `<path d="M${fixed(inner.x)} ${fixed(yOf(bits))}H${fixed(right)}" stroke="${COLOURS.bar}" stroke-width="1.5"/>`,
    textAt(bits.toFixed(decimals), inner.x - 16, yOf(bits) + TEXT / 3, TEXT, COLOURS.soft, 'end'),
  ]);
  const lines = [
    { places: smooth, ...LINES.trained },
    { places: heldOut, ...LINES.heldOut },
  ].filter(({ places }) => places.length > 0);
  const names = apart(lines.map(({ places }) => yOf(places.at(-1)!.bits)));
  return [
    rectangle(
      { x: box.x + 1.5, y: box.y + 1.5, width: box.width - 3, height: box.height - 3 },
      COLOURS.ground,
      { rx: 18, stroke: COLOURS.edge, 'stroke-width': 3 },
    ),
    textAt(words.pictures.loss, box.x + 28, box.y + 56, 38, COLOURS.text, 'start'),
    ...grid,
    textAt('0', inner.x, bottom + TEXT + 12, TEXT, COLOURS.soft, 'middle'),
    textAt(words.pictures['loss-step']({ step: last }), right, bottom + TEXT + 12, TEXT, COLOURS.soft, 'end'),
    pathOf(trained, `stroke="${LINES.trained.colour}" stroke-width="2" stroke-opacity="0.35"`, xOf, yOf),
    ...lines.map(({ places, colour }) => lineOf(places, colour, xOf, yOf)),
    ...lines.flatMap(({ places, colour, name }, i) => [
      textAt(places.at(-1)!.bits.toFixed(2), right + 20, names[i]! - 2, 38, colour, 'start'),
      textAt(name, right + 20, names[i]! + TEXT, TEXT, colour, 'start'),
    ]),
  ].join('');
}

/** What the drawing shows, in sentences. */
export function describeCurve(points: readonly LossPoint[]): string {
  const { trained, heldOut } = seriesOf(points);
  const steps = Math.max(0, ...points.map(({ step }) => step));
  const lowest = heldOut.reduce((best, place) => (place.bits < best.bits ? place : best), heldOut[0]!);
  const ends = (places: readonly Place[]) => ({ from: places[0]!.bits, to: places.at(-1)!.bits });
  return [
    words.pictures.curve({ steps }),
    trained.length > 0 && words.pictures['curve-trained'](ends(smoothed(trained))),
    heldOut.length > 0 &&
      words.pictures['curve-held-out']({ ...ends(heldOut), lowest: lowest.bits, step: lowest.step }),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
}

/** Each place at the mean of those around it, fewer at the ends. */
function smoothed(places: readonly Place[]): Place[] {
  const reach = Math.floor((SMOOTHING * places.length) / 2);
  return places.map(({ step }, i) => {
    const around = places.slice(Math.max(0, i - reach), i + reach + 1);
    return { step, bits: around.reduce((sum, { bits }) => sum + bits, 0) / around.length };
  });
}

function seriesOf(points: readonly LossPoint[]): { trained: Place[]; heldOut: Place[] } {
  const isNumber = ({ bits }: Place) => Number.isFinite(bits);
  return {
    trained: points.map(({ step, loss }) => ({ step, bits: loss })).filter(isNumber),
    heldOut: points
      .flatMap(({ step, heldOut }) => (heldOut === undefined ? [] : { step, bits: heldOut }))
      .filter(isNumber),
  };
}

/** Round numbers, three to six of them, that span the values. */
function ticksOf(values: readonly number[]): number[] {
  const least = values.length === 0 ? 0 : Math.min(...values);
  const most = Math.max(least + LEAST_RANGE, ...values);
  const rough = (most - least) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Heights of names, moved apart where they would lie over each other. */
function apart(heights: readonly number[]): number[] {
  const room = 2.6 * TEXT;
  const [one, two] = heights;
  if (one === undefined || two === undefined || Math.abs(one - two) >= room) return [...heights];
  const middle = (one + two) / 2;
  const sign = one <= two ? 1 : -1;
  return [middle - (sign * room) / 2, middle + (sign * room) / 2];
}

function lineOf(
  places: readonly Place[],
  colour: string,
  xOf: (step: number) => number,
  yOf: (bits: number) => number,
): string {
  const end = places.at(-1)!;
  return (
    pathOf(places, `stroke="${colour}" stroke-width="5"`, xOf, yOf) +
    `<circle cx="${fixed(xOf(end.step))}" cy="${fixed(yOf(end.bits))}" r="9" fill="${colour}"/>`
  );
}

function pathOf(
  places: readonly Place[],
  stroke: string,
  xOf: (step: number) => number,
  yOf: (bits: number) => number,
): string {
  if (places.length === 0) return '';
  const points = places.map(({ step, bits }) => `${fixed(xOf(step))} ${fixed(yOf(bits))}`);
  return `<path d="M${points.join('L')}" fill="none" stroke-linejoin="round" stroke-linecap="round" ${stroke}/>`;
}
