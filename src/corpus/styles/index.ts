/** The style books, one for every style. */
import { STYLES, type Style } from '../../music/index.ts';
import type { StyleBook } from '../grammar/book.ts';
import { cloud, plugg } from './airy.ts';
import { boomBap } from './boom-bap.ts';
import { crunk, jerseyClub } from './club.ts';
import { bookFrom, type StyleFactsheet } from './common.ts';
import { nyDrill, ukDrill } from './drill.ts';
import { loFi } from './lo-fi.ts';
import { driftPhonk, memphis } from './memphis.ts';
import { detroit, rage } from './rage-detroit.ts';
import { trap } from './trap.ts';
import { gFunk, westCoastBounce } from './west-coast.ts';

const FACTS: Readonly<Record<Style, StyleFactsheet>> = {
  'boom-bap': boomBap,
  'lo-fi': loFi,
  trap,
  'uk-drill': ukDrill,
  'ny-drill': nyDrill,
  memphis,
  'drift-phonk': driftPhonk,
  'g-funk': gFunk,
  crunk,
  'jersey-club': jerseyClub,
  plugg,
  rage,
  cloud,
  detroit,
  'west-coast-bounce': westCoastBounce,
};

const BOOKS = Object.fromEntries(STYLES.map((style) => [style, bookFrom(FACTS[style])])) as Record<
  Style,
  StyleBook
>;

/** The book of a style. */
export function bookOf(style: Style): StyleBook {
  return BOOKS[style];
}
