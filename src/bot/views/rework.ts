/** The menu of what can be made of a beat's takes. */
import { REWORKINGS, type Reworking, type ReworkWish, type TakeCard } from '../../services/index.ts';
import { pickOf, takeMenuRow } from './take-menu.ts';

/** The prefix of the menu's `custom_id`. */
export const REWORK_PREFIX = 'rework';

const WORDS: Readonly<Record<Reworking, { name: string; promise: string }>> = {
  drums: { name: 'new drums', promise: 'bass, chords and melody stay' },
  bass: { name: 'new bass', promise: 'drums, chords and melody stay' },
  chords: { name: 'new chords', promise: 'drums, bass and melody stay' },
  melody: { name: 'new melody', promise: 'drums, bass and chords stay' },
  light: { name: 'a little different', promise: 'four takes close to it' },
  strong: { name: 'quite different', promise: 'four takes that go further' },
};

/** Twenty-four things to pick from, take by take; Discord allows one more. */
export const reworkRow = (beatId: string, takes: readonly TakeCard[]) =>
  takeMenuRow(
    {
      prefix: REWORK_PREFIX,
      placeholder: 'Work on a take: new drums, new bass, …',
      names: REWORKINGS,
      words: WORDS,
    },
    beatId,
    takes,
  );

/** What was picked from the menu; `undefined` for what no menu of ours holds. */
export function reworkOf(value: string): ReworkWish | undefined {
  const pick = pickOf(REWORKINGS, value);
  return pick && { reworking: pick.name, takeId: pick.takeId };
}
