/** The picture of what votes say: one bar for each feature, from less to more, with how sure it is. */
import type { Leaning } from '../../taste/index.ts';
import { words } from '../../words/index.ts';
import { type Box, COLOURS, fixed, rectangle, textAt } from './panel.ts';

export interface TastePictureRequest {
  readonly artist: string;
  readonly votes: number;
  /** The surest first; at least one. */
  readonly leanings: readonly Leaning[];
}

/** Features that are drawn, the surest. */
const DRAWN = 10;
const TEXT = 30;
const MARGIN = 28;
const HEADER = 92;
const ROW = 50;
const FOOTER = 56;
/** Where the scale begins; it ends at the margin. */
const SCALE = 340;
/** From here on a taste is told as sure. */
export const SURE = 0.9;

export function tasteHeight({ leanings }: TastePictureRequest): number {
  return HEADER + Math.min(DRAWN, leanings.length) * ROW + FOOTER;
}

/** The drawing as elements of an SVG. */
export function tasteDrawing({ artist, leanings }: TastePictureRequest, box: Box): string {
  const said = words.views.taste;
  const drawn = leanings.slice(0, DRAWN);
  const scale = { x: box.x + SCALE, width: box.width - SCALE - MARGIN };
  const widest = Math.max(...drawn.flatMap(({ from, to }) => [Math.abs(from), Math.abs(to)]), 0.01);
  const xOf = (worth: number) => scale.x + (scale.width * (1 + worth / widest)) / 2;
  const middle = xOf(0);
  const top = box.y + HEADER;
  const bottom = top + drawn.length * ROW;
  const rows = drawn.map(({ feature, worth, from, to, sure }, i) => {
    const y = top + i * ROW + ROW / 2;
    const colour = sure >= SURE ? (worth >= 0 ? COLOURS.melody : COLOURS.drums) : COLOURS.wave;
    const bar = {
      x: Math.min(middle, xOf(worth)),
      y: y - 12,
      width: Math.abs(xOf(worth) - middle),
      height: 24,
    };
    const likely = { x: xOf(from), y: y - 2, width: xOf(to) - xOf(from), height: 4 };
    return [
      textAt(said.features[feature].name, box.x + MARGIN, y + TEXT / 3, TEXT, COLOURS.text, 'start'),
      rectangle({ ...bar, width: Math.max(3, bar.width) }, colour, { rx: 4 }),
      rectangle(likely, COLOURS.text, { rx: 2, 'fill-opacity': 0.7 }),
    ].join('');
  });
  return [
    rectangle(
      { x: box.x + 1.5, y: box.y + 1.5, width: box.width - 3, height: box.height - 3 },
      COLOURS.ground,
      { rx: 18, stroke: COLOURS.edge, 'stroke-width': 3 },
    ),
    textAt(said.title({ artist: shortened(artist) }), box.x + MARGIN, box.y + 58, 40, COLOURS.text, 'start'),
    `<path d="M${fixed(middle)} ${top}V${bottom}" stroke="${COLOURS.edge}" stroke-width="3"/>`,
    ...rows,
    textAt(said.less, scale.x, bottom + TEXT + 4, TEXT, COLOURS.soft, 'start'),
    textAt(said.more, scale.x + scale.width, bottom + TEXT + 4, TEXT, COLOURS.soft, 'end'),
  ].join('');
}

/** What the picture shows, in words. */
export function describeTaste({ votes, leanings }: TastePictureRequest): string {
  const said = words.views.taste;
  const items = leanings.slice(0, DRAWN).map(({ feature, isMore, sure }) => {
    const { less, more } = said.features[feature];
    return said.leaning({ liked: isMore ? more : less, sure });
  });
  return said.picture({ votes, items });
}

/** A name that fits beside the title's other words. */
function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= 28 ? name : `${characters.slice(0, 27).join('')}…`;
}
