/** Options that several commands share, read from words into values. */
import { InvalidArgumentError } from 'commander';
import {
  BeatwrightError,
  type Key,
  parseKey,
  STYLE_FACTS,
  STYLES,
  type Style,
  slug,
} from '../music/index.ts';

export const JSON_OPTION = ['--json', 'print one JSON object on stdout'] as const;
export const DATA_OPTION = [
  '--data <folder>',
  'where everything lies (setting DATA_DIR, else ./data)',
] as const;

/** A style by its id or by the name that people read, whatever its case: `UK drill`, `uk-drill`. */
export function styleOption(text: string): Style {
  const style = STYLES.find((each) => each === slug(text) || slug(STYLE_FACTS[each].label) === slug(text));
  if (style === undefined) throw new InvalidArgumentError(`There are ${STYLES.join(', ')}.`);
  return style;
}

export function keyOption(text: string): Key {
  try {
    return parseKey(text);
  } catch (error) {
    if (error instanceof BeatwrightError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

export function numberOption(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('A number is wanted.');
  return value;
}
