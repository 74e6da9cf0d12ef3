/** The kits, one for each style, and one of none. */
import type { Style } from '../../music/index.ts';
import type { Kit } from '../kit.ts';
import { cloud, plugg } from './airy.ts';
import { boomBap } from './boom-bap.ts';
import { crunk, jerseyClub } from './club.ts';
import { nyDrill, ukDrill } from './drill.ts';
import { detroit, rage } from './hard.ts';
import { loFi } from './lo-fi.ts';
import { driftPhonk, memphis } from './memphis.ts';
import { trap } from './trap.ts';
import { gFunk, westCoastBounce } from './west.ts';

export { NEUTRAL } from './neutral.ts';

export const KITS: Readonly<Record<Style, Kit>> = {
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
