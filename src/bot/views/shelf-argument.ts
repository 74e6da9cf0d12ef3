/** What a button of the shelf remembers: the page, and by what takes are found. All of it fits into a `custom_id`. */
import { z } from 'zod';
import { keyName, parseKey, STYLES } from '../../music/index.ts';
import { type LibraryWish, SHELF_ORDERS } from '../../services/index.ts';
import { BeatwrightError } from '../../words/index.ts';

const number = z.union([z.literal('').transform(() => undefined), z.coerce.number().nonnegative()]);
const parts = z.tuple([
  z.coerce.number().int().nonnegative(),
  z.enum(SHELF_ORDERS),
  z.string().max(16),
  z.union([z.literal('').transform(() => undefined), z.enum(STYLES)]),
  number,
  z.string().max(20),
  number,
  number,
  z.enum(['', 'starred']),
]);

/** `0:new:ARTIST:trap:140:Fm:3:30:starred`, of which most is usually empty. */
export function shelfArgument(wish: LibraryWish, page: number): string {
  const { order = 'new', artistId = '', style = '', bpm = '', key, votes = '', days = '', isStarred } = wish;
  const starred = isStarred === true ? 'starred' : '';
  return [page, order, artistId, style, bpm, key ? keyName(key) : '', votes, days, starred].join(':');
}

/** @throws BeatwrightError `button-unknown`. */
export function shelfWishOf(argument: string): { readonly page: number; readonly wish: LibraryWish } {
  const read = parts.safeParse(argument.split(':'));
  if (!read.success) throw new BeatwrightError('button-unknown');
  const [page, order, artistId, style, bpm, key, votes, days, starred] = read.data;
  return {
    page,
    wish: {
      order,
      ...(artistId !== '' && { artistId }),
      ...(style !== undefined && { style }),
      ...(bpm !== undefined && { bpm }),
      ...(key !== '' && { key: parseKey(key) }),
      ...(votes !== undefined && { votes }),
      ...(days !== undefined && { days }),
      ...(starred !== '' && { isStarred: true }),
    },
  };
}
