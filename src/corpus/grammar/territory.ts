/**
 * Which settings training may see. Six dials are cut into thirds; of the cells so made, those whose weighted
 * sum is divisible by seven (about one in seven, spread evenly over the whole space) are held apart for probe
 * artists. No song that is drawn for training has its settings there.
 */
import type { Dial, Range, Settings, StyleBook } from './book.ts';

/** The dials that tell what an ear tells first: how full, how high, how long, how restless. */
const TERRITORY = [
  'kickFill',
  'hatFill',
  'melodyFill',
  'melodyCentre',
  'bassLength',
  'changes',
] as const satisfies readonly Dial[];

const THIRDS = 3;
const APART = 7;

/** Whether settings of a style lie in a region that no training song has. */
export function liesApart(book: StyleBook, settings: Pick<Settings, Dial>): boolean {
  const sum = TERRITORY.reduce(
    (total, dial, i) => total + (i + 1) * thirdOf(book.dials[dial], settings[dial]),
    0,
  );
  return sum % APART === 0;
}

/** The part of a dial's range that a value may move in without leaving its region. */
export function regionOf(book: StyleBook, dial: Dial, value: number): Range {
  const [low, high] = book.dials[dial];
  if (!(TERRITORY as readonly Dial[]).includes(dial) || high <= low) return [low, high];
  const third = thirdOf([low, high], value);
  const width = (high - low) / THIRDS;
  // A hair within, so that rounding does not carry a value over the border.
  return [low + width * (third + 0.001), low + width * (third + 0.999)];
}

function thirdOf([low, high]: Range, value: number): number {
  if (high <= low) return 0;
  return Math.max(0, Math.min(THIRDS - 1, Math.floor(((value - low) / (high - low)) * THIRDS)));
}
