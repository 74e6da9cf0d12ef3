/** The menu of what can be made of a beat's takes. */
import { REWORKINGS, type Reworking, type ReworkWish, type TakeCard } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import { pickOf, takeMenuRow } from './take-menu.ts';

/** The prefixes of the menus' `custom_id`s. */
export const REWORK_PREFIX = 'rework';
export const MORE_LIKE_PREFIX = 'alike';

const STRENGTHS = ['light', 'strong'] as const satisfies readonly Reworking[];
const PART_CHANGES = REWORKINGS.filter((name) => name !== 'light' && name !== 'strong');

/** A part to be written anew, take by take. */
export const reworkRow = (beatId: string, takes: readonly TakeCard[]) =>
  takeMenuRow(
    {
      prefix: REWORK_PREFIX,
      placeholder: words.views.rework.placeholder,
      names: PART_CHANGES,
      words: words.views.rework.options,
    },
    beatId,
    takes,
  );

/** Takes to have more like, lightly changed or more so. */
export const moreLikeRow = (beatId: string, takes: readonly TakeCard[]) =>
  takeMenuRow(
    {
      prefix: MORE_LIKE_PREFIX,
      placeholder: words.views.rework.more,
      names: STRENGTHS,
      words: words.views.rework.options,
    },
    beatId,
    takes,
  );

/** What was picked from one of these menus; `undefined` for what no menu of ours holds. */
export function reworkOf(value: string): ReworkWish | undefined {
  const pick = pickOf(REWORKINGS, value);
  return pick && { reworking: pick.name, takeId: pick.takeId };
}
