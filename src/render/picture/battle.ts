/** What came of a battle: a table, or a bracket. */
import { words } from '../../words/index.ts';
import { COLOURS, fixed, rectangle, textAt } from './panel.ts';

export interface BattleSheet {
  readonly title: string;
  /** By place. */
  readonly rows: readonly {
    readonly place: number;
    readonly number: number;
    readonly name: string;
    readonly votes: number;
    readonly points: number;
  }[];
  /** Of a bracket, round by round; a side without a name had nobody. */
  readonly matches: readonly {
    readonly round: number;
    readonly a: string | undefined;
    readonly b: string | undefined;
    readonly winner: 'a' | 'b' | undefined;
  }[];
}

const WIDTH = 960;
const MARGIN = 32;
const HEADER = 100;
const ROW = 44;
/** Entries in a table; more are told in words. */
const MOST_ROWS = 32;
const COLUMN = 250;
const SLOT = 40;

/** In pixels. */
export function battleSize(sheet: BattleSheet): { readonly width: number; readonly height: number } {
  if (sheet.matches.length === 0) {
    return { width: WIDTH, height: HEADER + ROW * Math.min(MOST_ROWS, sheet.rows.length) + MARGIN };
  }
  const { rounds, first } = shapeOf(sheet);
  return {
    width: Math.max(WIDTH, 2 * MARGIN + COLUMN * (rounds + 1)),
    height: HEADER + first * (2 * SLOT + 16) + MARGIN,
  };
}

/** As elements of an SVG. */
export function battleDrawing(sheet: BattleSheet): string {
  const { width, height } = battleSize(sheet);
  const ground = rectangle({ x: 1.5, y: 1.5, width: width - 3, height: height - 3 }, COLOURS.ground, {
    rx: 18,
    stroke: COLOURS.edge,
    'stroke-width': 3,
  });
  const title = textAt(clipped(sheet.title, 44), MARGIN, 62, 40, COLOURS.text, 'start');
  return ground + title + (sheet.matches.length === 0 ? tableOf(sheet) : bracketOf(sheet));
}

/** The picture in words. */
export function describeBattle({ title, rows }: BattleSheet): string {
  const places = rows.map(({ place, name, votes, points }) =>
    words.pictures['battle-row']({ place, name, votes, points }),
  );
  return [words.pictures['battle-alt']({ title }), ...places].join('\n');
}

function tableOf({ rows }: BattleSheet): string {
  const most = Math.max(1, ...rows.map(({ votes }) => votes));
  const bar = { x: 560, width: 200 };
  return rows
    .slice(0, MOST_ROWS)
    .map(({ place, name, number, votes, points }, i) => {
      const y = HEADER + ROW * i;
      const colour = place === 1 ? COLOURS.drums : COLOURS.bass;
      const length = Math.max(2, (bar.width * votes) / most);
      return [
        textAt(`${place}.`, MARGIN + 44, y + 29, 26, COLOURS.soft, 'end'),
        textAt(clipped(name, 24), MARGIN + 62, y + 29, 26, COLOURS.text, 'start'),
        textAt(`#${number}`, 540, y + 29, 22, COLOURS.soft, 'end'),
        rectangle({ x: bar.x, y: y + 10, width: Number(fixed(length)), height: 22 }, colour, { rx: 4 }),
        textAt(String(votes), bar.x + bar.width + 40, y + 29, 24, COLOURS.text, 'end'),
        textAt(words.pictures['battle-points']({ points }), WIDTH - MARGIN, y + 29, 24, COLOURS.soft, 'end'),
      ].join('');
    })
    .join('');
}

function bracketOf(sheet: BattleSheet): string {
  const { rounds, first } = shapeOf(sheet);
  const tall = 2 * SLOT + 16;
  const parts: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const matches = sheet.matches.filter((match) => match.round === round);
    const step = (first * tall) / Math.max(1, matches.length);
    for (const [i, { a, b, winner }] of matches.entries()) {
      const middle = HEADER + step * (i + 0.5);
      const x = MARGIN + COLUMN * (round - 1);
      const isLast = round === rounds;
      parts.push(slotOf(a, x, middle - SLOT, winner === 'a'), slotOf(b, x, middle, winner === 'b'));
      if (isLast) {
        const champion = winner === 'a' ? a : winner === 'b' ? b : undefined;
        parts.push(textAt(clipped(champion ?? '–', 18), x + COLUMN, middle + 9, 30, COLOURS.drums, 'start'));
      } else {
        parts.push(
          `<path d="M${x + COLUMN - 22} ${fixed(middle)}h14" stroke="${COLOURS.line}" stroke-width="3" fill="none"/>`,
        );
      }
    }
  }
  return parts.join('');
}

function slotOf(name: string | undefined, x: number, y: number, isWinner: boolean): string {
  const box = { x, y: Number(fixed(y + 2)), width: COLUMN - 28, height: SLOT - 4 };
  return (
    rectangle(box, isWinner ? '#2a2d36' : COLOURS.ground, {
      rx: 6,
      stroke: isWinner ? COLOURS.drums : COLOURS.line,
      'stroke-width': 2,
    }) + textAt(clipped(name ?? '–', 17), x + 10, y + 28, 22, isWinner ? COLOURS.text : COLOURS.soft, 'start')
  );
}

function shapeOf({ matches }: BattleSheet): { rounds: number; first: number } {
  return {
    rounds: Math.max(1, ...matches.map(({ round }) => round)),
    first: Math.max(1, matches.filter(({ round }) => round === 1).length),
  };
}

/** As much of a name as there is room for, and nothing that the font does not have. */
function clipped(text: string, most: number): string {
  const known = [...text.replace(/[^\p{Script=Latin}\p{N}\p{P}\p{Zs}+$]/gu, '').trim()];
  const shown = known.length === 0 ? words.pictures['battle-unnamed'] : known.join('');
  return [...shown].length <= most ? shown : `${[...shown].slice(0, most - 1).join('')}…`;
}
