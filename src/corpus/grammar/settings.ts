/** Draws the settings of a song from its style's book. */
import { type Mode, type Random, STYLE_FACTS } from '../../music/index.ts';
import {
  type Choice,
  type Choices,
  DIALS,
  type Dial,
  type Range,
  type Settings,
  type StyleBook,
  type Weights,
} from './book.ts';
import { liesApart } from './territory.ts';

/** Draws a value of a range, the middle likelier than the ends. */
function drawDial([low, high]: Range, random: Random): number {
  return low + (high - low) * ((random.next() + random.next() + random.next() * 0.6) / 2.6);
}

/** Draws one of weighted alternatives. */
function drawChoice<T extends string>(weights: Weights<T>, random: Random): T {
  const names = Object.keys(weights) as T[];
  return names[random.weighted(names.map((name) => weights[name] ?? 0))]!;
}

/**
 * All settings of a song.
 * @param o.apart whether to draw from the regions that are held apart from training.
 */
export function drawSettings(
  book: StyleBook,
  random: Random,
  o: { mode?: Mode | undefined; apart?: boolean } = {},
): Settings {
  const frame = random.fork('frame');
  const choices = {} as Record<Choice, string>;
  for (const choice of Object.keys(book.choices) as Choice[])
    choices[choice] = drawChoice(book.choices[choice] as Weights<string>, random.fork(choice));
  return {
    ...drawDials(book, random, o.apart ?? false),
    ...(choices as unknown as Choices),
    ...drawHarmony(book, random.fork('harmony'), o.mode),
    bars: frame.pick([4, 8]),
    bpm: Math.round(drawDial(STYLE_FACTS[book.style].bpm, frame)),
    tonic: frame.int(12),
    feel: frame.int(2 ** 31),
  };
}

/** Draws again and again until the dials lie on the side asked for; one draw in seven is held apart. */
function drawDials(book: StyleBook, random: Random, apart: boolean): Record<Dial, number> {
  for (let attempt = 0; ; attempt++) {
    const stream = random.fork(`dials ${attempt}`);
    const dials = {} as Record<Dial, number>;
    for (const dial of DIALS) dials[dial] = drawDial(book.dials[dial], stream);
    if (liesApart(book, dials) === apart) return dials;
  }
}

/** A mode with a progression written for it; a mode that the style does not use borrows its neighbours'. */
export function drawHarmony(
  book: StyleBook,
  random: Random,
  wanted?: Mode,
): Pick<Settings, 'mode' | 'progression'> {
  const all = Object.entries(book.harmony).flatMap(([mode, progressions]) =>
    Object.entries(progressions).map(([progression, weight]) => ({
      mode: mode as Mode,
      progression,
      weight: weight ?? 0,
    })),
  );
  const own = all.filter(({ mode }) => wanted === undefined || mode === wanted);
  const usable = own.length > 0 ? own : all.filter(({ progression }) => /^[1-7 .|]+$/.test(progression));
  const drawn = usable[random.weighted(usable.map(({ weight }) => weight))]!;
  return { mode: wanted ?? drawn.mode, progression: drawn.progression };
}
