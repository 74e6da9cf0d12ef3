/**
 * Lanes: drum-machine notation for one voice. Sixteen glyphs are a bar of 16ths; spaces and `|` are for the
 * eye; a lane of several bars repeats.
 *
 * `X` always, accented · `x` always · `o` usually · `-` now and then · `g` a ghost, usually · `.` silent
 */
import { type Random, STEPS_PER_BAR } from '../../music/index.ts';

export type Lane = string;

/** The strength, 0 (silent) to 1 (accented), of every step of one or more bars. */
export type Cell = readonly number[];

const GLYPHS: Readonly<Record<string, readonly [chance: number, strength: number]>> = {
  X: [1, 1],
  x: [1, 0.78],
  o: [0.68, 0.74],
  '-': [0.3, 0.66],
  g: [0.55, 0.3],
  '.': [0, 0],
};

/** The glyphs of a lane without what is for the eye. Throws a RangeError on a lane that is no whole bars. */
function glyphsOf(lane: Lane): string[] {
  const glyphs = [...lane].filter((glyph) => glyph !== ' ' && glyph !== '|');
  const unknown = glyphs.find((glyph) => !(glyph in GLYPHS));
  if (unknown !== undefined) throw new RangeError(`a lane has no glyph ${unknown}: ${lane}`);
  if (glyphs.length === 0 || glyphs.length % STEPS_PER_BAR !== 0)
    throw new RangeError(`a lane is whole bars of 16 steps, not ${glyphs.length}: ${lane}`);
  return glyphs;
}

/**
 * Decides every optional step of a lane once, so that what follows can repeat it.
 * @param fill 0–1: how full the optional steps are; at 0.5 as the glyphs say.
 */
export function resolveLane(lane: Lane, fill: number, random: Random): Cell {
  return glyphsOf(lane).map((glyph) => {
    const [chance, strength] = GLYPHS[glyph]!;
    return random.next() < withFill(chance, fill) ? strength : 0;
  });
}

/** A bar of a cell, which repeats for ever. */
export function barOfCell(cell: Cell, bar: number): number[] {
  const bars = cell.length / STEPS_PER_BAR;
  const from = (bar % bars) * STEPS_PER_BAR;
  return cell.slice(from, from + STEPS_PER_BAR);
}

/**
 * A lane with most of its optional steps settled: what one artist does with a figure that a style shares.
 * Sure steps stay sure; an optional one is kept, left out or (one in five) stays optional.
 */
export function settleLane(lane: Lane, random: Random): Lane {
  return glyphsOf(lane)
    .map((glyph) => {
      const [chance, strength] = GLYPHS[glyph]!;
      if (chance === 0 || chance === 1 || random.next() < 0.2) return glyph;
      if (random.next() >= chance) return '.';
      return strength < 0.5 ? glyph : 'x';
    })
    .join('');
}

/** A chance with its odds multiplied by 1/9 (fill 0) to 9 (fill 1). */
function withFill(chance: number, fill: number): number {
  if (chance <= 0 || chance >= 1) return chance;
  const odds = (chance / (1 - chance)) * 9 ** (2 * fill - 1);
  return odds / (1 + odds);
}
