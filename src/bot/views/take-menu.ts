/** A menu under a beat to pick one thing to do with one of its takes, and what was picked. */
import { type APIActionRowComponent, type APIStringSelectComponent, ComponentType } from 'discord.js';
import type { TakeCard } from '../../services/index.ts';

export interface TakeMenu<Name extends string> {
  /** The prefix of the menu's `custom_id`. */
  readonly prefix: string;
  readonly placeholder: string;
  /** What can be picked of each take; with four takes Discord has room for six. */
  readonly names: readonly Name[];
  /** How each is called, and what the menu says of it. */
  readonly words: Readonly<Record<Name, { readonly label: string; readonly description: string }>>;
}

/** Everything to pick from, take by take. */
export function takeMenuRow<Name extends string>(
  { prefix, placeholder, names, words }: TakeMenu<Name>,
  beatId: string,
  takes: readonly TakeCard[],
): APIActionRowComponent<APIStringSelectComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `${prefix}:${beatId}`,
        placeholder,
        options: takes.flatMap((take) =>
          names.map((name) => ({
            label: `${take.name} · ${words[name].label}`,
            description: words[name].description,
            value: `${name}:${take.id}`,
          })),
        ),
      },
    ],
  };
}

/** What was picked from a menu; `undefined` for what no menu of ours holds. */
export function pickOf<Name extends string>(
  names: readonly Name[],
  value: string,
): { name: Name; takeId: string } | undefined {
  const [picked, takeId] = value.split(':');
  const name = names.find((each) => each === picked);
  return name === undefined || takeId === undefined ? undefined : { name, takeId };
}
