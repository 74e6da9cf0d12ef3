/** What artists are asked for that they never do; what they do beside it should stay theirs. */
import { PARTS, type Part, type Score, STYLE_FACTS, STYLES, type Style } from '../../../src/music/index.ts';
import { SWING_RANGE } from '../../../src/services/index.ts';
import { type Heard, heardOf } from './judge.ts';

export const WISHES = ['nothing', 'all parts', 'another tempo', 'other swing', 'another style'] as const;
export type Wish = (typeof WISHES)[number];

export interface Wished {
  readonly parts?: readonly Part[];
  readonly bpm?: number;
  readonly swing?: number;
  readonly style?: Style;
}

/** A quarter faster: further than tempi of one style lie apart. */
const FASTER = 1.25;
/** What is swung, in quarters of a 16th: off 16ths at .55 of their 8th. */
const SWUNG = 0.4;

/** @param style that the artist was found to have. */
export function wished(wish: Wish, references: readonly Score[], style: Style): Wished {
  const [straight, triplets] = SWING_RANGE;
  switch (wish) {
    case 'nothing':
      return {};
    case 'all parts':
      return { parts: PARTS };
    case 'another tempo':
      return { bpm: Math.round(FASTER * references[0]!.bpm) };
    case 'other swing':
      return { swing: heardOf(references[0]!).swing[0]! < SWUNG ? triplets : straight };
    case 'another style':
      return { style: farthest(style) };
  }
}

/** The style whose tempi lie farthest off. */
function farthest(style: Style): Style {
  const middle = (of: Style) => Math.log((STYLE_FACTS[of].bpm[0] + STYLE_FACTS[of].bpm[1]) / 2);
  const distance = (of: Style) => Math.abs(middle(of) - middle(style));
  return STYLES.reduce((a, b) => (distance(b) > distance(a) ? b : a));
}

/** What is not judged, because it was asked for. */
export const ASIDE: Readonly<Record<Wish, readonly (keyof Heard)[]>> = {
  nothing: [],
  'all parts': [],
  'another tempo': [],
  'other swing': ['swing'],
  'another style': [],
};
