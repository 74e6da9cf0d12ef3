/** Deleting a beat: the form that asks for a yes, and what is said then. */
import { ComponentType } from 'discord.js';
import { words } from '../../words/index.ts';
import type { Form, View } from '../command.ts';
import { bold, clip, plain } from './words.ts';

/** The prefix of the form's `custom_id`. */
export const DELETE_BEAT_PREFIX = 'delete-beat';
const BEAT_FIELD = 'beat';

/** The most that Discord shows of a field's label. */
const LABEL_LENGTH = 45;

export function deleteBeatForm({ beatId, subject }: { beatId: string; subject: string }): Form {
  const { title, confirm, description, yes } = words.views.deleteBeat;
  return {
    custom_id: `${DELETE_BEAT_PREFIX}:${beatId}`,
    title,
    components: [
      {
        type: ComponentType.Label,
        label: clip(confirm({ subject }), LABEL_LENGTH),
        description,
        component: {
          type: ComponentType.CheckboxGroup,
          custom_id: BEAT_FIELD,
          required: true,
          min_values: 1,
          max_values: 1,
          options: [{ value: 'yes', label: yes }],
        },
      },
    ],
  };
}

export function beatDeletedView({ subject }: { subject: string }): View {
  return { content: words.views.deleteBeat.done({ subject: bold(plain(subject)) }) };
}
