/** Options that several commands share, read from words into values. */
import { InvalidArgumentError, Option } from 'commander';
import {
  type KeyReading,
  MASTERS,
  PARTS,
  type Part,
  readKey,
  STYLE_FACTS,
  STYLES,
  type Style,
  slug,
} from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';

export const JSON_OPTION = ['--json', 'print one JSON object on stdout'] as const;
export const DATA_OPTION = ['--data <folder>', 'data folder (default: DATA_DIR, or ./data)'] as const;

/** A style by its id or by the name that people read, whatever its case: `UK drill`, `uk-drill`. */
export function styleOption(text: string): Style {
  const style = STYLES.find((each) => each === slug(text) || slug(STYLE_FACTS[each].label) === slug(text));
  if (style === undefined) throw new InvalidArgumentError(`There are ${STYLES.join(', ')}.`);
  return style;
}

/** A key, and which was taken if it could be two. */
export function keyOption(text: string): KeyReading {
  try {
    return readKey(text);
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

/** How loud a beat is. */
export const masterOption = () =>
  new Option(
    '--master <loudness>',
    'how loud it is: quiet to record over (−18 LUFS), streaming (−14), loud (−9), or own, as the artist’s tracks are',
  ).choices(MASTERS);

/** Parts by name: `drums,bass`. */
export function partsOption(text: string): Part[] {
  return text.split(',').map(partNamed);
}

/** Numbers by part: `drums=18,melody=4`. */
export function densityOption(text: string): Partial<Record<Part, number>> {
  return Object.fromEntries(
    text.split(',').map((entry) => {
      const [name = '', value = ''] = entry.split('=');
      return [partNamed(name), numberOption(value)];
    }),
  );
}

/** Percent as a share of 1. */
export function percentOption(text: string): number {
  return numberOption(text) / 100;
}

function partNamed(text: string): Part {
  const part = PARTS.find((each) => each === text.trim().toLowerCase());
  if (part === undefined) throw new InvalidArgumentError(`There are ${PARTS.join(', ')}.`);
  return part;
}

/** Where a network's card lies: `drums.md` beside `drums.safetensors`. */
export const cardBeside = (file: string) => `${file.replace(/\.safetensors$/, '')}.md`;
