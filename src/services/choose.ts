/** What a beat is where nobody said: chosen by the seed, so that the seed and the request name the beat. */
import type { Habits } from '../cards/index.ts';
import { type Key, PARTS, type Part, randomOf, STYLE_FACTS, type Style } from '../music/index.ts';

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
}

const BARS = 8;

/**
 * Fills in what a wish leaves open: tempo, key and parts as in one of the artist's references, or else a tempo of the
 * style, a minor key and all parts. An artist who never has a melody gets none unless asked. Another style than the
 * artist's own comes with its own tempo; key and parts stay the artist's. Pure; the same arguments give the same choice.
 */
export function choose(wish: Wish & { style: Style }, habits?: Habits): Choice;
export function choose(wish: Wish, habits: Habits): Choice;
export function choose(wish: Wish, habits?: Habits): Choice {
  const random = randomOf(wish.seed).fork('choose');
  const style = wish.style ?? habits!.style;
  const { bpms, keys = [], parts: known = [] } = habits ?? {};
  const [slow, fast] = STYLE_FACTS[style].bpm;
  const own = habits?.style === style ? (bpms ?? []) : [];
  const tempi = own.length > 0 ? own : Array.from({ length: fast - slow + 1 }, (_, i) => slow + i);
  const bpm = random.fork('bpm').pick(wish.suits?.(tempi) ?? tempi);
  const key: Key =
    keys.length > 0 ? random.fork('key').pick(keys) : { tonic: random.fork('key').int(12), mode: 'minor' };
  const usual = known.filter((each) => each.length > 0);
  const parts = wish.parts ?? (usual.length > 0 ? random.fork('parts').pick(usual) : PARTS);
  return {
    ...{ style, bpm: wish.bpm ?? Math.round(bpm), key: wish.key ?? key, bars: wish.bars ?? BARS },
    ...(parts.length < PARTS.length && { parts: [...parts] }),
  };
}
