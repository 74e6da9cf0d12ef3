/** The menu of what can be made of a beat's takes. */
import { type APIActionRowComponent, type APIStringSelectComponent, ComponentType } from 'discord.js';
import { REWORKINGS, type Reworking, type ReworkWish, type TakeView } from '../../jobs/index.ts';

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
export function reworkRow(
  beatId: string,
  takes: readonly TakeView[],
): APIActionRowComponent<APIStringSelectComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `${REWORK_PREFIX}:${beatId}`,
        placeholder: 'Work on a take: new drums, new bass, …',
        options: takes.flatMap(({ id, name }) =>
          REWORKINGS.map((reworking) => ({
            label: `${name} · ${WORDS[reworking].name}`,
            description: WORDS[reworking].promise,
            value: `${reworking}:${id}`,
          })),
        ),
      },
    ],
  };
}

/** What was picked from the menu; `undefined` for what no menu of ours holds. */
export function reworkOf(value: string): ReworkWish | undefined {
  const [name, takeId] = value.split(':');
  const reworking = REWORKINGS.find((each) => each === name);
  return reworking === undefined || takeId === undefined ? undefined : { reworking, takeId };
}
