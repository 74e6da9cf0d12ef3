/** What a beat is where nobody said: chosen by the seed, so that the seed and the request name the beat. */
import type { Habits } from '../cards/index.ts';
import {
  type Key,
  PARTS,
  type Part,
  type Playing,
  type Random,
  randomOf,
  STYLE_FACTS,
  type Style,
} from '../music/index.ts';

export interface Wish {
  readonly style?: Style;
  readonly bpm?: number;
  readonly key?: Key;
  readonly bars?: number;
  readonly parts?: readonly Part[];
  readonly seed: number;
  /** Keeps of the tempi to choose from those that suit, at least one. */
  readonly suits?: (tempi: readonly number[]) => readonly number[];
}

export interface Choice {
  readonly style: Style;
  readonly bpm: number;
  readonly key: Key;
  readonly bars: number;
  /** All, if none are named. */
  readonly parts?: Part[];
  /** Bars from `after` on repeat the first ones, but for the changes; absent where nothing is known of it. */
  readonly repeats?: { readonly after: number; readonly changes: number[] };
}

const BARS = 8;

/**
 * Fills in what a wish leaves open: tempo, key, parts and how soon bars repeat, all as in one of the artist's references,
 * or else a tempo of the style, a minor key and all parts. An artist who never has a melody gets none unless asked. Another
 * style than the artist's own comes with its own tempo; the rest stays the artist's. Pure; the same arguments give the
 * same choice.
 */
export function choose(wish: Wish & { style: Style }, habits?: Habits): Choice;
export function choose(wish: Wish, habits: Habits): Choice;
export function choose(wish: Wish, habits?: Habits): Choice {
  const random = randomOf(wish.seed).fork('choose');
  const style = wish.style ?? habits!.style;
  const isOwn = habits?.style === style;
  const piece = oneOf(habits, isOwn ? wish.suits : undefined, random);
  const { key, parts, play } = piece ?? apart(habits, random);
  const bpm = isOwn && piece ? piece.bpm : tempoOf(style, isOwn ? habits.bpms : [], wish.suits, random);
  const bars = wish.bars ?? BARS;
  const playing = wish.parts ?? (parts.length > 0 ? parts : PARTS);
  return {
    ...{ style, bpm: wish.bpm ?? Math.round(bpm), key: wish.key ?? key, bars },
    ...(playing.length < PARTS.length && { parts: [...playing] }),
    ...repeatsIn(bars, play),
  };
}

interface Piece {
  readonly bpm: number;
  readonly key: Key;
  readonly parts: readonly Part[];
  readonly play?: Playing;
}

/** One of the artist's references: whose tempo it has, its key and parts have too. */
function oneOf(habits: Habits | undefined, suits: Wish['suits'], random: Random): Piece | undefined {
  const { bpms = [], keys = [], parts = [], plays = [] } = habits ?? {};
  const pieces = plays.map((play, i) => ({ bpm: bpms[i]!, key: keys[i]!, parts: parts[i]!, play }));
  if (pieces.length === 0) return undefined;
  const suiting = new Set(suits?.(bpms) ?? bpms);
  return random.fork('piece').pick(pieces.filter(({ bpm }) => suiting.has(bpm)));
}

/** Each by itself: where there is no artist, or of an artist of whom no more is known than what there is among the references. */
function apart(habits: Habits | undefined, random: Random): Omit<Piece, 'bpm'> {
  const { keys = [], parts = [] } = habits ?? {};
  const usual = parts.filter((each) => each.length > 0);
  return {
    key:
      keys.length > 0 ? random.fork('key').pick(keys) : { tonic: random.fork('key').int(12), mode: 'minor' },
    parts: usual.length > 0 ? random.fork('parts').pick(usual) : PARTS,
  };
}

/** @param own the artist's tempi, if it is of the artist's style. */
function tempoOf(style: Style, own: readonly number[], suits: Wish['suits'], random: Random): number {
  const [slow, fast] = STYLE_FACTS[style].bpm;
  const tempi = own.length > 0 ? own : Array.from({ length: fast - slow + 1 }, (_, i) => slow + i);
  return random.fork('bpm').pick(suits?.(tempi) ?? tempi);
}

/** Loops of so many bars are repeated; of a longer reference that does not repeat nobody knows how it would go on. */
const LOOP = 2;

function repeatsIn(bars: number, play: Playing | undefined): Pick<Choice, 'repeats'> {
  if (play === undefined) return {};
  const { of, after, changes } = play.repeats;
  if (after >= bars || (after === of && of > LOOP)) return {};
  const changing = Array.from({ length: bars }, (_, bar) => bar).filter((bar) => changes.includes(bar % of));
  return { repeats: { after, changes: changing } };
}
