/** The menu of what can be made of a beat's takes. */
import { REWORKINGS, type ReworkWish, type TakeCard } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import { pickOf, takeMenuRow } from './take-menu.ts';

/** The prefix of the menu's `custom_id`. */
export const REWORK_PREFIX = 'rework';

/** Twenty-four things to pick from, take by take; Discord allows one more. */
export const reworkRow = (beatId: string, takes: readonly TakeCard[]) =>
  takeMenuRow(
    {
      prefix: REWORK_PREFIX,
      placeholder: words.views.rework.placeholder,
      names: REWORKINGS,
      words: words.views.rework.options,
    },
    beatId,
    takes,
  );

/** What was picked from the menu; `undefined` for what no menu of ours holds. */
export function reworkOf(value: string): ReworkWish | undefined {
  const pick = pickOf(REWORKINGS, value);
  return pick && { reworking: pick.name, takeId: pick.takeId };
}
